"""`touchpoint export` as a process: at a terminal, and stopped half-way."""

import asyncio
import os
import pty
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.storage.database import Database
from tests.services.exports.reading import multiply_interactions


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 1)])
async def test_an_export_that_is_stopped_leaves_nothing(
    sample_database: Database,
    sample_url: URL,
    tmp_path: Path,
    number: signal.Signals,
    status: int,
) -> None:
    await multiply_interactions(sample_database, 200_000)
    folder = tmp_path / "new"
    folder.mkdir()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "export", "interactions", "--output", str(folder / "out.csv"),
        env=environment_for(sample_url), stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    while not [file for file in folder.iterdir() if file.stat().st_size > 0]:
        assert process.returncode is None
        await asyncio.sleep(0.02)
    process.send_signal(number)
    _, said = await process.communicate()
    assert process.returncode == status
    assert b"Traceback" not in said
    assert list(folder.iterdir()) == []


def environment_for(url: URL) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "PYTHONWARNINGS": "error",
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "TERM": "xterm",
    }


async def on_terminal(url: URL, *arguments: str, rows_too: bool) -> tuple[int, str]:
    """The status and what a terminal shows; `rows_too`: the standard output is that terminal."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "export", *arguments, env=environment_for(url),
        stdout=theirs if rows_too else asyncio.subprocess.DEVNULL, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = await asyncio.to_thread(os.read, ours, 65_536)
        except OSError:  # Linux says so at the end
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return await process.wait(), shown.decode()


async def test_a_terminal_shows_progress(sample_url: URL) -> None:
    status, shown = await on_terminal(sample_url, "interactions", rows_too=False)
    assert status == 0
    assert "interactions  [####" in shown
    assert "100%" in shown


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_terminal_shows_rows_without_progress(sample_url: URL) -> None:
    status, shown = await on_terminal(sample_url, "templates", rows_too=True)
    assert status == 0
    assert "ABSTRACT" in shown
    assert "####" not in shown


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_terminal_shows_no_workbook(sample_url: URL) -> None:
    status, shown = await on_terminal(sample_url, "templates", "--format", "xlsx", rows_too=True)
    assert status == 2
    assert "a workbook can't be shown on a terminal; name a file by --output" in shown
