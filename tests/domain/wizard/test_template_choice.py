"""What choosing a template refreshes, and what it leaves alone (business-central 2.4)."""

from decimal import Decimal

import pytest

from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy, WizardAction
from bot.domain.forms import Value
from bot.domain.template_facts import TemplateFacts
from bot.domain.wizard.defaults import (
    channel,
    choose_contact,
    choose_template,
    format_cost,
    language,
    opening,
)
from bot.domain.wizard.draft import Draft
from tests.making import NOW, contact, draft, languages, person, template


def _with_contact(**traits: str) -> Draft:
    opened = opening(draft(), person(), NOW).typing({"contact": "1"}, {"contact": "Meagan"})
    return choose_contact(opened, contact(**traits), None, None)


def _choose(chosen: Draft, by: TemplateFacts | None, sign: str = ".") -> Draft:
    return choose_template(chosen, by, decimal_sign=sign)


WORKSHOP = template(
    code="WORKSHOP",
    description="Workshop activities",
    unit_cost=Decimal("120.50"),
    unit_duration_min=300,
    information_flow=InformationFlow.OUTBOUND,
    initiated_by=InitiatedBy.US,
    campaign_no="CP1",
    campaign_name="Event",
    campaign_target=True,
    campaign_response=True,
)


def test_a_template_fills_in_its_values() -> None:
    chosen = _choose(_with_contact(), WORKSHOP)
    assert {key: chosen.values[key] for key in chosen.values if key != "contact"} == {
        "date": "2026-03-16",
        "time": "10:01",
        "successful": True,
        "salesperson": "OF",
        "description": "Workshop activities",
        "cost": "120.50",
        "duration": "300",
        "information_flow": "outbound",
        "initiated_by": "us",
        "campaign": "CP1",
        "campaign_target": True,
        "campaign_response": True,
    }
    assert chosen.labels["campaign"] == "Event"


def test_another_template_puts_its_own_values_in_their_place() -> None:
    chosen = _choose(_choose(_with_contact(), WORKSHOP), template())
    assert chosen.text("description") == "Outgoing phone call"
    assert (chosen.text("cost"), chosen.text("duration")) == ("1", "15")
    assert chosen.text("information_flow") == chosen.text("initiated_by") == ""
    assert not chosen.flag("campaign_target")
    assert not chosen.flag("campaign_response")


def test_only_a_template_with_a_campaign_changes_the_campaign() -> None:
    typed = _with_contact().typing({"campaign": "CP9"}, {"campaign": "Other"})
    assert _choose(typed, template()).text("campaign") == "CP9"
    assert _choose(typed, WORKSHOP).text("campaign") == "CP1"


def test_what_a_template_says_nothing_about_stays() -> None:
    typed: dict[str, Value] = {
        "date": "2026-03-01",
        "time": "08:00",
        "salesperson": "JO",
        "opportunity": "7",
        "evaluation": "positive",
        "successful": False,
        "comment": "Spoke to her assistant",
    }
    chosen = _choose(_with_contact().typing(typed, {}), WORKSHOP)
    assert {key: chosen.values[key] for key in typed} == typed


def test_a_description_typed_before_the_template_is_kept() -> None:
    typed = _with_contact().typing({"description": "Lunch"}, {})
    assert _choose(typed, WORKSHOP).text("description") == "Lunch"


def test_a_description_typed_after_the_template_is_kept_by_the_next_one() -> None:
    typed = _choose(_with_contact(), WORKSHOP).typing({"description": "Lunch"}, {})
    assert _choose(typed, template()).text("description") == "Lunch"


def test_a_description_that_was_emptied_is_filled_again() -> None:
    emptied = _choose(_with_contact(), WORKSHOP).typing({"description": None}, {})
    assert _choose(emptied, template()).text("description") == "Outgoing phone call"


def test_a_template_taken_out_in_between_leaves_no_stale_description() -> None:
    without = _choose(_choose(_with_contact(), WORKSHOP), None)
    assert _choose(without, template()).text("description") == "Outgoing phone call"


PREFERENCES = [None, CorrespondenceType.EMAIL, CorrespondenceType.HARD_COPY]


@pytest.mark.parametrize("own", PREFERENCES)
@pytest.mark.parametrize("preferred", PREFERENCES)
@pytest.mark.parametrize("ignores", [True, False])
def test_the_contacts_channel_is_used_unless_it_is_ignored_or_missing(
    own: CorrespondenceType | None, preferred: CorrespondenceType | None, ignores: bool
) -> None:
    with_contact = choose_contact(
        opening(draft(), person(), NOW), contact(correspondence_type=preferred), None, None
    )
    by = template(correspondence_type=own, ignore_contact_correspondence_type=ignores)
    expected = own if ignores or preferred is None else preferred
    assert channel(with_contact, by) == expected
    assert _choose(with_contact, by).text("correspondence_type") == (expected or "")


@pytest.mark.parametrize(
    ("spoken", "offered", "default", "expected"),
    [
        ("FRA", ("ENU", "FRA"), "ENU", "FRA"),
        ("DAN", ("ENU", "FRA"), "ENU", "ENU"),
        (None, ("ENU", "FRA"), "ENU", "ENU"),
        (None, ("ENU",), None, None),
        ("FRA", (), None, None),
        # a default that the template doesn't have can't be chosen, so it isn't filled in either
        ("FRA", ("DEU",), "ENU", None),
        ("FRA", (), "ENU", None),
    ],
)
def test_the_language_is_the_contacts_if_the_template_has_it_else_the_templates(
    spoken: str | None, offered: tuple[str, ...], default: str | None, expected: str | None
) -> None:
    with_contact = choose_contact(
        opening(draft(), person(), NOW), contact(language_code=spoken), None, None
    )
    by = template(languages=languages(**dict.fromkeys(offered, "")), default_language=default)
    assert language(with_contact, by) == expected
    assert (_choose(with_contact, by).text("language") or None) == expected


LETTER = template(
    code="BUS",
    description="Business letter",
    wizard_action=WizardAction.OPEN,
    default_language="ENU",
    languages=languages(ENU="Dear …", FRA="Cher …"),
)
MEMO = template(
    code="MEMO",
    description="Memo",
    wizard_action=WizardAction.OPEN,
    default_language="ENU",
    languages=languages(ENU="Memo: …"),
)
DOCUMENT = template(code="INSDOC", wizard_action=WizardAction.IMPORT)


def test_the_text_of_the_templates_language_is_laid_out() -> None:
    assert _choose(_with_contact(), LETTER).text("content") == "Dear …"
    assert _choose(_with_contact(language_code="FRA"), LETTER).text("content") == "Cher …"


def test_an_untouched_text_follows_the_template_and_goes_with_it() -> None:
    letter = _choose(_with_contact(), LETTER)
    assert _choose(letter, MEMO).text("content") == "Memo: …"
    assert _choose(letter, template()).text("content") == ""


def test_a_text_that_the_user_edited_survives_every_other_template() -> None:
    edited = _choose(_with_contact(), LETTER).typing({"content": "Dear Meagan"}, {})
    for other in (MEMO, DOCUMENT, template()):
        assert _choose(edited, other).text("content") == "Dear Meagan"


def test_a_file_gives_way_to_a_template_that_has_a_text() -> None:
    """Else the text would be missing on screen while an invisible file is kept."""
    file = {"id": "F1", "name": "offer.pdf"}
    with_file = _choose(_with_contact(), DOCUMENT).typing({"content": file}, {})
    assert _choose(with_file, DOCUMENT).values["content"] == file
    assert _choose(with_file, LETTER).values["content"] == "Dear …"


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        ("0", "0", "0"),
        ("8", "8", "8"),
        ("8.00", "8", "8"),
        ("12.50", "12.50", "12,50"),
        ("1234567.89", "1234567.89", "1234567,89"),
    ],
)
def test_a_cost_is_written_as_its_user_would_type_it(
    amount: str, english: str, french: str
) -> None:
    assert format_cost(Decimal(amount), ".") == english
    assert format_cost(Decimal(amount), ",") == french
