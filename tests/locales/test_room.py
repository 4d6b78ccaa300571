"""Every word has room where it stands, in every language: nothing of ours is cut by Slack.

The screens are built, so that a new button is held to its limit without being listed here.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.errors.base import TouchpointError
from bot.domain.first_day import COMPLETE, SetUp
from bot.i18n import Translator
from bot.views import first_day, home, options
from bot.views.people import link_form
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening, postponed
from bot.views.wizard.form import Screen
from bot.views.wizard.postponed import DraftPage
from tests.making import NOW, complete, draft, person
from tests.views import longest
from tests.views.longest import every_step, translators

PICTURES = Screen(NOW.replace(year=2027), stale=True)


def _screens(t: Translator) -> Iterator[Any]:
    """Every screen with short data, so that whatever is cut is a word of ours."""
    for made in every_step():
        short = draft(step=made.step, more=made.more, facts={**made.facts, "words": "x"})
        yield wizard_form.form(short, t, PICTURES)
    yield wizard_form.form(complete(), t, PICTURES)
    yield wizard_form.loading(t)
    yield wizard_form.logged(longest.logged(comment="x"), t)
    page = DraftPage([complete()], 30, 10, [draft(id="d2")])
    yield postponed.modal(page, t, NOW)
    yield home.home(person(linked=False, salesperson_name=None), page, [], t, NOW)
    yield home.home(person(), page, [], t, NOW)
    yield postponed.notice(draft(), t)[1]
    yield postponed.notice_after(draft(), t, logged=False)[1]
    yield link_form.form(t, name="x", code="x", draft_id="")
    yield opening.too_late(t, "")[1]
    yield options.unavailable(t)
    yield [options.nothing(what, t) for what in options.HINTS]
    nothing = SetUp(contacts=False, templates=False, linked=False)
    yield first_day.checklist(nothing, person(linked=False), t)
    yield first_day.checklist(COMPLETE, person(), t)
    yield first_day.under_way(["U1"], "U2", t)
    yield first_day.under_way([], "U2", t)


def _cut(value: Any, place: str = "") -> Iterator[str]:
    """Places of texts that end in an ellipsis, which is what is left of a text that was cut."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _cut(below, f"{place}/{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _cut(below, f"{place}/{number}")
    elif isinstance(value, str) and value.endswith("…"):
        yield f"{place}: {value}"


@pytest.mark.parametrize("t", translators(), ids=lambda t: t.locale)
def test_no_word_of_ours_is_cut(t: Translator) -> None:
    found = [cut for screen in _screens(t) for cut in _cut(screen)]
    # Two sentences end so on purpose.
    wanted = (t("One moment, the form is being prepared …"),)
    typed = longest.long(1000)
    assert [
        cut
        for cut in found
        if not cut.endswith(wanted) and typed[:20] not in cut and "initial" not in cut
    ] == []


@pytest.mark.parametrize("t", translators(), ids=lambda t: t.locale)
def test_every_sentence_that_may_stand_in_an_alert_fits(t: Translator) -> None:
    """Alerts take 200 characters, the reference of an unexpected error at their end."""
    from bot.handlers.failures import UNEXPECTED  # noqa: PLC0415

    names = [module.name for module in pkgutil.iter_modules(errors.__path__)]
    rooms = [importlib.import_module(f"{errors.__name__}.{name}") for name in names]
    sentences = [
        kind.template
        for room in rooms
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, TouchpointError)
    ]
    assert len(sentences) > 50
    for sentence in sentences:
        assert len(t(sentence)) <= 200, sentence
    assert len(t(UNEXPECTED, reference="abcdef123456")) <= 200
