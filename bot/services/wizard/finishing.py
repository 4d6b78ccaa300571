"""*Finish*: a draft becomes an interaction in the log, or a segment's header takes its values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.people.rights import Right, check
from bot.domain.wizard import checks
from bot.services.wizard.derived_values import decimal_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.acts import Act
    from bot.domain.forms import Problem
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.messages import Text
    from bot.domain.people.person import Person
    from bot.domain.segments.header import SegmentCard
    from bot.domain.wizard.draft import Draft
    from bot.services.interactions.log import InteractionLog
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.segment_headers import SegmentHeaders
    from bot.storage.drafts import DraftStore


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a use case led to: the draft as stored, and what its user should be told.

    ``stale``: another window had written since; the draft is shown anew, with what stood here
    (``left_out``). ``logged``: the interaction, ``wrote`` when this very call logged it.
    ``segment``: the card of the segment whose header the draft has filled.
    """

    draft: Draft
    problems: Sequence[Problem] = ()
    stale: bool = False
    left_out: Sequence[tuple[str, str | Text]] = ()
    logged: LoggedInteraction | None = None
    wrote: bool = False
    segment: SegmentCard | None = None


class Finishing:
    """Finishes drafts that have passed every check of :mod:`bot.domain.wizard.checks`."""

    def __init__(
        self,
        drafts: DraftStore,
        log: InteractionLog,
        previews: Previews,
        headers: SegmentHeaders,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts = drafts
        self._log = log
        self._previews = previews
        self._headers = headers
        self._clock = clock

    async def finish(self, draft: Draft, person: Person, act: Act | None = None) -> Outcome:
        """Raises :class:`bot.services.interactions.targets.NotLoggable` for what has changed since
        it was chosen, and ``NotAllowed`` for who may only read."""
        if draft.segment_no:
            card = await self._headers.fill(draft, draft.segment_no, person, act)
            await self._drafts.remove(draft)
            return Outcome(draft, segment=card)
        check(person, Right.RECORD)
        now = self._clock()
        today = now.astimezone(ZoneInfo(person.zone)).date()
        entry = checks.read_entry(draft, today, decimal_sign(person))
        if draft.facts.get("wizard_action") == "merge":
            contents = {key: await self._previews.merged(draft, key) for key in entry.participants}
            content = await self._previews.merged(draft)
            entry = replace(entry, content=content, contents=contents)
        logged, wrote = await self._log.log(draft.id, entry, person, now)
        return Outcome(draft, logged=logged, wrote=wrote)
