"""Lists as files in the user's own conversation with the app.

Upload in three calls: https://docs.slack.dev/messaging/working-with-files#upload
"""

from __future__ import annotations

import logging
import tempfile
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientTimeout
from slack_sdk.errors import SlackApiError

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import IO, Any

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.handlers.callers import Caller
    from bot.slack.payload import Inbound
    from bot.views.blocks import View

logger = logging.getLogger(__name__)

UPLOAD_S = 600
IN_MEMORY = 1024 * 1024
"""Bytes of a list that are kept in memory; the rest of a longer one is on the disk meanwhile."""


class Downloads:
    """A message says that the file is coming, and then that it is there, or that it isn't."""

    def __init__(self, tasks: TaskSet) -> None:
        self._tasks = tasks

    def start(
        self, inbound: Inbound, caller: Caller, name: str, pieces: AsyncIterator[bytes]
    ) -> View:
        """Send ``pieces`` as a file of that name, beside the answer; the window that says so, a
        new one where a message's button was pressed."""
        work = self._send(inbound.client, caller, name, pieces)
        self._tasks.spawn(work, "send a list")
        told = caller.t(N_("The file is coming to your conversation with Touchpoint."))
        window = inbound.body.get("view")
        if window is None:
            close = caller.t(N_("Close"))
            return blocks.modal("Touchpoint", [blocks.alert(told, "info")], close=close)
        return blocks.with_alert(window, told, "info")

    async def _send(
        self, client: AsyncWebClient, caller: Caller, name: str, pieces: AsyncIterator[bytes]
    ) -> None:
        t = caller.t
        coming = t(
            N_("{name} is coming. If it isn't here in ten minutes, press Download again."),
            name=name,
        )
        posted = await client.chat_postMessage(
            channel=caller.person.user_id, **_content(coming), unfurl_links=False
        )
        told = t(N_("{name} is here."), name=name)
        try:
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
                async for piece in pieces:
                    file.write(piece)
                await _upload(client, posted["channel"], name, file)
        except TouchpointError as error:
            told = t(N_("{name} could not be made. {problem}"), name=name, problem=error.text)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            logger.warning("a list could not be sent: %s", type(error).__name__)
            told = t(
                N_("{name} could not be sent. Please press Download again in a moment."), name=name
            )
        await client.chat_update(channel=posted["channel"], ts=posted["ts"], **_content(told))


def _content(text: str) -> dict[str, Any]:
    return {"text": blocks.escape(text), "blocks": [blocks.section(blocks.plain(text))]}


async def _upload(client: AsyncWebClient, channel: str, name: str, file: IO[bytes]) -> None:
    length = file.tell()
    file.seek(0)
    place = await client.files_getUploadURLExternal(filename=name, length=length)
    if client.session is None:
        raise ClientError("the client has no session")
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(length)}
    async with client.session.post(
        place["upload_url"], data=file, headers=headers, timeout=ClientTimeout(total=UPLOAD_S)
    ) as answer:
        answer.raise_for_status()
    await client.files_completeUploadExternal(
        files=[{"id": place["file_id"], "title": name}], channel_id=channel
    )
