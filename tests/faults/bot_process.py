"""The bot as a process that can be killed and started again."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
END_TIMEOUT_S = 20.0


@dataclass
class BotProcess:
    """One life of the bot."""

    pid: int
    _fd: int
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def watched(cls, pid: int) -> "BotProcess":
        """Take note of the end of a process that runs now."""
        process = cls(pid, os.pidfd_open(pid))
        asyncio.get_running_loop().add_reader(process._fd, process._on_end)
        return process

    async def end(self, how: signal.Signals) -> None:
        """Send a signal and wait for the end; SIGKILL when that takes too long."""
        self._send(how)
        try:
            async with asyncio.timeout(END_TIMEOUT_S):
                await self.ended.wait()
        except TimeoutError:
            self._send(signal.SIGKILL)
            await self.ended.wait()

    def _send(self, how: signal.Signals) -> None:
        if not self.ended.is_set():
            signal.pidfd_send_signal(self._fd, how)

    def _on_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._fd)
        os.close(self._fd)
        self.ended.set()


class Keeper:
    """Starts bots; see `tests.faults.keeper`."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self._folder = folder
        self.log = folder / "bot.log"

    @classmethod
    @asynccontextmanager
    async def working(cls, folder: Path) -> AsyncIterator["Keeper"]:
        """At the end, every bot that it started is dead."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.keeper"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            yield cls(process, folder)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def start(self, environment: dict[str, str], *, cold: bool) -> BotProcess:
        """A new bot. `cold`: with everything that a start costs."""
        order = {
            "cold": cold,
            "environment": {**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            "folder": str(self._folder),
            "log": str(self.log),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        answer = await self._process.stdout.readline()
        return BotProcess.watched(int(answer))
