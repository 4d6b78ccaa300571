"""A way to a server that can be shut, or held up, while the server itself goes on running."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Gate:
    """A socket file that leads to another one."""

    def __init__(self, target: Path, path: Path) -> None:
        self._target = target
        self.path = path
        self._server: asyncio.Server | None = None
        self._passing = asyncio.Event()
        self._passing.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Let connections through."""
        self._server = await asyncio.start_unix_server(self._connect, self.path)

    async def shut(self) -> None:
        """Cut every connection; new ones are refused."""
        if self._server is not None:
            self._server.close()
            self.path.unlink(missing_ok=True)
        self.let_pass()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hold(self) -> None:
        """Connections stay, but nothing that is asked gets to the server."""
        self._passing.clear()

    def let_pass(self) -> None:
        """What was held goes on."""
        self._passing.set()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        there_reader, there_writer = await asyncio.open_unix_connection(self._target)
        self._writers |= {writer, there_writer}
        try:
            await asyncio.gather(
                self._carry(reader, there_writer, held=True),
                self._carry(there_reader, writer, held=False),
            )
        finally:
            self._writers -= {writer, there_writer}
            self._tasks.discard(task)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, held: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if held:
                    await self._passing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def gate_to(target: Path) -> AsyncIterator[Gate]:
    """An open gate before the socket ``target``, with the same name in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="tp-gate-"))
    gate = Gate(target, folder / target.name)
    await gate.open()
    try:
        yield gate
    finally:
        await gate.shut()
        shutil.rmtree(folder)
