"""views.*: stack, hash, external ids, App Home."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.simulator import blocks
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest

Json = dict[str, Any]
GO = blocks.actions(blocks.button("Go", "go"))


async def opened(made: World, **more: Any) -> Json:
    """A modal with a button, open on Helena's screen."""
    made.app.opens("/todo", blocks.modal(GO, **more))
    await made.helena.command("/todo")
    await made.helena.modal()
    view: Json = made.helena.client.stack[-1].payload()
    return view


async def pushed(made: World, **more: Any) -> Json:
    """One more modal on the stack, after a press on the button."""
    await (await made.helena.modal()).press("Go")
    payload = made.app.of("block_actions")[-1]
    answer = await made.app.client.views_push(
        trigger_id=payload["trigger_id"], view=blocks.modal(GO, **more)
    )
    view: Json = answer["view"]
    return view


async def test_slack_writes_out_what_the_app_left_out(over_http: World) -> None:
    view = await opened(over_http)
    assert view["id"].startswith("V")
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert view["title"] == {"type": "plain_text", "text": "Task", "emoji": True}
    assert view["private_metadata"] == view["callback_id"] == view["external_id"] == ""
    assert view["clear_on_close"] is view["notify_on_close"] is False
    assert view["state"] == {"values": {}}
    assert view["blocks"][0]["block_id"]
    assert view["app_id"] == "A000000APP"


async def test_a_stack_has_three_views_and_not_four(over_http: World) -> None:
    root = await opened(over_http)
    second = await pushed(over_http, title="Second")
    third = await pushed(over_http, title="Third")
    assert third["previous_view_id"] == second["id"]
    assert third["root_view_id"] == root["id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await pushed(over_http)
    assert [modal.title for modal in over_http.helena.modals] == ["Task", "Second", "Third"]


async def test_pushing_needs_a_trigger_from_an_open_modal(over_http: World) -> None:
    await over_http.helena.command("/todo")
    payload = over_http.app.of("/todo")[-1]
    with pytest.raises(SlackApiError, match="not_found"):
        await over_http.app.client.views_push(
            trigger_id=payload["trigger_id"], view=blocks.modal(GO)
        )


async def test_an_update_with_the_newest_hash_is_taken(over_http: World) -> None:
    view = await opened(over_http)
    client = over_http.app.client
    updated = await client.views_update(
        view_id=view["id"], hash=view["hash"], view=blocks.modal(GO, title="New")
    )
    assert updated["view"]["hash"] != view["hash"]
    assert updated["view"]["id"] == view["id"]
    assert (await over_http.helena.modal()).title == "New"


async def test_an_update_with_an_older_hash_is_refused(over_http: World) -> None:
    view = await opened(over_http)
    client = over_http.app.client
    await client.views_update(view_id=view["id"], view=blocks.modal(GO, title="New"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(
            view_id=view["id"], hash=view["hash"], view=blocks.modal(GO, title="Newer")
        )
    assert (await over_http.helena.modal()).title == "New"


async def test_a_closed_view_is_not_found(over_http: World) -> None:
    view = await opened(over_http)
    await (await over_http.helena.modal()).cancel()
    with pytest.raises(SlackApiError, match="not_found"):
        await over_http.app.client.views_update(view_id=view["id"], view=blocks.modal(GO))


async def test_a_covered_view_can_be_updated(over_http: World) -> None:
    root = await opened(over_http)
    await pushed(over_http)
    await over_http.app.client.views_update(
        view_id=root["id"], view=blocks.modal(GO, title="Below")
    )
    assert [modal.title for modal in over_http.helena.modals] == ["Below", "Task"]


async def test_a_view_is_found_by_its_external_id(over_http: World) -> None:
    await opened(over_http, external_id="mine")
    view = blocks.modal(GO, title="Found", external_id="mine")
    await over_http.app.client.views_update(external_id="mine", view=view)
    assert (await over_http.helena.modal()).title == "Found"
    with pytest.raises(SlackApiError, match="not_found"):
        await over_http.app.client.views_update(external_id="other", view=view)


async def test_an_external_id_is_given_once_at_a_time(over_http: World) -> None:
    await opened(over_http, external_id="mine")
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await pushed(over_http, external_id="mine")
    await (await over_http.helena.modal()).cancel()
    await opened(over_http, external_id="mine")


async def test_opening_anew_replaces_the_stack(over_http: World) -> None:
    first = await opened(over_http)
    await pushed(over_http)
    await opened(over_http, title="Fresh")
    assert [modal.title for modal in over_http.helena.modals] == ["Fresh"]
    with pytest.raises(SlackApiError, match="not_found"):
        await over_http.app.client.views_update(view_id=first["id"], view=blocks.modal(GO))


async def test_a_view_may_be_sent_as_a_string(over_http: World) -> None:
    view = await opened(over_http)
    text = '{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"divider"}]}'
    await over_http.app.client.api_call("views.update", data={"view_id": view["id"], "view": text})
    assert (await over_http.helena.modal()).title == "T"


async def test_a_modal_does_not_become_a_home_nor_a_home_a_modal(over_http: World) -> None:
    view = await opened(over_http)
    client = over_http.app.client
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_update(view_id=view["id"], view=blocks.home(GO))
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_publish(user_id=over_http.helena.id, view=blocks.modal(GO))


async def test_a_view_over_250_kb_is_too_large(over_http: World) -> None:
    view = await opened(over_http)
    big = [blocks.section("x" * 2990) for _ in range(90)]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await over_http.app.client.views_update(view_id=view["id"], view=blocks.modal(*big))


async def test_a_file_field_needs_the_scope_for_files() -> None:
    poorer = manifest()
    poorer["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with world(app_manifest=poorer) as made:
        view = await opened(made)
        field = blocks.field("File", "file", {"type": "file_input"})
        with pytest.raises(SlackApiError, match="missing_scope"):
            await made.app.client.views_update(view_id=view["id"], view=blocks.modal(field))


async def test_home_is_published_and_guarded_by_its_hash(over_http: World) -> None:
    client, helena = over_http.app.client, over_http.helena
    first = await client.views_publish(user_id=helena.id, view=blocks.home(blocks.section("1")))
    old = first["view"]["hash"]
    await client.views_publish(user_id=helena.id, view=blocks.home(blocks.section("2")), hash=old)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(
            user_id=helena.id, view=blocks.home(blocks.section("3")), hash=old
        )
    assert helena.home.texts == ["2"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.views_publish(user_id="U404", view=blocks.home(blocks.section("x")))


async def test_without_a_home_tab_nothing_is_published() -> None:
    poorer = manifest()
    poorer["features"]["app_home"]["home_tab_enabled"] = False
    async with world(app_manifest=poorer) as made:
        with pytest.raises(SlackApiError, match="not_enabled"):
            await made.app.client.views_publish(
                user_id=made.helena.id, view=blocks.home(blocks.section("x"))
            )
