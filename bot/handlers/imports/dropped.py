"""A file dropped into somebody's conversation with the app: they are asked what to do with it.

https://docs.slack.dev/reference/events/file_shared
"""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.imports.words import LABELS
from bot.domain.messages import N_
from bot.domain.people.rights import may_import
from bot.handlers.windows.windows import message_of
from bot.slack.files import describe
from bot.views.imports import outcomes as views

if TYPE_CHECKING:
    from bot.background import TaskSet
    from bot.handlers.callers import Caller
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.jobs import Message

logger = logging.getLogger(__name__)

SHARED = "file_shared"
CARDS = frozenset({".vcf", ".vcard"})
READABLE = CARDS | {".csv", ".txt", ".tsv", ".xlsx", ".xlsm"}


class DroppedFiles:
    def __init__(self, tasks: TaskSet) -> None:
        self._tasks = tasks

    async def shared(self, inbound: Inbound, caller: Caller) -> Ack:
        event = inbound.body["event"]
        ours = {each.get("user_id") for each in inbound.body.get("authorizations") or ()}
        # Only in the conversation with the app, and not what it has put there itself.
        if str(event.get("channel_id")).startswith("D") and inbound.user_id not in ours:
            work = self._ask(inbound, caller, event["file_id"])
            self._tasks.spawn(work, "ask what to do with a file")
        return None

    async def dismiss(self, inbound: Inbound, caller: Caller) -> Ack:
        message = message_of(inbound)
        if message is not None:
            text, content = views.dismissed(caller.t)
            work = inbound.client.chat_update(
                channel=message[0], ts=message[1], text=text, blocks=content
            )
            self._tasks.spawn(work, "say that nothing is done with a file")
        return None

    async def _ask(self, inbound: Inbound, caller: Caller, file_id: str) -> None:
        try:
            file = await describe(inbound.client, file_id)
        except (SlackApiError, ClientError, TimeoutError, OSError, ValueError) as error:
            logger.warning("a dropped file isn't known: %s", type(error).__name__)
            return
        text, content = _answer(caller, file_id, file.name)
        await inbound.client.chat_postMessage(
            channel=caller.person.user_id, text=text, blocks=content
        )


def _answer(caller: Caller, file_id: str, name: str) -> Message:
    t = caller.t
    suffix = PurePath(name.lower()).suffix
    if suffix not in READABLE:
        told = N_(
            "I can import CSV, Excel (.xlsx) and vCard files. To add a file to an interaction, add "
            "it in the form."
        )
        return views.said(t(told))
    kinds = [kind for kind in LABELS if may_import(caller.person, kind)]
    if not kinds:
        return views.said(t(N_("Only managers may bring in data from files.")))
    return views.dropped(file_id, name, kinds[:1] if suffix in CARDS else kinds, t)


def register(app: Feature[Caller], dropped: DroppedFiles) -> None:
    app.event(SHARED, dropped.shared)
    app.action(views.DISMISS, dropped.dismiss)
