"""The records of a company's set-up: listed, read, written, archived and deleted.

Only what nothing points to is deleted; the rest is archived: offered no more, and still readable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.acts import doer
from bot.domain.enums import SalespersonRole
from bot.domain.errors.setup import (
    CodeTaken,
    LastAdministrator,
    RecordInUse,
    RecordUnknown,
    SlackAccountTaken,
)
from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.domain.setup.records import RECORDS
from bot.domain.setup.shown import RecordCard, RecordRow
from bot.models import (
    Base,
    BusinessRelation,
    Campaign,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    LinkRequest,
    MailingGroup,
    Salesperson,
)
from bot.services.done_once import once
from bot.services.setup.audit import Done, record_act
from bot.services.setup.naming import called_in, names_of
from bot.services.templates.texts import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.domain.setup.records import Record
    from bot.storage.database import Database

MODELS: Mapping[str, type[Base]] = {
    "interaction_templates": InteractionTemplate,
    "interaction_groups": InteractionGroup,
    "salespeople": Salesperson,
    "mailing_groups": MailingGroup,
    "industry_groups": IndustryGroup,
    "job_responsibilities": JobResponsibility,
    "business_relations": BusinessRelation,
}
_BELONGING = {InteractionTemplateLanguage.__tablename__, LinkRequest.__tablename__}
"""Tables whose rows go with the record that they point to."""

_SETTLED = ("wizard_action", "language_code")
"""What has to go together with a template's texts."""


class SetupRecords:
    """Every method raises :class:`bot.domain.errors.people.NotAllowed` for who may not, and
    KeyError for a kind that there isn't."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def page(
        self, by: Person, kind: str, *, words: str = "", offset: int = 0, count: int = 10
    ) -> Page[RecordRow]:
        """By name, retired ones last; every word is somewhere in the code or the name."""
        check(by, Right.SEE_SETUP)
        record, model = RECORDS[kind], MODELS[kind]
        async with self._db.read() as session:
            called = await called_in(session, kind, by.locale)
            rows = [_row(record, row, called) for row in await session.scalars(select(model))]
        wanted = fold(words).split()
        found = sorted(
            (row for row in rows if all(word in _searched(row) for word in wanted)),
            key=lambda row: (row.retired, fold(row.name), row.code),
        )
        return Page(tuple(found[offset : offset + count]), offset, len(found))

    async def card(self, by: Person, kind: str, code: str) -> RecordCard:
        """Raises :class:`bot.domain.errors.setup.RecordUnknown`."""
        check(by, Right.SEE_SETUP)
        async with self._db.read() as session:
            row = await _existing(session, kind, code)
            values = _values(RECORDS[kind], row)
            names = await names_of(session, values)
            if name := (await called_in(session, kind, by.locale, code)).get(code):
                names[RECORDS[kind].name] = name
            in_use = await _in_use(session, kind, code)
            return RecordCard(code, values, names, _retired(RECORDS[kind], row), in_use)

    async def choices(self, by: Person, searched: str, query: str) -> list[Choice]:
        """What a field that is searched offers; retired ones are not."""
        check(by, Right.SEE_SETUP)
        if searched == "campaigns":
            statement = select(Campaign.no, Campaign.description)
        else:
            statement = select(InteractionGroup.code, InteractionGroup.description).where(
                InteractionGroup.archived_at.is_(None)
            )
        async with self._db.read() as session:
            rows = (await session.execute(statement)).all()
        wanted = fold(query).split()
        found = [Choice(code, f"{name} ({code})") for code, name in rows]
        return [c for c in found if all(word in fold(c.label) for word in wanted)][:100]

    async def create(self, kind: str, values: Mapping[str, Any], *, act: Act | None) -> str:
        """A new record; its code. Raises ``CodeTaken``, ``SlackAccountTaken``."""
        code = str(values["code"])

        async def creating(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            if await session.get(MODELS[kind], code) is not None:
                raise CodeTaken(code=code)
            row = MODELS[kind]()
            session.add(row)
            await self._write(session, kind, row, values, act)
            if isinstance(row, InteractionTemplate):
                await settle(session, row, new=True)
            self._audit(session, act, Done("create", kind, code), after=values)
            return code

        return await self._once(act, creating, code)

    async def change(
        self, kind: str, code: str, values: Mapping[str, Any], *, act: Act | None
    ) -> str:
        """Change a record, all but its code. Raises ``RecordUnknown``, ``SlackAccountTaken``,
        ``LastAdministrator``."""

        async def changing(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            administrators = await _administrators(session, kind)
            row = await _existing(session, kind, code, hold=True)
            before = _values(RECORDS[kind], row)
            changes = {key: value for key, value in values.items() if key != "code"}
            await self._write(session, kind, row, changes, act)
            await _keep_one(session, kind, administrators)
            settled = all(before.get(key) == changes.get(key, before.get(key)) for key in _SETTLED)
            if isinstance(row, InteractionTemplate) and not settled:
                await settle(session, row, new=False)
            done = Done("change", kind, code)
            self._audit(session, act, done, before, {**before, **changes})
            return code

        return await self._once(act, changing, code)

    async def retire(self, kind: str, code: str, *, retired: bool, act: Act | None) -> str:
        """Archive a record, or bring it back; a salesperson is blocked. Raises ``RecordUnknown``,
        ``LastAdministrator``."""

        async def retiring(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            administrators = await _administrators(session, kind)
            row, column = await _existing(session, kind, code, hold=True), RECORDS[kind].retired
            now = self._clock() if retired else None
            setattr(row, column, retired if column == "blocked" else now)
            await _keep_one(session, kind, administrators)
            done = Done("archive" if retired else "bring back", kind, code)
            self._audit(session, act, done)
            return code

        return await self._once(act, retiring, code)

    async def delete(self, kind: str, code: str, *, act: Act | None) -> str:
        """Delete a record that nothing points to. Raises ``RecordUnknown``, ``RecordInUse``,
        ``LastAdministrator``."""

        async def deleting(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            administrators = await _administrators(session, kind)
            row = await _existing(session, kind, code, hold=True)
            if await _in_use(session, kind, code):
                raise RecordInUse(code=code)
            done = Done("delete", kind, code)
            self._audit(session, act, done, _values(RECORDS[kind], row))
            for column in _pointing_at(kind, belonging=True):
                await session.execute(delete(column.table).where(column == code))
            await session.delete(row)
            await _keep_one(session, kind, administrators)
            return code

        return await self._once(act, deleting, code)

    async def _write(
        self,
        session: AsyncSession,
        kind: str,
        row: Any,
        values: Mapping[str, Any],
        act: Act | None,
    ) -> None:
        by = doer(act)
        if "slack_user_id" in values and values["slack_user_id"] != row.slack_user_id:
            row.linked_by = by.user_id if by else None
        for key, value in values.items():
            setattr(row, key, value)
        if kind == "salespeople" and "email" in values:
            row.email_folded = row.email and row.email.casefold()
        await session.flush()

    def _audit(
        self,
        session: AsyncSession,
        act: Act | None,
        done: Done,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        record_act(session, doer(act), self._clock(), done, before=before, after=after)

    async def _once(self, act: Act | None, work: Any, code: str) -> str:
        try:
            return await once(self._db, act, str, work)
        except IntegrityError as error:
            if "slack_user_id" in str(error.orig):
                raise SlackAccountTaken from error
            raise CodeTaken(code=code) from error


async def _existing(session: AsyncSession, kind: str, code: str, *, hold: bool = False) -> Any:
    row = await session.get(MODELS[kind], code, with_for_update=hold or None)
    if row is None:
        raise RecordUnknown(code=code)
    return row


async def _administrators(session: AsyncSession, kind: str) -> int:
    """How many salespeople are administrators; those whom the settings name don't count, as they
    may be gone tomorrow."""
    if kind != "salespeople":
        return 0
    await session.flush()
    able = (Salesperson.role == SalespersonRole.ADMINISTRATOR, Salesperson.blocked.is_(False))
    return await session.scalar(select(func.count()).select_from(Salesperson).where(*able)) or 0


async def _keep_one(session: AsyncSession, kind: str, before: int) -> None:
    if before and not await _administrators(session, kind):
        raise LastAdministrator


def _row(record: Record, row: Any, called: Mapping[str, str]) -> RecordRow:
    values = _values(record, row)
    listed = {key: values[key] for key, field in record.fields.items() if field.listed}
    own = values[record.name]
    name = called.get(row.code) or own
    return RecordRow(row.code, name, listed, _retired(record, row), own)


def _searched(row: RecordRow) -> str:
    return fold(f"{row.code} {row.name} {row.own_name}")


def _values(record: Record, row: Any) -> dict[str, Any]:
    return {key: getattr(row, key) for key in record.fields}


def _retired(record: Record, row: Any) -> bool:
    return bool(getattr(row, record.retired))


def _pointing_at(kind: str, *, belonging: bool) -> list[Any]:
    """The columns that point to a kind of record."""
    target = MODELS[kind].__tablename__
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        if (table.name in _BELONGING) is belonging
        for key in table.foreign_keys
        if key.column.table.name == target
    ]


async def _in_use(session: AsyncSession, kind: str, code: str) -> bool:
    for column in _pointing_at(kind, belonging=False):
        if await session.scalar(select(exists().where(column == code))):
            return True
    return False
