"""What the documents tell to type is typed here: in an empty folder, with the wheel installed.

The simulator is Slack. A command that nothing runs fails a test.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import orjson
import pytest

from simulator.script import Workspace
from tests.documents.reading import ROOT, all_commands, commands_of

ENGINE = "needs a container engine; tests/edge/operating/test_containers.py reads its files"
ELSEWHERE = {
    "make setup": (".ci/run", "make setup"),
    "make test": (".ci/run", "make test"),
    "make browser": (".ci/run", "make browser"),
    "make lint": (".ci/run", "make lint"),
    "make types": (".ci/run", "make types"),
    "make demo": ("tests/test_demo.py", '"demo"'),
    "make demo RESET=1": ("tests/test_demo.py", "--reset"),
}
"""Commands that something else runs: the file, and what stands in it."""
LEFT_OUT = {
    "docker compose up": ENGINE,
    "docker compose up -d": ENGINE,
    "docker compose run --rm bot doctor": ENGINE,
    "docker compose run --rm -T bot export contacts > contacts.csv": ENGINE,
    "make bench": "measures, and takes its time",
    "make soak": "takes half an hour",
}
COPY = "cp .env.example .env"
AT_ONCE = {
    "make help": "setup",
    "touchpoint manifest": "slash_commands",
    "touchpoint manifest --socket-mode": "slash_commands",
    "touchpoint manifest --url https://touchpoint.example.com": "slash_commands",
    "touchpoint migrate": "schema",
    "touchpoint seed --starter": "starter set loaded",
    "touchpoint seed": "sample company loaded",
    "touchpoint export contacts --output contacts.xlsx": "",
    "touchpoint export interactions --from 2026-01-01 --to 2026-12-31 --output log.csv": "",
    "touchpoint export interactions --contact CT000001 --language fr --zone Europe/Paris "
    "--output adatum.xlsx": "",
    "touchpoint export segments --salesperson HR --output segments.csv": "",
    "touchpoint export templates --columns database --format json": '{"code":"ABSTRACT",',
    "touchpoint import contacts examples/contacts.csv --dry-run": "Nothing was written.",
    "touchpoint import contacts examples/contacts.csv": "3 rows: 3 new",
    "touchpoint import list": "contacts.csv: 5 new",
    "touchpoint import undo 1": "5 removed",
    "touchpoint import contacts examples/contacts.xlsx": "3 rows: 3 new",
    "touchpoint import contacts examples/contacts.vcf": "1 rows: 1 new",
    "touchpoint import contacts examples/list.csv --mapping examples/mapping.json": "1 new",
    "touchpoint import contacts examples/contacts.csv --refused refused.csv": "3 unchanged",
    "touchpoint import salespeople examples/salespeople.csv": "3 rows: 3 new",
    "touchpoint import templates examples/templates.csv": "3 rows: 3 new",
    "touchpoint import interactions examples/interactions.csv --dry-run": "Nothing was written.",
    "touchpoint import interactions examples/interactions.csv": "3 rows: 3 new",
    "touchpoint doctor": "ok     bot token",
}
"""Commands that end by themselves, in this order, and what they say."""
SERVING = ("touchpoint serve", "make run")


def plain(command: str) -> str:
    """Where the program lies is the folder's business."""
    return command.removeprefix(".venv/bin/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    build = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *build, str(ROOT)], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty but for what the documents say is there: a `.venv` with Touchpoint in it, the file to
    copy the settings from, and the Makefile."""
    where = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", where / ".venv"], check=True)
    python = where / ".venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = (where / ".venv" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    for name in (".env.example", "Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, where / name)
    shutil.copytree(ROOT / "docs" / "examples", where / "examples")
    (where / "requirements").mkdir()
    (where / "requirements" / "dev.txt").touch()
    (where / ".venv" / ".installed").touch()
    return where


def environment(
    folder: Path, slack: Workspace | None, *, socket_mode: bool = True
) -> dict[str, str]:
    inherited = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
    own = {"PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}", "PORT": "0"}
    if slack is None:
        return inherited | own
    credentials = slack.credentials
    own |= {"SLACK_BOT_TOKEN": credentials.bot, "SLACK_API_URL": slack.api_url}
    transport = (
        {"SLACK_APP_TOKEN": credentials.app}
        if socket_mode
        else {"SLACK_SIGNING_SECRET": credentials.signing}
    )
    return inherited | own | transport


async def typed(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a command says; it must end well."""
    process = await asyncio.create_subprocess_exec(
        "/bin/sh", "-c", command, cwd=folder, env=env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0, f"{command}: {said.decode()}"
    return said.decode()


@asynccontextmanager
async def workspace(folder: Path, transport: str) -> AsyncIterator[Workspace]:
    url = "" if transport == "socket" else " --url https://touchpoint.example.com"
    manifest = await typed(f"touchpoint manifest{url}", folder, environment(folder, None))
    async with Workspace.start(orjson.loads(manifest), transport=transport, patience_s=20) as slack:
        yield slack


def test_every_command_of_the_documents_is_run() -> None:
    known = {*AT_ONCE, *SERVING, *ELSEWHERE, *LEFT_OUT, COPY}
    assert {plain(command) for command in all_commands()} == known


def test_a_command_is_found_wherever_it_stands() -> None:
    text = "Type `make it\nso`, or `touchpoint`:\n```\ncp a b   # copies\n\n```\nand `a.py`."
    assert commands_of(text) == ["cp a b", "make it so"]


@pytest.mark.parametrize("command", ELSEWHERE)
def test_what_is_run_elsewhere_is(command: str) -> None:
    file, words = ELSEWHERE[command]
    assert words in (ROOT / file).read_text(encoding="utf-8")


def test_the_folder_has_the_wheel_and_not_the_sources(folder: Path) -> None:
    python = folder / ".venv" / "bin" / "python"
    told = subprocess.run(
        [python, "-c", "import bot; print(bot.__file__)"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert Path(told.stdout.strip()).is_relative_to(folder / ".venv")


async def test_the_way_to_a_workspace_as_it_is_written(folder: Path) -> None:
    async with workspace(folder, "socket") as slack:
        env = environment(folder, slack)
        await typed(COPY, folder, env)
        for command, says in AT_ONCE.items():
            assert says in await typed(command, folder, env), command
        assert (folder / "var" / "touchpoint.db").is_file()
        for name in ("contacts.xlsx", "log.csv", "adatum.xlsx", "segments.csv"):
            assert (folder / name).stat().st_size > 0


@pytest.mark.parametrize(
    ("command", "transport"),
    [("touchpoint serve", "socket"), ("touchpoint serve", "http"), ("make run", "socket")],
)
async def test_the_bot_serves(folder: Path, command: str, transport: str) -> None:
    async with workspace(folder, transport) as slack:
        env = environment(folder, slack, socket_mode=transport == "socket")
        await typed("touchpoint migrate", folder, env)
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", command, cwd=folder, env=env, start_new_session=True,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            address = ""
            while not address:
                line = (await process.stdout.readline()).decode()
                assert line, f"{command} has ended"
                if line.startswith("Touchpoint: "):
                    address = line.removeprefix("Touchpoint: ").strip()
            if transport == "http":
                slack.point_to(f"{address}/slack/events")
            await slack.connected()
            async with aiohttp.ClientSession() as http, http.get(f"{address}/readyz") as answer:
                assert answer.status == 200
            person = slack.person("Benjamin Chiu")
            await person.command("/interaction help")
            told = await person.message(lambda m: m.only_visible_to_you)
            assert "/interaction" in told.plain_text
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            await process.communicate()
