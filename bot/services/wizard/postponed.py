"""Drafts that wait: postponing, listing, discarding, bringing back, and a crash's leftovers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.errors.drafts import DraftError
from bot.domain.wizard import edits
from bot.domain.wizard.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.people.person import Person
    from bot.domain.wizard.draft import Draft
    from bot.services.interactions.log import InteractionLog
    from bot.services.wizard.wizard import Wizard
    from bot.storage.drafts import DraftStore, Page


class PostponedDrafts:
    def __init__(
        self,
        drafts: DraftStore,
        wizard: Wizard,
        log: InteractionLog,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._drafts = drafts
        self._wizard = wizard
        self._log = log
        self._clock = clock

    async def postpone(self, person: Person, closed: Edit) -> Draft | None:
        """A window was closed: keep its draft, marked postponed; None if there is none to keep.

        An untouched draft goes. A draft that another window has in hand stays as it is.
        """
        while True:
            try:
                draft = await self._wizard.owned(person, closed.draft_id)
            except DraftError:  # logged or discarded meanwhile
                return None
            if edits.is_stale(draft, closed) or await self._wizard.logged(draft.id):
                return None
            # Its form came up, or it couldn't have been closed.
            draft = replace(draft, start=None)
            if draft.empty:
                if await self._drafts.remove_unchanged(draft):
                    return None
                continue  # its first change arrived together with the closing
            marked = replace(draft, postponed=True)
            if saved := await self._drafts.save(marked, self._clock()):
                return saved

    async def page(self, owner: str, offset: int, count: int) -> Page:
        """The owner's drafts, newest first; those that a crash left behind logged are cleaned."""
        found = await self._drafts.page(owner, offset=offset, count=count)
        logged = await self._log.logged_drafts([draft.id for draft in found.drafts])
        if logged:
            for draft in found.drafts:
                if draft.id in logged:
                    await self._drafts.remove(draft)
            return await self._drafts.page(owner, offset=offset, count=count)
        return found

    async def discarded(self, owner: str) -> tuple[Draft, ...]:
        """The last ones put aside, which can still be brought back."""
        return (await self._drafts.discarded_page(owner)).drafts

    async def discard(self, person: Person, draft_id: str) -> Draft:
        """Put a draft aside for a day. Raises a :class:`bot.domain.errors.drafts.DraftError`."""
        draft = await self._wizard.owned(person, draft_id)
        await self._drafts.discard(draft, self._clock())
        return draft

    async def restore(self, person: Person, draft_id: str) -> Draft:
        """Bring a discarded draft back. Raises a :class:`bot.domain.errors.drafts.DraftError`."""
        restored = await self._drafts.restore(person.owner, draft_id, self._clock())
        return restored or await self._wizard.owned(person, draft_id)

    async def left_behind(self) -> list[Draft]:
        """Drafts that are in the log already: a crash came between commit and clean-up."""
        ids = await self._drafts.all_ids()
        logged: list[str] = []
        for start in range(0, len(ids), 500):
            logged += await self._log.logged_drafts(ids[start : start + 500])
        found = [await self._drafts.load(draft_id) for draft_id in logged]
        return [draft for draft in found if draft is not None]
