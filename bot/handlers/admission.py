"""The gate before every handler: who may come in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.domain.errors.base import Unavailable
from bot.domain.errors.people import StrangerNotAdmitted
from bot.slack.payload import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.callers import Callers
    from bot.slack.installation import Installation
    from bot.slack.payload import Inbound

PATIENCE_S = 1.0
_FIRST_ACTS = {Kind.COMMAND, Kind.GLOBAL_SHORTCUT, Kind.MESSAGE_SHORTCUT}


class Admission:
    """``installation``: ours, None until Slack has told of it."""

    def __init__(self, callers: Callers, installation: Callable[[], Installation | None]) -> None:
        self._callers = callers
        self._installation = installation

    async def __call__(self, inbound: Inbound) -> None:
        """Raises a :class:`bot.domain.errors.people.NotAdmitted`, and what asking for a caller
        raises.

        What opens a form has to be answered, and its words kept, within the life of a trigger,
        also while the database is slow or away: its caller is looked at again before the form is
        made, as :meth:`Callers.of` lets nobody pass either.
        """
        installation = self._installation()
        if installation is not None and not installation.sent(inbound.body):
            raise StrangerNotAdmitted
        if not inbound.user_id:
            return
        if inbound.kind not in _FIRST_ACTS:
            await self._callers.of(inbound)
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._callers.of(inbound)
        except (TimeoutError, Unavailable):
            return
