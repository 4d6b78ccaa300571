"""Criteria as values: the way to the database and back, and how they read."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.criteria.criteria import (
    SETS,
    ContactFilter,
    Filters,
    InteractionFilter,
    LoggedSegmentFilter,
    MailingGroupFilter,
    Options,
    Step,
)
from bot.domain.criteria.rows import rows_of, steps_of
from bot.domain.criteria.sentences import sentences_of
from bot.domain.enums import ContactType, CriteriaAction, Evaluation
from bot.i18n import translator

FILTERS = st.builds(Filters, **{name: st.from_type(kind) for name, kind in SETS.items()})
STEPS = st.builds(
    Step,
    action=st.sampled_from(CriteriaAction),
    filters=FILTERS,
    options=st.builds(Options, *[st.booleans()] * 5),
)


@given(FILTERS)
def test_filters_survive_the_way_through_json(filters: Filters) -> None:
    assert Filters.from_json(json.loads(json.dumps(filters.to_json()))) == filters


@given(st.lists(STEPS, max_size=4))
def test_steps_survive_the_way_through_rows(steps: list[Step]) -> None:
    rows = [row for step in steps for row in rows_of(step)]
    assert steps_of(rows) == steps
    assert sum(row.filter_count for row in rows) == sum(row.action is None for row in rows)


@given(STEPS)
def test_every_step_can_be_read_in_both_languages(step: Step) -> None:
    for locale in ("en", "fr"):
        lines = sentences_of(step)
        assert all(translator(locale)(line.text) for line in lines)
        assert [line.indented for line in lines] == [False, *[True] * (len(lines) - 1)]


def test_empty_sets_filter_nothing() -> None:
    assert Filters().is_empty
    assert Filters(contact=ContactFilter(nos=(), name="")).is_empty
    assert not Filters(logged_segment=LoggedSegmentFilter(1)).is_empty


def test_options_are_those_of_the_action() -> None:
    everything = Options(True, True, True, True, True)
    assert everything.of(CriteriaAction.ADD) == Options(True, True, True, True, False)
    assert everything.of(CriteriaAction.REFINE) == Options(entire_companies=True)


def test_a_step_reads_as_sentences() -> None:
    step = Step(
        CriteriaAction.ADD,
        Filters(
            contact=ContactFilter(type=ContactType.PERSON, salespeople=("JO", "OF")),
            mailing_group=MailingGroupFilter(("NEWS",)),
            interaction=InteractionFilter(
                date_from=date(2026, 1, 31),
                evaluations=(Evaluation.POSITIVE, Evaluation.VERY_POSITIVE),
            ),
        ),
        Options(expand_companies=True, ignore_exclusion=True),
    )
    say = translator("en")
    assert [(line.indented, say(line.text)) for line in sentences_of(step)] == [
        (False, "Add contacts – Expand companies, Ignore exclusion"),
        (True, "Contact type: Person"),
        (True, "Salesperson: JO, OF"),
        (True, "Mailing group: NEWS"),
        (True, "Interaction: from January 31, 2026, evaluation Positive, Very positive"),
    ]
    everybody = sentences_of(Step(CriteriaAction.REFINE))
    assert [say(line.text) for line in everybody] == [
        "Keep only contacts that match (refine)",
        "All contacts",
    ]


def test_a_logged_segment_is_called_by_its_number() -> None:
    say = translator("en")
    for logged, expected in (
        (LoggedSegmentFilter(4711, name="SM00009"), "Contacts of logged segment SM00009"),
        (
            LoggedSegmentFilter(4711, name="SM00009", description="Fair"),
            "Contacts of logged segment SM00009 “Fair”",
        ),
        (LoggedSegmentFilter(4711), "Contacts of logged segment (taken back)"),
    ):
        step = Step(CriteriaAction.ADD, Filters(logged_segment=logged))
        assert say(sentences_of(step)[1].text) == expected
        assert steps_of(rows_of(step))[0].filters.logged_segment.name == ""
        assert steps_of(rows_of(step))[0].filters.logged_segment.description == ""


def test_of_many_values_some_are_named() -> None:
    step = Step(CriteriaAction.ADD, Filters(contact=ContactFilter(nos=tuple("ABCDEFGHIJKL"))))
    said = translator("en")(sentences_of(step)[1].text)
    assert said == "Contact: A, B, C, D, E, F, G, H, I, J and 2 more"
