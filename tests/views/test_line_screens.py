"""The screens of a segment's lines with the longest data, and forms that are read back."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.enums import (
    CorrespondenceType,
    Evaluation,
    InformationFlow,
    InitiatedBy,
    WizardAction,
)
from bot.domain.pages import Page
from bot.domain.segments.line_form import NAME_OF, keys_of, shown
from bot.domain.segments.lines import Added, Line, Lines, LineValues
from bot.i18n import Translator
from bot.views.forms.redrawn import as_typed
from bot.views.metadata import pack, unpack
from bot.views.segments import line_form, line_members
from bot.views.segments import lines as segment_lines
from bot.views.segments.lines import PAGE_SIZE, Place
from simulator.blockkit import validate_options, validate_view
from simulator.client.inputs import InputState
from tests.making import template
from tests.views.longest import long, translators
from tests.views.longest_segments import KEY, MANY, NO

VALUES = LineValues(
    description=long(100),
    date=date(2026, 9, 30),
    time=time(23, 59),
    salesperson_code="S" * 20,
    template_code="T" * 20,
    group_code="G" * 20,
    language_code="ENU",
    subject=long(100),
    content=long(9000),
    correspondence_type=CorrespondenceType.HARD_COPY,
    information_flow=InformationFlow.OUTBOUND,
    initiated_by=InitiatedBy.THEM,
    cost=Decimal("99999999.99"),
    duration_min=10_080,
    evaluation=Evaluation.VERY_NEGATIVE,
    campaign_no="C" * 20,
    campaign_target=True,
    campaign_response=True,
)
LINE = Line(
    line_no=2**62,
    contact_id=KEY,
    contact_no="C" * 20,
    contact_type="person",
    contact_name=long(100),
    company_name=long(100),
    city=long(30),
    email=f"{long(248)}@a.fr",
    phone=long(40),
    phone_e164="+" + "9" * 19,
    mobile_phone="+49 (0)30 " + "9" * 30,
    mobile_phone_e164=None,
    template_name=long(100),
    salesperson_name=long(50),
    campaign_description=long(100),
    values=VALUES,
    own=frozenset(NAME_OF.values()),
    hindrance="minor",
    excluded=True,
)
BARE = replace(
    LINE, contact_id=None, contact_name=None, company_name=None, city=None, own=frozenset()
)
PLACE = Place(NO, offset=MANY, words="\\" * 150, own=True, line=2**62)
CHOSEN = replace(PLACE, line=None, chosen=tuple(2**63 - n for n in range(1, 101)))


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _form(line: Line | None, t: Translator, place: Place = PLACE) -> dict[str, Any]:
    place = replace(place, line=line.line_no if line else None)
    return line_form.form(shown(line, None, ".", 7), line, place, t, count=MANY)


def _sent(view: dict[str, Any], **entered: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends of a form; ``entered`` are the states of its fields that were touched."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values: dict[str, Any] = InputState(inputs).values
    for block in inputs:
        key = block["block_id"].partition(".")[0]
        if key in entered:
            values[block["block_id"]][block["element"]["action_id"]] |= entered[key]
    return view | {"state": {"values": values}}


def test_every_screen_is_accepted_with_the_longest_data(t: Translator) -> None:
    lines = tuple(replace(LINE, line_no=2**62 - number) for number in range(PAGE_SIZE))
    for page in (Page(lines, MANY // 2, MANY), Page((BARE,), 0, 1), Page((), 0, 0)):
        assert validate_view(segment_lines.listing(page, PLACE, t, long(500))) == []
    for line in (LINE, BARE, None):
        assert validate_view(_form(line, t)) == []
    assert validate_view(_form(None, t, CHOSEN)) == []
    assert validate_view(line_form.working(t)) == []
    assert validate_view(line_members.add(PLACE, t)) == []
    assert validate_view(line_members.choose(PLACE, 2**40, t)) == []
    assert validate_options(line_members.line_options([LINE, BARE] * 50, t)) == []


def test_what_was_added_is_told_whole(t: Translator) -> None:
    told, level = line_members.added(Added(MANY, MANY, MANY, MANY, MANY), t)
    assert len(told) <= 200
    assert level == "warning"
    assert line_members.added(Added(1, 2, 2), t)[1] == "success"


def test_as_many_lines_as_can_be_chosen_fit_between_two_windows() -> None:
    assert len(CHOSEN.chosen) == line_members.MOST_CHOSEN
    assert len(pack(CHOSEN)) <= 3000
    assert unpack(Place, {"private_metadata": pack(CHOSEN)}) == CHOSEN
    assert CHOSEN.lines == Lines.of(CHOSEN.chosen)
    assert replace(CHOSEN, chosen=()).lines == Lines(words=PLACE.words, customised=True)


@pytest.mark.parametrize("line", [LINE, BARE, None])
def test_a_form_that_nobody_touched_says_nothing(t: Translator, line: Line | None) -> None:
    sent = _sent(_form(line, t))
    for _ in range(3):
        entry = line_form.read(sent)
        assert (entry.form, entry.inherit, entry.blank) == ({}, (), ())
        sent = _sent(as_typed(sent))


def test_what_was_touched_stays_so_however_often_it_is_drawn() -> None:
    english, _ = translators()
    drawn = _form(LINE, english)
    sent = _sent(drawn, subject={"value": "News"}, cost={"value": None})
    for _ in range(3):
        form = line_form.read(sent).form
        assert {key: entered.value for key, entered in form.items()} == {
            "subject": "News",
            "cost": None,
        }
        sent = _sent(as_typed(sent))
    sent = _sent(sent, subject={"value": VALUES.subject})
    assert set(line_form.read(sent).form) == {"cost"}


def test_the_lists_beside_the_fields_are_read() -> None:
    english, _ = translators()
    inherit, blank = [{"value": "template"}, {"value": "forged"}], [{"value": "subject"}]
    entry = line_form.read(
        _sent(
            _form(None, english),
            inherit={"selected_options": inherit},
            blank={"selected_options": blank},
            campaign_target={"selected_option": {"value": "no"}},
        )
    )
    assert (entry.inherit, entry.blank) == (("template",), ("subject",))
    assert {key: entered.value for key, entered in entry.form.items()} == {"campaign_target": False}


def test_a_line_of_a_file_has_no_text_unless_it_is_its_own() -> None:
    file = template(wizard_action=WizardAction.IMPORT)
    assert "content" in keys_of(LINE, file)
    assert "content" not in keys_of(BARE, file)
    assert "content" in keys_of(None, file)
