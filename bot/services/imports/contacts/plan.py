"""What an import would do, row by row, before anything is written.

First the rows of companies, then the companies that persons name, then the rows of persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.folding import fold
from bot.domain.imports.cells import Manner, same_text
from bot.domain.imports.contact_columns import GROUPS, OF_A_PERSON, OF_COMPANY
from bot.domain.imports.identity import (
    Keys,
    Known,
    State,
    gone,
    numbered,
    split,
    which,
    which_row,
)
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.values import Row, full_name, read_row
from bot.domain.messages import N_, Text
from bot.models import Salesperson, SegmentLine
from bot.services.contacts.index import keys_of
from bot.services.imports.contacts.companies import Companies
from bot.services.imports.contacts.groups import added, groups_of, unfit
from bot.services.imports.contacts.staging import ContactStaging, Staged
from bot.services.imports.lookups import (
    Candidates,
    Existing,
    contacts_by_id,
    contacts_like,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Progress

ROWS_AT_ONCE = 2_000

_NO_NAME = N_("The row has no name, and no contact is known by what it has.")
_PRIVATE = N_("The salesperson {code} is blocked for privacy and takes no contacts.")
_IN_SEGMENT = N_(
    "{who} is in a segment that is not logged: the company can't be changed meanwhile."
)


def stage(
    source: Source, staging: ContactStaging, manner: Manner, region: str, progress: Progress
) -> None:
    """Read the rows of a file, those about the same contact together."""
    of_persons, named = source.of_persons, source.named
    for count, (number, cells, _) in enumerate(source.rows, 1):
        row = read_row(number, cells, manner, of_persons=of_persons, named=named)
        if row.problems:
            staging.add_ended(row.number, Outcome.REFUSED, row.problems)
        else:
            _stage(staged_of(row, region), staging, region)
        if count % ROWS_AT_ONCE == 0:
            progress(ROWS_AT_ONCE)


def staged_of(row: Row, region: str) -> Staged:
    """A row with what it is known by."""
    values = row.values
    country = str(values.get("country_code") or region).upper()
    name = full_name(values)
    found = keys_of(
        name, _str(values, "email"), _str(values, "phone"), _str(values, "mobile_phone"), country
    )
    e164 = {
        column: number
        for column in ("phone", "mobile_phone")
        if (number := found[f"{column}_e164"]) is not None
    }
    keys = Keys(
        no=_str(values, "no"),
        external_id=_str(values, "external_id"),
        email=found["email_folded"],
        phones=frozenset(e164.values()),
        name=found["search_name"] or "",
        company=_company(values),
        type=row.type,
        likely=row.likely,
    )
    return Staged(row.number, values, keys, e164)


def _company(values: Mapping[str, Any]) -> str:
    name, no = fold(str(values.get("company", ""))), _str(values, "company_no")
    return numbered(no, name) if no else name


def _stage(row: Staged, staging: ContactStaging, region: str) -> None:
    earlier = which_row(row.keys, staging.earlier(row.keys))
    if isinstance(earlier, Text):
        staging.add_ended(row.number, Outcome.REFUSED, [earlier])
    elif isinstance(earlier, Known):
        staging.change(merged(staging.get(earlier.id), row, region))
        staging.add_ended(row.number, Outcome.REPEATED, [])
    else:
        staging.add(row)


def merged(earlier: Staged, later: Staged, region: str) -> Staged:
    """Two rows of one contact: what the later says goes before, as if they came one by one."""
    values = {**earlier.values, **later.values}
    kind = earlier.keys.type or later.keys.type
    both = Row(earlier.number, values, earlier.keys.likely, [], kind)
    return replace(staged_of(both, region), contact_id=earlier.contact_id)


class Plan:
    """Decides on staged rows, in its caller's transaction."""

    def __init__(self, session: AsyncSession, staging: ContactStaging, region: str) -> None:
        self._session = session
        self._staging = staging
        self._region = region
        self._private: set[str] = set()

    async def make(self, progress: Progress) -> None:
        """Give each row its outcome."""
        private = select(Salesperson.code).where(Salesperson.privacy_blocked.is_(True))
        self._private = set(await self._session.scalars(private))
        for likely in ("company", "person"):
            for batch in self._staging.batches(None, likely, ROWS_AT_ONCE):
                candidates = await contacts_like(self._session, [row.keys for row in batch])
                for row in batch:
                    self._identify(row, candidates)
        # Only now is it known which rows are about one contact.
        await self._compare_all("company", progress)
        await Companies(self._session, self._staging).find()
        await self._compare_all("person", progress)

    async def _compare_all(self, likely: str, progress: Progress) -> None:
        for batch in self._staging.batches(None, likely, ROWS_AT_ONCE):
            await self._compare(batch)
            progress(len(batch))

    def _identify(self, row: Staged, candidates: Candidates) -> None:
        answer = which(row.keys, candidates.of(row.keys))
        if isinstance(answer, Text):
            self._staging.end(row.number, Outcome.REFUSED, [answer])
        elif isinstance(answer, Known):
            first = self._staging.target(answer.id, row.number)
            if first == row.number:
                self._staging.identify(row.number, answer.id)
            else:
                self._staging.change(merged(self._staging.get(first), row, self._region))
                self._staging.end(row.number, Outcome.REPEATED)

    async def _compare(self, batch: Sequence[Staged]) -> None:
        ids = [row.contact_id for row in batch if row.contact_id is not None]
        existing = await contacts_by_id(self._session, ids)
        groups = await groups_of(self._session, ids)
        moving: list[tuple[Staged, Existing, dict[str, list[Any]]]] = []
        for row in batch:
            company_id, problems = self._staging.company(row.keys.company)
            contact = existing.get(row.contact_id or 0)
            if contact is not None and not self._moves(row, contact, company_id):
                more = added(row.values, groups.get(contact.known.id, {}))
                self._changed(row, contact, differences(row, contact) | more)
            elif problems:
                self._staging.end(row.number, Outcome.REFUSED, problems)
            elif contact is None:
                self._new(row)
            else:
                more = added(row.values, groups.get(contact.known.id, {}))
                changes = differences(row, contact) | more
                changes["company_id"] = [contact.company_id, company_id]
                moving.append((row, contact, changes))
        await self._move(moving)

    def _new(self, row: Staged) -> None:
        code = row.values.get("salesperson_code")
        if code in self._private:
            self._refuse_private(row, str(code))
        elif problem := unfit(row.keys.type or row.keys.likely, added(row.values, {})):
            self._staging.end(row.number, Outcome.REFUSED, [problem])
        elif full_name(row.values):
            self._staging.end(row.number, Outcome.NEW)
        else:
            self._staging.end(row.number, Outcome.REFUSED, [Text(_NO_NAME)])

    def _changed(self, row: Staged, contact: Existing, changes: dict[str, list[Any]]) -> None:
        if changes and contact.known.state is State.BLOCKED:
            self._staging.end(row.number, Outcome.REFUSED, [gone(contact.known)])
            return
        if problem := unfit(str(contact.values["type"]), changes):
            self._staging.end(row.number, Outcome.REFUSED, [problem])
            return
        private = changes.get("salesperson_code")
        if private and private[1] in self._private:
            self._refuse_private(row, private[1])
            return
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        self._staging.conclude(row.number, outcome, changes or None, contact.known.id)

    def _refuse_private(self, row: Staged, code: str) -> None:
        problem = Text(_PRIVATE, {"code": code})
        self._staging.end(row.number, Outcome.REFUSED, [problem])

    def _moves(self, row: Staged, contact: Existing, company_id: int | None) -> bool:
        """Whether a person gets another company than they have."""
        return (
            contact.values["type"] == "person"
            and bool(row.keys.company)
            and (company_id is None or company_id != contact.company_id)
            and not self._same_company(row, contact)
        )

    def _same_company(self, row: Staged, contact: Existing) -> bool:
        no, name = split(self._staging.company_key(row.keys.company))
        return no == contact.company_no if no else name == contact.known.keys.company

    async def _move(self, moving: Sequence[tuple[Staged, Existing, dict[str, list[Any]]]]) -> None:
        if not moving:
            return
        ids = [contact.known.id for _, contact, _ in moving]
        held = set(
            await self._session.scalars(
                select(SegmentLine.contact_id).where(SegmentLine.contact_id.in_(ids)).distinct()
            )
        )
        for row, contact, changes in moving:
            if contact.known.id in held:
                problem = Text(_IN_SEGMENT, {"who": contact.known.shown})
                self._staging.end(row.number, Outcome.REFUSED, [problem])
            else:
                self._changed(row, contact, changes)


def differences(row: Staged, contact: Existing) -> dict[str, list[Any]]:
    """What the row says otherwise than the contact: for each column, before and after.

    A number or an address that is only written otherwise is no difference. A block is set, never
    lifted.
    """
    values = dict(row.values)
    if contact.values["type"] == "company":
        values = {name: value for name, value in values.items() if name not in OF_A_PERSON}
    if "name" not in values and "first_name" in values and "surname" in values:
        values["name"] = full_name(values)
    changes: dict[str, list[Any]] = {}
    for column, value in values.items():
        if column in OF_COMPANY or column in GROUPS or column == "type":
            continue
        before = contact.values[column]
        if before == value or _same(row, contact, column, before, value):
            continue
        changes[column] = [before, value]
    return changes


def _same(row: Staged, contact: Existing, column: str, before: Any, value: Any) -> bool:
    if before is None:
        return False
    if column in {"email", "email_2"}:
        return str(before).strip().lower() == str(value).lower()
    if column in {"phone", "mobile_phone"}:
        number = row.e164.get(column)
        return number is not None and number == contact.e164[column]
    if column == "privacy_blocked":
        return value is False and contact.known.state is not State.BLOCKED
    return isinstance(before, str) and same_text(before, str(value))


def _str(values: Mapping[str, str | bool], name: str) -> str | None:
    value = values.get(name)
    return str(value) if value else None
