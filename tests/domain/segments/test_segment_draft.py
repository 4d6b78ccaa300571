"""A segment's header in the wizard: what follows the header, and what is written to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy, WizardAction
from bot.domain.forms import Value
from bot.domain.segments.header import Header, HeaderChanges, SegmentCard, SegmentFile, change
from bot.domain.segments.header_draft import (
    choose_campaign,
    choose_template,
    follow,
    gone,
    to_changes,
)
from bot.domain.template_facts import TemplateFacts
from bot.domain.wizard.defaults import CONTENT_LENGTH, belong_to, choose_language, opening
from bot.domain.wizard.draft import Draft
from tests.making import NOW, draft, languages, person, template

LETTER = template(
    code="BUS",
    description="Business letter",
    unit_cost=Decimal(8),
    unit_duration_min=30,
    information_flow=InformationFlow.OUTBOUND,
    initiated_by=InitiatedBy.US,
    correspondence_type=CorrespondenceType.HARD_COPY,
    ignore_contact_correspondence_type=True,
    wizard_action=WizardAction.OPEN,
    default_language="ENU",
    languages=languages(ENU="Dear all", FRA="Bonjour"),
)
FILE = template(code="INSDOC", wizard_action=WizardAction.IMPORT)
FAIR = template(
    code="FAIR",
    unit_cost=Decimal("12.50"),
    campaign_no="CP1",
    campaign_name="F",
    campaign_target=True,
)
HEADER = Header(
    no="SM1",
    description="Spring",
    salesperson_code="HR",
    date=date(2026, 3, 2),
    campaign_no="CP9",
    campaign_target=True,
    template_code="BUS",
    group_code="LETTER",
    language_code="ENU",
    subject="About spring",
    correspondence_type=CorrespondenceType.EMAIL,
    ignore_contact_correspondence_type=True,
    information_flow=InformationFlow.INBOUND,
    initiated_by=InitiatedBy.THEM,
    unit_cost=Decimal("7.50"),
    unit_duration_min=20,
)
BLANK = Header(no="SM2", date=date(2026, 3, 2))


def card(header: Header, **other: Any) -> SegmentCard:
    return SegmentCard(header, lines=3, customised_lines=0, actions=0, **other)


def begun(
    header: Header = HEADER, by: TemplateFacts | None = LETTER, sign: str = ".", **other: Any
) -> Draft:
    """The form of a segment as it opens."""
    opened = opening(draft(), person(), NOW)
    return follow(opened, card(header, **other), by, sign)


def typing(form: Draft, **values: Value) -> Draft:
    return form.typing(values, {})


def choosing(form: Draft, by: TemplateFacts | None) -> Draft:
    chosen = typing(form, template=by.code if by else None)
    return choose_template(chosen, by, decimal_sign=".")


def asked(form: Draft, by: TemplateFacts | None = LETTER) -> HeaderChanges:
    return to_changes(form, by, ".")


@pytest.mark.parametrize("header", [HEADER, BLANK, replace(HEADER, content="Own words")])
@pytest.mark.parametrize("sign", [".", ","])
def test_an_untouched_form_asks_for_nothing(header: Header, sign: str) -> None:
    by = LETTER if header.template_code else None
    assert to_changes(begun(header, by, sign), by, sign) == {}


def test_a_header_without_salesperson_or_template_is_shown_without() -> None:
    form = begun(BLANK, None)
    assert form.text("salesperson") == form.text("template") == ""
    assert "salesperson" not in form.labels
    assert form.empty


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ({"description": " Summer "}, {"description": "Summer"}),
        ({"salesperson": None}, {"salesperson_code": None}),
        ({"date": "2026-05-04"}, {"date": date(2026, 5, 4)}),
        ({"language": "FRA"}, {"language_code": "FRA"}),
        ({"subject": None}, {"subject": None}),
        ({"correspondence_type": None}, {"correspondence_type": None}),
        (
            {"correspondence_type": "hard_copy"},
            {"correspondence_type": CorrespondenceType.HARD_COPY},
        ),
        ({"ignore_preference": False}, {"ignore_contact_correspondence_type": False}),
        ({"information_flow": "outbound"}, {"information_flow": InformationFlow.OUTBOUND}),
        ({"initiated_by": "us"}, {"initiated_by": InitiatedBy.US}),
        ({"campaign": "CP2"}, {"campaign_no": "CP2"}),
        ({"campaign_response": True}, {"campaign_response": True}),
        ({"cost": "9"}, {"unit_cost": Decimal(9)}),
        ({"duration": "1h"}, {"unit_duration_min": 60}),
        ({"content": "Own words"}, {"content": "Own words"}),
    ],
)
def test_only_what_was_changed_is_asked_for(
    values: dict[str, Value], changes: HeaderChanges
) -> None:
    assert asked(typing(begun(), **values)) == changes


def test_a_change_that_was_taken_back_is_none() -> None:
    form = typing(typing(begun(), description="Summer"), description="Spring")
    assert asked(form) == {}


def test_content_equal_to_the_templates_stays_the_templates() -> None:
    form = typing(typing(begun(), content="Else"), content="Dear all\n")
    assert asked(form) == {}
    own = begun(replace(HEADER, content="Own words"))
    assert asked(typing(own, content="Dear all")) == {"content": None}


def test_another_language_brings_its_text_in_the_place_of_the_headers_own() -> None:
    form = typing(begun(replace(HEADER, content="Own words")), language="FRA")
    form = choose_language(form, LETTER, "FRA")
    assert form.text("content") == "Bonjour"
    assert asked(form) == {"language_code": "FRA", "content": None}


def test_a_text_longer_than_slack_takes_is_shown_cut_and_not_kept() -> None:
    long = replace(LETTER, languages=languages(ENU="x" * (CONTENT_LENGTH + 1), FRA="Bonjour"))
    form = begun(by=long)
    assert len(form.text("content")) == CONTENT_LENGTH
    assert form.facts["content_cut"]
    assert asked(form, long) == {}
    assert asked(typing(typing(form, content="y"), content="x" * CONTENT_LENGTH), long) == {}


def test_a_templates_text_that_was_changed_meanwhile_does_not_become_the_headers() -> None:
    newer = replace(LETTER, languages=languages(ENU="Dear everybody"))
    assert asked(begun(), newer) == {}


def test_a_new_template_is_asked_for_alone() -> None:
    form = choosing(begun(), FAIR)
    assert asked(form, FAIR) == {"template_code": "FAIR"}
    header = change(HEADER, asked(form, FAIR), FAIR)
    assert (header.unit_cost, header.campaign_no, header.subject) == (Decimal("12.50"), "CP1", None)
    assert not header.ignore_contact_correspondence_type
    shown = follow(draft(), card(header), FAIR, ".")
    assert {key: form.values.get(key) for key in shown.values} == dict(shown.values)


def test_what_is_typed_beside_a_new_template_is_asked_for_with_it() -> None:
    form = typing(choosing(begun(), FAIR), cost="7.50", campaign="CP9", subject="Fair")
    assert asked(form, FAIR) == {
        "template_code": "FAIR",
        "unit_cost": Decimal("7.50"),
        "campaign_no": "CP9",
        "subject": "Fair",
    }


def test_a_subject_that_was_typed_first_survives_the_template() -> None:
    form = choosing(typing(begun(), subject="Fair"), FAIR)
    assert form.text("subject") == "Fair"
    assert asked(form, FAIR) == {"template_code": "FAIR", "subject": "Fair"}


def test_the_template_from_before_chosen_again_gives_what_it_gives_to_any() -> None:
    form = choosing(choosing(begun(replace(HEADER, content="Own words")), FAIR), LETTER)
    header = change(replace(HEADER, content="Own words"), asked(form), LETTER)
    assert (header.unit_cost, header.unit_duration_min) == (Decimal(8), 30)
    assert header.correspondence_type is CorrespondenceType.HARD_COPY
    assert (header.subject, header.content) == (None, None)


def test_also_where_it_leaves_the_channel_to_the_contacts() -> None:
    polite = replace(LETTER, ignore_contact_correspondence_type=False)
    form = choosing(choosing(begun(by=polite), FAIR), polite)
    header = change(HEADER, asked(form, polite), polite)
    assert not header.ignore_contact_correspondence_type
    assert header.correspondence_type is CorrespondenceType.HARD_COPY


def test_a_template_taken_out_again_leaves_the_header_as_it_was() -> None:
    form = choosing(choosing(begun(BLANK, None), LETTER), None)
    assert asked(form, None) == {"description": "Business letter"}


def test_clearing_the_campaign_takes_target_and_response_out() -> None:
    form = choose_campaign(typing(begun(), campaign=None))
    assert not form.flag("campaign_target")
    assert asked(form) == {"campaign_no": None, "campaign_target": False}
    assert choose_campaign(begun()) == begun()


def test_a_target_ticked_without_a_campaign_is_asked_for_so_that_it_is_refused() -> None:
    form = choose_campaign(typing(begun(), campaign=None))
    assert asked(typing(form, campaign_target=True))["campaign_target"] is True


def test_a_template_may_name_a_target_and_no_campaign() -> None:
    targeted = replace(LETTER, campaign_target=True)
    form = choosing(begun(BLANK, None), targeted)
    assert form.flag("campaign_target")
    assert set(asked(form, targeted)) == {"template_code"}


def test_a_file_is_kept_taken_out_or_replaced() -> None:
    header = replace(HEADER, template_code="INSDOC", language_code=None, attachment_id=1)
    plan = SegmentFile("F1", "plan.pdf")
    form = begun(header, FILE, file=plan)
    assert asked(form, FILE) == {}
    assert asked(form.filling({"content": None}), FILE) == {"file": None}
    other = typing(form, content={"id": "F2", "name": "map.pdf"})
    assert asked(other, FILE) == {"file": SegmentFile("F2", "map.pdf")}
    assert asked(choosing(other, LETTER), LETTER) == {"template_code": "BUS"}


def test_what_was_left_follows_the_header_what_was_changed_stays() -> None:
    form = typing(begun(), subject="Offer", cost="3")
    now = replace(HEADER, description="Ester's", unit_cost=Decimal(99), content="Her words")
    form = follow(form, card(now, salesperson_name="Helena"), LETTER, ".")
    assert (form.text("description"), form.text("content")) == ("Ester's", "Her words")
    assert (form.text("subject"), form.text("cost")) == ("Offer", "3")
    assert form.typed == {"subject", "cost"}
    assert asked(form) == {"subject": "Offer", "unit_cost": Decimal(3)}


def test_the_text_of_the_template_stands_again_when_the_header_lost_its_own() -> None:
    form = begun(replace(HEADER, content="Own words"))
    form = follow(form, card(HEADER), LETTER, ".")
    assert form.text("content") == "Dear all"


def test_a_template_that_a_colleague_has_chosen_brings_its_steps_and_values() -> None:
    form = typing(begun(), description="Mine")
    now = change(HEADER, {"template_code": "INSDOC"}, FILE)
    form = follow(form, card(now, template_description="Insert a document"), FILE, ".")
    assert form.labels["template"] == "Insert a document"
    assert form.facts["wizard_action"] == "import"
    assert form.text("content") == form.text("subject") == ""
    assert asked(form, FILE) == {"description": "Mine"}


def test_a_template_of_the_drafts_own_keeps_what_it_decides() -> None:
    form = typing(choosing(begun(), FAIR), date="2026-06-01")
    now = replace(HEADER, unit_cost=Decimal(99), salesperson_code="OF", content="Her words")
    form = follow(form, card(now), LETTER, ".")
    assert (form.text("template"), form.text("cost")) == ("FAIR", "12.50")
    assert form.facts["wizard_action"] is None
    assert form.text("salesperson") == "OF"
    assert asked(form, FAIR) == {"template_code": "FAIR", "date": date(2026, 6, 1)}


def test_a_draft_of_an_earlier_version_writes_what_was_typed() -> None:
    form = typing(begun(), subject="Offer")
    facts = {key: fact for key, fact in form.facts.items() if key != "begun"}
    old = replace(form, facts=facts)
    assert asked(old) == {"subject": "Offer"}
    followed = follow(old, card(replace(HEADER, description="Ester's")), LETTER, ".")
    assert followed.text("description") == "Ester's"
    assert asked(followed) == {"subject": "Offer"}


def test_a_segment_that_is_gone_and_back_again() -> None:
    form = gone(typing(begun(), subject="Offer"))
    assert form.facts["segment_gone"]
    assert form.text("subject") == "Offer"
    assert not follow(form, card(HEADER), LETTER, ".").facts["segment_gone"]


def test_who_is_linked_meanwhile_does_not_become_a_segments_salesperson() -> None:
    form = begun(BLANK, None)
    assert belong_to(form, person()).text("salesperson") == ""
