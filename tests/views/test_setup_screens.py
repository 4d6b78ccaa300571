"""Words of the set-up and of App Home that depend on the record or on who reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.enums import SalespersonRole
from bot.domain.setup.members import OF_KIND
from bot.domain.setup.records import RECORDS
from bot.domain.setup.shown import RecordCard
from bot.i18n import translator
from bot.views import home
from bot.views.setup import members, records, statistics
from bot.views.setup.members import MembersPlace
from bot.views.setup.records import Place
from bot.views.wizard.postponed import DraftPage
from simulator.blockkit import validate_view
from tests.making import NOW, person
from tests.views.longest import translators

if TYPE_CHECKING:
    from collections.abc import Mapping

EN, FR = translator("en"), translator("fr")
READER, SALESPERSON = SalespersonRole.READER, SalespersonRole.SALESPERSON


def said(view: Mapping[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False).replace("\u202f", " ").replace("\u00a0", " ")


def at_home(role: SalespersonRole) -> str:
    return said(home.home(person(role=role), DraftPage([], 0, 0), [], EN, NOW))


def test_home_tells_a_reader_that_they_look_on() -> None:
    told = at_home(READER)
    assert "You may look everything up, but not record anything." in told
    for words in ("You record as", "Create interaction", "Type /interaction"):
        assert words not in told
        assert words in at_home(SALESPERSON)


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("salespeople", "Nobody can choose them any more; what they recorded stays."),
        ("interaction_groups", "It is offered no more and stays readable."),
    ],
)
def test_the_question_before_something_is_retired_says_what_comes_of_it(
    kind: str, asks: str
) -> None:
    names = {"name": "X", "description": "X", "role": "reader"}
    values = {key: names.get(key) for key in RECORDS[kind].fields}
    found = RecordCard("X", values, {}, retired=False, in_use=True)
    assert asks in said(records.card(found, Place(kind, "X"), EN, may_change=True))


@pytest.mark.parametrize("t", translators(), ids=lambda t: t.locale)
@pytest.mark.parametrize("kind", OF_KIND)
def test_the_form_that_adds_members_says_to_what_and_which_contacts(kind: str, t: Any) -> None:
    view = members.form(MembersPlace(kind, "X-CARD"), t, 1)
    assert validate_view(view) == []
    header, field, _ = view["blocks"]
    assert header["text"]["text"] == f"{t(RECORDS[kind].one)} X-CARD"
    wanted = {
        "mailing_groups": "Companies and persons",
        "industry_groups": "Companies only",
        "business_relations": "Companies only",
        "job_responsibilities": "Persons only",
    }
    assert field["hint"]["text"] == t(wanted[kind])


def test_figures_are_punctuated_as_in_french() -> None:
    (block,) = statistics.on_card("salespeople:BC", {}, FR)
    assert said(block["text"]).count("0 interaction : coût 0,00, 0 min") == 1
    assert "0 interactions: cost 0.00, 0 min" in said(statistics.on_card("x:y", {}, EN)[0])
