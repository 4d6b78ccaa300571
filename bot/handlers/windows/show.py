"""Showing what an action leads to, wherever it came from: in its window, or in a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.windows.open_modal import open_modal
from bot.views import blocks
from bot.views.forms.redrawn import as_typed
from bot.views.segment_log import preview as log_preview

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.core import Core
    from bot.handlers.callers import Caller
    from bot.handlers.windows.slow_work import LongWork
    from bot.i18n import Translator
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack
    from bot.views.blocks import View


class Pictures:
    """For buttons that stand in windows and in messages alike, and for work that may take long."""

    def __init__(self, core: Core, long: LongWork) -> None:
        self._core = core
        self._long = long

    async def show(self, inbound: Inbound, content: Callable[[Caller], Awaitable[View]], /) -> Ack:
        """What ``content`` makes for the caller, or what went wrong with it."""
        window = inbound.body.get("view") or {}
        if window.get("type") != "modal":
            self._core.tasks.spawn(open_modal(self._core, inbound, content), "open a window")
            return None
        caller = await self._core.callers.of(inbound)
        return await self._long.pressed(
            inbound,
            caller.t,
            content(caller),
            lambda: log_preview.working(caller.t),
            lambda sentence: blocks.with_alert(as_typed(window), sentence),
        )

    async def submitted(
        self,
        inbound: Inbound,
        content: Callable[[Caller], Awaitable[View]],
        /,
        meanwhile: Callable[[Translator], View] = log_preview.working,
    ) -> Ack:
        """The same in answer to a form. ``meanwhile`` is shown to who has to wait."""
        window = inbound.body["view"]
        caller = await self._core.callers.of(inbound)
        return await self._long.submitted(
            inbound,
            caller.t,
            content(caller),
            lambda: meanwhile(caller.t),
            lambda sentence: blocks.with_alert(as_typed(window), sentence),
        )


def message_of(inbound: Inbound) -> tuple[str, str] | None:
    """Channel and timestamp of the message whose button was pressed; None in a window."""
    container = inbound.body.get("container") or {}
    if container.get("type") != "message":
        return None
    return container["channel_id"], container["message_ts"]
