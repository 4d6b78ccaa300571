"""The records of a company's set-up: listed, read, written, archived and deleted.

Only what nothing points to is deleted; the rest is archived: offered no more, and still readable.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.acts import doer
from bot.domain.enums import SalespersonRole
from bot.domain.errors.setup import (
    CodeTaken,
    LastAdministrator,
    RecordFixed,
    RecordInUse,
    SeriesRepeats,
    SlackAccountTaken,
)
from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.domain.setup.records import NUMBER_SERIES, RECORDS, repeats
from bot.domain.setup.shown import RecordCard, RecordRow
from bot.models import InteractionTemplate, Salesperson
from bot.services.done_once import once
from bot.services.numbers import next_number
from bot.services.setup.audit import Done, record_act
from bot.services.setup.naming import called_in, names_of
from bot.services.setup.rows import (
    MODELS,
    OFFERED,
    existing,
    in_use,
    is_retired,
    pointing_at,
    row_of,
    searched_in,
    values_of,
)
from bot.services.templates.texts import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database

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
        """By name, retired ones last; every word is somewhere in the code or the name. What is
        said beside a name is called by its own name."""
        check(by, RECORDS[kind].see)
        record, model = RECORDS[kind], MODELS[kind]
        async with self._db.read() as session:
            called = await called_in(session, kind, by.locale)
            rows = [row_of(record, row, called) for row in await session.scalars(select(model))]
            wanted = fold(words).split()
            found = sorted(
                (row for row in rows if all(word in searched_in(row) for word in wanted)),
                key=lambda row: (row.retired, fold(row.name), row.code),
            )
            shown = [
                replace(row, listed={**row.listed, **await names_of(session, row.listed)})
                for row in found[offset : offset + count]
            ]
            return Page(tuple(shown), offset, len(found))

    async def card(self, by: Person, kind: str, code: str) -> RecordCard:
        """Raises :class:`bot.domain.errors.setup.RecordUnknown`."""
        check(by, RECORDS[kind].see)
        async with self._db.read() as session:
            row = await existing(session, kind, code)
            values = values_of(RECORDS[kind], row)
            names = await names_of(session, values)
            if name := (await called_in(session, kind, by.locale, code)).get(code):
                names[RECORDS[kind].name] = name
            used = await in_use(session, kind, code)
            return RecordCard(code, values, names, is_retired(RECORDS[kind], row), used)

    async def choices(self, by: Person, searched: str, query: str) -> list[Choice]:
        """What a field that is searched offers; retired ones are not."""
        check(by, Right.SEE_SETUP)
        async with self._db.read() as session:
            rows = (await session.execute(OFFERED[searched])).all()
        wanted = fold(query).split()
        found = [Choice(code, f"{name} ({code})") for code, name in rows]
        return [c for c in found if all(word in fold(c.label) for word in wanted)][:100]

    async def create(self, kind: str, values: Mapping[str, Any], *, act: Act | None) -> str:
        """A new record; its code, of the number series where it was left empty. Raises
        ``CodeTaken``, ``SlackAccountTaken``."""

        async def creating(session: AsyncSession) -> str:
            _check_made(act, kind)
            code = values["code"] or await _next_code(session, kind)
            if await session.get(MODELS[kind], code) is not None:
                raise CodeTaken(code=code)
            row = MODELS[kind]()
            session.add(row)
            numbered = {**values, "code": code}
            await self._write(session, kind, row, numbered, act)
            if isinstance(row, InteractionTemplate):
                await settle(session, row, new=True)
            self._audit(session, act, Done("create", kind, code), after=numbered)
            return str(code)

        return await self._once(act, creating, values["code"] or "")

    async def change(
        self, kind: str, code: str, values: Mapping[str, Any], *, act: Act | None
    ) -> str:
        """Change a record, all but its code. Raises ``RecordUnknown``, ``SlackAccountTaken``,
        ``LastAdministrator``."""

        async def changing(session: AsyncSession) -> str:
            check(doer(act), RECORDS[kind].change)
            administrators = await _administrators(session, kind)
            row = await existing(session, kind, code, hold=True)
            before = values_of(RECORDS[kind], row)
            changes = {key: value for key, value in values.items() if key != "code"}
            if kind == NUMBER_SERIES.kind and repeats(before, {**before, **changes}):
                last = before["next_number"] - 1
                raise SeriesRepeats(last=f"{before['prefix']}{last:0{before['digits']}}")
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
            _check_made(act, kind)
            administrators = await _administrators(session, kind)
            row, column = await existing(session, kind, code, hold=True), RECORDS[kind].retired
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
            _check_made(act, kind)
            administrators = await _administrators(session, kind)
            row = await existing(session, kind, code, hold=True)
            if await in_use(session, kind, code):
                raise RecordInUse(code=code)
            done = Done("delete", kind, code)
            self._audit(session, act, done, values_of(RECORDS[kind], row))
            for column in pointing_at(kind, belonging=True):
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


def _check_made(act: Act | None, kind: str) -> None:
    """What is created, archived and deleted by hand. Raises ``NotAllowed``, ``RecordFixed``."""
    check(doer(act), RECORDS[kind].change)
    if RECORDS[kind].fixed:
        raise RecordFixed


async def _next_code(session: AsyncSession, kind: str) -> str:
    """The next number that no record has."""
    series = RECORDS[kind].series
    assert series is not None, f"{kind} has no number series, so its code is required"
    name, description, prefix, digits = series
    while True:
        code = await next_number(
            session, name, description=description, prefix=prefix, digits=digits
        )
        if await session.get(MODELS[kind], code) is None:
            return code


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
