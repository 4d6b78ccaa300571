"""How a draft begins: blank, from words, from a message, or for a segment.

Words and messages are kept before Slack is told so, and before anything is looked up.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.contacts.contact import Found
from bot.domain.contacts.label import contact_label
from bot.domain.errors.drafts import ContactUnavailable
from bot.domain.forms import Choice
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check
from bot.domain.wizard import defaults, table
from bot.domain.wizard.draft import CONTACT_FIXED, Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.contacts.contact import ContactHit, Mentions
    from bot.domain.forms import Problem, Value
    from bot.domain.people.person import Person
    from bot.domain.wizard.first_act import Start
    from bot.domain.wizard.one_line import OneLine
    from bot.services.contacts.search import ContactSearch
    from bot.services.wizard.derived_values import Choices
    from bot.services.wizard.one_line import Lines
    from bot.services.wizard.segment_headers import SegmentHeaders
    from bot.services.wizard.wizard import Wizard
    from bot.storage.drafts import DraftStore

NEAR = N_("No exact match for “{words}”, only similar names")


def draft_id_of(act: str) -> str:
    """The id of the draft that an act begins."""
    return hashlib.sha256(act.encode()).hexdigest()[:32]


class Beginnings:
    def __init__(
        self,
        drafts: DraftStore,
        wizard: Wizard,
        contacts: ContactSearch,
        choices: Choices,
        *,
        lines: Lines,
        headers: SegmentHeaders,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._drafts = drafts
        self._wizard = wizard
        self._contacts = contacts
        self._choices = choices
        self._lines = lines
        self._headers = headers
        self._clock = clock
        self._new_id = new_id

    async def begin(self, owner: str, start: Start, act: str) -> Draft | None:
        """A draft with nothing but ``start``; None where the same ``act`` has begun one before,
        also where that was discarded since.

        ``act`` tells an act of a user from every other (Slack's trigger); blank where there is no
        telling. Raises :class:`bot.domain.errors.base.DraftStoreUnavailable`.
        """
        now = self._clock()
        draft = Draft(
            id=draft_id_of(act) if act else self._new_id(),
            owner=owner,
            step=table.STEPS[0].key,
            created_at=now,
            updated_at=now,
            start=start,
        )
        if act and await self._drafts.discarded(draft.id) is not None:
            return None
        return await self._drafts.save(draft, now)

    async def begun(self, act: str) -> Draft | None:
        """What ``act`` began, if its form has still not come up."""
        draft = await self._drafts.load(draft_id_of(act)) if act else None
        return draft if draft is not None and draft.start is not None else None

    async def came_up(self, draft: Draft) -> None:
        """The form is on its user's screen, and from now on keeps the draft by itself."""
        if draft.start is not None:
            await self._drafts.came_up(draft)

    async def start(self, person: Person, words: str = "", begun: Draft | None = None) -> Draft:
        """A new draft, or the one ``begun`` with the words filled in; ``words`` choose the contact
        if exactly one matches, else offer those that match or, if none does, whose names are near.
        Words that find nobody may say more (see :mod:`bot.domain.wizard.one_line`).
        """
        draft = self._new(person, begun)
        if words.strip():
            exact = await self._contacts.exact(words)
            found = Found(exact or await self._contacts.search(words))
            if not found.hits:
                line = await self._lines.read(words, person)
                if line.understood:
                    return await self._create(await self._say(draft, person, line))
                found = await self._contacts.find(words)
            because = NEAR if found.near and found.hits else N_("Contacts for “{words}”")
            draft = await self._offer(
                draft, person, found.hits, because, words, choose=not found.near
            )
        return await self._create(draft)

    async def start_with(self, person: Person, contact_id: int, template: str = "") -> Draft:
        """A new draft for a contact, and with a template if its code is given. Raises as
        :meth:`prepared`."""
        return await self._create(await self.prepared(person, contact_id, template))

    async def start_for(self, person: Person, contact_id: int) -> Draft:
        """The same from the contact's card: the form shows the contact and doesn't ask for it
        (business-central 2.1). Raises as :meth:`prepared`."""
        draft = await self.prepared(person, contact_id)
        return await self._create(replace(draft, facts={**draft.facts, CONTACT_FIXED: True}))

    async def start_with_template(self, person: Person, template: str) -> Draft:
        """A new draft with nothing but a template, as from its card."""
        draft = self._new(person).filling({"template": template})
        problems: list[Problem] = []
        draft = await self._choices.derive(draft, person, {"template"}, problems)
        if chosen := await self._choices.template_of(draft, person):
            draft = replace(draft, labels={**draft.labels, "template": chosen.description})
        return await self._create(draft)

    async def prepared(
        self, person: Person, contact_id: int, template: str = "", act: str = ""
    ) -> Draft:
        """The same, not kept anywhere yet; ``act`` names what begins it.

        Raises :class:`bot.domain.errors.drafts.ContactUnavailable` where nothing may be recorded
        with the contact (business-central 2.2: before the wizard opens).
        """
        given = {"contact": str(contact_id)} | ({"template": template} if template else {})
        new = self._new(person)
        if act:
            new = replace(new, id=draft_id_of(act))
        problems: list[Problem] = []
        draft = await self._choices.derive(new.filling(given), person, set(given), problems)
        if not draft.text("contact"):
            raise ContactUnavailable(problems[0].text)
        if chosen := await self._choices.template_of(draft, person):
            draft = replace(draft, labels={**draft.labels, "template": chosen.description})
        return draft

    async def start_from_message(
        self,
        person: Person,
        *,
        comment: str,
        sent_at: datetime,
        mentioned: Mentions,
        begun: Draft | None = None,
    ) -> Draft:
        """A new draft from a message, or the one ``begun`` with it filled in: its text as comment,
        its time, the contacts it mentions."""
        draft = self._new(person, begun)
        local = sent_at.astimezone(ZoneInfo(person.zone))
        draft = draft.filling(
            {
                "comment": comment,
                "date": local.date().isoformat(),
                "time": local.strftime("%H:%M"),
            }
        )
        exact, near = N_("Mentioned in the message"), N_("Perhaps mentioned in the message")
        because, sure = exact if mentioned.exact else near, not mentioned.near
        draft = await self._offer(draft, person, mentioned.all, because, choose=sure)
        return await self._create(draft)

    async def start_for_segment(self, person: Person, no: str) -> tuple[Draft, bool]:
        """A draft that describes a segment's header, and whether the person had begun it before."""
        if begun := await self._headers.waiting(person, no):
            return await self._wizard.resume(person, begun.id), True
        draft = await self._headers.begin(self._new(person), no, person)
        return await self._create(draft), False

    def _new(self, person: Person, begun: Draft | None = None) -> Draft:
        if person.role is not None:  # else they are asked first who they are
            check(person, Right.RECORD)
        now = self._clock()
        draft = begun or Draft(
            id=self._new_id(),
            owner=person.owner,
            step=table.STEPS[0].key,
            created_at=now,
            updated_at=now,
        )
        return defaults.opening(draft, person, draft.created_at)

    async def _say(self, draft: Draft, person: Person, line: OneLine) -> Draft:
        """A draft with what a line says: as its user typed it, where the form has a field."""
        found, who, rest = await self._called(line.who)
        because = NEAR if found.near and found.hits else N_("Contacts for “{words}”")
        draft = await self._offer(draft, person, found.hits, because, who, choose=not found.near)
        if line.template is not None:
            draft = draft.filling({"template": line.template})
            draft = await self._choices.derive(draft, person, {"template"}, [])
            if chosen := await self._choices.template_of(draft, person):
                draft = replace(draft, labels={**draft.labels, "template": chosen.description})
        values: dict[str, Value] = {}
        if line.moment is not None:
            values["date"] = line.moment.date().isoformat()
            if line.timed:
                values["time"] = line.moment.strftime("%H:%M")
        if line.duration_min is not None:
            values["duration"] = str(line.duration_min)
        if line.evaluation is not None:
            values["evaluation"] = line.evaluation.value
        if comment := " ".join(part for part in (rest, line.comment) if part):
            values["comment"] = comment
        return draft.typing(values, {})

    async def _called(self, words: Sequence[str]) -> tuple[Found, str, str]:
        """The contacts that the first of some words find, those words, and the others. Where none
        do, those whose names are near to the first two."""
        for length in range(len(words), 0, -1):
            who = " ".join(words[:length])
            if hits := await self._contacts.exact(who) or await self._contacts.search(who):
                return Found(hits), who, " ".join(words[length:])
        who = " ".join(words[:2])
        return await self._contacts.find(who), who, " ".join(words[2:])

    async def _offer(
        self,
        draft: Draft,
        person: Person,
        found: Sequence[ContactHit],
        because: str,
        words: str = "",
        *,
        choose: bool = True,
    ) -> Draft:
        if len(found) == 1 and choose:
            draft = draft.filling(
                {"contact": str(found[0].id)}, {"contact": contact_label(found[0])}
            )
            return await self._choices.derive(draft, person, {"contact"}, [])
        if found:
            return draft.offering(
                (Choice(str(hit.id), contact_label(hit)) for hit in found[:20]), because, words
            )
        return draft.offering((), because, words) if words else draft

    async def _create(self, draft: Draft) -> Draft:
        saved = await self._drafts.save(draft, self._clock())
        if saved is None and draft.revision:  # two windows fill one in that was begun
            return await self._drafts.load(draft.id) or draft
        assert saved is not None, "a new draft's id is in use"
        return saved
