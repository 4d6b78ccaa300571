"""The gate before every handler: who may come in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.domain.errors.base import Unavailable
from bot.domain.errors.people import StrangerNotAdmitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.callers import Caller, Callers
    from bot.slack.installation import Installation
    from bot.slack.payload import Inbound

PATIENCE_S = 1.0


class Admission:
    """``installation``: ours, None until Slack has told of it."""

    def __init__(self, callers: Callers, installation: Callable[[], Installation | None]) -> None:
        self._callers = callers
        self._installation = installation

    async def who(self, inbound: Inbound) -> Caller:
        """Raises a :class:`bot.domain.errors.people.NotAdmitted`, and what asking for a caller
        raises."""
        self._check_installation(inbound)
        return await self._callers.of(inbound)

    async def glance(self, inbound: Inbound) -> None:
        """The same for what opens a form.

        It has to be answered, and its words kept, within the life of a trigger, also while the
        database is slow or away: its caller is looked at again before the form is made, as
        :meth:`Callers.of` lets nobody pass either.
        """
        self._check_installation(inbound)
        if not inbound.user_id:
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._callers.of(inbound)
        except (TimeoutError, Unavailable):
            return

    def _check_installation(self, inbound: Inbound) -> None:
        installation = self._installation()
        if installation is not None and not installation.sent(inbound.body):
            raise StrangerNotAdmitted
