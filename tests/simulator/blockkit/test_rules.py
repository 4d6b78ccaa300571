"""What several properties of one block or element must agree on."""

from collections.abc import Callable

import pytest

from simulator.blockkit import Violation
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import Json, in_input, in_message, in_modal

ELEMENT = "/view/blocks/0/element"
TWO = s.options(2)
GROUPS = [{"label": s.plain(), "options": [item]} for item in TWO]
LOUD = {**TWO[0], "text": {**TWO[0]["text"], "emoji": True}}


def pointers(violations: list[Violation]) -> list[str]:
    return [violation.pointer for violation in violations]


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons"])
@pytest.mark.parametrize("initial", [s.option("9"), s.option("0", "other"), LOUD])
def test_an_initial_option_equals_one_of_the_options_exactly(kind: str, initial: Json) -> None:
    assert in_input(kind, options=TWO, initial_option=TWO[1]) == []
    (violation,) = in_input(kind, options=TWO, initial_option=initial)
    assert violation.message == (
        f"must be one of the provided options [json-pointer:{ELEMENT}/initial_option]"
    )


@pytest.mark.parametrize("kind", ["multi_static_select", "checkboxes"])
@pytest.mark.parametrize("initial", [[s.option("9")], [TWO[0], LOUD], []])
def test_initial_options_are_some_of_the_options(kind: str, initial: list[Json]) -> None:
    assert in_input(kind, options=TWO, initial_options=TWO) == []
    (violation,) = in_input(kind, options=TWO, initial_options=initial)
    assert violation.message == (
        f"must be one of the provided options [json-pointer:{ELEMENT}/initial_options]"
    )


def test_initial_options_are_looked_for_in_groups_too() -> None:
    select = {"type": "static_select", "option_groups": GROUPS}
    assert in_modal(s.inputs({**select, "initial_option": TWO[1]})) == []
    assert pointers(in_modal(s.inputs({**select, "initial_option": LOUD}))) == [
        f"{ELEMENT}/initial_option"
    ]
    multi = {"type": "multi_static_select", "option_groups": GROUPS}
    assert in_modal(s.inputs({**multi, "initial_options": TWO})) == []


def test_an_external_select_may_start_with_any_option() -> None:
    assert in_input("external_select", initial_option=TWO[0]) == []
    assert in_input("multi_external_select", initial_options=TWO) == []
    assert pointers(in_input("external_select", initial_option={"value": "1"})) == [
        f"{ELEMENT}/initial_option"
    ]


@pytest.mark.parametrize("kind", ["static_select", "multi_static_select"])
def test_a_static_select_has_options_or_groups_not_both_not_neither(kind: str) -> None:
    assert in_modal(s.inputs({"type": kind, "option_groups": GROUPS})) == []
    assert pointers(in_modal(s.inputs({"type": kind}))) == [ELEMENT]
    both = {"type": kind, "options": TWO, "option_groups": GROUPS}
    assert pointers(in_modal(s.inputs(both))) == [ELEMENT]


@pytest.mark.parametrize(
    ("kind", "name", "good", "bad"),
    [
        ("datepicker", "initial_date", "2024-02-29", "2023-02-29"),
        ("datepicker", "initial_date", "2026-12-31", "31.12.2026"),
        ("datepicker", "initial_date", "2026-01-01", "20260101"),
        ("datepicker", "initial_date", "2026-01-01", "2026-1-1"),
        ("datepicker", "initial_date", "2026-01-01", ""),
        ("datepicker", "initial_date", "2026-01-01", "2026-01-01\n"),
        ("timepicker", "initial_time", "00:00", "24:00"),
        ("timepicker", "initial_time", "23:59", "23:60"),
        ("timepicker", "initial_time", "09:05", "9:05"),
        ("timepicker", "initial_time", "09:05", "09:05:00"),
        ("datetimepicker", "initial_date_time", 1_000_000_000, 999_999_999),
        ("datetimepicker", "initial_date_time", 9_999_999_999, 10_000_000_000),
        ("datetimepicker", "initial_date_time", 1_628_633_820, "1628633820"),
        ("number_input", "initial_value", "-12", "12.5"),
        ("number_input", "initial_value", "0", "1e3"),
        ("number_input", "min_value", "1", "1,5"),
        ("number_input", "max_value", "1", ""),
        ("timepicker", "timezone", "Europe/Paris", ""),
        ("email_text_input", "initial_value", "a@example.com", 1),
        ("url_text_input", "initial_value", "https://example.com", 1),
    ],
)
def test_formats(kind: str, name: str, good: object, bad: object) -> None:
    assert in_input(kind, **{name: good}) == []
    assert pointers(in_input(kind, **{name: bad})) == [f"{ELEMENT}/{name}"]


def test_a_number_input_takes_fractions_only_when_told_so() -> None:
    assert in_input("number_input", is_decimal_allowed=True, initial_value="12.5") == []
    assert pointers(in_input("number_input", is_decimal_allowed=False, max_value="1.0")) == [
        f"{ELEMENT}/max_value"
    ]


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("number_input", "min_value", "max_value"),
        ("plain_text_input", "min_length", "max_length"),
        ("rich_text_input", "min_lines", "max_lines"),
    ],
)
def test_a_minimum_is_not_above_its_maximum(kind: str, low: str, high: str) -> None:
    as_written = str if kind == "number_input" else int
    assert in_input(kind, **{low: as_written(9), high: as_written(9)}) == []
    # As text "10" would sort before "9".
    assert pointers(in_input(kind, **{low: as_written(10), high: as_written(9)})) == [
        f"{ELEMENT}/{low}"
    ]


def test_an_initial_text_is_no_longer_than_its_maximum() -> None:
    assert in_input("plain_text_input", max_length=5, initial_value="12345") == []
    (violation,) = in_input("plain_text_input", max_length=5, initial_value="123456")
    assert violation.message == (
        f"must be less than 6 characters [json-pointer:{ELEMENT}/initial_value]"
    )


def test_characters_are_counted_not_bytes() -> None:
    assert in_modal(s.header("😀" * 150)) == []
    assert in_modal(s.header("é" * 150)) == []
    assert pointers(in_modal(s.header("😀" * 151))) == ["/view/blocks/0/text/text"]


def test_a_file_input_does_not_dispatch() -> None:
    file = s.element("file_input")
    assert in_modal(s.inputs(file, dispatch_action=False)) == []
    (violation,) = in_modal(s.inputs(file, dispatch_action=True))
    assert violation.message == f"unsupported type: file_input [json-pointer:{ELEMENT}/type]"


def test_a_section_has_text_or_fields() -> None:
    assert in_modal(s.section(fields=[s.mrkdwn()])) == []
    assert pointers(in_modal({"type": "section"})) == ["/view/blocks/0"]
    assert pointers(in_modal({"type": "section", "accessory": s.button()})) == ["/view/blocks/0"]


@pytest.mark.parametrize("wrap", [dict, s.context], ids=["block", "element"])
def test_an_image_has_an_address_or_a_file(wrap: Callable[[Json], Json]) -> None:
    file = {"type": "image", "alt_text": "i", "slack_file": {"id": "F1"}}
    assert in_modal(wrap(file)) == []
    assert len(in_modal(wrap({**file, "image_url": "https://example.com"}))) == 1
    assert len(in_modal(wrap({"type": "image", "alt_text": "i"}))) == 1
    assert len(in_modal(wrap({**file, "slack_file": {}}))) == 1
    assert len(in_modal(wrap({**file, "slack_file": {"id": "F1", "url": "u"}}))) == 1


def test_dispatch_triggers_are_named_once() -> None:
    config = {"trigger_actions_on": ["on_enter_pressed"]}
    assert in_input("plain_text_input", dispatch_action_config=config) == []
    twice = {"trigger_actions_on": ["on_enter_pressed"] * 2}
    assert len(in_input("plain_text_input", dispatch_action_config=twice)) == 1
    assert len(in_input("plain_text_input", dispatch_action_config={})) == 1


def test_a_conversation_filter_filters_something() -> None:
    assert in_input("conversations_select", filter={"include": ["im", "public"]}) == []
    assert in_input("conversations_select", filter={"exclude_bot_users": True}) == []
    assert len(in_input("conversations_select", filter={})) == 1
    assert len(in_input("conversations_select", filter={"include": ["channel"]})) == 1


@pytest.mark.parametrize("name", ["video_url", "title_url"])
def test_a_video_is_served_over_https(name: str) -> None:
    assert in_modal(s.video(**{name: "https://example.com/v"})) == []
    assert pointers(in_modal(s.video(**{name: "http://example.com/v"}))) == [
        f"/view/blocks/0/{name}"
    ]


def test_a_card_shows_something_and_has_one_icon() -> None:
    assert in_message({"type": "card", "hero_image": s.image()}) == []
    assert pointers(in_message({"type": "card", "subtitle": s.plain()})) == ["/blocks/0"]
    icon = {"type": "icon", "name": "check"}
    assert in_message(s.card(slack_icon=icon)) == []
    assert pointers(in_message(s.card(slack_icon=icon, icon=s.image()))) == ["/blocks/0"]


def test_a_container_has_a_title_and_collapses_only_if_collapsible() -> None:
    header = s.header()
    untitled = {"type": "container", "child_blocks": [header]}
    assert pointers(in_message(untitled)) == ["/blocks/0"]
    assert in_message({**untitled, "rich_text_title": s.rich_text()}) == []
    folded = s.container(header, default_collapsed=True)
    assert pointers(in_message(folded)) == ["/blocks/0/default_collapsed"]
    assert in_message({**folded, "is_collapsible": True}) == []


def test_rows_of_a_data_table_are_as_long_as_its_plain_header() -> None:
    uneven = {**s.data_table(), "rows": [[s.cell(), s.cell()], [s.cell()]]}
    assert pointers(in_message(uneven)) == ["/blocks/0/rows/1"]
    rich = {**s.data_table(), "rows": [[s.rich_text()], [s.rich_text()]]}
    assert pointers(in_message(rich)) == ["/blocks/0/rows/0/0"]
    assert in_message(s.data_table(2, 2, row_header_column_index=1)) == []
    assert pointers(in_message(s.data_table(2, 2, row_header_column_index=2))) == [
        "/blocks/0/row_header_column_index"
    ]


def test_a_chart_has_one_point_for_each_category() -> None:
    assert in_message(s.bars(2, 3)) == []
    assert pointers(in_message(s.bars(1, 2, categories=["label 0", "other"]))) == [
        "/blocks/0/chart/series/0/data"
    ]
    twice = s.bars(2)
    twice["chart"]["series"][1]["name"] = "line 0"
    assert pointers(in_message(twice)) == ["/blocks/0/chart/series/1/name"]
    flat = s.pie()
    flat["chart"]["segments"][0]["value"] = 0
    assert pointers(in_message(flat)) == ["/blocks/0/chart/segments/0/value"]
