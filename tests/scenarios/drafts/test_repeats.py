"""Double clicks, redeliveries and replays: one interaction, one confirmation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from simulator.client import payloads
from simulator.delivery.delivery import INTERACTIVE, Delivery
from tests.scenarios.walking import (
    LOGGED,
    at_the_result,
    begin,
    fill,
    finish_now,
    go_on,
    notices,
    wizard,
)

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_a_double_submit_logs_once(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    slack = any_stage.slack.slack
    answers = await asyncio.gather(
        *(
            slack.deliver(
                Delivery(
                    INTERACTIVE,
                    "view_submission",
                    "twice",
                    payloads.view_submission(benjamin.client, modal.view),
                    accepts_reply=True,
                )
            )
            for _ in range(3)
        )
    )
    for answer in answers:
        assert answer.body["view"]["title"]["text"] == LOGGED
    assert len(await any_stage.logged()) == 1
    assert len([m for m in benjamin.messages() if LOGGED in m.plain_text]) == 1
    assert await any_stage.drafts() == []


@pytest.mark.parametrize("button", ["Finish now", "Next"])
async def test_a_doubled_delivery_is_worked_once(any_stage: Stage, button: str) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    any_stage.slack.fault("duplicate", "*", count=1)
    if button == "Finish now":
        await finish_now(modal)
    else:
        await go_on(modal, "Campaign")
        assert "Step 2 of 3" in modal.text
        await finish_now(modal)
    assert len(await any_stage.logged()) == 1
    assert len(benjamin.messages()) == 1


async def test_a_replayed_finish_logs_nothing_more(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.submit()
    await any_stage.quiet()
    await any_stage.slack.replay("view_submission")
    assert len(await any_stage.logged()) == 1
    assert len(benjamin.messages()) == 1


async def test_every_delivery_of_a_story_can_be_replayed_without_effect(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.type("Comment", "Once")
    await modal.x()
    await stage.quiet()
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin, "Comment")
    assert modal.value("Comment") is None  # closing sends nothing of what is typed
    await modal.type("Comment", "Once")
    await modal.submit()
    await modal.cancel()
    await stage.quiet()
    for entry in stage.slack.traffic():
        if entry.direction == "to_app" and entry.package is not None:
            await stage.slack.replay(entry)
    assert [row["comment"] for row in await stage.logged()] == ["Once"]
    assert await stage.drafts() == []
    assert benjamin.modals == []
    assert len(benjamin.messages()) == 2  # the notice and the confirmation


async def test_a_replayed_command_opens_nothing(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.cancel()
    await stage.slack.replay("slash_command")
    await stage.quiet()
    assert benjamin.modals == []
    assert await stage.drafts() == []


async def test_a_dropped_finish_is_sent_again_by_the_user(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.type("Comment", "Still here")
    any_stage.slack.fault("drop", "view_submission")
    await modal.submit()
    assert modal.notice == "We had some trouble connecting. Try again?"
    await modal.submit()
    assert modal.title == LOGGED
    assert [row["comment"] for row in await any_stage.logged()] == ["Still here"]


async def test_a_change_that_arrives_after_the_next_one_undoes_nothing(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    stage.slack.fault("delay", "block_actions", seconds=1)
    late = asyncio.create_task(modal.choose("Contact", "Jesse Homer"))
    await modal.until(lambda m: m.value("Contact") == "Jesse Homer (Relecloud, Portland)")
    await modal.choose("Contact", "Robert Townes")
    await late
    await go_on(modal, "Campaign")
    await finish_now(modal)
    assert (await stage.logged())[0]["contact_name"] == "Robert Townes"


async def test_a_close_that_is_delivered_twice_tells_once(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    any_stage.slack.fault("duplicate", "view_closed")
    await modal.cancel()
    await any_stage.quiet()
    assert len(await notices(benjamin)) == 1


async def test_a_close_that_comes_after_resuming_does_not_postpone_again(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    stage.slack.fault("delay", "view_closed", seconds=1)
    closing = asyncio.create_task(modal.cancel())
    await benjamin.no_modal()
    home = await stage.home(benjamin)
    await home.press("Resume")
    modal = await wizard(benjamin)
    await modal.choose("Contact", "Jesse Homer")
    await closing
    await finish_now(modal)
    assert len(await stage.logged()) == 1
    assert await notices(benjamin) == []
