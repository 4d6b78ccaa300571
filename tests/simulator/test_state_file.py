"""A restart loses nothing."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from simulator.storage import StateFile, load_state
from simulator.workspace.description import CONTOSO, read_workspace
from tests.simulator import blocks
from tests.simulator.conftest import world
from tests.simulator.manifest import manifest


async def test_messages_homes_and_files_outlive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    home = blocks.home(blocks.section("Hello"))
    async with world(state=state) as made:
        posted = await made.helena.post("general", "Good evening")
        await made.app.client.views_publish(user_id=made.helena.id, view=home)
        await made.app.client.chat_postMessage(channel=made.helena.id, text="To you")
        await made.app.client.chat_postEphemeral(
            channel="C000000SAL", user=made.helena.id, text="Psst"
        )
        made.slack.slack.add_file(made.helena.id, "a.txt", b"abc")
        published = made.helena.client.home
        assert published is not None
        made.app.opens("/todo", blocks.modal(blocks.section("x"), notify_on_close=True))
        await made.helena.command("/todo")
    assert [r.kind for r in made.app.received if r.kind == "view_closed"] == []
    async with world(state=state) as again:
        assert again.helena.messages("general")[-1].ts == posted.ts
        assert again.helena.home.texts == ["Hello"]
        assert again.helena.messages("app")[-1].text == "To you"
        assert again.helena.messages("sales")[-1].text != "Psst"
        assert again.helena.modals == []
        (file,) = again.slack.slack.workspace.files.values()
        assert again.slack.slack.blobs.get(file.id) == b"abc"
        restored = again.helena.client.home
        assert restored is not None
        assert restored.id == published.id
        later = await again.helena.post("general", "Good night")
        assert later.ts > posted.ts


def test_a_workspace_is_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    workspace = read_workspace(CONTOSO, "dummy", 1_790_000_000)
    path = tmp_path / "deep" / "slack.json"
    StateFile(path, workspace).save()
    restored = load_state(path)
    assert restored is not None
    assert restored.stored() == workspace.stored()
    assert [p.name for p in path.parent.iterdir()] == ["slack.json"]
    assert load_state(tmp_path / "none.json") is None


async def test_changes_are_saved_soon_without_being_asked(tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    async with world(state=state) as made:
        await made.helena.post("general", "Good evening")
        async with asyncio.timeout(5):
            while "Good evening" not in state.read_text(encoding="utf-8"):
                await asyncio.sleep(0.02)


async def test_the_program_serves_and_saves_when_it_is_told_to_end(tmp_path: Path) -> None:
    described = tmp_path / "manifest.json"
    described.write_text(json.dumps(manifest()), encoding="utf-8")
    state = tmp_path / "slack.json"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator",
        "--manifest", str(described), "--port", "0", "--state", str(state),
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        url = line.split()[-1]
        async with aiohttp.ClientSession() as session:
            request = {"op": "post_message", "channel": "C000000GEN", "text": "Before the end"}
            async with session.post(f"{url}/ui/op?user=U000000HR1", json=request) as response:
                assert (await response.json())["ok"] is True
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert "Before the end" in state.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["{", '{"display_information": {"name": ""}}'])
async def test_the_program_refuses_a_manifest_as_slack_does(tmp_path: Path, content: str) -> None:
    described = tmp_path / "manifest.json"
    described.write_text(content, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--manifest", str(described),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, errors = await process.communicate()
    assert process.returncode == 2
    assert str(described) in errors.decode()
