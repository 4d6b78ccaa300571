"""An option that only says that its list could not be loaded is recognised in every form."""

from typing import Any

import pytest

from bot.domain.errors.base import ListNotLoaded
from bot.domain.forms import Choice
from bot.domain.segments.line_form import shown
from bot.i18n import Translator
from bot.views import options
from bot.views.criteria import choosing as criteria_views
from bot.views.criteria import saved as saved_criteria
from bot.views.criteria.choosing import LOGGED, Draw, Form
from bot.views.criteria.saved import Reuse
from bot.views.segments import line_form, line_members
from bot.views.segments.lines import Place
from simulator.blockkit import validate_options
from simulator.client.inputs import InputState
from tests.views.longest import translators


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _forms(t: Translator) -> list[dict[str, Any]]:
    """Every form of segments that has lists which are searched."""
    return [
        line_members.add(Place("SM1"), t),
        line_members.choose(Place("SM1"), 1, t),
        line_form.form(shown(None, None, "."), None, Place("SM1"), t, count=2),
        criteria_views.form(Draw("add", Form("SM1", more=True)), t),
        criteria_views.form(Draw(LOGGED, Form("SM1")), t),
        saved_criteria.reuse(Reuse("SM1"), t, chosen=Choice("C", "x")),
    ]


def _sent(view: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends of a form in which nothing was touched."""
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    return view | {"state": {"values": InputState(fields).values}}


def test_the_sentence_is_an_option_that_slack_takes(t: Translator) -> None:
    assert validate_options(options.unavailable(t)) == []


def test_a_form_without_trouble_is_taken(t: Translator) -> None:
    assert [options.not_loaded(_sent(view)) for view in _forms(t)] == [None] * 6
    assert options.not_loaded({}) is None


def test_the_field_is_named_in_which_the_sentence_was_chosen(t: Translator) -> None:
    (chosen,) = options.unavailable(t)["options"]
    found = 0
    for view in _forms(t):
        for block in view["blocks"]:
            kind = block.get("element", {}).get("type", "")
            if "external_select" not in kind:
                continue
            sent = _sent(view)
            state = (
                {"selected_options": [{"value": "C"}, chosen]}
                if kind.startswith("multi")
                else {"selected_option": chosen}
            )
            sent["state"]["values"][block["block_id"]] = {block["element"]["action_id"]: state}
            field = options.not_loaded(sent)
            assert field is not None
            assert field == block["label"]["text"]
            assert len(ListNotLoaded(field).sentence(t)) <= 200
            found += 1
    assert found > 15
