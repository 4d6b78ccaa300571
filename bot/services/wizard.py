"""The wizard's use cases: what opening, changing, walking and finishing a draft does.

Each method takes what a window sent, lays it over the stored draft, applies the rules and saves
the result before it returns, so that whatever Slack is answered, the draft holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain import checks, defaults, edits, wizard
from bot.domain.checks import Problem
from bot.domain.contact_label import contact_label
from bot.domain.draft import Choice, Draft
from bot.domain.words import N_, Text
from bot.errors import (
    DatabaseUnavailable,
    DraftAlreadyLogged,
    DraftDiscarded,
    DraftOfSomebodyElse,
    DraftUnknown,
)
from bot.i18n import translator
from bot.services.interactions import NotLoggable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bot.domain.contacts import ContactHit
    from bot.domain.edits import Edit
    from bot.domain.facts import Person, TemplateFacts
    from bot.domain.logged import LoggedInteraction
    from bot.drafts import DraftStore
    from bot.services.contact_search import ContactSearch
    from bot.services.interactions import InteractionLog
    from bot.services.previews import Previews
    from bot.services.reference import Reference

BLOCKED = N_("{contact} is blocked and can't be chosen.")
GONE = N_("This entry of the list is no longer available. Please choose another one.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a use case led to: the draft as stored, and what its user should be told.

    ``stale``: another window had written since; the draft is shown anew, with what stood here
    (``left_out``). ``logged``: the interaction, ``wrote`` when this very call logged it.
    """

    draft: Draft
    problems: Sequence[Problem] = ()
    stale: bool = False
    left_out: Sequence[tuple[str, str]] = ()
    logged: LoggedInteraction | None = None
    wrote: bool = False


class Wizard:
    def __init__(
        self,
        drafts: DraftStore,
        reference: Reference,
        contacts: ContactSearch,
        log: InteractionLog,
        previews: Previews,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._drafts = drafts
        self._reference = reference
        self._contacts = contacts
        self._log = log
        self._previews = previews
        self._clock = clock
        self._new_id = new_id

    async def start(self, person: Person, words: str = "") -> Draft:
        """A new draft; ``words`` choose the contact if exactly one matches, else offer it."""
        draft = self._new(person)
        if words.strip():
            found = await self._contacts.exact(words) or await self._contacts.search(words)
            because = N_("Contacts for “{words}”")
            draft = await self._offer(draft, person, found, because, words)
        return await self._create(draft)

    async def start_from_message(
        self,
        person: Person,
        *,
        comment: str,
        sent_at: datetime,
        mentioned: Sequence[ContactHit],
    ) -> Draft:
        """A new draft from a message: its text as comment, its time, the contacts it mentions."""
        draft = self._new(person)
        local = sent_at.astimezone(ZoneInfo(person.zone))
        draft = draft.filling(
            {
                "comment": comment,
                "date": local.date().isoformat(),
                "time": local.strftime("%H:%M"),
            }
        )
        draft = await self._offer(draft, person, mentioned, N_("Mentioned in the message"), "")
        return await self._create(draft)

    async def resume(self, person: Person, draft_id: str) -> Draft:
        """The draft for a new window, at its step with every value."""
        while True:
            draft = await self.owned(person, draft_id)
            if logged := await self.logged(draft_id):
                raise DraftAlreadyLogged(logged)
            opened = replace(draft.redrawing(), window="", acted_at="", postponed=False)
            if saved := await self._drafts.save(opened, self._clock()):
                return saved

    async def change(self, edit: Edit, person: Person, *, more: bool | None = None) -> Outcome:
        """A dispatched change of one or more fields, or *More fields* / *Fewer fields*."""

        def more_or_fewer(draft: Draft) -> Draft:
            return draft if more is None else replace(draft, more=more)

        return await self._edit(edit, person, more_or_fewer)

    async def pick(self, edit: Edit, person: Person, contact_id: str) -> Outcome:
        """One of the offered contacts was chosen by its button."""

        def choose(draft: Draft) -> Draft:
            if contact_id not in {choice.value for choice in draft.offered}:
                return draft
            return replace(draft.filling({"contact": contact_id}), typed=draft.typed | {"contact"})

        return await self._edit(edit, person, choose)

    async def go_on(self, edit: Edit, person: Person, step: str) -> Outcome:
        """*Next*: to the following step, unless a field of this one keeps the user here."""
        today, sign = self._today(person), _sign(person)

        def forward(draft: Draft) -> tuple[Draft, list[Problem]]:
            if draft.step != step:  # this submission came twice
                return draft, []
            here = wizard.step_of(draft)
            if problems := checks.check_step(draft, here, today, sign):
                return replace(draft, more=_more(draft, problems)), problems
            return draft.entering(wizard.next_step(draft)), []

        return await self._edit(edit, person, walk=forward)

    async def go_back(self, edit: Edit, person: Person, step: str) -> Outcome:
        """*Back*: keeps what was typed, valid or not."""

        def backward(draft: Draft) -> tuple[Draft, list[Problem]]:
            if draft.step != step:
                return draft, []
            return draft.entering(wizard.previous_step(draft)), []

        return await self._edit(edit, person, walk=backward)

    async def finish(self, edit: Edit, person: Person, step: str) -> Outcome:
        """*Finish* and *Finish now*: log the draft, or show the first step with a problem.

        ``step`` is the one that the pressed button stood on: a form that arrives after its user
        has gone elsewhere logs nothing.
        """
        outcome = await self._edit(edit, person)
        if outcome.stale or outcome.problems or outcome.draft.step != step:
            return outcome
        draft = outcome.draft
        today = self._today(person)
        problems = checks.check_all(draft, today, _sign(person))
        if not problems:
            entry = checks.read_entry(draft, today, _sign(person))
            if draft.facts.get("wizard_action") == "merge":
                entry = replace(entry, content=await self._previews.merged(draft))
            try:
                logged, wrote = await self._log.log(draft.id, entry, person, self._clock())
            except NotLoggable as refused:
                problems = list(refused.problems)
            else:
                return Outcome(draft, logged=logged, wrote=wrote)
        return await self._show_problems(draft, problems)

    async def drop_file(self, edit: Edit, person: Person) -> Outcome:
        """The chosen file is taken out again."""
        return await self._edit(edit, person, lambda draft: draft.filling({"content": None}))

    async def owned(self, person: Person, draft_id: str) -> Draft:
        """The draft, if it is this person's. Raises a :class:`bot.errors.DraftError`."""
        draft = await self._drafts.load(draft_id)
        if draft is None:
            logged = await self._log.of_draft(draft_id)
            if logged is not None and logged.logged_by == person.user_id:
                raise DraftAlreadyLogged(logged)
            discarded = await self._drafts.discarded(draft_id)
            if discarded is not None and discarded.owner == person.owner:
                raise DraftDiscarded
            raise DraftUnknown
        if draft.owner != person.owner:
            raise DraftOfSomebodyElse
        return draft

    async def logged(self, draft_id: str) -> LoggedInteraction | None:
        """The interaction of a draft that is still there: a crash came before its clean-up, or
        the clean-up is under way. None while the database doesn't answer: drafts go on without it.
        """
        try:
            return await self._log.of_draft(draft_id)
        except DatabaseUnavailable:
            return None

    async def template_of(self, draft: Draft) -> TemplateFacts | None:
        code = draft.text("template")
        return await self._reference.template(code) if code else None

    def _new(self, person: Person) -> Draft:
        now = self._clock()
        draft = Draft(
            id=self._new_id(),
            owner=person.owner,
            step=wizard.STEPS[0].key,
            created_at=now,
            updated_at=now,
        )
        return defaults.opening(draft, person, now)

    async def _offer(
        self,
        draft: Draft,
        person: Person,
        found: Sequence[ContactHit],
        because: str,
        words: str,
    ) -> Draft:
        if len(found) == 1:
            draft = draft.filling(
                {"contact": str(found[0].id)}, {"contact": contact_label(found[0])}
            )
            return await self._derive(draft, person, {"contact"}, [])
        if found:
            return draft.offering(
                (Choice(str(hit.id), contact_label(hit)) for hit in found[:20]), because, words
            )
        return draft.offering((), because, words) if words else draft

    async def _create(self, draft: Draft) -> Draft:
        saved = await self._drafts.save(draft, self._clock())
        assert saved is not None, "a new draft's id is in use"
        return saved

    async def _edit(
        self,
        edit: Edit,
        person: Person,
        rule: Callable[[Draft], Draft] = lambda draft: draft,
        walk: Callable[[Draft], tuple[Draft, list[Problem]]] = lambda draft: (draft, []),
    ) -> Outcome:
        """Lay the form over the draft, apply ``rule``, what chosen entries bring, then ``walk``,
        and save; again from the start when another write came first."""
        while True:
            stored = await self.owned(person, edit.draft_id)
            if edits.is_stale(stored, edit):
                shown = edits.take_over(stored, edit.window)
                if saved := await self._drafts.save(shown, self._clock()):
                    lost = edits.left_out(stored, edit)
                    return Outcome(saved, stale=True, left_out=lost)
                continue
            draft = rule(edits.take(stored, edit))
            problems: list[Problem] = []
            changed = {key for key in _DERIVING if draft.values.get(key) != stored.values.get(key)}
            if changed:
                draft = await self._derive(draft, person, changed, problems)
            if not problems:
                draft, problems = walk(draft)
            if saved := await self._drafts.save(draft, self._clock()):
                return Outcome(saved, problems)

    async def _derive(
        self, draft: Draft, person: Person, changed: set[str], problems: list[Problem]
    ) -> Draft:
        """Apply what a chosen contact, template, language or list entry brings with it."""
        template = await self.template_of(draft)
        if "contact" in changed:
            draft = await self._derive_contact(draft, template, problems)
        if "template" in changed:
            if template is None and draft.text("template"):
                problems.append(Problem("template", Text(GONE)))
                draft = draft.filling({"template": None})
            draft = defaults.choose_template(draft, template, decimal_sign=_sign(person))
        elif "language" in changed and template is not None:
            draft = defaults.fill_content(draft, template)
        if "salesperson" in changed and draft.text("salesperson"):
            name = await self._reference.salesperson_name(draft.text("salesperson"))
            if name is None:
                problems.append(Problem("salesperson", Text(GONE)))
                draft = draft.filling({"salesperson": None})
        return draft

    async def _derive_contact(
        self, draft: Draft, template: TemplateFacts | None, problems: list[Problem]
    ) -> Draft:
        chosen, key = draft.text("contact"), draft.number("contact")
        contact = await self._contacts.get(key) if key is not None else None
        if chosen and (contact is None or contact.blocked):
            name = contact_label(contact) if contact else draft.labels.get("contact", "")
            text = Text(BLOCKED, {"contact": name}) if contact else Text(GONE)
            problems.append(Problem("contact", text))
            draft, contact = draft.filling({"contact": None}), None
        if contact is not None:
            if contact.id != key:  # merged: the survivor is shown in its place
                draft = replace(draft.filling({"contact": str(contact.id)}), typed=draft.typed)
            draft = replace(
                draft,
                labels={**draft.labels, "contact": contact_label(contact)},
                offered=(),
                offered_because="",
            )
        owner = contact.salesperson_code if contact else None
        owner_name = await self._reference.salesperson_name(owner)
        return defaults.choose_contact(draft, contact, template, owner_name)

    async def _show_problems(self, draft: Draft, problems: Sequence[Problem]) -> Outcome:
        """Jump to the first step with a problem; open *More fields* when one hides there."""
        first = wizard.step_with(problems[0].field)
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
    return draft.more or any(wizard.FIELDS[problem.field].more for problem in problems)


def _sign(person: Person) -> str:
    return translator(person.locale).decimal_sign


_DERIVING = ("contact", "template", "language", "salesperson")
