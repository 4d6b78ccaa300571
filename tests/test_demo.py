"""`make demo` as somebody meets it: it says where it is, outlives its bot, and keeps everything."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import psutil
import pytest

from tests.faults.servers import free_port

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator
    from pathlib import Path

PATIENCE_S = 60


class Demo:
    """A running demo: what it says, and its bot."""

    def __init__(self, process: Process, bot_port: int) -> None:
        self._process = process
        self._bot = f"http://127.0.0.1:{bot_port}"
        self.said = ""

    async def until_said(self, text: str) -> None:
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE_S):
            while text not in self.said:
                line = await self._process.stdout.readline()
                assert line, self.said
                self.said += line.decode()

    async def until_ready(self) -> None:
        """The bot is up, and Slack's stand-in has let it connect."""
        async with asyncio.timeout(PATIENCE_S), aiohttp.ClientSession() as http:
            while True:
                try:
                    async with http.get(f"{self._bot}/readyz") as reply:
                        if reply.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.1)

    def kill_bot(self) -> None:
        (bot,) = [
            child
            for child in psutil.Process(self._process.pid).children()
            if child.cmdline()[1:] == ["-m", "bot", "serve"]
        ]
        bot.kill()

    async def interrupt(self) -> int:
        """Ctrl-C; the exit status."""
        self._process.send_signal(signal.SIGINT)
        await self.until_said("Stopped.")
        return await self._process.wait()


@asynccontextmanager
async def demo(folder: Path, *arguments: str) -> AsyncIterator[Demo]:
    port, bot_port = free_port(), free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "demo", "--folder", str(folder)),
        *("--port", str(port), "--bot-port", str(bot_port), *arguments),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        running = Demo(process, bot_port)
        await running.until_said(f"Touchpoint is here: http://127.0.0.1:{port}")
        await running.until_ready()
        yield running
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


@pytest.mark.timeout(300)
async def test_the_demo_keeps_everything_until_it_is_reset(folder: Path) -> None:
    async with demo(folder) as first:
        assert "The sample company is loaded." in first.said
        first.kill_bot()
        await first.until_said("starting it again")
        await first.until_ready()
        assert await first.interrupt() == 0
    note = folder / "kept"
    note.touch()
    async with demo(folder) as second:
        assert "The sample company is there from last time." in second.said
        assert await second.interrupt() == 0
    async with demo(folder, "--reset") as third:
        assert "The sample company is loaded." in third.said
        assert not note.exists()
        assert await third.interrupt() == 0
