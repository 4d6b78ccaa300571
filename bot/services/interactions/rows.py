"""The rows of one finished entry, as a script in its caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, insert, inspect, select, update

from bot.domain.enums import CorrespondenceType
from bot.domain.logged_interaction import LoggedInteraction
from bot.domain.wizard.checks import Entry
from bot.models import Attachment, CampaignEntry, Interaction, InteractionComment
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Table

    from bot.domain.people.person import Person
    from bot.models.base import Base
    from bot.services.interactions.targets import Targets
    from bot.storage.transaction_scripts import Script


class _Rows:
    """Adds rows to a table. The statement is made once, so that it is compiled once."""

    def __init__(self, model: type[Base]) -> None:
        table = cast("Table", model.__table__)
        self._columns = [column for column in table.columns if not column.primary_key]
        values = {c: bindparam(f"the_{c.name}", type_=c.type) for c in self._columns}
        self._insert = insert(table).values(values).returning(table.c.id)

    def add(self, **values: Any) -> Script[int]:
        """Write a row with these values and no others; its id."""
        given = {f"the_{column.name}": values.get(column.name) for column in self._columns}
        return int((yield Ask(self._insert, given)).rows[0].id)


_INTERACTIONS, _COMMENTS = _Rows(Interaction), _Rows(InteractionComment)
_FILES, _CAMPAIGN_ENTRIES = _Rows(Attachment), _Rows(CampaignEntry)
_APART = {
    "comment",
    "file",
    "contact_id",
    "template_code",
    "participants",
    "participation",
    "contents",
}
_AS_ENTERED = [field.name for field in fields(Entry) if field.name not in _APART]
"""What is written as it stands in the entry, in the column of the same name."""

assert set(_AS_ENTERED) <= set(inspect(Interaction).columns.keys())

_FIRST_OF_SEVERAL = (
    update(Interaction).where(Interaction.id == bindparam("key")).values(together_id=Interaction.id)
)
_CAMPAIGN_ENTRY = (
    select(CampaignEntry.id)
    .where(
        CampaignEntry.campaign_no == bindparam("campaign"),
        CampaignEntry.segment_no.is_(None),
        CampaignEntry.canceled.is_(False),
    )
    .order_by(CampaignEntry.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part: what is recorded of them, and what it points to."""

    entry: Entry
    targets: Targets


def write(
    draft_id: str, participants: Sequence[Participant], person: Person, now: datetime
) -> Script[LoggedInteraction]:
    """The interaction of the first one, its comment and its file, and those of the others, linked
    to it. The caller holds what the targets name."""
    first, *others = participants
    entry, common = first.entry, {"logged_at": now, "logged_by": person.user_id, "modified_at": now}
    if entry.campaign_no:
        common["campaign_entry_id"] = yield from _campaign_entry(entry.campaign_no, entry, person)
    key = yield from _write_one(first, person, {**common, "draft_id": draft_id})
    if entry.file:
        common["attachment_id"] = yield from _FILES.add(
            interaction_id=key,
            draft_id=draft_id,
            slack_file_id=entry.file["id"],
            name=str(entry.file.get("name") or entry.file["id"])[:255],
            mime_type=entry.file.get("mimetype"),
            size=entry.file.get("size"),
            created_at=now,
        )
    if others:
        yield Ask(_FIRST_OF_SEVERAL, {"key": key})
    for other in others:
        yield from _write_one(other, person, {**common, "together_id": key})
    return _logged(key, draft_id, first, others, person)


def _write_one(participant: Participant, person: Person, common: Mapping[str, Any]) -> Script[int]:
    entry, targets = participant.entry, participant.targets
    by_mail = entry.correspondence_type == CorrespondenceType.EMAIL
    key = yield from _INTERACTIONS.add(
        **{name: getattr(entry, name) for name in _AS_ENTERED},
        **common,
        contact_id=targets.contact_id,
        contact_name=targets.contact_name,
        contact_company_id=targets.company_id,
        contact_company_name=targets.company_name,
        contact_via=targets.email if by_mail else targets.phone,
        subject=entry.description,
        group_code=targets.group_code,
        template_code=targets.template_code,
        canceled=False,
        canceled_with_segment=False,
    )
    if entry.comment:
        yield from _COMMENTS.add(
            interaction_id=key,
            date=entry.date,
            comment=entry.comment,
            created_by=person.user_id,
        )
    return key


def _logged(
    key: int,
    draft_id: str,
    first: Participant,
    others: Sequence[Participant],
    person: Person,
) -> LoggedInteraction:
    entry, targets = first.entry, first.targets
    return LoggedInteraction(
        id=key,
        draft_id=draft_id,
        contact_id=targets.contact_id,
        contact_name=targets.contact_name,
        company_name=targets.company_name,
        template=targets.template,
        description=entry.description,
        date=entry.date,
        time=entry.time,
        duration_min=entry.duration_min,
        cost=entry.cost,
        evaluation=entry.evaluation,
        attempt_failed=entry.attempt_failed,
        canceled=False,
        salesperson=targets.salesperson,
        logged_by=person.user_id,
        comment=entry.comment,
        also=tuple(other.targets.contact_name for other in others),
    )


def _campaign_entry(campaign_no: str, entry: Entry, person: Person) -> Script[int]:
    """The campaign's entry for interactions made one by one: found, or created.

    Source: business-central 2.7, one entry per campaign and segment. Whoever holds the campaign is
    the only one to look, or each would create an entry.
    """
    found = (yield Ask(_CAMPAIGN_ENTRY, {"campaign": campaign_no})).rows
    if found:
        return int(found[0].id)
    return (
        yield from _CAMPAIGN_ENTRIES.add(
            campaign_no=campaign_no,
            description="Interactions",
            date=entry.date,
            logged_by=person.user_id,
            salesperson_code=entry.salesperson_code,
            canceled=False,
            canceled_with_segment=False,
        )
    )
