"""A field that is drawn and sent back untouched changes nothing, whatever stands in it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Kind, Value, as_value
from bot.domain.wizard import table
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.edits import Edit, take
from bot.domain.wizard.table import FIELDS, STEPS
from bot.i18n import translator
from bot.views.blocks import BLANK
from bot.views.wizard.fields import draw, read
from tests.making import draft
from tests.views.longest import LANGUAGES, every_step, full

Block = dict[str, Any]
# What a text input sends back: no line has control characters in it.
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=100)


def sent_back(*blocks: Block) -> dict[str, Any]:
    """A view of input blocks as Slack sends it when nobody touched it."""
    states: dict[str, Any] = {}
    for block in blocks:
        states |= _state(block)
    return {"blocks": list(blocks), "state": {"values": states}}


def _sent(values: dict[str, Any]) -> dict[str, Any]:
    return {"state": {"values": values}}


def _state(block: Block) -> dict[str, dict[str, Any]]:
    element = block["element"]
    state: dict[str, Any] = {"type": element["type"]}
    match element["type"]:
        case "plain_text_input":
            state["value"] = element.get("initial_value")
        case "external_select" | "static_select":
            state["selected_option"] = element.get("initial_option")
        case "radio_buttons":
            state["selected_option"] = element.get("initial_option")
        case "multi_external_select":
            state["selected_options"] = element.get("initial_options", [])
        case "datepicker":
            state["selected_date"] = element.get("initial_date")
        case "timepicker":
            state["selected_time"] = element.get("initial_time")
        case "checkboxes":
            state["selected_options"] = element.get("initial_options", [])
        case "file_input":
            state["files"] = []
    return {block["block_id"]: {element["action_id"]: state}}


def _round(made: Draft, key: str, locale: str = "en") -> Draft:
    block = draw(FIELDS[key], made, translator(locale))
    form = read(sent_back(block))
    edit = Edit(made.owner, made.id, made.revision, made.window, form=form)
    return take(made, edit)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_untouched_fields_of_every_step_change_nothing(locale: str) -> None:
    for made in every_step():
        for field in table.shown_fields(made):
            assert _round(made, field.key, locale).values == made.values
            bare = draft(step=made.step, facts=made.facts, more=made.more)
            assert _round(bare, field.key, locale).empty


CODES = LINES.filter(lambda code: code not in {"", BLANK})


def _values(key: str) -> st.SearchStrategy[Value]:
    field = FIELDS[key]
    match field.kind:
        case Kind.CHOICE if key == "language":
            return st.sampled_from([None, "ENU", "FRA"])
        case Kind.CHOICE:
            return st.sampled_from(["", *field.choices]).map(lambda word: str(word) or None)
        case Kind.RADIO:
            return st.sampled_from([None, *field.choices])
        case Kind.SEVERAL_FOUND:
            option = st.fixed_dictionaries({"value": CODES, "label": CODES})
            return st.none() | st.lists(option, min_size=1, max_size=field.most)
        case Kind.FLAG:
            return st.booleans()
        case Kind.DATE:
            return st.none() | st.dates().map(str)
        case Kind.TIME:
            return st.none() | st.times().map(lambda clock: clock.strftime("%H:%M"))
        case Kind.SEARCH:
            return st.none() | CODES
        case _:
            return st.none() | LINES.map(lambda text: text[: field.max_length] or None)


@given(data=st.data(), key=st.sampled_from(sorted(FIELDS)), locale=st.sampled_from(LANGUAGES))
def test_any_value_comes_back_as_it_was_drawn(data: st.DataObject, key: str, locale: str) -> None:
    value = data.draw(_values(key))
    step = next(step.key for step in STEPS if FIELDS[key] in step.fields)
    facts = {"wizard_action": "open", "languages": {"ENU": "", "FRA": ""}}
    made = draft(step=step, more=True, values={key: value}, facts=facts)
    block = draw(FIELDS[key], made, translator(locale))
    entered = read(sent_back(block))[key]
    assert (as_value(entered) or None) == (value or None)
    assert entered.drawn_at == made.drawn_at(key)
    assert not entered.touched


def test_a_choice_is_touched_when_it_went_back_to_what_was_drawn_a_text_is_not() -> None:
    values: dict[str, Value] = {"language": "ENU", "description": "Call"}
    made = draft(values=values, facts={"languages": {"ENU": ""}})
    drawn = [draw(FIELDS[key], made, translator("en")) for key in ("language", "description")]
    view = sent_back(*drawn)
    for acted_on in ("language", "description"):
        form = read(view, acted_on)
        assert form["language"].touched == (acted_on == "language")
        assert not form["description"].touched


def test_the_label_of_a_chosen_option_comes_back_with_it() -> None:
    made = replace(draft(values={"contact": "1"}), labels={"contact": "Meagan 🙂 <@U1>"})
    form = read(sent_back(draw(FIELDS["contact"], made, translator("en"))))
    assert (form["contact"].value, form["contact"].label) == ("1", "Meagan 🙂 <@U1>")


@pytest.mark.parametrize("code", ["-", "!", "—", "?"])
def test_a_code_may_be_any_sign(code: str) -> None:
    made = replace(draft(values={"campaign": code}), labels={"campaign": "Sign"})
    form = read(sent_back(draw(FIELDS["campaign"], made, translator("en"))))
    assert form["campaign"].value == code


def test_a_cleared_field_is_read_as_cleared_and_a_missing_one_not_at_all() -> None:
    cleared: dict[str, Any] = {
        "description.1": {"x": {"type": "plain_text_input", "value": None}},
        "campaign.1": {"x": {"type": "external_select", "selected_option": None}},
        "opportunity.1": {
            "x": {
                "type": "external_select",
                "selected_option": {"value": BLANK, "text": {"type": "plain_text", "text": "—"}},
            }
        },
        "date.1": {"x": {"type": "datepicker", "selected_date": None}},
        "successful.1": {"x": {"type": "checkboxes", "selected_options": []}},
        "cost.1": {"x": {"type": "plain_text_input"}},
        "template.1": {"x": {"type": "external_select"}},
    }
    form = read(_sent(cleared))
    assert {key: entered.value for key, entered in form.items()} == {
        "description": None,
        "campaign": None,
        "opportunity": None,
        "date": None,
        "successful": False,
    }


@pytest.mark.parametrize(
    "block_id", ["", "x", "description", "description.", "description.x", ".1", "forged.1", "a.b.1"]
)
def test_blocks_that_are_not_ours_are_passed_over(block_id: str) -> None:
    assert read(_sent({block_id: {"x": {"type": "plain_text_input", "value": "x"}}})) == {}


def test_an_untouched_file_input_does_not_take_the_chosen_file_out() -> None:
    made = full("content", "import")
    assert _round(made, "content").values["content"] == made.values["content"]


def test_a_chosen_file_is_read_with_what_it_takes_to_fetch_it() -> None:
    file = {"id": "F1", "name": "a.pdf", "mimetype": "application/pdf", "size": 7, "user": "U1"}
    state = {"content.1": {"x": {"type": "file_input", "files": [file]}}}
    value = read(_sent(state))["content"].value
    assert value == {"id": "F1", "name": "a.pdf", "mimetype": "application/pdf", "size": 7}


def test_a_character_that_a_database_refuses_is_left_out() -> None:
    state = {"comment.1": {"x": {"type": "plain_text_input", "value": "before\x00after"}}}
    assert read(_sent(state))["comment"].value == "beforeafter"
