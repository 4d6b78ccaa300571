"""The wizard's steps and words, which users and checks rely on (contract)."""

import pytest

from bot.domain.forms import Kind
from bot.domain.wizard import table
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.table import FIELDS, STEPS, TITLE
from tests.making import draft


def _at(step: str, action: str | None = None, *, more: bool = False) -> Draft:
    return draft(step=step, facts={"wizard_action": action}, more=more)


def test_the_title_and_the_labels_are_those_of_the_contract() -> None:
    assert TITLE == "Create interaction"
    all_shown = {
        step.key: [field.label for field in table.shown_fields(_at(step.key, "open", more=True))]
        for step in STEPS
    }
    assert all_shown == {
        "who": [
            "Contact",
            "Also took part",
            "Interaction template",
            "Description",
            "Salesperson",
            "Language",
            "Date",
            "Time",
            "Correspondence type",
            "Information flow",
            "Initiated by",
        ],
        "content": ["Content"],
        "relation": ["Campaign", "Campaign target", "Campaign response", "Opportunity"],
        "result": ["Evaluation", "Successful", "Cost", "Duration (min)", "Comment"],
    }


def test_three_fields_are_shown_first_and_the_rest_behind_more_fields() -> None:
    shown = [field.label for field in table.shown_fields(_at("who"))]
    assert shown == ["Contact", "Interaction template", "Description"]
    assert len(table.shown_fields(_at("who", more=True))) == 11


def test_field_keys_are_unique_and_know_their_step() -> None:
    assert len(FIELDS) == sum(len(step.fields) for step in STEPS)
    for step in STEPS:
        assert {table.step_with(field.key) for field in step.fields} == {step}


@pytest.mark.parametrize(
    ("action", "steps"),
    [
        (None, ["who", "relation", "result"]),
        ("", ["who", "relation", "result"]),
        ("open", ["who", "content", "relation", "result"]),
        ("import", ["who", "content", "relation", "result"]),
        ("merge", ["who", "content", "relation", "result"]),
    ],
)
def test_the_content_step_is_walked_only_when_the_template_has_a_wizard_action(
    action: str | None, steps: list[str]
) -> None:
    walked = [_at("who", action)]
    while not table.is_last(walked[-1]):
        walked.append(_at(table.next_step(walked[-1]), action))
    assert [at.step for at in walked] == steps
    numbers = [table.position(at) for at in walked]
    assert numbers == [(n + 1, len(steps)) for n in range(len(steps))]
    back = [table.previous_step(at) for at in walked]
    assert back == [steps[0], *steps[:-1]]


def test_next_on_the_last_step_stays_there() -> None:
    assert table.next_step(_at("result")) == "result"


def test_a_draft_on_a_step_that_no_longer_applies_is_at_the_first() -> None:
    """The template was changed to one without content while the draft stood at its content."""
    assert table.step_of(_at("content")).key == "who"
    assert table.step_of(_at("step of a newer bot")).key == "who"


def test_every_field_is_saved_at_once_where_slack_can_send_its_change() -> None:
    """Texts of several lines and files can't: Slack sends them with the next action or submit."""
    silent = {field.key for field in FIELDS.values() if not field.dispatch}
    assert silent == {field.key for field in FIELDS.values() if field.kind is Kind.TEXT}


def test_mandatory_fields_are_those_of_business_central() -> None:
    required = {field.key for field in FIELDS.values() if field.required and not field.only_with}
    assert required == {"contact", "template", "description", "salesperson", "date"}


def test_a_segment_can_do_without_template_and_salesperson_until_it_is_logged() -> None:
    of_segment = draft(facts={"segment_no": "SM1"})
    fields = [field for step in table.STEPS for field in table.fields_of(step, of_segment)]
    assert {field.key for field in fields if field.required} == {"description", "date"}
