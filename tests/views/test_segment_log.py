"""Preview, log and logged segments on the screen: however much there is, in both languages."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.errors import segment_log as log_errors
from bot.domain.errors.segment_log import SegmentLogError
from bot.domain.segment_log.rules import LogOptions, Part, Reason
from bot.i18n import Translator
from bot.views import jobs as jobs_view
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import preview as log_preview
from simulator.blockkit import validate_message, validate_view
from tests.views import longest_segments
from tests.views.longest import long, translators
from tests.views.longest_segments import PLACE, messages, preview, views


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _cut(value: Any, place: str = "") -> Iterator[str]:
    """Places of texts that end in an ellipsis: what is left of a text that was too long."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _cut(below, f"{place}/{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _cut(below, f"{place}/{number}")
    elif isinstance(value, str) and value.endswith("…"):
        yield f"{place}: {value}"


def test_every_window_is_accepted_with_the_longest_data(t: Translator) -> None:
    for view in views(t):
        assert validate_view(view) == []


def test_every_message_is_accepted_with_the_longest_data(t: Translator) -> None:
    for text, blocks in messages(t):
        assert validate_message(text, blocks) == []
        assert len(text) <= 4000


def test_no_word_of_ours_is_cut(t: Translator) -> None:
    shown = [*views(t, text="x", sentence="x"), *(blocks for _, blocks in messages(t, "x"))]
    assert [cut for view in shown for cut in _cut(view)] == []


def test_every_reason_for_a_refusal_fits_an_alert(t: Translator) -> None:
    words: dict[str, Any] = dict.fromkeys(
        ("now", "expected", "count", "hours", "attempts"), 1000000
    )
    kinds = [
        kind
        for kind in vars(log_errors).values()
        if isinstance(kind, type)
        and issubclass(kind, SegmentLogError)
        and kind is not SegmentLogError
    ]
    assert len(kinds) > 10
    for kind in kinds:
        said = t(kind.template, no="SM0000001", **words)
        assert len(said) <= 200, said


def test_what_people_wrote_is_nowhere_read_as_markup(t: Translator) -> None:
    told = long(100)
    for text, blocks in messages(t, told):
        assert "<" not in text
        marked = [
            element["text"]
            for block in blocks
            for element in [block.get("text") or {}, *block.get("elements", ())]
            if element.get("type") == "mrkdwn"
        ]
        assert not any("<!channel>" in words for words in marked)


def test_the_numbers_of_a_preview_are_said(t: Translator) -> None:
    found = preview("Spring", to_log=12, left_out={Reason.MINOR: 3, Reason.NO_DATE: 1}, repeated=0)
    shown = json.dumps(log_preview.preview(found, PLACE, t), ensure_ascii=False)
    for told in (
        t.plural("{count} interaction will be logged", "{count} interactions will be logged", 12),
        t.plural("{count} line is left out", "{count} lines are left out", 4),
        named(t("Minor without parental consent"), "3", t),
        named(t("No date"), "1", t),
    ):
        assert told in shown


def test_log_is_offered_only_when_something_can_be_logged(t: Translator) -> None:
    def offers(**changes: Any) -> bool:
        shown = log_preview.preview(preview(**changes), PLACE, t)
        return f'"{log_preview.LOG}:' in json.dumps(shown)

    assert offers()
    assert not offers(to_log=0)
    assert not offers(obstacle=log_errors.SegmentEmpty(no="SM1").text)


def test_the_question_names_the_numbers(t: Translator) -> None:
    shown = log_preview.preview(preview(to_log=7, left_out={Reason.MINOR: 2}, revision=4), PLACE, t)
    (button,) = [
        element
        for block in shown["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id", "").startswith(log_preview.LOG + ":")
    ]
    assert button["action_id"] == f"{log_preview.LOG}:7.4"
    assert "7" in button["confirm"]["text"]["text"]
    assert "2" in button["confirm"]["text"]["text"]


@pytest.mark.parametrize(
    "ticked", [[], ["keep"], ["once", "template"], ["follow_up", "keep"], ["silent"]]
)
def test_choices_on_the_screen_come_back(ticked: list[str]) -> None:
    chosen = {"selected_options": [{"value": value} for value in ticked]}
    view = {
        "private_metadata": pack(PLACE),
        "state": {"values": {"choices.0": {f"{log_preview.CHOOSE}:choices": chosen}}},
    }
    place = log_preview.place(view)
    keys = ["keep", "once", "follow_up", "silent", "template"]
    assert [key for key in keys if getattr(place, key)] == sorted(ticked, key=keys.index)
    options = place.options(5, 3, "Follow-up")
    assert options.expected == 5
    assert options.follow_up == bool({"follow_up", "silent", "template"} & set(ticked))
    assert options.follow_up_template == place.template
    assert (options.follow_up_members is LoggedMembers.NO_RESPONSE) == place.silent
    assert LogOptions.from_json(json.loads(json.dumps(options.to_json()))) == options


def test_choices_are_kept_where_they_are_not_on_the_screen(t: Translator) -> None:
    page = longest_segments.preview_lines()
    shown = log_preview.lines(page, PLACE, Part.LEFT_OUT, t)
    back = log_preview.place(shown)
    assert back == log_preview.Place(
        PLACE.no, once=True, follow_up=True, template=True, part="left_out"
    )


def test_choices_are_ticked_as_they_were(t: Translator) -> None:
    place = log_preview.Place("SM1", keep=False, once=True)
    shown = log_preview.preview(preview(), place, t)
    (boxes,) = [
        element
        for block in shown["blocks"]
        for element in block.get("elements", ())
        if element.get("type") == "checkboxes"
    ]
    assert [option["value"] for option in boxes["initial_options"]] == ["once"]


def test_the_card_names_the_file_that_went_with_the_interactions(t: Translator) -> None:
    def told(file: str | None) -> str:
        found = longest_segments.card(file=file)
        return json.dumps(logged_segments.card(found, "UTC", t), ensure_ascii=False)

    assert named(t("File"), "Plan März.pdf", t) in told("Plan März.pdf")
    assert named(t("File"), "", t) not in told(None)


@pytest.mark.parametrize(
    ("done", "total", "cells"), [(0, 0, 0), (0, 10, 0), (5, 10, 10), (10, 10, 20), (12, 10, 20)]
)
def test_the_bar_fills(t: Translator, done: int, total: int, cells: int) -> None:
    _, blocks = jobs_view.progress("log", "SM1", done, total, t)
    bar = blocks[-1]["elements"][0]["text"]
    assert (bar.count("█"), bar.count("░")) == (cells, 20 - cells)
