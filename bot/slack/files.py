"""Fetching files that people gave to Slack.

https://docs.slack.dev/messaging/working-with-files#retrieving-files
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from aiohttp import ClientTimeout

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

CHUNK = 1_048_576
DOWNLOAD_S = 600


class FileTooLong(ValueError):
    """The file has more bytes than are wanted."""


@dataclass(frozen=True, slots=True)
class SlackFile:
    """``size`` in bytes, as Slack tells it; ``url`` hands it over to the bot's token."""

    id: str
    name: str
    size: int
    url: str


async def describe(client: AsyncWebClient, file_id: str) -> SlackFile:
    """What Slack knows of a file. Raises what the Web API does, ValueError for a file that Slack
    only links to."""
    told = (await client.files_info(file=file_id))["file"]
    url = told.get("url_private_download")
    if not url:
        raise ValueError("Slack doesn't hold the file")
    return SlackFile(file_id, told.get("name") or "", int(told.get("size") or 0), url)


async def download(client: AsyncWebClient, file: SlackFile, into: IO[bytes], most: int) -> None:
    """Write the file's bytes. Raises :class:`FileTooLong` for one of more than ``most``, ValueError
    for a page of Slack's in its place, and what aiohttp does."""
    if client.session is None:
        raise ValueError("the client has no session")
    headers = {"Authorization": f"Bearer {client.token}"}
    length = 0
    async with client.session.get(
        file.url, headers=headers, timeout=ClientTimeout(total=DOWNLOAD_S)
    ) as answer:
        answer.raise_for_status()
        if answer.content_type == "text/html" and ".htm" not in file.name.lower():
            raise ValueError("Slack asks to log in")
        async for chunk in answer.content.iter_chunked(CHUNK):
            length += len(chunk)
            if length > most:
                raise FileTooLong("the file is too large")
            into.write(chunk)
