"""Fetching the files that interactions came with, after they are logged.

Finish never waits for a file: its row is written with the interaction, its content follows, also
after a restart.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.services.attachments import MAX_SIZE

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core

logger = logging.getLogger(__name__)


async def fetch_files(core: Core, client: AsyncWebClient) -> None:
    """Store the content of every file that isn't here yet; one that fails is tried again later."""
    for attachment_id, file_id in await core.attachments.to_fetch():
        try:
            content = await _download(client, file_id)
        except (SlackApiError, ClientError, TimeoutError, OSError, ValueError) as error:
            logger.warning("a file could not be fetched: %s", type(error).__name__)
            continue
        await core.attachments.store(attachment_id, content, core.clock())


async def _download(client: AsyncWebClient, file_id: str) -> bytes:
    file = (await client.files_info(file=file_id))["file"]
    if client.session is None:
        raise ValueError("the client has no session")
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.get(file["url_private_download"], headers=headers) as answer:
        answer.raise_for_status()
        content = await answer.content.read(MAX_SIZE + 1)
        while len(content) <= MAX_SIZE and (more := await answer.content.read(MAX_SIZE)):
            content += more
    if len(content) > MAX_SIZE:
        raise ValueError("the file is too large")
    return content
