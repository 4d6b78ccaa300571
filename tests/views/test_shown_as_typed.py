"""What people typed is shown as they typed it: no mention, link or format is made of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.i18n import Translator
from bot.views import blocks, home
from bot.views.wizard import form as wizard_form
from bot.views.wizard import logged, postponed
from bot.views.wizard.form import Screen
from bot.views.wizard.postponed import DraftPage
from tests.making import NOW, person
from tests.views import longest
from tests.views.longest import ODD, crowded_screen, every_step, full, offering, translators


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """(type, text) of every text object below ``value``."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and "type" in value:
            yield value["type"], value["text"]
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below)


def _everything(t: Translator) -> Iterator[Any]:
    for made in every_step():
        yield wizard_form.form(made, t, crowded_screen())
    yield wizard_form.form(offering(10), t, Screen(NOW))
    yield wizard_form.logged(longest.logged(), t)
    page = DraftPage([full("who")], 1, 0, [full("result")])
    yield postponed.modal(page, t, NOW, ODD)
    yield home.home(person(salesperson_name=ODD), page, [longest.logged()], t, NOW)
    yield postponed.notice(full("who"), t)[1]
    yield postponed.notice_after(full("who"), t, logged=False)[1]
    yield logged.confirmation(longest.logged(), t)[1]


def test_typed_text_never_stands_where_slack_reads_marks(t: Translator) -> None:
    kinds = set()
    for screen in _everything(t):
        for kind, text in _texts(screen):
            kinds.add(kind)
            if kind == "mrkdwn":
                assert "<" not in text
                assert "🙂" not in text
    assert kinds == {"plain_text", "mrkdwn", "text"}


def test_typed_text_is_shown_character_for_character(t: Translator) -> None:
    shown = [text for _, text in _texts(wizard_form.logged(longest.logged(), t))]
    assert longest.logged().comment in shown
    assert longest.logged().description in shown
    values = [
        block["element"].get("initial_value")
        for block in wizard_form.form(full("result"), t, Screen(NOW))["blocks"]
        if block["type"] == "input"
    ]
    assert full("result").values["comment"] in values


def test_the_text_of_a_notification_is_escaped(t: Translator) -> None:
    """Slack reads marks there: an unescaped name could call a whole channel."""
    made = full("who")
    texts = [
        postponed.notice(made, t)[0],
        postponed.notice_after(made, t, logged=True)[0],
        postponed.notice_after(made, t, logged=False)[0],
        logged.confirmation(longest.logged(), t)[0],
    ]
    for text in texts:
        assert "<" not in text
        assert ">" not in text
        assert "&lt;@U123&gt;" in text


def test_escaping_can_be_undone_by_slack() -> None:
    escaped = blocks.escape(ODD)
    undone = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert undone == ODD


def test_a_view_sent_back_with_an_alert_keeps_what_slack_keeps_in_its_fields(
    t: Translator,
) -> None:
    view = wizard_form.form(full("who"), t, Screen(NOW))
    sent = view | {"id": "V1", "hash": "1.a", "state": {"values": {}}, "team_id": "T1"}
    again = blocks.with_alert(blocks.with_alert(sent, "first"), "second")
    assert again["blocks"][1:] == view["blocks"]
    assert again["blocks"][0]["text"]["text"] == "second"
    assert {key: again[key] for key in view if key != "blocks"} == {
        key: view[key] for key in view if key != "blocks"
    }
    assert not {"id", "hash", "state", "team_id"} & again.keys()
