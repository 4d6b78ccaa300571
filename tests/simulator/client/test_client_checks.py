"""What Slack's client itself refuses, before the app hears of it."""

from typing import Any

import pytest

from simulator.client.checks import REQUIRED
from simulator.script import Refused
from tests.simulator import blocks
from tests.simulator.client.test_input_state import COLOURS, shown
from tests.simulator.conftest import World

Json = dict[str, Any]


@pytest.mark.parametrize(
    "element",
    [
        {"type": "plain_text_input"},
        {"type": "static_select", "options": COLOURS},
        {"type": "multi_static_select", "options": COLOURS},
        {"type": "checkboxes", "options": COLOURS},
        {"type": "datepicker"},
        {"type": "file_input"},
    ],
)
async def test_a_required_empty_field_is_not_submitted(over_http: World, element: Json) -> None:
    modal = await shown(over_http, blocks.field("Field", "field", dict(element)))
    await modal.submit()
    assert modal.error("Field") == REQUIRED
    assert over_http.app.of("view_submission") == []


async def test_the_error_goes_as_soon_as_the_field_is_filled(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    await modal.submit()
    await modal.type("What", "x")
    assert modal.error("What") is None
    await modal.submit()
    await over_http.helena.no_modal()


async def test_no_more_than_max_length_can_be_typed(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What", max_length=5))
    await modal.type("What", "12345")
    with pytest.raises(Refused, match="at most 5"):
        await modal.type("What", "123456")
    assert modal.value("What") == "12345"


async def test_a_field_without_a_limit_takes_3000_characters(over_http: World) -> None:
    modal = await shown(over_http, blocks.text_field("What"))
    await modal.type("What", "x" * 3000)
    with pytest.raises(Refused, match="at most 3000"):
        await modal.type("What", "x" * 3001)


@pytest.mark.parametrize(("text", "sent"), [("123", True), ("12", False)])
async def test_min_length_is_checked_on_submit(over_http: World, text: str, sent: bool) -> None:
    modal = await shown(over_http, blocks.text_field("What", min_length=3))
    await modal.type("What", text)
    await modal.submit()
    assert bool(over_http.app.of("view_submission")) is sent


async def test_a_line_break_needs_a_multiline_field(over_http: World) -> None:
    modal = await shown(
        over_http, blocks.text_field("One", "a"), blocks.text_field("Many", "b", multiline=True)
    )
    await modal.type("Many", "a\nb")
    with pytest.raises(Refused, match="single line"):
        await modal.type("One", "a\nb")


@pytest.mark.parametrize(
    ("element", "text", "sent"),
    [
        ({"is_decimal_allowed": False}, "12", True),
        ({"is_decimal_allowed": False}, "1.5", False),
        ({"is_decimal_allowed": True}, "1.5", True),
        ({"is_decimal_allowed": True}, "many", False),
        ({"is_decimal_allowed": True}, "nan", False),
        ({"is_decimal_allowed": False, "min_value": "0"}, "0", True),
        ({"is_decimal_allowed": False, "min_value": "0"}, "-1", False),
        ({"is_decimal_allowed": False, "max_value": "9"}, "9", True),
        ({"is_decimal_allowed": False, "max_value": "9"}, "10", False),
    ],
)
async def test_numbers_are_checked(over_http: World, element: Json, text: str, sent: bool) -> None:
    field = blocks.field("Number", "number", {"type": "number_input", **element})
    modal = await shown(over_http, field)
    await modal.type("Number", text)
    await modal.submit()
    assert bool(over_http.app.of("view_submission")) is sent
    assert sent or modal.error("Number")


@pytest.mark.parametrize(
    ("kind", "text", "sent"),
    [
        ("email_text_input", "a@b.ch", True),
        ("email_text_input", "a@b", False),
        ("url_text_input", "https://b.ch", True),
        ("url_text_input", "b.ch", False),
    ],
)
async def test_addresses_are_checked(over_http: World, kind: str, text: str, sent: bool) -> None:
    modal = await shown(over_http, blocks.field("Address", "address", {"type": kind}))
    await modal.type("Address", text)
    await modal.submit()
    assert bool(over_http.app.of("view_submission")) is sent


async def test_only_offered_options_can_be_chosen(over_http: World) -> None:
    over_http.app.on("block_suggestion", {"options": [blocks.option("Meagan", "7")]})
    static = {"type": "static_select", "options": COLOURS}
    external = {"type": "external_select", "min_query_length": 1}
    modal = await shown(
        over_http, blocks.field("Colour", "c", static), blocks.field("Who", "w", external)
    )
    with pytest.raises(AssertionError, match="0 options for 'green'"):
        await modal.choose("Colour", "green")
    await modal.choose("Who", "meag")
    assert modal.value("Who") == "Meagan"
    with pytest.raises(Refused, match="isn't among the options"):
        await modal._enter(await modal._field("Who"), {"value": "8"})


async def test_no_more_than_max_selected_items_can_be_chosen(over_http: World) -> None:
    element = {"type": "multi_static_select", "options": COLOURS, "max_selected_items": 1}
    modal = await shown(over_http, blocks.field("Colours", "c", element))
    await modal.choose("Colours", "Red")
    with pytest.raises(Refused, match="At most 1"):
        await modal.choose("Colours", "Red", "Blue")


@pytest.mark.parametrize("date", ["2026-02-30", "31.1.2026", ""])
async def test_only_days_that_exist_can_be_picked(over_http: World, date: str) -> None:
    modal = await shown(over_http, blocks.field("Day", "d", {"type": "datepicker"}))
    if date:
        with pytest.raises(Refused, match="A date like"):
            await modal.pick_date("Day", date)
    await modal.pick_date("Day", "2024-02-29")
    assert modal.value("Day") == "2024-02-29"


async def test_only_times_that_exist_can_be_picked(over_http: World) -> None:
    modal = await shown(over_http, blocks.field("Time", "t", {"type": "timepicker"}))
    await modal.pick_time("Time", "23:59")
    with pytest.raises(Refused, match="A time like"):
        await modal.pick_time("Time", "24:00")


async def test_a_file_field_takes_the_files_that_it_asks_for(over_http: World) -> None:
    element = {"type": "file_input", "filetypes": ["txt"], "max_files": 1}
    modal = await shown(over_http, blocks.field("Text", "file", element))
    with pytest.raises(Refused, match="png"):
        await modal.upload("Text", ("a.png", b"x"))
    with pytest.raises(Refused, match="At most 1"):
        await modal.upload("Text", ("a.txt", b"x"), ("b.txt", b"x"))
    with pytest.raises(Refused, match="10 MB"):
        await modal.upload("Text", ("a.txt", b"x" * (10 * 1024 * 1024 + 1)))
    await modal.upload("Text", ("a.txt", b"x" * 10))
    await modal.submit()
    (submission,) = over_http.app.of("view_submission")
    (file,) = submission["view"]["state"]["values"]["file"]["value"]["files"]
    assert (file["name"], file["size"], file["user"]) == ("a.txt", 10, over_http.helena.id)


async def test_a_dialog_without_a_submit_button_is_not_submitted(over_http: World) -> None:
    over_http.app.opens("/todo", blocks.modal(blocks.section("x"), submit=None))
    await over_http.helena.command("/todo")
    modal = await over_http.helena.modal()
    with pytest.raises(Refused, match="can't be submitted"):
        await modal.submit()
