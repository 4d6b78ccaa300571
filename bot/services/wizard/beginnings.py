"""The first act: it is kept before Slack is told so, and before anything is looked up."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.domain.wizard import table
from bot.domain.wizard.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.wizard.first_act import Start
    from bot.storage.drafts import DraftStore


def draft_id_of(act: str) -> str:
    """The id of the draft that an act begins."""
    return hashlib.sha256(act.encode()).hexdigest()[:32]


class Beginnings:
    def __init__(
        self, drafts: DraftStore, *, clock: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self._drafts = drafts
        self._clock = clock
        self._new_id = new_id

    async def begin(self, owner: str, start: Start, act: str) -> Draft | None:
        """A draft with nothing but ``start``; None where the same ``act`` has begun one before.

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
        return await self._drafts.save(draft, now)

    async def begun(self, act: str) -> Draft | None:
        """What ``act`` began, if its form has still not come up."""
        draft = await self._drafts.load(draft_id_of(act)) if act else None
        return draft if draft is not None and draft.start is not None else None

    async def came_up(self, draft: Draft) -> None:
        """The form is on its user's screen, and from now on keeps the draft by itself."""
        if draft.start is not None:
            await self._drafts.came_up(draft)
