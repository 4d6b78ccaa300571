"""The wizard's services over real engines, and windows in which users work with them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from redis.asyncio import Redis

from bot.domain.forms import Entered, Kind, Value
from bot.domain.people.person import Person
from bot.domain.wizard import table
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.edits import Edit
from bot.services.contacts.search import ContactSearch
from bot.services.interactions.log import InteractionLog
from bot.services.segments.segments import Segments
from bot.services.templates.lists import Reference
from bot.services.wizard.content_preview import Previews
from bot.services.wizard.derived_values import Choices
from bot.services.wizard.finishing import Finishing, Outcome
from bot.services.wizard.first_act import Beginnings
from bot.services.wizard.one_line import Lines
from bot.services.wizard.postponed import PostponedDrafts
from bot.services.wizard.segment_headers import SegmentHeaders
from bot.services.wizard.wizard import Wizard
from bot.storage.database import Database
from bot.storage.drafts import DraftStore
from tests.making import NOW, person


class Desk:
    """Everything behind the wizard. Ids are ``d1``, ``d2`` …; time stands still."""

    def __init__(self, database: Database, redis: Redis) -> None:
        self.now = NOW
        self.database = database
        self.store = DraftStore(redis)
        self.contacts = ContactSearch(database)
        self.log = InteractionLog(database)
        self.previews = Previews(database, self.contacts)
        self.reference = Reference(database)
        self._ids = self._windows = 0
        segments = Segments(database, self._clock)
        headers = SegmentHeaders(self.store, self.reference, segments)
        finishing = Finishing(self.store, self.log, self.previews, headers, clock=self._clock)
        choices = Choices(self.reference, self.contacts)
        self.wizard = Wizard(
            self.store, choices, self.log, finishing, headers=headers, clock=self._clock
        )
        self.beginnings = Beginnings(
            self.store,
            self.wizard,
            self.contacts,
            choices,
            lines=Lines(database, self._clock),
            headers=headers,
            clock=self._clock,
            new_id=self._new_id,
        )
        self.waiting = PostponedDrafts(self.store, self.wizard, self.log, clock=self._clock)

    async def open(self, words: str = "", by: Person | None = None) -> "Window":
        """``/interaction words``."""
        by = by or person()
        return self.show(await self.beginnings.start(by, words), by)

    async def resume(self, draft_id: str, by: Person | None = None) -> "Window":
        """The button *Resume*."""
        by = by or person()
        return self.show(await self.wizard.resume(by, draft_id), by)

    def show(self, draft: Draft, by: Person | None = None) -> "Window":
        self._windows += 1
        return Window(self, by or person(), draft, f"V{self._windows}")

    async def stored(self, draft_id: str = "d1") -> Draft:
        draft = await self.store.load(draft_id)
        assert draft is not None
        return draft

    def _clock(self) -> datetime:
        return self.now

    def _new_id(self) -> str:
        self._ids += 1
        return f"d{self._ids}"


class Window:
    """A modal: keeps what its user typed while a field's block is the same, as Slack does."""

    def __init__(self, desk: Desk, by: Person, draft: Draft, view_id: str) -> None:
        self.desk = desk
        self.by = by
        self.id = view_id
        self._acts = 0
        self._screen: dict[str, Entered] = {}
        self.draw(draft)

    def draw(self, draft: Draft) -> None:
        """Show a draft; fields whose block has a new name take its value."""
        self.draft = draft
        before, self._screen = self._screen, {}
        for field in table.shown_fields(draft):
            key, drawn_at = field.key, draft.drawn_at(field.key)
            kept = before.get(key)
            if kept is not None and kept.drawn_at == drawn_at:
                self._screen[key] = kept
            elif field.key == "content" and draft.facts.get("wizard_action") == "import":
                continue  # a file input is never prefilled
            else:
                value: Value = draft.values.get(key)
                value = draft.flag(key) if field.kind is Kind.FLAG else value
                self._screen[key] = Entered(value, drawn_at, draft.labels.get(key))

    def type(self, **values: Value) -> "Window":
        """Fill fields in without sending anything."""
        for key, value in values.items():
            self._screen[key] = Entered(value, self.draft.drawn_at(key))
        return self

    def shows(self, key: str) -> Value:
        return self._screen[key].value

    def edit(self, *, acted: bool = True) -> Edit:
        """What Slack sends for this window now."""
        self._acts += 1
        at = self.desk.now + timedelta(milliseconds=self._acts)
        return Edit(
            owner=self.by.owner,
            draft_id=self.draft.id,
            revision=self.draft.revision,
            window=self.id,
            acted_at=f"{at.timestamp():.6f}" if acted else "",
            form=dict(self._screen),
        )

    async def change(self, **values: Value) -> Outcome:
        """A change that Slack sends at once."""
        self.type(**values)
        return self._shown(await self.desk.wizard.change(self.edit(), self.by))

    async def more(self, *, wanted: bool = True) -> Outcome:
        return self._shown(await self.desk.wizard.change(self.edit(), self.by, more=wanted))

    async def pick(self, contact_id: int) -> Outcome:
        return self._shown(await self.desk.wizard.pick(self.edit(), self.by, str(contact_id)))

    async def next(self) -> Outcome:
        edit = self.edit(acted=False)
        return self._shown(await self.desk.wizard.go_on(edit, self.by, self.draft.step))

    async def back(self) -> Outcome:
        return self._shown(await self.desk.wizard.go_back(self.edit(), self.by, self.draft.step))

    async def finish(self) -> Outcome:
        return self._shown(await self.desk.wizard.finish(self.edit(), self.by, self.draft.step))

    async def close(self) -> Draft | None:
        """*Postpone*: Slack sends no input with it."""
        closed = Edit(self.by.owner, self.draft.id, self.draft.revision, self.id)
        return await self.desk.waiting.postpone(self.by, closed)

    def _shown(self, outcome: Outcome) -> Outcome:
        self.draw(outcome.draft)
        return outcome


def fields_of(outcome: Outcome) -> dict[str, str]:
    """The problems of an outcome: field and English sentence."""
    return {problem.field: problem.text.message for problem in outcome.problems}


def call(contact: int, **values: Any) -> Mapping[str, Any]:
    """What a user fills in to record a phone call."""
    return {"contact": str(contact), "template": "OUTGOING", **values}
