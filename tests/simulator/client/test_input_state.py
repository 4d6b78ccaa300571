"""What a client keeps of its inputs when the app updates a view."""

from typing import Any

import pytest

from simulator.script import Modal
from tests.simulator import blocks
from tests.simulator.conftest import World

Json = dict[str, Any]
RED, BLUE = blocks.option("Red"), blocks.option("Blue")
COLOURS = [RED, BLUE]


async def shown(made: World, *fields: Json) -> Modal:
    """Helena sees a modal with these blocks."""
    made.app.opens("/todo", blocks.modal(*fields))
    await made.helena.command("/todo")
    return await made.helena.modal()


async def updated(made: World, modal: Modal, *fields: Json) -> None:
    """The app shows other blocks in that modal."""
    view = blocks.modal(*fields)
    await made.app.client.views_update(view_id=modal.view_id, view=view)


async def submitted(made: World, modal: Modal) -> Json:
    """The values that a submission carries."""
    await modal.submit()
    values: Json = made.app.of("view_submission")[-1]["view"]["state"]["values"]
    return values


async def test_a_repeated_field_keeps_what_was_typed(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What", initial_value="initial"))
    await modal.type("What", "typed")
    await updated(over_http, modal, blocks.text_field("Now what", initial_value="other"))
    assert modal.value("Now what") == "typed"


async def test_a_repeated_field_keeps_its_first_initial_value(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What", initial_value="first"))
    await updated(over_http, modal, blocks.text_field("What", initial_value="second"))
    assert (await submitted(over_http, modal))["what"]["value"]["value"] == "first"


async def test_a_repeated_field_that_was_emptied_stays_empty(over_http: World) -> None:
    field = blocks.text_field("What", initial_value="first", optional=True)
    modal = await shown(over_http, field)
    await modal.clear("What")
    await updated(
        over_http, modal, blocks.text_field("What", initial_value="second", optional=True)
    )
    assert (await submitted(over_http, modal))["what"]["value"]["value"] is None


@pytest.mark.parametrize("changed", ["block", "action"])
async def test_a_field_with_another_id_starts_from_its_initial_value(
    over_http: World, changed: str
) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    await modal.type("What", "typed")
    field = blocks.text_field("What", initial_value="fresh")
    if changed == "block":
        field["block_id"] = "what:2"
    else:
        field["element"]["action_id"] = "value:2"
    await updated(over_http, modal, field)
    assert modal.value("What") == "fresh"


async def test_only_another_block_id_takes_the_dirty_flag_away(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    flags = [modal.view.inputs.dirty]
    await modal.type("What", "typed")
    field = blocks.text_field("What")
    field["element"]["action_id"] = "value:2"
    await updated(over_http, modal, field)
    flags.append(modal.view.inputs.dirty)
    await updated(over_http, modal, blocks.text_field("What", "what:2"))
    flags.append(modal.view.inputs.dirty)
    assert flags == [False, True, False]


async def test_a_field_of_another_type_starts_anew(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    await modal.type("What", "typed")
    select = {"type": "static_select", "options": COLOURS, "initial_option": BLUE}
    await updated(over_http, modal, blocks.field("What", "what", select))
    assert modal.value("What") == "Blue"


async def test_a_field_that_was_away_comes_back_with_its_initial_value(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What", initial_value="initial"))
    await modal.type("What", "typed")
    await updated(over_http, modal, blocks.section("nothing"))
    await updated(over_http, modal, blocks.text_field("What", initial_value="initial"))
    assert modal.value("What") == "initial"


async def test_a_block_without_an_id_is_another_one_each_time(over_http: World) -> None:
    field = blocks.text_field("What", initial_value="initial")
    del field["block_id"]
    modal = await shown(over_http, field)
    await modal.type("What", "typed")
    await updated(over_http, modal, field)
    assert modal.value("What") == "initial"


async def test_what_was_typed_meanwhile_survives_an_update_of_another_field(
    over_http: World,
) -> None:
    modal = await shown(over_http, blocks.text_field("A", "a"), blocks.text_field("B", "b"))
    await modal.type("A", "one")
    await updated(over_http, modal, blocks.text_field("A", "a"), blocks.text_field("B", "b2"))
    await modal.type("B", "two")
    values = await submitted(over_http, modal)
    assert values["a"]["value"]["value"] == "one"
    assert values["b2"]["value"]["value"] == "two"
    assert "b" not in values


INITIAL: list[tuple[str, str, str, Any]] = [
    ("plain_text_input", "initial_value", "value", "x"),
    ("number_input", "initial_value", "value", "15"),
    ("email_text_input", "initial_value", "value", "a@b.ch"),
    ("url_text_input", "initial_value", "value", "https://a.ch"),
    ("datepicker", "initial_date", "selected_date", "2026-01-31"),
    ("timepicker", "initial_time", "selected_time", "09:30"),
    ("datetimepicker", "initial_date_time", "selected_date_time", 1790000000),
    ("users_select", "initial_user", "selected_user", "U000000HR1"),
    ("multi_users_select", "initial_users", "selected_users", ["U000000HR1"]),
    ("channels_select", "initial_channel", "selected_channel", "C000000SAL"),
    ("conversations_select", "initial_conversation", "selected_conversation", "C000000SAL"),
]


@pytest.mark.parametrize(("kind", "initial", "key", "value"), INITIAL)
async def test_untouched_initial_values_are_submitted(
    over_http: World, kind: str, initial: str, key: str, value: Any
) -> None:
    element: Json = {"type": kind, initial: value}
    if kind == "number_input":
        element["is_decimal_allowed"] = False
    modal = await shown(over_http, blocks.field("Field", "field", element))
    values = await submitted(over_http, modal)
    assert values["field"]["value"] == {"type": kind, key: value}


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons"])
async def test_an_untouched_initial_option_is_submitted(over_http: World, kind: str) -> None:
    element = {"type": kind, "options": COLOURS, "initial_option": BLUE}
    modal = await shown(over_http, blocks.field("Colour", "colour", element))
    values = await submitted(over_http, modal)
    assert values["colour"]["value"]["selected_option"] == {
        "text": {"type": "plain_text", "text": "Blue", "emoji": True},
        "value": "blue",
    }


EMPTY: list[tuple[Json, str, Any]] = [
    ({"type": "plain_text_input"}, "value", None),
    ({"type": "number_input", "is_decimal_allowed": False}, "value", None),
    ({"type": "email_text_input"}, "value", None),
    ({"type": "static_select", "options": COLOURS}, "selected_option", None),
    ({"type": "external_select"}, "selected_option", None),
    ({"type": "multi_static_select", "options": COLOURS}, "selected_options", []),
    ({"type": "multi_external_select"}, "selected_options", []),
    ({"type": "checkboxes", "options": COLOURS}, "selected_options", []),
    ({"type": "radio_buttons", "options": COLOURS}, "selected_option", None),
    ({"type": "datepicker"}, "selected_date", None),
    ({"type": "timepicker"}, "selected_time", None),
    ({"type": "users_select"}, "selected_user", None),
    ({"type": "multi_users_select"}, "selected_users", []),
    ({"type": "file_input"}, "files", []),
]


@pytest.mark.parametrize(("element", "key", "value"), EMPTY)
async def test_an_empty_optional_field_is_submitted_as_empty(
    over_http: World, element: Json, key: str, value: Any
) -> None:
    field = blocks.field("Field", "field", {**element, "optional": True})
    modal = await shown(over_http, field)
    values = await submitted(over_http, modal)
    assert values["field"]["value"] == {"type": element["type"], key: value}


async def test_selects_outside_input_blocks_are_submitted_too(over_http: World) -> None:
    select = {
        "type": "static_select",
        "action_id": "colour",
        "options": COLOURS,
        "initial_option": RED,
    }
    row = blocks.actions(select, blocks.button("Go", "go"), block_id="row")
    modal = await shown(over_http, row)
    values = await submitted(over_http, modal)
    assert list(values["row"]) == ["colour"]
