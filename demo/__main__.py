"""Starts everything that the demo needs and keeps it running until Ctrl-C.

The bot and the simulator are processes of their own, as they would be on two machines; this one
brings the database up to date, keeps the embedded Redis, and starts the bot again if it dies.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from bot.domain.errors.base import SampleDataRefused
from bot.handlers.declared import DECLARED
from bot.sample import seed
from bot.slack.manifest import build_manifest
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.embedded_redis import EmbeddedRedis

if TYPE_CHECKING:
    from asyncio.subprocess import Process

FOLDER = Path("var/demo")
RESTART_PAUSE_S = 1.0
STOP_TIMEOUT_S = 10.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8100, help="of the Slack simulator's page")
    parser.add_argument("--bot-port", type=int, default=3100, help="of the bot's health checks")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--http", action="store_true", help="signed HTTP instead of Socket Mode")
    parser.add_argument("--reset", action="store_true", help="start afresh")
    arguments = parser.parse_args()
    if arguments.reset:
        shutil.rmtree(arguments.folder, ignore_errors=True)
    arguments.folder = arguments.folder.absolute()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    redis = EmbeddedRedis(arguments.folder / "redis")
    try:
        return asyncio.run(_run(arguments, redis.start()))
    finally:
        redis.stop()


async def _run(arguments: argparse.Namespace, redis_url: str) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    folder: Path = arguments.folder
    database_url = f"sqlite+aiosqlite:///{folder / 'touchpoint.db'}"
    _say("Preparing the database …")
    await asyncio.to_thread(schema.upgrade, database_url)
    await _fill(database_url)
    bot_url = f"http://127.0.0.1:{arguments.bot_port}"
    manifest = folder / "manifest.json"
    manifest.write_bytes(
        orjson.dumps(build_manifest(DECLARED, bot_url if arguments.http else None))
    )
    slack = await _start(
        "simulator",
        *("--manifest", str(manifest), "--port", str(arguments.port)),
        *("--state", str(folder / "slack.json"), "--app-url", f"{bot_url}/slack/events"),
    )
    environment = {
        "SLACK_API_URL": f"http://127.0.0.1:{arguments.port}/api/",
        "SLACK_BOT_TOKEN": "xoxb-simulator",
        "SLACK_SIGNING_SECRET": "simulator-signing-secret",
        "SLACK_APP_TOKEN": "" if arguments.http else "xapp-simulator",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": str(arguments.bot_port),
        "LOG_LEVEL": "WARNING",
    }
    keeping = asyncio.create_task(_keep_bot(environment, stop))
    _say(f"\n  Touchpoint is here: http://127.0.0.1:{arguments.port}")
    _say("  Type /interaction in any channel. Ctrl-C ends it; everything is kept.\n")
    ended = asyncio.create_task(slack.wait())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
    failed = ended.done()
    stop.set()
    await keeping
    await _end(slack)
    stopping.cancel()
    _say("Stopped. `make demo` goes on where this ended.")
    return 1 if failed else 0


async def _fill(database_url: str) -> None:
    database = Database.from_url(database_url)
    try:
        await seed(database, date.today())  # noqa: DTZ011 - the demo's history ends today
    except SampleDataRefused:
        _say("The sample company is there from last time.")
    else:
        _say("The sample company is loaded.")
    finally:
        await database.dispose()


async def _keep_bot(environment: dict[str, str], stop: asyncio.Event) -> None:
    """Run the bot until ``stop``; one that dies, or is killed, is started again."""
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        bot = await _start("bot", "serve", **environment)
        ended = asyncio.create_task(bot.wait())
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            await _end(bot)
            return
        _say(f"The bot ended with status {ended.result()}; starting it again.")
        await asyncio.wait({stopping}, timeout=RESTART_PAUSE_S)


async def _start(module: str, *arguments: str, **environment: str) -> Process:
    # A group of its own: Ctrl-C reaches this process, which ends the others in order.
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)
        except TimeoutError:
            process.kill()
            await process.wait()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
