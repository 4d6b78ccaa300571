"""What is typed into the form of filters, read as a step of segment criteria."""

from datetime import date

import pytest

from bot.domain.criteria.criteria import (
    CampaignFilter,
    CampaignPart,
    ContactFilter,
    Filters,
    InteractionFilter,
    LoggedMembers,
    LoggedSegmentFilter,
    MailingGroupFilter,
    Options,
    Step,
)
from bot.domain.criteria.entry import fingerprint, step_of
from bot.domain.enums import ContactType, CriteriaAction, Evaluation

ADD = CriteriaAction.ADD


def test_every_kind_of_field_is_read() -> None:
    step, problems = step_of(
        ADD,
        {
            "contact.nos": ["ct1, CT2*;ct10..ct20\n  ct30.. "],
            "contact.name": ["  anna berg "],
            "contact.type": ["person"],
            "contact.cities": ["Köln, Paris,"],
            "contact.countries": ["DE", "FR"],
            "mailing_group.codes": ["X-CARD"],
            "interaction.date_from": ["2026-03-01"],
            "interaction.evaluations": ["positive", "very_positive"],
            "campaign.part": ["response"],
            "logged_segment.id": ["7"],
            "logged_segment.members": ["not_reached"],
            "options": ["expand_companies", "entire_companies", "no_such_option"],
        },
    )
    assert problems == {}
    contact = ContactFilter(
        nos=("CT1", "CT2*", "CT10..CT20", "CT30.."),
        name="anna berg",
        type=ContactType.PERSON,
        cities=("Köln", "Paris"),
        countries=("DE", "FR"),
    )
    interaction = InteractionFilter(
        date_from=date(2026, 3, 1), evaluations=(Evaluation.POSITIVE, Evaluation.VERY_POSITIVE)
    )
    filters = Filters(
        contact=contact,
        mailing_group=MailingGroupFilter(("X-CARD",)),
        interaction=interaction,
        campaign=CampaignFilter(part=CampaignPart.RESPONSE),
        logged_segment=LoggedSegmentFilter(7, LoggedMembers.NOT_REACHED),
    )
    assert step == Step(ADD, filters, Options(expand_companies=True))


@pytest.mark.parametrize("entered", [{}, {"contact.name": ["  "], "contact.nos": [" , ;"]}])
def test_nothing_typed_filters_nothing(entered: dict[str, list[str]]) -> None:
    assert step_of(ADD, {**entered, "campaign.part": ["any"]}) == (Step(ADD), {})


@pytest.mark.parametrize("value", ["*", "A*B", "*A", "..", "B..A", "A..B..C", "A..B*"])
def test_a_malformed_range_or_beginning_is_refused(value: str) -> None:
    for key in ("contact.nos", "contact.post_codes"):
        _, problems = step_of(ADD, {key: [f"A1, {value}"]})
        assert list(problems) == [key]


@pytest.mark.parametrize("value", ["A", "A*", "A..B", "A..A", "A..", "..B", "A .. B"])
def test_well_formed_ranges_and_beginnings_are_taken(value: str) -> None:
    assert step_of(ADD, {"contact.nos": [value]})[1] == {}


def test_contradictions_are_refused() -> None:
    dates = {"interaction.date_from": ["2026-03-02"], "interaction.date_to": ["2026-03-01"]}
    assert list(step_of(ADD, dates)[1]) == ["interaction.date_to"]
    assert list(step_of(ADD, {"logged_segment.members": ["no_response"]})[1]) == [
        "logged_segment.members"
    ]


def test_the_fingerprint_tells_steps_apart() -> None:
    named = Step(ADD, Filters(contact=ContactFilter(name="a")))
    others = [
        fingerprint("S1", []),
        fingerprint("S1", [named]),
        fingerprint("S2", [named]),
        fingerprint("S1", [named, named]),
        fingerprint("S1", [Step(ADD)]),
        fingerprint("S1", [Step(CriteriaAction.REDUCE)]),
        fingerprint("S1", [Step(ADD, options=Options(expand_companies=True))]),
    ]
    assert len(set(others)) == len(others)
    assert fingerprint("S1", [named]) == fingerprint(
        "S1", [Step(ADD, Filters(contact=ContactFilter(name="a")))]
    )
