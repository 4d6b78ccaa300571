"""The wizard's modal within Slack's limits, whatever stands in it, in both languages."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.forms import Problem
from bot.domain.merge_fields import ContentPreview
from bot.domain.messages import Text
from bot.domain.wizard import table
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.table import FIELDS
from bot.i18n import Translator
from bot.views.forms import form as forms
from bot.views.metadata import unpack
from bot.views.wizard import form as wizard_form
from bot.views.wizard.form import OfDraft, Screen
from simulator.blockkit import validate_submission_reply, validate_view
from tests.making import NOW, complete, draft
from tests.views.longest import crowded_screen, every_step, full, logged, offering, translators

SCREEN = Screen(NOW)


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _buttons(view: dict[str, Any]) -> dict[str, str]:
    return {
        element["text"]["text"]: element["action_id"]
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }


def _inputs(view: dict[str, Any]) -> list[str]:
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


def test_every_step_with_the_longest_data_is_accepted(t: Translator) -> None:
    for made in every_step():
        assert validate_view(wizard_form.form(made, t, SCREEN)) == []
        assert validate_view(wizard_form.form(made, t, crowded_screen())) == []


def test_every_step_without_data_is_accepted(t: Translator) -> None:
    for made in every_step():
        bare = draft(step=made.step, more=made.more, facts=made.facts)
        assert (
            validate_view(wizard_form.form(bare, t, replace(SCREEN, preview=ContentPreview(""))))
            == []
        )


@pytest.mark.parametrize("count", [0, 1, 10, 20])
def test_offered_contacts_are_accepted(t: Translator, count: int) -> None:
    view = wizard_form.form(offering(count), t, SCREEN)
    assert validate_view(view) == []
    picks = [key for key in _buttons(view).values() if key.startswith("wizard.pick:")]
    shown = [
        element
        for block in view["blocks"]
        if block.get("block_id") == "offered"
        for element in block["elements"]
    ]
    assert len(shown) == min(count, 10)
    assert len(picks) <= len(shown)


def test_loading_failure_and_summary_are_accepted(t: Translator) -> None:
    assert validate_view(wizard_form.loading(t)) == []
    assert validate_view(wizard_form.failed(t, "x" * 500)) == []
    assert validate_view(wizard_form.logged(logged(), t)) == []
    bare = logged(company_name=None, time=None, evaluation=None, comment=None, duration_min=0)
    assert validate_view(wizard_form.logged(bare, t)) == []


def test_the_modal_carries_the_drafts_id_and_revision_and_nothing_else(t: Translator) -> None:
    view = wizard_form.form(draft(id="d1", revision=7), t, SCREEN)
    assert unpack(OfDraft, view) == OfDraft("d1", 7)
    assert view["callback_id"] == "wizard:who"
    assert view["notify_on_close"] is True


def test_titles_and_buttons_read_as_the_contract_says() -> None:
    english, french = translators()
    view = wizard_form.form(full("who", more=False), english, SCREEN)
    assert view["title"]["text"] == "Create interaction"
    assert (view["submit"]["text"], view["close"]["text"]) == ("Next", "Postpone")
    assert set(_buttons(view)) == {"More fields", "Finish now", "New contact"}
    assert wizard_form.form(full("who"), french, SCREEN)["title"]["text"] == "Créer une interaction"
    assert "Fewer fields" in _buttons(wizard_form.form(full("who"), english, SCREEN))
    middle = wizard_form.form(full("relation"), english, SCREEN)
    assert (set(_buttons(middle)), middle["submit"]["text"]) == ({"Back", "Finish now"}, "Next")
    last = wizard_form.form(full("result"), english, SCREEN)
    assert (set(_buttons(last)), last["submit"]["text"]) == ({"Back"}, "Finish")


def test_labels_read_as_the_contract_says() -> None:
    english, _ = translators()
    assert _inputs(wizard_form.form(full("who", more=False), english, SCREEN)) == [
        "Contact",
        "Interaction template",
        "Description",
    ]
    assert _inputs(wizard_form.form(full("result"), english, SCREEN)) == [
        "Evaluation",
        "Successful",
        "Cost",
        "Duration (min)",
        "Comment",
    ]


def test_where_the_user_is_and_since_when_is_said() -> None:
    english, _ = translators()

    def where(made: Draft, screen: Screen) -> str:
        texts: list[str] = [
            block["elements"][0]["text"]
            for block in wizard_form.form(made, english, screen)["blocks"]
            if block["type"] == "context"
        ]
        return texts[0]

    assert where(full("relation"), SCREEN) == "Step 2 of 3 · What it relates to"
    assert where(full("relation", "open"), SCREEN) == "Step 3 of 4 · What it relates to"
    old = Screen(NOW.replace(day=18))
    assert where(full("who"), old) == "Step 1 of 3 · Who and what · begun 2 days ago"


def _broken(field: str, made: Draft | None = None) -> dict[str, str] | None:
    problem = Problem(field, Text("Please choose a date."))
    english, _ = translators()
    view = wizard_form.form(made or complete(), english, SCREEN)
    return forms.errors(view, FIELDS, [problem], english)


def test_a_problem_stands_on_its_field_where_slack_can_show_it(t: Translator) -> None:
    made = replace(complete(), more=True, revision=5, entered=3, drawn={"date": 5})
    problems = [Problem("date", Text("Please choose a date."))]
    errors = forms.errors(wizard_form.form(made, t, SCREEN), FIELDS, problems, t)
    assert errors == {"date.5": t("Please choose a date.")}
    reply = {"response_action": "errors", "errors": errors}
    assert validate_submission_reply(reply, wizard_form.form(made, t, SCREEN)) == []


def test_a_problem_of_a_list_or_of_a_hidden_field_becomes_an_alert() -> None:
    assert _broken("contact") is None
    assert _broken("date") is None
    assert _broken("cost") is None
    assert _broken("description") == {"description.0": "Please choose a date."}


def test_an_alert_names_its_field_and_is_never_cut(t: Translator) -> None:
    """Slack shows 200 characters of an alert; the longest sentence must fit with its field."""
    contact = f"{'N' * 100} ({'C' * 20})"
    longest = [
        Text("{contact} is blocked for privacy reasons.", {"contact": contact}),
        Text("{contact} is a minor without parental consent.", {"contact": contact}),
        Text("{contact} is blocked and can't be chosen.", {"contact": "N" * 75}),
    ]
    for sentence in longest:
        view = wizard_form.form(complete(), t, Screen(NOW, problems=[Problem("contact", sentence)]))
        (alert,) = [block for block in view["blocks"] if block["type"] == "alert"]
        assert alert["text"]["text"].startswith(t(FIELDS["contact"].label))
        assert not alert["text"]["text"].endswith("…")
        assert t(sentence) in alert["text"]["text"]


def test_what_stood_in_a_stale_window_can_be_copied_whole(t: Translator) -> None:
    text = "é" * 3000
    screen = Screen(NOW, stale=True, left_out=[("comment", text)])
    shown = [
        block["text"]["text"]
        for block in wizard_form.form(full("result"), t, screen)["blocks"]
        if block["type"] in {"section", "alert"}
    ]
    assert text in shown
    assert any(t(wizard_form.STALE) in sentence for sentence in shown)


def test_every_field_of_a_step_is_drawn(t: Translator) -> None:
    for made in every_step():
        drawn = _inputs(wizard_form.form(made, t, SCREEN))
        assert drawn == [t(field.label) for field in table.shown_fields(made)]
