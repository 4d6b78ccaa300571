"""The bot as a process of its own: the commands as an operator types them, and their end."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.models import Attachment, InteractionTemplate
from bot.storage.database import Database
from tests.edge import payloads
from tests.edge.house import SECRET, signed
from tests.edge.stub_slack import StubSlack

Environment = dict[str, str]


@pytest.fixture
def environment(tmp_path: Path, redis_url: str, slack: StubSlack) -> Environment:
    """What the process sees; nothing of ours but the path."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "error",
        "TOUCHPOINT_DATA_DIRECTORY": str(tmp_path),
        "REDIS_URL": redis_url,
        "SLACK_API_URL": slack.base_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "PORT": "0",
    }


class Running:
    """A started ``touchpoint serve``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.base = ""

    async def until_said(self, words: str) -> str:
        """The line of its log that holds ``words``."""
        assert self.process.stderr
        async for line in self.process.stderr:
            if words in line.decode():
                return line.decode()
        raise AssertionError(f"never said {words!r}")


async def start(environment: Environment, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment,
        cwd=environment["TOUCHPOINT_DATA_DIRECTORY"],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def touchpoint(environment: Environment, *arguments: str) -> tuple[int, str, str]:
    """Runs a command to its end: status, output, errors."""
    process = await start(environment, *arguments)
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def serving(environment: Environment) -> AsyncIterator[Running]:
    running = Running(await start(environment, "serve"))
    try:
        assert running.process.stdout
        line = (await running.process.stdout.readline()).decode()
        if not line:
            assert running.process.stderr
            raise AssertionError((await running.process.stderr.read()).decode())
        running.base = line.removeprefix("Touchpoint: ").strip()
        yield running
    finally:
        if running.process.returncode is None:
            running.process.kill()
        await running.process.communicate()


async def test_from_an_empty_directory_to_a_ready_bot(environment: Environment) -> None:
    status, out, _ = await touchpoint(environment, "migrate")
    assert status == 0
    assert out.startswith("schema ")
    assert (await touchpoint(environment, "migrate"))[1].endswith("(nothing to do)\n")
    async with serving(environment) as running, aiohttp.ClientSession() as http:
        async with http.get(f"{running.base}/readyz") as reply:
            assert (reply.status, await reply.json()) == (200, {"database": "ok", "redis": "ok"})
        running.process.send_signal(signal.SIGINT)
        assert await running.process.wait() == 0


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_migrate_and_the_start_set_ids_right_that_an_import_left_behind(
    environment: Environment, database: Database
) -> None:
    environment["DATABASE_URL"] = database.engine.url.render_as_string(hide_password=False)

    async def bring(key: int) -> None:
        async with database.begin() as session:
            session.add(Attachment(id=key, name="offer.pdf"))

    await bring(7)
    _, out, _ = await touchpoint(environment, "migrate")
    assert out.endswith("(nothing to do)\nids of attachments: the next was 1, now 8\n")
    await bring(9)
    async with serving(environment) as running:
        said = await running.until_said("ids of attachments set right")
        assert "the next was 8, the largest is 9" in said


async def test_without_its_database_the_bot_runs_and_is_not_ready(
    environment: Environment,
) -> None:
    environment["DATABASE_URL"] = "postgresql+psycopg://somebody@/touchpoint?host=/nowhere"
    async with serving(environment) as running, aiohttp.ClientSession() as http:
        async with http.get(f"{running.base}/readyz") as reply:
            assert reply.status == 503
            assert await reply.json() == {"database": "unavailable", "redis": "ok"}
        async with http.get(f"{running.base}/healthz") as reply:
            assert reply.status == 200
        running.process.send_signal(signal.SIGINT)
        assert await running.process.wait() == 0


async def test_sigterm_lets_work_in_flight_finish(
    environment: Environment, slack: StubSlack
) -> None:
    await touchpoint(environment, "migrate")
    async with serving(environment) as running, aiohttp.ClientSession() as http:
        raw, headers = signed(payloads.command(text="Meagan"))
        slack.answer("views.open", {"ok": True, "view": {"id": "V1"}})
        await running.until_said("ready")
        slack.released.clear()
        answer = asyncio.create_task(
            http.post(f"{running.base}/slack/events", data=raw, headers=headers).__aenter__()
        )
        await slack.until_called("views.open")
        running.process.send_signal(signal.SIGTERM)
        await running.until_said("stopping")
        slack.released.set()
        reply = await answer
        assert reply.status == 200
        reply.release()
        await running.until_said("stopped")
        assert await running.process.wait() == 0
        # Slack didn't say in time whose form it is, so it came without; it was let open.
        assert slack.methods()[-1] == "views.open"
        with pytest.raises(aiohttp.ClientConnectionError):
            await http.get(f"{running.base}/healthz")


async def test_the_embedded_server_stands_in_for_redis(
    environment: Environment, tmp_path: Path
) -> None:
    del environment["REDIS_URL"]
    await touchpoint(environment, "migrate")
    async with serving(environment) as running:
        running.process.send_signal(signal.SIGTERM)
        assert await running.process.wait() == 0
    assert (tmp_path / "redis").is_dir()


async def test_json_logs_are_json(environment: Environment) -> None:
    environment |= {"LOG_FORMAT": "json"}
    await touchpoint(environment, "migrate")
    async with serving(environment) as running:
        entry = json.loads(await running.until_said("ready"))
        assert entry["level"] == "info"
        assert entry["logger"] == "bot.slack.serving"


async def test_a_missing_token_is_a_sentence_not_a_traceback(environment: Environment) -> None:
    del environment["SLACK_BOT_TOKEN"]
    status, _, err = await touchpoint(environment, "serve")
    assert status == 1
    assert err.startswith("Error: SLACK_BOT_TOKEN is not set.")


async def test_an_old_schema_is_a_sentence_that_says_what_to_run(environment: Environment) -> None:
    status, _, err = await touchpoint(environment, "serve")
    assert status == 1
    assert "Error: The database's schema is older than this version of Touchpoint." in err
    assert "touchpoint migrate" in err
    assert "Traceback" not in err


async def test_a_refused_token_is_a_sentence_not_a_traceback(
    environment: Environment, slack: StubSlack
) -> None:
    await touchpoint(environment, "migrate")
    slack.answer("auth.test", {"ok": False, "error": "invalid_auth"})
    status, _, err = await touchpoint(environment, "serve")
    assert status == 1
    assert "Error: Slack refuses SLACK_BOT_TOKEN: invalid_auth." in err
    assert "Traceback" not in err


async def test_a_taken_port_is_a_sentence_not_a_traceback(environment: Environment) -> None:
    await touchpoint(environment, "migrate")
    async with serving(environment) as running:
        port = running.base.rpartition(":")[2]
        status, _, err = await touchpoint(environment | {"PORT": port}, "serve")
    assert status == 1
    assert f"Error: Can't listen on HOST=127.0.0.1 PORT={port}" in err


async def test_doctor_says_what_to_do_and_fails(environment: Environment) -> None:
    status, out, _ = await touchpoint(environment, "doctor")
    assert status == 1
    assert "WRONG  migrations: " in out
    await touchpoint(environment, "migrate")
    status, out, err = await touchpoint(environment, "doctor")
    assert (status, err) == (0, ""), out
    assert all(line.startswith(("ok ", "warn ")) for line in out.splitlines())
    assert "warn   administrators: none." in out


async def test_seed_refuses_a_database_that_holds_contacts(environment: Environment) -> None:
    await touchpoint(environment, "migrate")
    assert (await touchpoint(environment, "seed"))[:2] == (0, "sample company loaded\n")
    status, _, err = await touchpoint(environment, "seed")
    assert status == 1
    assert err.startswith("Error: The database already holds contacts.")
    assert (await touchpoint(environment, "seed", "--force"))[0] == 0


async def test_seed_asks_for_the_newest_schema(environment: Environment) -> None:
    for arguments in ((), ("--starter",)):
        status, out, err = await touchpoint(environment, "seed", *arguments)
        assert (status, out) == (1, "")
        assert "Run `touchpoint migrate`" in err


async def test_seed_brings_in_what_a_company_starts_from(environment: Environment) -> None:
    await touchpoint(environment, "migrate")
    added = "starter set loaded: 41 interaction templates\n"
    french = environment | {"DEFAULT_LOCALE": "fr"}
    assert (await touchpoint(french, "seed", "--starter"))[:2] == (0, added)
    database = Database.from_url(
        f"sqlite+aiosqlite:///{environment['TOUCHPOINT_DATA_DIRECTORY']}/touchpoint.db"
    )
    async with database.read() as session:
        template = await session.get_one(InteractionTemplate, "INCOME")
    await database.dispose()
    assert template.description == "Appel téléphonique entrant"
    status, out, err = await touchpoint(environment, "seed", "--starter", "--language", "en")
    assert (status, out) == (1, "")
    assert err == (
        "Error: There are interaction templates already, so the starter templates are not brought "
        "in. Nothing was changed.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--starter", "--force"), "--force goes with the sample company, not with --starter"),
        (("--language", "fr"), "--language goes with --starter"),
        (("--starter", "--language", "de"), "'de' is not one of 'en', 'fr'."),
    ],
)
async def test_seed_says_which_options_go_together(
    environment: Environment, arguments: tuple[str, ...], sentence: str
) -> None:
    status, out, err = await touchpoint(environment, "seed", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err
