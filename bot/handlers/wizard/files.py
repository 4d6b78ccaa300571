"""Fetching the files that interactions came with, after they are logged.

Finish never waits for a file: its row is written with the interaction, its content follows, also
after a restart.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.services.interactions.attachments import MAX_SIZE
from bot.slack.files import describe, download

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
    content = io.BytesIO()
    await download(client, await describe(client, file_id), content, MAX_SIZE)
    return content.getvalue()
