"""One address for several processes: connections are handed out in turn, bytes pass unread."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

PIECE = 65_536


@asynccontextmanager
async def balancer(urls: Sequence[str]) -> AsyncIterator[str]:
    """The common URL, on loopback, of those that listen at ``urls``, whose paths are the same."""
    turns = itertools.cycle([urlsplit(url) for url in urls])

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = next(turns)
        answers, requests = await asyncio.open_connection(behind.hostname, behind.port)
        await asyncio.gather(_pass_on(reader, requests), _pass_on(answers, writer))

    server = await asyncio.start_server(take, "127.0.0.1", 0, backlog=1024)
    try:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}{urlsplit(urls[0]).path}"
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
