"""The wizard's use cases: what resuming, changing, walking and finishing a draft does.

Each method takes what a window sent, lays it over the stored draft, applies the rules and saves
the result before it returns, so that whatever Slack is answered, the draft holds it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.base import DatabaseUnavailable, ListUnavailable
from bot.domain.errors.drafts import (
    DraftAlreadyLogged,
    DraftDiscarded,
    DraftInSegment,
    DraftOfSomebodyElse,
    DraftUnknown,
)
from bot.domain.forms import Problem
from bot.domain.messages import Text
from bot.domain.wizard import checks, defaults, edits, table
from bot.services.interactions.targets import NotLoggable
from bot.services.wizard.derived_values import DERIVING, decimal_sign
from bot.services.wizard.finishing import Finishing, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bot.domain.acts import Act
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.people.person import Person
    from bot.domain.wizard.draft import Draft
    from bot.domain.wizard.edits import Edit
    from bot.services.interactions.log import InteractionLog
    from bot.services.wizard.derived_values import Choices
    from bot.services.wizard.segment_headers import SegmentHeaders
    from bot.storage.drafts import DraftStore


class Wizard:
    def __init__(
        self,
        drafts: DraftStore,
        choices: Choices,
        log: InteractionLog,
        finishing: Finishing,
        *,
        headers: SegmentHeaders,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts = drafts
        self._choices = choices
        self._log = log
        self._headers = headers
        self._finishing = finishing
        self._clock = clock

    async def resume(self, person: Person, draft_id: str) -> Draft:
        """The draft for a new window, at its step with every value."""
        while True:
            draft = await self.owned(person, draft_id)
            if logged := await self.logged(draft_id, person.locale):
                raise DraftAlreadyLogged(logged)
            if draft.segment_no:
                draft = await self._headers.follow(draft, draft.segment_no, person)
            opened = replace(draft.redrawing(), window="", acted_at="", postponed=False)
            if saved := await self._drafts.save(opened, self._clock()):
                return saved

    async def go_on_linked(self, person: Person, draft_id: str) -> Draft:
        """The draft that its owner wanted to open before they were linked to a salesperson."""
        while True:
            draft = defaults.belong_to(await self.owned(person, draft_id), person)
            if saved := await self._drafts.save(draft, self._clock()):
                return saved

    async def change(self, edit: Edit, person: Person, *, more: bool | None = None) -> Outcome:
        """A dispatched change of one or more fields, or *More fields* / *Fewer fields*."""

        def more_or_fewer(draft: Draft) -> Draft:
            return draft if more is None else replace(draft, more=more)

        return await self._edit(edit, person, more_or_fewer)

    async def pick(self, edit: Edit, person: Person, contact_id: str) -> Outcome:
        """One of the offered contacts was chosen by its button."""

        def choose(draft: Draft) -> Draft:
            # What was chosen in the list meanwhile takes the buttons away, but not the press of one
            # that its user still saw afterwards.
            offered = contact_id in {choice.value for choice in draft.offered}
            if not offered and (draft.offered or edits.is_overtaken(draft, edit)):
                return draft
            return replace(draft.filling({"contact": contact_id}), typed=draft.typed | {"contact"})

        return await self._edit(edit, person, choose)

    async def take_contact(self, edit: Edit, person: Person, contact_id: int) -> Outcome:
        """A contact was created for this draft."""

        def take(draft: Draft) -> Draft:
            taken = draft.filling({"contact": str(contact_id)})
            return replace(taken, typed=taken.typed | {"contact"})

        return await self._edit(edit, person, take)

    async def go_on(self, edit: Edit, person: Person, step: str) -> Outcome:
        """*Next*: to the following step, unless a field of this one keeps the user here."""
        today, sign = self._today(person), decimal_sign(person)

        def forward(draft: Draft) -> tuple[Draft, list[Problem]]:
            if draft.step != step:  # this submission came twice
                return draft, []
            here = table.step_of(draft)
            if problems := checks.check_step(draft, here, today, sign):
                return replace(draft, more=_more(draft, problems)), problems
            return draft.entering(table.next_step(draft)), []

        return await self._edit(edit, person, walk=forward)

    async def go_back(self, edit: Edit, person: Person, step: str) -> Outcome:
        """*Back*: keeps what was typed, valid or not."""

        def backward(draft: Draft) -> tuple[Draft, list[Problem]]:
            if draft.step != step:
                return draft, []
            return draft.entering(table.previous_step(draft)), []

        return await self._edit(edit, person, walk=backward)

    async def finish(
        self, edit: Edit, person: Person, step: str, act: Act | None = None
    ) -> Outcome:
        """*Finish* and *Finish now*: log the draft, or show the first step with a problem.

        ``step`` is the one that the pressed button stood on: a form that arrives after its user has
        gone elsewhere, or has done something else, logs nothing. Raises
        :class:`bot.domain.errors.drafts.DraftInSegment` when the same ``act`` has filled a
        segment's header.
        """
        try:
            outcome = await self._edit(edit, person)
        except DraftUnknown:
            card = await self._headers.filled_by(act, person) if act else None
            if card is None:
                raise
            raise DraftInSegment(card) from None
        overtaken = edits.is_overtaken(outcome.draft, edit) or (
            bool(edit.acted_at) and outcome.draft.acted_at != edit.acted_at
        )
        if outcome.stale or outcome.problems or overtaken or outcome.draft.step != step:
            return outcome
        draft = outcome.draft
        problems = checks.check_all(draft, self._today(person), decimal_sign(person))
        if not problems:
            try:
                return await self._finishing.finish(draft, person, act)
            except NotLoggable as refused:
                problems = list(refused.problems)
        return await self._show_problems(draft, problems)

    async def drop_file(self, edit: Edit, person: Person) -> Outcome:
        """The chosen file is taken out again."""
        return await self._edit(edit, person, lambda draft: draft.filling({"content": None}))

    async def owned(self, person: Person, draft_id: str) -> Draft:
        """The draft, if it is this person's. Raises a
        :class:`bot.domain.errors.drafts.DraftError`."""
        draft = await self._drafts.load(draft_id)
        if draft is None:
            logged = await self._log.of_draft(draft_id, person.locale)
            if logged is not None and logged.logged_by == person.user_id:
                raise DraftAlreadyLogged(logged)
            discarded = await self._drafts.discarded(draft_id)
            if discarded is not None and discarded.owner == person.owner:
                raise DraftDiscarded
            raise DraftUnknown
        if draft.owner != person.owner:
            raise DraftOfSomebodyElse
        return draft

    async def logged(self, draft_id: str, locale: str = "en") -> LoggedInteraction | None:
        """The interaction of a draft that is still there: a crash came before its clean-up, or
        the clean-up is under way. None while the database doesn't answer: drafts go on without it.
        """
        try:
            return await self._log.of_draft(draft_id, locale)
        except DatabaseUnavailable:
            return None

    async def _edit(
        self,
        edit: Edit,
        person: Person,
        rule: Callable[[Draft], Draft] = lambda draft: draft,
        walk: Callable[[Draft], tuple[Draft, list[Problem]]] = lambda draft: (draft, []),
    ) -> Outcome:
        """Lay the form over the draft, apply ``rule``, what chosen entries bring, then ``walk``,
        and save; again from the start when another write came first."""
        edit = replace(edit, arrived_at=self._clock().timestamp())
        while True:
            try:
                stored = await self.owned(person, edit.draft_id)
            except DraftUnknown:
                if not await self._drafts.reopen(edit.draft_id):
                    raise
                continue
            if edits.is_stale(stored, edit):
                shown = edits.take_over(stored, edit.window)
                if saved := await self._drafts.save(shown, self._clock()):
                    lost = edits.left_out(stored, edit)
                    return Outcome(saved, stale=True, left_out=lost)
                continue
            # Its form has come up, or nothing could have been done in it.
            draft = rule(replace(edits.take(stored, edit), start=None))
            problems = [
                Problem(key, Text(ListUnavailable.template)) for key in edits.refused(stored, edit)
            ]
            changed = {key for key in DERIVING if draft.values.get(key) != stored.values.get(key)}
            if changed:
                draft = await self._choices.derive(draft, person, changed, problems)
            if not problems and not edits.is_overtaken(stored, edit):
                draft, problems = walk(draft)
            if saved := await self._drafts.save(draft, self._clock()):
                return Outcome(saved, problems)

    async def _show_problems(self, draft: Draft, problems: Sequence[Problem]) -> Outcome:
        """Jump to the first step with a problem; open *More fields* when one hides there."""
        first = table.step_with(problems[0].field)
        more = _more(draft, problems)
        if draft.step == first.key and more == draft.more:
            return Outcome(draft, problems)
        moved = draft if draft.step == first.key else draft.entering(first.key)
        saved = await self._drafts.save(replace(moved, more=more), self._clock())
        return Outcome(saved or moved, problems)

    def _today(self, person: Person) -> date:
        return self._clock().astimezone(ZoneInfo(person.zone)).date()


def _more(draft: Draft, problems: Sequence[Problem]) -> bool:
    """Whether *More fields* are shown: as they were, and when a problem hides there."""
    return draft.more or any(table.FIELDS[problem.field].more for problem in problems)
