"""*Take back*: an entry leaves the log as if it had not been logged, and its draft is there again.

The draft comes first: a bot that dies in between leaves both, and the same press ends it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.interaction_log import NotTakeable
from bot.domain.wizard import defaults
from bot.domain.wizard.table import EACH, FIELDS, TOGETHER
from bot.services.wizard.derived_values import decimal_sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.acts import Act
    from bot.domain.forms import Value
    from bot.domain.interaction_log.entries import EntryCard
    from bot.domain.people.person import Person
    from bot.domain.wizard.draft import Draft
    from bot.services.interaction_log.changes import LogChanges
    from bot.services.interaction_log.entries import LogEntries
    from bot.services.wizard.first_act import Beginnings
    from bot.storage.drafts import DraftStore


class TakingBack:
    def __init__(
        self,
        beginnings: Beginnings,
        entries: LogEntries,
        changes: LogChanges,
        drafts: DraftStore,
        clock: Callable[[], datetime],
    ) -> None:
        self._beginnings = beginnings
        self._entries = entries
        self._changes = changes
        self._drafts = drafts
        self._clock = clock

    async def take_back(self, person: Person, entry_id: int, act: Act) -> Draft:
        """The draft of an entry that is in the log no more.

        Raises a :class:`bot.domain.errors.interaction_log.NotTakeable`, and what
        :meth:`bot.services.wizard.first_act.Beginnings.prepared` does.
        """
        found = await self._entries.card(entry_id, person.locale)
        await self._changes.check_takeable(entry_id, act=act)
        draft = await self._beginnings.prepared(
            person, found.contact_id, found.template_code, f"taken back {entry_id}"
        )
        values = _values(found, decimal_sign(person)) | await self._participants(person, found)
        kept = draft.typing(values, {"salesperson": found.row.salesperson} | _labels(found))
        kept = replace(kept, typed=kept.typed.union(values), postponed=True)
        saved = await self._drafts.save(kept, self._clock())
        try:
            await self._changes.take_back(entry_id, act=act)
        except NotTakeable:
            if saved is not None:
                await self._drafts.remove(saved)
            raise
        return saved or await self._drafts.load(draft.id) or kept

    async def _participants(self, person: Person, found: EntryCard) -> dict[str, Value]:
        """The others who took part. Where cost and duration are the first one's alone, it was one
        meeting."""
        others = [
            await self._entries.card(entry_id, person.locale) for entry_id, _ in found.together
        ]
        if not others:
            return {}
        counted = any(each.row.cost or each.row.duration_min for each in others)
        once = bool(found.row.cost or found.row.duration_min) and not counted
        return {
            "participants": [
                {"value": str(each.contact_id), "label": each.row.contact_name} for each in others
            ],
            "participation": TOGETHER if once else EACH,
        }


def _values(found: EntryCard, sign: str) -> dict[str, Value]:
    """What was logged, as the wizard's fields hold it."""
    row = found.row
    values: dict[str, Value] = {
        "description": row.description,
        "salesperson": found.salesperson_code,
        "language": found.language_code,
        "date": row.date.isoformat(),
        "time": row.time.strftime("%H:%M") if row.time else None,
        "correspondence_type": found.correspondence_type,
        "information_flow": found.information_flow,
        "initiated_by": found.initiated_by,
        "campaign": found.campaign_no,
        "campaign_target": found.campaign_target,
        "campaign_response": found.campaign_response,
        "opportunity": None if found.opportunity_id is None else str(found.opportunity_id),
        "evaluation": row.evaluation,
        "successful": not row.attempt_failed,
        "cost": defaults.format_cost(row.cost, sign),
        "duration": str(row.duration_min),
        "comment": "\n".join(comment.text for comment in found.comments) or None,
        "content": found.content,
    }
    return {key: value for key, value in values.items() if key in FIELDS}


def _labels(found: EntryCard) -> dict[str, str | None]:
    return {"campaign": found.campaign, "opportunity": found.opportunity}
