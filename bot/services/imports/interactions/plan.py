"""What an import of interactions would do, row by row, before anything is written.

A row is about an entry that is known by the row's key (it was imported before), by its number and
the instant when it was logged (it was exported from here), or that says all that the row says.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.imports.cells import same_text
from bot.domain.imports.interaction_columns import CHANGEABLE, COLUMNS, FIXED, STORED
from bot.domain.imports.outcomes import Outcome
from bot.domain.messages import N_, Text
from bot.models import InteractionTemplate
from bot.services.imports.interactions.lookups import (
    Contacts,
    Entries,
    Related,
    number_of,
    offered,
)
from bot.services.imports.interactions.rows import OF_ROW
from bot.services.imports.kinds import ROWS_AT_ONCE
from bot.services.imports.records import SECONDS, Changes, json_of

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.interactions.lookups import Entry
    from bot.services.imports.kinds import Progress
    from bot.services.imports.lookups import Existing
    from bot.services.imports.staging import RecordStaging, StagedRecord

Values = dict[str, Any]

_LINES = frozenset({"content", "comments"})
_NOON = time(12)
_NO_SALESPERSON = N_("The row has no salesperson, nor has the contact.")
_NO_DESCRIPTION = N_("Neither the row nor its template has a description.")
_NO_COMPANY = N_("No company has the number {no}.")
_NO_OPPORTUNITY = N_("No opportunity of the contact has the number {no}.")
_NO_TASK = N_("No task has the number {no}.")
_NO_CAMPAIGN = N_("The row counts as target or response of a campaign, and names none.")
_DELETED = N_("The interaction was deleted.")
_TAKEN = N_("Another row is about the same interaction.")
_FIXED = N_("The interaction {id} is logged already; a file can't change this: {column}.")
_OF_TEMPLATE = (
    "description",
    "group_code",
    "unit_cost",
    "unit_duration_min",
    "information_flow",
    "initiated_by",
    "correspondence_type",
)


class InteractionPlan:
    """Decides on staged rows, in its caller's transaction."""

    def __init__(self, session: AsyncSession, staging: RecordStaging, now: datetime) -> None:
        self._session = session
        self._staging = staging
        self._now = now
        self._templates: dict[str, Values] = {}

    async def make(self, progress: Progress) -> None:
        """Give each row its outcome."""
        for row in await self._session.scalars(select(InteractionTemplate)):
            self._templates[row.code] = json_of(row, _OF_TEMPLATE)
        for batch in self._staging.batches(None, ROWS_AT_ONCE):
            await self._batch(batch)
            progress(len(batch))

    async def _batch(self, batch: list[StagedRecord]) -> None:
        contacts = await Contacts.of(self._session, batch)
        found = [(row, contacts.find(row)) for row in batch]
        entries = await Entries.like(self._session, found)
        related = await Related.of(self._session, batch)
        for row, contact in found:
            if isinstance(contact, Text):
                self._staging.end(row.number, Outcome.REFUSED, [contact])
            else:
                self._decide(row, contact, entries, related)

    def _decide(
        self, row: StagedRecord, contact: Existing, entries: Entries, related: Related
    ) -> None:
        linked = _linked(row, contact, related)
        entry = self._entry_of(row, contact, entries, linked)
        if isinstance(entry, Text):
            self._staging.end(row.number, Outcome.REFUSED, [entry])
        elif entry is not None:
            self._known(row, entry, linked)
        elif isinstance(linked, Text):
            self._staging.end(row.number, Outcome.REFUSED, [linked])
        else:
            problem = offered(contact, row)
            made = problem or self._new(row, contact, linked)
            if isinstance(made, Text):
                self._staging.end(row.number, Outcome.REFUSED, [made])
            else:
                self._staging.end(row.number, Outcome.NEW, made)

    def _entry_of(
        self, row: StagedRecord, contact: Existing, entries: Entries, linked: Values | Text
    ) -> Entry | Text | None:
        """The entry that a row is about; each is about one row."""
        by_key = entries.by_key.get(row.key, [])
        of_contact = [entry for entry in by_key if entry.contact_id == contact.known.id]
        entry = next(iter(of_contact or by_key), None) or _exported(row, contact, entries)
        if entry is not None:
            if entry.deleted:
                return Text(_DELETED)
            return entry if self._staging.take(entry.id) else Text(_TAKEN)
        day = (contact.known.id, str(row.values["date"]))
        for alike in entries.by_day.get(day, []):
            if (
                not alike.deleted
                and not isinstance(linked, Text)
                and _says_the_same(row, alike, linked)
                and self._staging.take(alike.id)
            ):
                return alike
        return None

    def _known(self, row: StagedRecord, entry: Entry, linked: Values | Text) -> None:
        if entry.import_key == row.key and row.key.startswith(OF_ROW):
            # It said all that the row says when it was imported; people have corrected it since.
            self._staging.end(row.number, Outcome.UNCHANGED)
            return
        given = {name: value for name, value in row.values.items() if value is not None}
        others = linked if isinstance(linked, dict) else {}
        given |= {name: value for name, value in others.items() if value is not None}
        fixed = [name for name in FIXED if name in given and not _same(entry, name, given[name])]
        if fixed:
            column = Text(COLUMNS[_LABEL.get(fixed[0], fixed[0])].label)
            shown = {"id": str(entry.id), "column": column}
            self._staging.end(row.number, Outcome.REFUSED, [Text(_FIXED, shown)])
            return
        changes: Changes = {
            name: [entry.values[name], given[name]]
            for name in CHANGEABLE
            if name in given and not _same(entry, name, given[name])
        }
        if "template_code" in changes:
            group = self._templates[given["template_code"]]["group_code"]
            changes["group_code"] = [entry.values["group_code"], group]
        comment = given.get("comments")
        if comment and not _has_comment(entry, comment):
            changes["comments"] = [None, comment]
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        self._staging.know(row.number, str(entry.id))
        self._staging.end(row.number, outcome, changes or None)

    def _new(self, row: StagedRecord, contact: Existing, linked: Values) -> Values | Text:
        values, template = row.values, self._templates[row.values["template_code"]]
        whole = {name: values.get(name) for name in STORED} | linked
        whole["salesperson_code"] = (
            values.get("salesperson_code") or contact.values["salesperson_code"]
        )
        whole["description"] = values.get("description") or template["description"]
        if not whole["salesperson_code"]:
            return Text(_NO_SALESPERSON)
        if not whole["description"]:
            return Text(_NO_DESCRIPTION)
        if (whole["campaign_target"] or whole["campaign_response"]) and not whole["campaign_no"]:
            return Text(_NO_CAMPAIGN)
        if "subject" not in values:
            whole["subject"] = whole["description"]
        for name, origin in _DEFAULTS.items():
            if name not in values:  # the file has no such column
                whole[name] = template[origin]
        whole["cost"] = whole["cost"] or "0.00"
        for name in ("duration_min", "attempt_failed", "canceled"):
            whole[name] = whole[name] or 0
        for name in ("attempt_failed", "canceled", "campaign_target", "campaign_response"):
            whole[name] = bool(whole[name])
        whole["contact_id"] = contact.known.id
        whole["contact_name"] = values.get("contact_name") or contact.values["name"]
        whole["logged_at"] = values.get("logged_at") or self._logged_at(values)
        whole["comments"] = values.get("comments")
        return whole

    def _logged_at(self, values: Values) -> str:
        """Where nobody says when it was logged: when it happened, so that what was logged last
        stays what was logged last."""
        clock = time.fromisoformat(values["time"]) if values.get("time") else _NOON
        happened = datetime.combine(date.fromisoformat(values["date"]), clock, UTC)
        return min(happened, self._now.astimezone(UTC)).isoformat()


_LABEL = {"opportunity_id": "opportunity_no", "task_id": "task_no"}
_DEFAULTS = {
    "group_code": "group_code",
    "cost": "unit_cost",
    "duration_min": "unit_duration_min",
    "information_flow": "information_flow",
    "initiated_by": "initiated_by",
    "correspondence_type": "correspondence_type",
}
"""What a template fills in where a file has no column for it."""


def _linked(row: StagedRecord, contact: Existing, related: Related) -> Values | Text:
    """What a row names by number: its contact's company at the time, opportunity and task."""
    values, linked = row.values, Values()
    if no := values.get("contact_company_no"):
        if no not in related.companies:
            return Text(_NO_COMPANY, {"no": no})
        linked["contact_company_id"] = related.companies[no]
        if not values.get("contact_company_name"):
            linked["contact_company_name"] = None
    elif "contact_company_no" in values and contact.values["type"] == "person":
        linked["contact_company_id"] = linked["contact_company_name"] = None
    else:
        itself = contact.values["type"] == "company"
        linked["contact_company_id"] = contact.known.id if itself else contact.company_id
        linked["contact_company_name"] = contact.values["name"] if itself else contact.company_name
    if no := values.get("opportunity_no"):
        key, whose = related.opportunities.get(no, (0, frozenset()))
        if not whose & {contact.known.id, linked["contact_company_id"]}:
            return Text(_NO_OPPORTUNITY, {"no": no})
        linked["opportunity_id"] = key
    elif "opportunity_no" in values:
        linked["opportunity_id"] = None
    if no := values.get("task_no"):
        if no not in related.tasks:
            return Text(_NO_TASK, {"no": no})
        linked["task_id"] = related.tasks[no]
    elif "task_no" in values:
        linked["task_id"] = None
    return linked


def _exported(row: StagedRecord, contact: Existing, entries: Entries) -> Entry | None:
    """The entry of this database that a row was exported from."""
    entry = entries.by_id.get(number_of(row) or 0)
    if entry is None or entry.contact_id != contact.known.id or not row.values.get("logged_at"):
        return None
    return entry if _same(entry, "logged_at", row.values["logged_at"]) else None


def _says_the_same(row: StagedRecord, entry: Entry, linked: Values) -> bool:
    values = {name: row.values[name] for name in STORED if name in row.values}
    values |= {name: linked[name] for name in ("opportunity_id", "task_id") if name in linked}
    for name, value in values.items():
        before = entry.values[name]
        if not (
            _same(entry, name, value) if value is not None else before in {None, "", "0.00", 0}
        ):
            return False
    comments = row.values.get("comments", entry.comments)
    return comments == entry.comments or same_text(entry.comments, comments or "", lines=True)


def _same(entry: Entry, name: str, value: Any) -> bool:
    before = entry.values[name]
    if before == value:
        return True
    if not isinstance(before, str) or not isinstance(value, str):
        return False
    if name == "logged_at":
        return before[:SECONDS] == value[:SECONDS]
    if name == "time":
        return before.partition(".")[0] == value
    return same_text(before, value, lines=name in _LINES)


def _has_comment(entry: Entry, comment: str) -> bool:
    return same_text(entry.comments, comment, lines=True) or comment in entry.comments
