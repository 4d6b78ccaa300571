"""Long work on segments: one message with its progress, whatever is clicked, lost or killed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.segment_log import rules as log_rules
from bot.domain.segment_log.rules import LogOptions
from bot.handlers.jobs import runner as job_runner
from bot.handlers.jobs.progress import ProgressMessage
from bot.i18n import translator
from bot.services.jobs import Job, JobKind, Jobs, JobState
from bot.services.segment_log.jobs import segment_works
from bot.slack.web_client import build_web_client, open_session
from tests.scenarios.logging import NO, block, interactions, lines, press, preview_of, told
from tests.scenarios.stage import bot_running, settings_for

if TYPE_CHECKING:
    from simulator.script import Message, Modal, Person
    from tests.scenarios.stage import Stage

UNDER_WAY = "Segment SM10001 is being logged"


@pytest.fixture(autouse=True)
def ten_lines_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_rules, "LONG", 5)


async def begin(person: Person) -> Modal:
    """Log the segment; the window says that it may be closed."""
    modal = await preview_of(person)
    await modal.press("Log", confirm=True)
    return await modal.until(lambda m: UNDER_WAY in m.text)


async def logged_message(stage: Stage, person: Person) -> Message:
    await (await begin(person)).cancel()
    await stage.quiet()
    return await told(person, "Segment SM10001 is logged")


def jobs_of(stage: Stage) -> Jobs:
    return Jobs(
        stage.db,
        segment_works(stage.clock),
        clock=stage.clock,
        new_id=lambda: "left",
    )


async def who(stage: Stage, person: Person) -> Job:
    """A job of this person that a crash left behind."""
    await preview_of(person)  # so that the bot knows them
    await person.modals[0].cancel()
    parts = stage.bot.parts
    async with open_session() as session:
        client = build_web_client(
            stage.slack.credentials.bot, stage.slack.api_url, session, stage.bot.entrance.metrics
        )
        caller = await parts.callers.named(client, person.id)
    options = LogOptions(expected=10)
    return await jobs_of(stage).submit(JobKind.LOG, NO, caller.person, options.to_json())


async def restart(stage: Stage, redis_url: str) -> None:
    """Another process starts and does what it finds."""
    settings = settings_for(stage.slack, stage.db.engine.url, socket_mode=False)
    async with bot_running(stage.slack, settings, redis_url, stage.clock) as bot:
        assert await bot.entrance.tasks.drain(10)


async def test_one_message_tells_of_a_long_log(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    assert "You can close this window." in modal.text
    assert "Log" not in modal.buttons
    await any_stage.quiet()
    assert len(await interactions(any_stage)) == 10
    message = await told(benjamin, "Segment SM10001 is logged: Increase sale")
    assert message.buttons == ["Open", "Take back"]
    assert len(benjamin.messages()) == 1
    (job,) = await any_stage.rows("SELECT * FROM jobs")
    assert (job["state"], job["told_at"] is None) == ("done", False)
    assert (job["channel_id"], job["message_ts"]) == (message.channel.id, message.ts)


async def test_a_second_window_begins_nothing_more(stage: Stage) -> None:
    phone = stage.person("Benjamin Chiu")
    desk = stage.second_device(phone)
    first, second = await preview_of(phone), await preview_of(desk)
    await asyncio.gather(first.press("Log", confirm=True), second.press("Log", confirm=True))
    await stage.quiet()
    assert len(await interactions(stage)) == 10
    assert len([m for m in phone.messages() if "is logged" in m.text]) == 1
    assert len(await stage.rows("SELECT id FROM jobs WHERE state = 'done'")) == 1


async def test_a_segment_that_changed_meanwhile_leads_back_to_the_preview(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await block(stage)
    await modal.press("Log", confirm=True)
    await stage.quiet()
    await modal.cancel()
    message = await told(benjamin, "Segment SM10001 was not logged")
    assert "9 interactions would be logged, not 10" in message.text
    assert await interactions(stage) == []
    await message.press("Preview")
    again = await benjamin.modal("Preview")
    assert "9 interactions will be logged" in again.text


async def test_what_a_crash_left_is_done_after_the_next_start(
    stage_on_both: Stage, redis_url: str
) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    await who(stage, benjamin)
    await restart(stage, redis_url)
    assert len(await interactions(stage)) == 10
    assert (await told(benjamin, "Segment SM10001 is logged")).buttons == ["Open", "Take back"]
    await restart(stage, redis_url)
    assert len(benjamin.messages()) == 1


async def test_the_same_message_goes_on_after_a_crash(stage: Stage, redis_url: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    job = await who(stage, benjamin)
    async with open_session() as session:
        client = build_web_client(
            stage.slack.credentials.bot, stage.slack.api_url, session, stage.bot.entrance.metrics
        )
        message = ProgressMessage(client, job, NO, translator("en"))
        await message.begin()
        assert message.place is not None
        await jobs_of(stage).shown(job.id, *message.place)
    (shown,) = benjamin.messages()
    assert UNDER_WAY in shown.text
    await restart(stage, redis_url)
    assert shown.buttons == ["Open", "Take back"]
    assert len(benjamin.messages()) == 1


async def test_what_is_done_but_not_told_is_told(stage: Stage, redis_url: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    job = await who(stage, benjamin)
    ended = await jobs_of(stage).run(job.id, lambda _done, _total: None)
    assert ended is not None
    assert ended.state is JobState.DONE
    await restart(stage, redis_url)
    assert len(await interactions(stage)) == 10
    assert await told(benjamin, "Segment SM10001 is logged")


async def test_slack_being_away_stops_no_job(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    stage.slack.fault("server_error", "chat.postMessage", count=4)
    await modal.press("Log", confirm=True)
    await stage.quiet()
    assert len(await interactions(stage)) == 10
    assert len([m for m in benjamin.messages() if "is logged" in m.text]) == 1


async def test_taking_back_goes_on_in_the_message(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    message = await logged_message(any_stage, benjamin)
    await message.press("Take back", confirm=True)
    modal = await benjamin.modal(lambda m: "is being taken back" in m.text)
    await any_stage.quiet()
    assert message.texts == ["Segment SM10001 is back; 10 interactions are removed."]
    assert len(benjamin.messages()) == 1
    assert (await interactions(any_stage), len(await lines(any_stage))) == ([], 10)
    await modal.cancel()
    await message.press("Open")
    assert "10 lines" in (await benjamin.modal("Segment")).text


async def test_canceling_restoring_and_following_up_are_told(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await logged_message(stage, benjamin)).press("Open")
    modal = await benjamin.modal("Logged segment")
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "is being canceled" in m.text)
    await stage.quiet()
    await modal.cancel()
    message = await told(benjamin, "SM10001: 10 interactions are canceled.")
    await message.press("Open")
    modal = await benjamin.modal("Logged segment")
    await modal.press("Restore", confirm=True)
    await modal.until(lambda m: "is being restored" in m.text)
    await stage.quiet()
    await modal.cancel()
    message = await told(benjamin, "SM10001: 10 interactions are restored.")
    await message.press("Open")
    modal = await benjamin.modal("Logged segment")
    await press(modal, "Follow-up segment", "Follow-up segment")
    await modal.submit()
    await stage.quiet()
    assert "is being followed up" in modal.text
    await modal.cancel()
    message = await told(benjamin, "Follow-up segment")
    assert "has 10 contacts." in message.text
    await message.press("Open")
    assert "10 lines" in (await benjamin.modal("Segment")).text


async def test_progress_is_shown_at_most_once_a_second(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    job = await who(stage, benjamin)
    async with open_session() as session:
        client = build_web_client(
            stage.slack.credentials.bot, stage.slack.api_url, session, stage.bot.entrance.metrics
        )
        message = ProgressMessage(client, job, NO, translator("en"))
        await message.begin()
        (shown,) = benjamin.messages()
        async with message.painting():
            for done in range(1, 101):
                message.report(done, 100)
            await benjamin.until(lambda: "100 of 100" in shown.text)
            for _ in range(100):
                message.report(100, 100)
                await asyncio.sleep(0)
        await message.end(("Done", []))
    assert len(stage.slack.traffic("chat.update")) <= 3
    assert shown.text == "Done"


async def test_a_message_that_somebody_deleted_is_posted_anew(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    job = await who(stage, benjamin)
    async with open_session() as session:
        client = build_web_client(
            stage.slack.credentials.bot, stage.slack.api_url, session, stage.bot.entrance.metrics
        )
        message = ProgressMessage(client, job, NO, translator("en"))
        await message.begin()
        assert message.place is not None
        await client.chat_delete(channel=message.place[0], ts=message.place[1])
        await message.end(("Done", []))
    (shown,) = benjamin.messages()
    assert shown.text == "Done"


@pytest.fixture
def it_looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_runner, "LOOK_AGAIN_S", 0.2)


async def test_an_end_that_slack_did_not_take_is_told_by_itself(
    it_looks_often: None, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to open a window, and no process has to start."""
    end, refused = ProgressMessage.end, asyncio.Event()

    async def fail_once(message: ProgressMessage, content: Any) -> None:
        if not refused.is_set():
            refused.set()
            raise TimeoutError
        await end(message, content)

    monkeypatch.setattr(ProgressMessage, "end", fail_once)
    benjamin = stage.person("Benjamin Chiu")
    await begin(benjamin)
    assert await told(benjamin, "Segment SM10001 is logged")
    assert refused.is_set()
    assert len(benjamin.messages()) == 1


async def test_what_another_process_has_only_just_begun_is_left_to_it(stage: Stage) -> None:
    job = await who(stage, stage.person("Benjamin Chiu"))
    left = jobs_of(stage).left
    assert await left(timedelta(seconds=30)) == []
    assert [found.id for found in await left()] == [job.id]
    assert [found.id for found in await left(timedelta(microseconds=1))] == [job.id]


async def test_a_mistake_of_ours_ends_the_job_and_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mistaken(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setitem(stage.bot.parts.runner._jobs._works, JobKind.LOG, mistaken)
    benjamin = stage.person("Benjamin Chiu")
    await begin(benjamin)
    message = await told(benjamin, "Segment SM10001 was not logged")
    assert "tell your administrator this reference" in message.text
    assert await interactions(stage) == []
    monkeypatch.undo()
    await message.press("Preview")
    modal = await benjamin.modal("Preview")
    await modal.press("Log", confirm=True)
    await told(benjamin, "Segment SM10001 is logged")
    assert len(await interactions(stage)) == 10
