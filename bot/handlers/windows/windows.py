"""The one place that decides how a user gets to see what a handler made.

A submission is answered with it, a button in a modal has its window redrawn, anything else opens a
new one; whatever takes long is shown to be under way, and what comes too late offers a way back.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from slack_sdk.errors import SlackApiError

from bot.background import short_reference
from bot.domain.errors.base import TouchpointError
from bot.handlers import failures
from bot.handlers.windows.modals import Modals, TooLate
from bot.handlers.windows.results import FieldErrors, SlowWork
from bot.slack.payload import Kind
from bot.views import blocks
from bot.views.forms.redrawn import as_typed
from bot.views.metadata import unpack
from bot.views.people import link_form
from bot.views.segment_log import preview as log_preview
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening, postponed
from bot.views.wizard.form import OfDraft

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.background import TaskSet
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.windows.results import Result
    from bot.i18n import Translator
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Handler
    from bot.storage.open_windows import OpenWindows
    from bot.views.blocks import View

    Shows = Callable[[Inbound, Caller], Awaitable[Result]]

logger = logging.getLogger(__name__)

PATIENCE_S = 1.2
"""So long an answer waits for its content before it shows that there is work to do."""
SETTLE_S = 0.5
"""An update that overtakes the answer to a submission would be covered by it."""

_GONE = {"not_found", "view_not_found"}


class Windows:
    """What a window did last is what it shows: an earlier result no longer covers it."""

    def __init__(self, callers: Callers, tasks: TaskSet, open_windows: OpenWindows) -> None:
        self._callers = callers
        self._tasks = tasks
        self._open_windows = open_windows
        self._modals = Modals(tasks, open_windows)
        self.redraw = self._modals.redraw

    def shows(self, handler: Shows) -> Handler[Caller]:
        """A listener that shows what ``handler`` returns, or what went wrong with it."""

        async def listener(inbound: Inbound, caller: Caller) -> Ack:
            window = inbound.body.get("view") or {}
            if window.get("type") != "modal":
                self.open(inbound, lambda caller: _view(handler(inbound, caller)))
                return None
            work = SlowWork(
                handler(inbound, caller),
                lambda: log_preview.working(caller.t, window["title"]["text"]),
                lambda sentence: blocks.with_alert(as_typed(window), sentence),
            )
            return await self._patiently(inbound, caller, work)

        return listener

    def shows_at_once(self, handler: Shows) -> Handler[Caller]:
        """The same for a form that must stay on the screen however long its handler takes."""

        async def listener(inbound: Inbound, caller: Caller) -> Ack:
            return self._show(inbound, await handler(inbound, caller))

        return listener

    def open(
        self, inbound: Inbound, content: Callable[[Caller], Awaitable[View]], draft_id: str = ""
    ) -> None:
        """Open what ``content`` makes, beside the answer (see :meth:`open_modal`)."""
        self._tasks.spawn(self.open_modal(inbound, content, draft_id), "open a window")

    async def open_modal(
        self, inbound: Inbound, content: Callable[[Caller], Awaitable[View]], draft_id: str = ""
    ) -> View | None:
        """Open what ``content`` makes for the caller, or what went wrong with it.

        When Slack doesn't let a modal open any more, a message offers to go on from there: with
        the draft that the modal would have shown, or with ``draft_id``, which was there before.
        Returns what is open.
        """

        def language() -> Translator:
            return self._callers.language_of(inbound)

        async def made() -> View:
            async with self._tasks.turns:
                return await content(await self._callers.of(inbound))

        try:
            return await self._modals.open(
                inbound.client,
                inbound.trigger_id or "",
                failures.or_failure(made(), language),
                wizard_form.loading(language()),
            )
        except TooLate as late:
            await _offer_a_way_back(inbound, language(), late.view, draft_id)
            return None

    def _show(self, inbound: Inbound, result: Result) -> Ack:
        match result:
            case None:
                return None
            case FieldErrors(sentences):
                return {"response_action": "errors", "errors": dict(sentences)}
            case dict() if inbound.kind is Kind.VIEW_SUBMISSION:
                return {"response_action": "update", "view": result}
            case dict():
                self.redraw(inbound.client, inbound.body["view"], result)
                return None
        raise TypeError(f"{type(result).__name__} can't be shown at once")

    async def _patiently(self, inbound: Inbound, caller: Caller, work: SlowWork) -> Ack:
        turn, view_id = uuid4().hex, inbound.body["view"]["id"]
        noting = self._open_windows.note_act(view_id, turn)
        self._tasks.spawn(noting, "note the last act in a window")
        while True:
            job = asyncio.ensure_future(work.content)
            done, _ = await asyncio.wait({job}, timeout=PATIENCE_S)
            if not done:
                follow = self._follow(inbound, caller.t, job, turn, work.failed)
                self._tasks.spawn(follow, "finish long work")
                return self._show(inbound, work.meanwhile())
            result = job.result()
            if not isinstance(result, SlowWork):
                return self._show(inbound, result)
            work = result

    async def _follow(
        self,
        inbound: Inbound,
        t: Translator,
        job: Awaitable[Result],
        turn: str,
        failed: Callable[[str], View],
    ) -> None:
        settled = asyncio.create_task(asyncio.sleep(SETTLE_S))
        try:
            result = await _settled(job)
            if isinstance(result, FieldErrors):  # too late to stand at their fields
                view = failed(" ".join(result.sentences.values()))
            else:
                view = result or as_typed(inbound.body["view"])
        except TouchpointError as error:
            view = failed(failures.sentence(error, None, t))
        except Exception as error:
            reference = short_reference()
            logger.exception("long work failed", extra={"reference": reference})
            view = failed(failures.sentence(error, reference, t))
        await settled
        view_id = inbound.body["view"]["id"]
        if not await self._open_windows.is_last_act(view_id, turn):
            return
        try:  # without a hash: the one of the view that answered the submission isn't known
            await inbound.client.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            if error.response.get("error") not in _GONE:
                raise
            # Its user closed the window, as it said they could: what is not as they wished is
            # told in a message.
            if told := blocks.warning_of(view):
                await inbound.client.chat_postMessage(
                    channel=inbound.user_id, text=blocks.escape(told)
                )


async def _view(content: Awaitable[Result]) -> View:
    """What is to be opened, however long it takes."""
    result = await _settled(content)
    if not isinstance(result, dict):
        raise TypeError(f"{type(result).__name__} is no view")
    return result


async def _settled(content: Awaitable[Result]) -> View | FieldErrors | None:
    result = await content
    while isinstance(result, SlowWork):
        result = await result.content
    return result


async def _offer_a_way_back(inbound: Inbound, t: Translator, view: View, draft_id: str) -> None:
    callback = view.get("callback_id", "")
    if callback == postponed.LIST:
        text = opening.list_too_late(t)
        await inbound.client.chat_postMessage(channel=inbound.user_id, text=text)
        return
    if callback.startswith(f"{wizard_form.CALLBACK}:"):
        draft_id = unpack(OfDraft, view).draft_id
    elif callback == link_form.CALLBACK:
        draft_id = unpack(str, view)
    text, content = opening.too_late(t, draft_id)
    await inbound.client.chat_postMessage(channel=inbound.user_id, text=text, blocks=content)


def message_of(inbound: Inbound) -> tuple[str, str] | None:
    """Channel and timestamp of the message whose button was pressed; None in a window."""
    container = inbound.body.get("container") or {}
    if container.get("type") != "message":
        return None
    return container["channel_id"], container["message_ts"]
