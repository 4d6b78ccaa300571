"""The forms of segment criteria within Slack's limits, whatever stands in them, and read back."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from bot.domain.criteria.criteria import (
    Applied,
    ContactFilter,
    Filters,
    Forecast,
    InteractionFilter,
    LeftOut,
    Options,
    SavedCriteria,
    Step,
    WentBack,
)
from bot.domain.enums import CriteriaAction
from bot.domain.forms import Choice, Entered, Kind
from bot.domain.messages import Text
from bot.i18n import Translator
from bot.views.criteria import choosing as criteria_views
from bot.views.criteria import form as criteria_form
from bot.views.criteria import saved as saved_criteria
from bot.views.criteria import sentences as criteria_sentences
from bot.views.criteria.choosing import LOGGED, Draw, Form, Told
from bot.views.criteria.form import FIELDS
from bot.views.criteria.saved import Reuse
from bot.views.forms import form as forms
from simulator.blockkit import validate_view
from simulator.client.inputs import InputState
from tests.views.longest import long, translators

NO = "S" * 20
MILLION = 1_000_000
KINDS = ("add", "reduce", "refine", LOGGED)
STEP = Step(
    CriteriaAction.ADD,
    Filters(
        contact=ContactFilter(
            nos=tuple(long(20) for _ in range(40)), name=long(1000), cities=(long(1000),) * 10
        ),
        interaction=InteractionFilter(templates=tuple(long(20) for _ in range(40))),
    ),
    Options(True, True, True, True, True),
)


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _forecast(action: CriteriaAction, changed: int = MILLION) -> Forecast:
    left_out = LeftOut(MILLION, MILLION, MILLION, MILLION)
    return Forecast(action, changed, MILLION, MILLION, left_out, everything=True)


def _filled() -> dict[str, Entered]:
    """The longest value in every field."""
    entries: dict[str, Entered] = {}
    for key, field in FIELDS.items():
        offered = tuple(Choice(str(value), word) for value, word in field.choices.items())
        match field.kind:
            case Kind.LINE:
                entries[key] = Entered(long(1000))
            case Kind.DATE:
                entries[key] = Entered("2026-12-31")
            case Kind.CHOICE:
                entries[key] = Entered(offered[0].value)
            case Kind.SEARCH:
                entries[key] = Entered(f"{0:020}", label=long(200))
            case Kind.SEVERAL_FOUND:
                many = range(criteria_form.MOST_CHOSEN)
                entries[key] = Entered(chosen=tuple(Choice(f"{n:020}", long(200)) for n in many))
            case _:
                entries[key] = Entered(chosen=offered)
    return entries


def _sent(view: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends of a view in which nothing was touched."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return view | {"state": {"values": InputState(inputs).values}}


def _told(action: CriteriaAction) -> Told:
    problems = [Text("{x}", {"x": long(300)})] * 3
    return Told(
        _forecast(action),
        problems,
        long(300),
        notice=saved_criteria.ANOTHER,
        counting=True,
        meanwhile=True,
        reused=10**6,
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [False, True])
def test_every_form_is_accepted_full_and_empty(t: Translator, kind: str, more: bool) -> None:
    form = Form(NO, more=more, round=10**10, counted="0" * 33)
    full = Draw(kind, form, _filled())
    assert validate_view(criteria_views.form(full, t, _told(full.action))) == []
    assert validate_view(criteria_views.form(Draw(kind, Form(NO, more=more)), t)) == []
    assert validate_view(criteria_views.working(full.title, t)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_drawn_is_read_back_as_the_same(t: Translator, kind: str) -> None:
    """So that a form which was out of sight comes back with what was typed."""
    entries = _filled()
    view = criteria_views.form(Draw(kind, Form(NO, more=True), entries), t)
    found = forms.read(_sent(view), FIELDS)
    assert found.keys() <= entries.keys()
    for key, entry in found.items():
        wanted = entries[key].values
        if key == "options":
            wanted = tuple(x for x in wanted if x in criteria_form.OPTIONS_OF[CriteriaAction(kind)])
        assert entry.values == wanted, key
    empty = criteria_views.form(Draw(kind, Form(NO, more=True)), t)
    read = forms.read(_sent(empty), FIELDS)
    assert all(not entry.values for entry in read.values())


def test_a_form_keeps_its_block_ids_until_it_was_out_of_sight(t: Translator) -> None:
    def ids(**changes: Any) -> set[str]:
        view = criteria_views.form(Draw("add", replace(Form(NO), **changes)), t)
        return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}

    assert ids() < ids(more=True)
    assert ids(counted="x") == ids()
    assert not ids() & ids(round=1)


def test_every_filter_of_the_domain_has_its_field() -> None:
    known = {
        f"{name.name}.{field.name}"
        for name in fields(Filters)
        for field in fields(getattr(Filters(), name.name))
        if field.compare  # what is not, is not stored either
    }
    assert known | {"options"} == FIELDS.keys()


@pytest.mark.parametrize(
    ("action", "changed", "english", "french"),
    [
        (CriteriaAction.ADD, 1204, "Add 1,204 contacts", "Ajouter 1\u202f204 contacts"),
        (CriteriaAction.ADD, 1, "Add 1 contact", "Ajouter 1 contact"),
        (CriteriaAction.ADD, MILLION, "Add 1,000,000 contacts", "Les ajouter"),
        (CriteriaAction.REFINE, 12, "Remove 12 lines", "Retirer 12 lignes"),
        (CriteriaAction.REDUCE, 10**9, "Remove them", "Les retirer"),
        (CriteriaAction.ADD, 0, "Count", "Compter"),
    ],
)
def test_the_submit_button_says_what_it_does(
    action: CriteriaAction, changed: int, english: str, french: str
) -> None:
    forecast = _forecast(action, changed)
    said = [criteria_sentences.submit(forecast, t) for t in translators()]
    assert said == [english, french]
    assert all(len(words) <= 24 for words in said)


def test_who_is_left_out_is_said_by_reason() -> None:
    english, french = translators()
    forecast = Forecast(CriteriaAction.ADD, 5, 0, 5, LeftOut(3, 1, 1, 2))
    assert criteria_sentences.left_out(forecast, english) == (
        "Left out: 3 already there, 2 excluded, 1 blocked for privacy, and 1 minor."
    )
    assert criteria_sentences.left_out(forecast, french) == (
        "Écartés : 3 déjà présents, 2 exclus, 1 bloqué pour confidentialité et 1 mineur."
    )
    assert criteria_sentences.left_out(replace(forecast, left_out=LeftOut()), english) == ""


def test_history_and_what_comes_after_are_accepted(t: Translator) -> None:
    steps = [STEP] * 95
    for offset in (0, 40, 80):
        assert validate_view(criteria_views.history(NO, steps, offset, t)) == []
    assert validate_view(criteria_views.history(NO, [], 0, t)) == []
    applied = Applied(CriteriaAction.REDUCE, 3, MILLION, 0)
    assert validate_view(criteria_views.emptied(NO, applied, t)) == []
    assert validate_view(criteria_views.failed(NO, long(300), t)) == []
    back = WentBack(STEP, MILLION, MILLION, MILLION, 3)
    for told in (criteria_sentences.went_back(back, t), criteria_sentences.done(applied, t)):
        assert len(told) <= 200


def test_saved_criteria_are_accepted(t: Translator) -> None:
    saved = [SavedCriteria(f"{n:020}", long(100), "U1", n) for n in range(25)]
    choice = Choice("C" * 20, long(200))
    steps = [STEP] * 120
    rehearsed = [(STEP, _forecast(CriteriaAction.ADD))] * 120
    applied = [Applied(CriteriaAction.ADD, n, MILLION, MILLION) for n in range(120)]
    told = _told(CriteriaAction.ADD)
    form = Reuse(NO, 10**10, "0" * 16, "C" * 20)
    for view in (
        saved_criteria.save(NO, 10**10, t),
        saved_criteria.listing(saved, 10, t, long(300)),
        saved_criteria.listing([], 0, t),
        saved_criteria.card(saved[0], steps, 10**10, t),
        saved_criteria.card(replace(saved[0], description=None), [], 0, t),
        saved_criteria.reuse(form, t, chosen=choice, rehearsed=rehearsed, told=told),
        saved_criteria.reuse(Reuse(NO), t),
        saved_criteria.reused(NO, steps, applied, t),
    ):
        assert validate_view(view) == []


def test_no_word_of_ours_is_cut(t: Translator) -> None:
    """With short data, whatever ends in an ellipsis was too long for its place."""
    told = Told(_forecast(CriteriaAction.ADD), meanwhile=True, reused=1000)
    choice = Choice("C", "x")
    plain = Step(CriteriaAction.ADD)
    screens = [
        *(criteria_views.form(Draw(k, Form(NO, counted="x", more=True)), t, told) for k in KINDS),
        *(criteria_views.form(Draw(k, Form(NO)), t) for k in KINDS),
        *(criteria_views.working(Draw(k, Form(NO)).title, t) for k in KINDS),
        criteria_views.history(NO, [plain] * 50, 20, t),
        criteria_views.emptied(NO, Applied(CriteriaAction.REFINE, 5, 5, 0), t),
        criteria_views.failed(NO, "x", t),
        saved_criteria.save(NO, 1, t),
        saved_criteria.listing([SavedCriteria("C", "x", None, 3)] * 30, 10, t),
        saved_criteria.listing([], 0, t),
        saved_criteria.card(SavedCriteria("C" * 20, "x", None, 3), [plain], 1, t),
        saved_criteria.reuse(
            Reuse(NO),
            t,
            chosen=choice,
            rehearsed=[(plain, _forecast(action)) for action in CriteriaAction] * 15,
            told=told,
        ),
        *(
            saved_criteria.reuse(Reuse(NO, shown="x"), t, told=Told(notice=notice))
            for notice in (saved_criteria.ANOTHER, saved_criteria.MEANWHILE)
        ),
        saved_criteria.reused(NO, [plain], [Applied(CriteriaAction.ADD, 1, 1, 1)], t),
    ]
    assert [text for screen in screens for text in _texts(screen) if text.endswith("…")] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below)
    elif isinstance(value, str):
        yield value
