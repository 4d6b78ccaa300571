"""Work that may outlast Slack's three seconds: a picture at once, the result when it is there."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from cachetools import TTLCache
from slack_sdk.errors import SlackApiError

from bot.background import short_reference
from bot.domain.errors.base import TouchpointError
from bot.handlers import failures
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.core import Core
    from bot.i18n import Translator
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack
    from bot.views.blocks import View

logger = logging.getLogger(__name__)

PATIENCE_S = 1.2
"""So long an answer waits for the result before it shows that there is work to do."""
SETTLE_S = 0.5
"""An update that overtakes the answer to a submission would be covered by it."""

_GONE = {"not_found", "view_not_found"}


class LongWork:
    """What a window did last is what it shows: an earlier result no longer covers it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._latest: TTLCache[str, object] = TTLCache(10_000, 24 * 60 * 60)

    def begin(self, inbound: Inbound) -> object:
        """Something was done in a window; results that are still on their way are out of date."""
        turn = object()
        self._latest[inbound.body["view"]["id"]] = turn
        return turn

    async def submitted(
        self,
        inbound: Inbound,
        t: Translator,
        work: Awaitable[View],
        meanwhile: Callable[[], View],
        failed: Callable[[str], View],
    ) -> Ack:
        """The answer to a submission. ``failed`` draws what is wrong when it comes too late for
        the answer; until then, ``work`` raises through here."""
        turn, job = self.begin(inbound), asyncio.ensure_future(work)
        done, _ = await asyncio.wait({job}, timeout=PATIENCE_S)
        if done:
            return {"response_action": "update", "view": job.result()}
        self._core.tasks.spawn(self._follow(inbound, t, job, turn, failed), "finish long work")
        return {"response_action": "update", "view": meanwhile()}

    async def pressed(
        self,
        inbound: Inbound,
        t: Translator,
        work: Awaitable[View],
        meanwhile: Callable[[], View],
        failed: Callable[[str], View],
    ) -> Ack:
        """The same for a button."""
        turn, job = self.begin(inbound), asyncio.ensure_future(work)
        done, _ = await asyncio.wait({job}, timeout=PATIENCE_S)
        picture = job.result() if done else meanwhile()
        self._core.windows.redraw(inbound.client, inbound.body["view"], picture)
        if not done:
            self._core.tasks.spawn(self._follow(inbound, t, job, turn, failed), "finish long work")
        return None

    async def _follow(
        self,
        inbound: Inbound,
        t: Translator,
        job: Awaitable[View],
        turn: object,
        failed: Callable[[str], View],
    ) -> None:
        settled = asyncio.create_task(asyncio.sleep(SETTLE_S))
        try:
            picture = await job
        except TouchpointError as error:
            picture = failed(failures.sentence(error, None, t))
        except Exception as error:
            reference = short_reference()
            logger.exception("long work failed", extra={"reference": reference})
            picture = failed(failures.sentence(error, reference, t))
        await settled
        view_id = inbound.body["view"]["id"]
        if self._latest.get(view_id) is not turn:
            return
        try:  # without a hash: the one of the picture that answered the submission isn't known
            await inbound.client.views_update(view_id=view_id, view=picture)
        except SlackApiError as error:
            if error.response.get("error") not in _GONE:
                raise
            # Its user closed the window, as it said they could: what is not as they wished is
            # told in a message.
            if told := blocks.warning_of(picture):
                await inbound.client.chat_postMessage(
                    channel=inbound.user_id, text=blocks.escape(told)
                )
