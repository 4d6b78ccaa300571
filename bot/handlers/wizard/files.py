"""Fetching the files that interactions came with, after they are logged.

Finish never waits for a file: its row is written with the interaction, its content follows, also
after a restart.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.services.interactions.attachments import MAX_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.services.interactions.attachments import Attachments

logger = logging.getLogger(__name__)


class FileFetcher:
    """One file at a time, however many people finish: each is held in memory for a while."""

    def __init__(self, attachments: Attachments, clock: Callable[[], datetime]) -> None:
        self._attachments = attachments
        self._clock = clock
        self._at_work = False
        self._wanted = False

    async def fetch(self, client: AsyncWebClient) -> None:
        """Store the content of every file that isn't here yet; one that fails is tried again later.

        While another call is at work, that one looks once more instead.
        """
        self._wanted = True
        if self._at_work:
            return
        self._at_work = True
        try:
            while self._wanted:
                self._wanted = False
                await self._fetch_all(client)
        finally:
            self._at_work = False

    async def _fetch_all(self, client: AsyncWebClient) -> None:
        for attachment_id, file_id in await self._attachments.to_fetch():
            try:
                content = await _download(client, file_id)
            except (SlackApiError, ClientError, TimeoutError, OSError, ValueError) as error:
                logger.warning("a file could not be fetched: %s", type(error).__name__)
                continue
            await self._attachments.store(attachment_id, content, self._clock())


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
