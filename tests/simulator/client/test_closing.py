"""Closing a modal: who is told what."""

from typing import Any

import pytest

from tests.simulator import blocks
from tests.simulator.client.test_input_state import COLOURS, shown
from tests.simulator.client.test_submission import PUSH, push
from tests.simulator.conftest import World

Json = dict[str, Any]


async def stack(made: World, **root: Any) -> None:
    """Two modals, the upper one with notify_on_close."""
    made.app.opens("/todo", blocks.modal(PUSH, **root))
    await made.helena.command("/todo")
    await push(made, title="Upper", notify_on_close=True)


async def test_cancel_tells_of_that_view(everywhere: World) -> None:
    await stack(everywhere, notify_on_close=True)
    upper = await everywhere.helena.modal("Upper")
    await upper.cancel()
    (payload,) = everywhere.app.of("view_closed")
    assert payload["view"]["id"] == upper.view_id
    assert payload["is_cleared"] is False
    assert "trigger_id" not in payload
    assert "response_url" not in payload
    assert [modal.title for modal in everywhere.helena.modals] == ["Task"]


async def test_x_tells_of_the_first_view_and_closes_all(everywhere: World) -> None:
    await stack(everywhere, notify_on_close=True)
    root, upper = everywhere.helena.modals
    await upper.x()
    (payload,) = everywhere.app.of("view_closed")
    assert payload["view"]["id"] == root.view_id
    assert payload["is_cleared"] is True
    assert everywhere.helena.modals == []


@pytest.mark.parametrize("how", ["cancel", "x"])
async def test_nothing_is_told_without_notify_on_close(over_http: World, how: str) -> None:
    modal = await shown(over_http, blocks.section("x"))
    await (modal.cancel() if how == "cancel" else modal.x())
    assert over_http.helena.modals == []
    assert over_http.app.of("view_closed") == []


async def test_x_is_not_told_when_only_the_upper_view_asks(over_http: World) -> None:
    await stack(over_http)
    await (await over_http.helena.modal()).x()
    assert over_http.app.of("view_closed") == []


async def test_cancel_of_a_view_with_clear_on_close_closes_all(over_http: World) -> None:
    await stack(over_http, notify_on_close=True)
    await push(over_http, title="Third", clear_on_close=True)
    await (await over_http.helena.modal("Third")).cancel()
    assert over_http.helena.modals == []
    (payload,) = over_http.app.of("view_closed")
    assert payload["is_cleared"] is True


async def test_nothing_of_the_form_is_told_on_close(over_http: World) -> None:
    select = {"type": "static_select", "action_id": "c", "options": COLOURS}
    view = blocks.modal(
        blocks.text_field("What"),
        blocks.actions(select, block_id="row"),
        notify_on_close=True,
        private_metadata="kept",
    )
    over_http.app.opens("/todo", view)
    await over_http.helena.command("/todo")
    modal = await over_http.helena.modal()
    await modal.type("What", "typed")
    await modal.cancel()
    (payload,) = over_http.app.of("view_closed")
    assert set(payload["view"]["state"]["values"]) == {"row"}
    assert payload["view"]["private_metadata"] == "kept"


async def test_neither_submitting_nor_an_update_tells_of_a_close(over_http: World) -> None:
    over_http.app.opens("/todo", blocks.modal(blocks.section("x"), notify_on_close=True))
    await over_http.helena.command("/todo")
    modal = await over_http.helena.modal()
    view = blocks.modal(blocks.section("y"), notify_on_close=True)
    await over_http.app.client.views_update(view_id=modal.view_id, view=view)
    await modal.submit()
    assert over_http.helena.modals == []
    assert over_http.app.of("view_closed") == []


async def test_a_client_that_crashes_tells_nothing(over_http: World) -> None:
    await stack(over_http, notify_on_close=True)
    over_http.helena.crash()
    assert over_http.helena.modals == []
    assert over_http.app.of("view_closed") == []


async def test_a_crash_while_submitting_leaves_the_answer_without_effect(over_http: World) -> None:
    modal = await shown(over_http, blocks.section("x"))

    async def reply(_: Json) -> Json:
        over_http.helena.crash()
        return {"response_action": "push", "view": blocks.modal(PUSH)}

    over_http.app.on("view_submission", reply)
    await modal.submit()
    assert over_http.helena.modals == []


async def test_a_close_that_is_not_acknowledged_shows_nothing(over_http: World) -> None:
    over_http.app.opens("/todo", blocks.modal(blocks.section("x"), notify_on_close=True))
    over_http.app.on("view_closed", 500)
    await over_http.helena.command("/todo")
    await (await over_http.helena.modal()).x()
    assert over_http.helena.failure is None
    assert over_http.helena.toasts == []
