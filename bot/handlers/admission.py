"""The gate before every handler: who may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.admission import check_admission
from bot.errors import StrangerNotAdmitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.callers import Callers
    from bot.inbound import Inbound
    from bot.installation import Installation


class Admission:
    """``installation``: ours, None until Slack has told of it."""

    def __init__(self, callers: Callers, installation: Callable[[], Installation | None]) -> None:
        self._callers = callers
        self._installation = installation

    async def __call__(self, inbound: Inbound) -> None:
        """Raises a :class:`bot.errors.NotAdmitted`, and what asking for a caller raises."""
        installation = self._installation()
        if installation is not None and not installation.sent(inbound.body):
            raise StrangerNotAdmitted
        if inbound.user_id:
            check_admission((await self._callers.of(inbound)).person)
