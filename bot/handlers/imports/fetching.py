"""Files that people gave to Slack, on the disk for as long as they are read."""

from __future__ import annotations

import logging
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.errors.imports import FileNotFetched, FileTooLarge
from bot.services.imports.files.source import MOST_MB
from bot.slack.files import FileTooLong, describe, download

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

_LONGEST_NAME = 80


@asynccontextmanager
async def fetched(client: AsyncWebClient, file_id: str) -> AsyncIterator[Path]:
    """A file under its own name in a folder of its own. Raises :class:`FileNotFetched` and
    :class:`FileTooLarge`."""
    most = MOST_MB * 1_000_000
    with tempfile.TemporaryDirectory(prefix="touchpoint-") as folder:
        try:
            file = await describe(client, file_id)
            if file.size > most:
                raise FileTooLarge(size=file.size // 1_000_000, most=MOST_MB)
            path = Path(folder) / _safe(file.name)
            with path.open("wb") as into:
                await download(client, file, into, most)
        except FileTooLong as error:
            raise FileTooLarge(size=MOST_MB + 1, most=MOST_MB) from error
        except (SlackApiError, ClientError, TimeoutError, OSError, ValueError) as error:
            logger.warning("a file could not be fetched: %s", type(error).__name__)
            raise FileNotFetched from error
        yield path


def _safe(name: str) -> str:
    """As the name of a file in a folder; its end says what kind it is."""
    stem, dot, end = name.replace("/", "_").replace("\0", "").rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{end[:_LONGEST_NAME]}"
    return short if short.strip(". ") else "file"
