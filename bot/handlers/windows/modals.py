"""Modals on their users' screens: opening them in time and redrawing them in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.storage.open_windows import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.storage.open_windows import OpenWindows
    from bot.views.blocks import View

PATIENCE_S = 1.2
"""How long an opening modal waits for its content before it opens without; triggers live 3 s."""
HEARD_WITHIN_S = 0.3
"""So soon after Slack took another bot's view, that bot has told of it."""

_DEFECTS = {"invalid_arguments", "view_too_large"}
_GONE = {"hash_conflict", "not_found", "view_not_found"}
_OPEN_ALREADY = "exchanged_trigger_id"


Shown = Callable[[], Awaitable[None]]
"""What is to be done once a view is on its user's screen."""


class TooLate(Exception):
    """Slack didn't let a modal open any more; ``view`` is what it would have shown."""

    def __init__(self, view: View) -> None:
        super().__init__("a modal could not be opened in time")
        self.view = view


@dataclass(slots=True)
class _Redraw:
    """``seen`` is the hash of the view that was acted on."""

    seen: str | None
    view: View
    then: Shown | None
    at: float = field(default_factory=time.time)


class Modals:
    """Updates of one modal are sent one after another, the newest view last.

    Each carries the hash of the view it replaces, so that one which a submission has overtaken
    is refused by Slack instead of covering the next step. Several actions sent from one view
    follow each other's hashes, also where other bots draw what came of them.
    """

    def __init__(self, tasks: TaskSet, open_windows: OpenWindows) -> None:
        self._tasks = tasks
        self._open_windows = open_windows
        self._waiting: dict[str, _Redraw] = {}

    def redraw(
        self,
        client: AsyncWebClient,
        window: Mapping[str, Any],
        view: View,
        then: Shown | None = None,
    ) -> None:
        """Show ``view`` in the window that a payload came from, after Slack has its answer;
        ``then`` is done if Slack has shown it, and not where another view replaced it."""
        view_id = window["id"]
        idle = view_id not in self._waiting
        self._waiting[view_id] = _Redraw(window.get("hash"), view, then)
        if idle:
            self._tasks.spawn(self._send(client, view_id), "redraw a modal")

    async def open(
        self,
        client: AsyncWebClient,
        trigger_id: str,
        content: Awaitable[View],
        loading: View,
    ) -> View:
        """Open a modal within the trigger's life, whatever ``content`` waits for.

        Returns the content. Raises :class:`TooLate` when the trigger was spent all the same; but
        a trigger that another delivery of the same act has opened this content with is fine.
        """
        work = asyncio.ensure_future(content)
        done, _ = await asyncio.wait({work}, timeout=PATIENCE_S)
        try:
            opened = await client.views_open(
                trigger_id=trigger_id, view=work.result() if done else loading
            )
        except (SlackApiError, TimeoutError) as error:
            reason = error.response.get("error") if isinstance(error, SlackApiError) else None
            if reason in _DEFECTS:
                raise
            if reason == _OPEN_ALREADY and done:
                return work.result()
            raise TooLate(await work) from error
        if not done:
            await self._update(client, opened["view"]["id"], None, await work)
        return work.result()

    async def _send(self, client: AsyncWebClient, view_id: str) -> None:
        try:
            while True:
                redraw = self._waiting[view_id]
                if await self._draw(client, view_id, redraw) and redraw.then is not None:
                    await redraw.then()
                if self._waiting[view_id] is redraw:
                    return
        finally:
            del self._waiting[view_id]

    async def _draw(self, client: AsyncWebClient, view_id: str, redraw: _Redraw) -> bool:
        """Whether it is shown: not over what was made later, nor where a submission came first."""
        seen, refused = redraw.seen or "", None
        while True:
            earlier = await self._open_windows.drawn_over(view_id, seen)
            if earlier is not None and earlier.at > redraw.at:
                return False
            replaced = earlier.hash if earlier is not None else seen
            if replaced == refused:
                return False
            if shown := await self._update(client, view_id, replaced or None, redraw.view):
                drawn = Drawn(redraw.at, shown)
                await self._open_windows.note_drawn(view_id, {seen, replaced}, drawn)
                return True
            if self._waiting[view_id] is not redraw:
                return False
            refused = replaced
            await asyncio.sleep(HEARD_WITHIN_S)

    @staticmethod
    async def _update(
        client: AsyncWebClient, view_id: str, replaced: str | None, view: View
    ) -> str | None:
        """The new hash; None when the modal was closed or has gone on meanwhile."""
        try:
            answer = await client.views_update(view_id=view_id, hash=replaced, view=view)
        except SlackApiError as error:
            if error.response.get("error") in _GONE:
                return None
            raise
        shown = answer["view"].get("hash")
        return shown if isinstance(shown, str) else None
