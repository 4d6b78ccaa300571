"""Submitting: what goes out, and what each answer does to the screen."""

import asyncio
from typing import Any

import pytest

from simulator.client.client import TROUBLE
from simulator.script import ManualClock, Modal, Refused
from tests.simulator import blocks
from tests.simulator.client.test_input_state import shown
from tests.simulator.conftest import World, world
from tests.simulator.timing import settle

Json = dict[str, Any]
PUSH = blocks.actions(blocks.button("Go", "go"))


async def task(made: World) -> Modal:
    """A modal with one field, filled in."""
    modal = await shown(made, blocks.text_field("What"), PUSH)
    await modal.type("What", "typed")
    return modal


async def push(made: World, **more: Any) -> Modal:
    """One more modal on top."""
    await (await made.helena.modal()).press("Go")
    trigger_id = made.app.of("block_actions")[-1]["trigger_id"]
    view = blocks.modal(PUSH, **more)
    await made.app.client.views_push(trigger_id=trigger_id, view=view)
    return await made.helena.modal()


async def test_an_empty_answer_closes_the_modal(everywhere: World) -> None:
    modal = await task(everywhere)
    await modal.submit()
    assert not modal.is_open
    (payload,) = everywhere.app.of("view_submission")
    assert payload["view"]["id"] == modal.view_id
    assert payload["user"]["id"] == everywhere.helena.id
    assert payload["response_urls"] == []


async def test_closing_a_pushed_view_by_submitting_shows_its_parent_as_it_was(
    over_http: World,
) -> None:
    root = await task(over_http)
    await (await push(over_http)).submit()
    assert (await over_http.helena.modal()).view_id == root.view_id
    assert root.value("What") == "typed"


async def test_clear_closes_the_whole_stack(everywhere: World) -> None:
    everywhere.app.on("view_submission", {"response_action": "clear"})
    await task(everywhere)
    await (await push(everywhere)).submit()
    await everywhere.helena.no_modal()


async def test_update_shows_another_view_in_the_same_place(everywhere: World) -> None:
    view = blocks.modal(blocks.text_field("Next", "next"), title="Step 2")
    everywhere.app.on("view_submission", {"response_action": "update", "view": view})
    modal = await task(everywhere)
    old_hash = modal.view.wire["hash"]
    await modal.submit()
    assert modal.title == "Step 2"
    assert modal.labels == ["Next"]
    assert modal.view.wire["hash"] != old_hash


async def test_push_adds_a_view(over_http: World) -> None:
    view = blocks.modal(PUSH, title="Pushed", external_id="pushed")
    over_http.app.on("view_submission", {"response_action": "push", "view": view})
    root = await task(over_http)
    await root.submit()
    top = await over_http.helena.modal("Pushed")
    assert top.view.wire["previous_view_id"] == root.view_id


async def test_a_fourth_view_is_not_pushed(over_http: World) -> None:
    await task(over_http)
    await push(over_http)
    third = await push(over_http)
    view = blocks.modal(PUSH, title="Fourth")
    over_http.app.on("view_submission", {"response_action": "push", "view": view})
    await third.submit()
    assert third.notice == TROUBLE
    assert len(over_http.helena.modals) == 3


async def test_errors_are_shown_on_their_fields_and_nothing_is_lost(everywhere: World) -> None:
    reply = {"response_action": "errors", "errors": {"what": "Not this"}}
    everywhere.app.on("view_submission", reply)
    modal = await task(everywhere)
    await modal.submit()
    assert modal.error("What") == "Not this"
    assert modal.value("What") == "typed"
    everywhere.app.on("view_submission", None)
    await modal.type("What", "that")
    assert modal.error("What") is None
    await modal.submit()
    assert not modal.is_open


WRONG: list[Any] = [
    {},
    {"text": "x"},
    {"response_action": "explode"},
    {"response_action": "errors", "errors": {}},
    {"response_action": "errors", "errors": {"nowhere": "x"}},
    {"response_action": "update"},
    {"response_action": "update", "view": blocks.modal(blocks.section("x"), title="x" * 25)},
    "OK",
    404,
    500,
    201,
]


@pytest.mark.parametrize("reply", WRONG)
async def test_a_wrong_answer_shows_trouble_and_keeps_the_form(
    over_http: World, reply: Any
) -> None:
    over_http.app.on("view_submission", reply)
    modal = await task(over_http)
    await modal.submit()
    assert modal.notice == TROUBLE
    assert over_http.helena.failure == TROUBLE
    assert modal.value("What") == "typed"


async def test_errors_cannot_stand_at_blocks_that_are_no_fields(over_http: World) -> None:
    row = {**PUSH, "block_id": "row"}
    modal = await shown(over_http, blocks.text_field("What", optional=True), row)
    reply = {"response_action": "errors", "errors": {"row": "x"}}
    over_http.app.on("view_submission", reply)
    await modal.submit()
    assert modal.notice == TROUBLE


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_three_seconds_without_an_answer_are_too_long(transport: str) -> None:
    clock = ManualClock()
    async with world(clock=clock, transport=transport) as made:
        modal = await task(made)
        answer = asyncio.Event()

        async def late(_: Json) -> None:
            await answer.wait()

        made.app.on("view_submission", late)
        submitting = asyncio.create_task(modal.submit())
        await made.app.until_received("view_submission")
        clock.advance(2.9)
        await settle()
        assert not submitting.done()
        with pytest.raises(Refused, match="being submitted"):
            await modal.submit()
        clock.advance(0.2)
        await submitting
        assert modal.notice == TROUBLE
        # The late answer changes nothing any more.
        answer.set()
        await settle()
        assert modal.is_open
        made.app.on("view_submission", None)
        await modal.submit()
        assert made.helena.modals == []
        assert len(made.app.of("view_submission")) == 2


@pytest.mark.parametrize("seconds", [0.0, 2.9])
async def test_an_answer_within_three_seconds_is_in_time(seconds: float) -> None:
    clock = ManualClock()
    async with world(clock=clock) as made:
        modal = await task(made)

        async def reply(_: Json) -> None:
            clock.advance(seconds)

        made.app.on("view_submission", reply)
        await modal.submit()
        assert not modal.is_open


async def test_an_update_for_a_view_closed_meanwhile_is_ignored(over_http: World) -> None:
    modal = await task(over_http)

    async def reply(_: Json) -> Json:
        await modal.x()
        return {"response_action": "push", "view": blocks.modal(PUSH)}

    over_http.app.on("view_submission", reply)
    await modal.submit()
    assert over_http.helena.modals == []
    assert over_http.helena.failure is None


async def test_a_modal_opened_while_submitting_is_closed_by_the_empty_answer(
    over_http: World,
) -> None:
    over_http.app.opens("view_submission", blocks.modal(PUSH, title="Second"))
    await (await task(over_http)).submit()
    assert over_http.helena.modals == []


async def test_a_loading_view_can_be_updated_after_the_acknowledgement(over_http: World) -> None:
    loading = blocks.modal(blocks.section("Working…"), submit=None)
    over_http.app.on("view_submission", {"response_action": "update", "view": loading})
    modal = await task(over_http)
    await modal.submit()
    assert modal.texts == ["Working…"]
    done = blocks.modal(blocks.section("Done"), submit=None)
    await over_http.app.client.views_update(view_id=modal.view_id, view=done)
    assert modal.texts == ["Done"]
