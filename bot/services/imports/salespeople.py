"""Files of salespeople, known by code, or by e-mail where a row has no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.domain.enums import SalespersonRole
from bot.domain.imports.cells import read_cells
from bot.domain.imports.outcomes import Outcome, Undone
from bot.domain.imports.salesperson_columns import COLUMNS, LAYOUT
from bot.domain.messages import N_, Text
from bot.models import LinkRequest, Salesperson
from bot.services.imports.kinds import ROWS_AT_ONCE, Kind
from bot.services.imports.records import (
    Changes,
    Notes,
    differences,
    imported,
    json_of,
    put_back,
    referring,
    write_changes,
)
from bot.services.imports.staging import RecordStaging, StagedRecord

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.imports.cells import Manner
    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Progress

TABLE = "salespeople"
_NO_CODE = N_("The row has no code, and no salesperson has its e-mail address.")
_NO_NAME = N_("The salesperson {code} is new and has no name.")
_SEVERAL = N_("Several salespeople have the e-mail address: {who}.")
_SAME_ADDRESS = N_("The e-mail address is that of the salesperson {code}.")
_OTHERWISE = N_("Row {row} is about the same, and says otherwise.")
_LAST = N_("{code} is the last administrator and can't be blocked.")
_ACCOUNT = N_("a Slack account")


class Salespeople(Kind[RecordStaging]):
    """A handful, so that all of them are kept in memory."""

    name = "salespeople"
    layout = LAYOUT
    held = ("salespeople",)

    def staging(self) -> RecordStaging:
        self._known: dict[str, dict[str, Any]] = {}
        self._administrators: set[str] = set()
        self._rows: dict[str, int] = {}
        return RecordStaging()

    def stage(
        self, source: Source, staging: RecordStaging, manner: Manner, progress: Progress
    ) -> None:
        for row in source.rows:
            read = read_cells(COLUMNS, row.by_column, manner)
            read.values.pop("email_2", None)  # of several in one cell, the first counts
            if read.problems:
                staging.add_ended(row.number, Outcome.REFUSED, read.problems)
            else:
                staging.add(StagedRecord(row.number, "", read.values))
            progress(1)

    async def plan(self, session: AsyncSession, staging: RecordStaging, progress: Progress) -> None:
        for row in await session.scalars(select(Salesperson)):
            self._known[row.code] = json_of(row, COLUMNS)
            if row.role == SalespersonRole.ADMINISTRATOR and not row.blocked:
                self._administrators.add(row.code)
        for batch in staging.batches(None, ROWS_AT_ONCE):
            for staged in batch:
                self._decide(staging, staged)
            progress(len(batch))

    def _decide(self, staging: RecordStaging, row: StagedRecord) -> None:
        code = self._code_of(row)
        problem = code if isinstance(code, Text) else self._problem(row, code)
        if problem is not None:
            staging.end(row.number, Outcome.REFUSED, [problem])
            return
        assert isinstance(code, str)
        values = {**row.values, "code": code}
        before = self._known.get(code)
        if code in self._rows:
            same = before is not None and not differences(before, values)
            problems = [] if same else [Text(_OTHERWISE, {"row": str(self._rows[code])})]
            staging.end(row.number, Outcome.REPEATED if same else Outcome.REFUSED, problems)
            return
        self._rows[code] = row.number
        if before is None:
            whole = {**dict.fromkeys(COLUMNS), "blocked": False, **values}
            self._known[code] = whole
            staging.end(row.number, Outcome.NEW, whole)
            return
        changes = differences(before, values)
        if changes.get("blocked", [None, False])[1]:
            self._administrators.discard(code)
        self._known[code] = before | {column: after for column, (_, after) in changes.items()}
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        staging.know(row.number, code)
        staging.end(row.number, outcome, changes or None)

    def _code_of(self, row: StagedRecord) -> str | Text:
        if code := row.values.get("code"):
            return str(code)
        whose = self._whose(row.values.get("email"))
        if len(whose) > 1:
            return Text(_SEVERAL, {"who": ", ".join(whose)})
        return whose[0] if whose else Text(_NO_CODE)

    def _whose(self, email: str | None) -> list[str]:
        folded = (email or "").casefold()
        return [
            code
            for code, values in self._known.items()
            if folded and (values["email"] or "").casefold() == folded
        ]

    def _problem(self, row: StagedRecord, code: str) -> Text | None:
        known = self._known.get(code)
        if known is None and not row.values.get("name"):
            return Text(_NO_NAME, {"code": code})
        email = row.values.get("email")
        if known is None or (known["email"] or "").casefold() != (email or "").casefold():
            others = [other for other in self._whose(email) if other != code]
            if others:
                return Text(_SAME_ADDRESS, {"code": others[0]})
        blocks = row.values.get("blocked") and self._administrators == {code}
        return Text(_LAST, {"code": code}) if blocks else None

    async def write(
        self, session: AsyncSession, staging: RecordStaging, import_id: int, progress: Progress
    ) -> int:
        notes = Notes(session, import_id, self.occasion.now)
        for number, values in staging.results(Outcome.NEW):
            row = Salesperson()
            write_changes(row, Salesperson, values)
            row.email_folded = row.email and row.email.casefold()
            session.add(row)
            notes.created(TABLE, row.code, number, values)
            progress(1)
        for batch in staging.batches(Outcome.CHANGED, ROWS_AT_ONCE):
            for staged in batch:
                changes: Changes = staged.result
                known = await session.get_one(Salesperson, staged.key)
                write_changes(known, Salesperson, {name: pair[1] for name, pair in changes.items()})
                known.email_folded = known.email and known.email.casefold()
                notes.changed(TABLE, known.code, staged.number, changes)
            progress(len(batch))
        await session.flush()
        return 0

    async def undo(self, session: AsyncSession, import_id: int) -> Undone:
        undone = Undone()
        for noted in await imported(session, import_id, TABLE):
            row = await session.get(Salesperson, noted.code, with_for_update=True)
            if row is None:
                continue
            if noted.changes is not None:
                changes = dict(noted.changes)
                if changes.get("blocked", [False])[0] and await _is_last(session, row):
                    del changes["blocked"]
                former, _ = put_back(row, Salesperson, changes)
                row.email_folded = row.email and row.email.casefold()
                undone.left += len(former) < len(noted.changes)
                undone.restored += bool(former)
                continue
            references = await referring(session, TABLE, row.code)
            if row.slack_user_id is not None:
                references.append(Text(_ACCOUNT))
            if references:
                undone.keep(row.code, row.name, references)
                continue
            requests = delete(LinkRequest).where(LinkRequest.salesperson_code == row.code)
            await session.execute(requests)
            await session.delete(row)
            undone.removed += 1
        await session.flush()
        return undone


async def _is_last(session: AsyncSession, row: Salesperson) -> bool:
    """Whether there would be no administrator without this one."""
    if row.role != SalespersonRole.ADMINISTRATOR:
        return False
    others = select(Salesperson.code).where(
        Salesperson.role == SalespersonRole.ADMINISTRATOR,
        Salesperson.blocked.is_(False),
        Salesperson.code != row.code,
    )
    return await session.scalar(others.limit(1)) is None
