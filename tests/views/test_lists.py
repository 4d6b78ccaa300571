"""Drafts and interactions in lists, App Home and messages, however many and however long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.forms import Choice
from bot.domain.interaction_log.work_list import Figures, Member, WorkList
from bot.domain.segments.header import SegmentRow
from bot.domain.wizard.draft import Draft
from bot.i18n import Translator
from bot.views import home, options
from bot.views.blocks import BLANK
from bot.views.interaction_log.work_list import MOST_MEMBERS
from bot.views.people import link_form
from bot.views.wizard import logged, opening, postponed
from bot.views.wizard.postponed import DraftPage
from simulator.blockkit import validate_message, validate_options, validate_view
from tests.making import NOW, contact, draft, person
from tests.views import longest
from tests.views.longest import full, long, translators


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


def _many(count: int, *, begin: int = 0) -> list[Draft]:
    return [replace(full("who"), id=f"{number:032}") for number in range(begin, begin + count)]


def _page(offset: int = 20) -> DraftPage:
    return DraftPage(_many(10), 1000, offset, _many(3, begin=10))


def _work() -> WorkList:
    """Twice as large a team as is told by name, all with the longest names."""
    most = Figures(10**9, 10**12)
    team = tuple(Member(f"{n:020}", long(100), most, most) for n in range(2 * MOST_MEMBERS))
    spoken_to = tuple(contact(name=long(100), company_name=long(100)) for _ in range(5))
    spoken_to = tuple(replace(each, id=2**31 - 1 - n) for n, each in enumerate(spoken_to))
    return WorkList(NOW.date(), team[0], spoken_to, team)


def _actions(blocks: list[dict[str, Any]]) -> list[str]:
    return [
        element["action_id"]
        for block in blocks
        for element in [*block.get("elements", ()), block.get("accessory") or {}]
        if "action_id" in element
    ]


def test_the_list_of_drafts_is_accepted(t: Translator) -> None:
    assert validate_view(postponed.modal(_page(), t, NOW, long(500))) == []
    assert validate_view(postponed.modal(DraftPage((), 0, 0), t, NOW)) == []
    bare = DraftPage([draft()], 1, 0)
    assert validate_view(postponed.modal(bare, t, NOW)) == []


def test_app_home_is_accepted_with_all_that_it_can_show(t: Translator) -> None:
    salesperson = person(salesperson_name=long(100), name=long(100))
    interactions = [longest.logged() for _ in range(10)]
    row = SegmentRow("S" * 20, long(100), "OF", long(100), NOW.date(), 10**6, "X", long(100))
    own = [replace(row, no=f"{number:020}") for number in range(home.SHOWN_SEGMENTS)]
    view = home.home(salesperson, _page(), interactions, t, NOW, work=_work(), own=own)
    assert validate_view(view) == []
    assert len(view["blocks"]) <= 100
    newcomer = person(salesperson_code=None, salesperson_name=None, linked=False)
    empty = home.home(newcomer, DraftPage((), 0, 0), [], t, NOW)
    assert validate_view(empty) == []
    assert home.LINK in _actions(empty["blocks"])
    assert home.CREATE in _actions(empty["blocks"])


def test_every_draft_has_resume_and_discard_which_asks_first() -> None:
    english, _ = translators()
    found = postponed.listing(DraftPage([draft(id="d1")], 1, 0), english, NOW, postponed.PAGE)
    resume, discard = found[1]["elements"]
    assert (resume["text"]["text"], resume["action_id"]) == ("Resume", "draft.resume:d1")
    assert (discard["text"]["text"], discard["action_id"]) == ("Discard", "draft.discard:d1")
    assert "confirm" in discard
    assert "confirm" not in resume


@pytest.mark.parametrize(
    ("offset", "shown", "total", "turns"),
    [
        (0, 3, 3, []),
        (0, 10, 11, ["10:next", "10:last"]),
        (10, 10, 30, ["0:first", "0:previous", "20:next", "20:last"]),
        (20, 10, 30, ["0:first", "10:previous"]),
    ],
)
def test_pages_are_turned_only_where_there_are_more(
    t: Translator, offset: int, shown: int, total: int, turns: list[str]
) -> None:
    found = postponed.listing(DraftPage(_many(shown), total, offset), t, NOW, postponed.PAGE)
    pressed = [key for key in _actions(found) if key.startswith(postponed.PAGE)]
    assert pressed == [f"{postponed.PAGE}:{turn}" for turn in turns]


def test_a_draft_is_told_by_contact_template_step_and_age() -> None:
    english, french = translators()
    made = draft(
        step="relation",
        labels={"contact": "Meagan Bond", "template": "Business letter"},
        values={"description": "Lunch"},
        facts={"wizard_action": "open"},
    )
    now = NOW + timedelta(days=2)
    assert postponed.about(made, english) == "Meagan Bond · Business letter"
    assert postponed.state(made, english, now) == "Step 3 of 4 · begun 2 days ago · Lunch"
    assert postponed.about(draft(), english) == "No contact yet · no template yet"
    assert postponed.about(draft(), french) == "Pas encore de contact · pas encore de modèle"


@pytest.mark.parametrize("after", [None, True, False])
def test_the_notice_is_accepted_before_and_after(t: Translator, after: bool | None) -> None:
    for made in (full("who"), draft()):
        text, blocks = (
            postponed.notice(made, t)
            if after is None
            else postponed.notice_after(made, t, logged=after)
        )
        assert validate_message(text, blocks) == []


def test_the_confirmation_is_accepted_and_names_what_was_logged(t: Translator) -> None:
    assert validate_message(*logged.confirmation(longest.logged(), t)) == []
    made = longest.logged(
        contact_name="Meagan Bond", company_name="Art & Co", template="Call", duration_min=75
    )
    text, blocks = logged.confirmation(made, t)
    shown = blocks[0]["text"]["text"]
    for part in ("Meagan Bond (Art & Co)", "Call", "2026", "1 h 15 min"):
        assert part in shown.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Art &amp; Co" in text


def test_the_other_messages_and_forms_are_accepted(t: Translator) -> None:
    for draft_id in ("", "0" * 32):
        assert validate_message(*opening.too_late(t, draft_id)) == []
    assert validate_message(opening.interaction_help(t), None) == []
    assert validate_message(opening.postponed_help(t), None) == []
    form = link_form.form(t, name=long(300), code="C" * 40, draft_id="0" * 32)
    assert validate_view(form) == []


def test_options_are_accepted_however_many_and_long(t: Translator) -> None:
    choices = [Choice(str(number), long(200)) for number in range(150)]
    assert validate_options(options.listed(choices)) == []
    assert validate_options(options.listed(choices, blank=True)) == []
    assert validate_options(options.listed([])) == []
    assert validate_options(options.grouped([(long(200), choices[:100]), ("empty", [])])) == []
    assert validate_options(options.grouped([])) == []
    assert validate_options(options.recent(choices[:20], choices[10:30], t)) == []


def test_a_list_may_offer_nothing_first() -> None:
    first, *_ = options.listed([Choice("1", "x")], blank=True)["options"]
    assert first["value"] == BLANK
    assert len(options.listed([Choice("1", "x")] * 150, blank=True)["options"]) == 100


def test_a_contact_is_offered_once_among_suggested_and_recent() -> None:
    english, _ = translators()
    meagan, megan = Choice("1", "Meagan"), Choice("2", "Megan")
    groups = options.recent([meagan], [megan, meagan], english)["option_groups"]
    named = [
        (group["label"]["text"], [option["value"] for option in group["options"]])
        for group in groups
    ]
    assert named == [("Suggested", ["1"]), ("Recent contacts", ["2"])]


def test_the_link_form_is_read_back() -> None:
    english, _ = translators()

    def read(**entered: dict[str, Any]) -> tuple[str, str, str]:
        view = link_form.form(english, name="", code="", draft_id="")
        values = {}
        for block in view["blocks"]:
            key = str(block.get("block_id")).partition(".")[0]
            if key in entered:
                values[block["block_id"]] = {block["element"]["action_id"]: entered[key]}
        return link_form.read({**view, "state": {"values": values}})

    typed = read(code={"value": " nn "}, name={"value": " Nadia New "})
    assert typed == ("", "NN", "Nadia New")
    option = {"value": "JO", "text": {"type": "plain_text", "text": "John"}}
    assert read(salesperson={"selected_option": option}) == ("JO", "", "")
    assert read(salesperson={"selected_option": None}) == ("", "", "")
    assert read() == ("", "", "")
