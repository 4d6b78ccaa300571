"""Drafts survive being written and read, also by another version of the bot."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enums import CorrespondenceType, InformationFlow, WizardAction
from bot.domain.forms import Choice
from bot.domain.wizard.defaults import choose_contact, choose_template, opening
from bot.domain.wizard.draft import Draft, Notice
from bot.storage.draft_codec import from_json, to_json
from tests.making import NOW, complete, contact, draft, languages, person, template

# Any text that JSON from Slack can hold: everything but lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
KEYS = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)
NUMBERS = st.integers(-(2**53), 2**53)
COUNTS = st.integers(0, 2**53)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    TEXTS,
    st.dictionaries(KEYS, st.one_of(TEXTS, st.integers(-(2**53), 2**53)), max_size=3),
)
INSTANTS = st.datetimes(timezones=st.just(UTC))
DRAFTS = st.builds(
    Draft,
    id=st.just("d1"),
    owner=TEXTS,
    step=TEXTS,
    created_at=INSTANTS,
    updated_at=INSTANTS,
    revision=st.integers(0, 2**53),
    postponed=st.booleans(),
    more=st.booleans(),
    window=TEXTS,
    acted_at=TEXTS,
    entered=st.integers(0, 2**53),
    values=st.dictionaries(KEYS, VALUES, max_size=5),
    typed=st.frozensets(KEYS, max_size=5),
    labels=st.dictionaries(KEYS, TEXTS, max_size=5),
    drawn=st.dictionaries(KEYS, st.integers(0, 2**53), max_size=5),
    facts=st.dictionaries(KEYS, VALUES, max_size=5),
    offered=st.lists(st.builds(Choice, TEXTS, TEXTS), max_size=3).map(tuple),
    offered_because=TEXTS,
    notice=st.none() | st.builds(Notice, TEXTS, TEXTS),
)


def _again(written: Draft) -> Draft:
    return from_json(
        to_json(written),
        draft_id=written.id,
        owner=written.owner,
        revision=written.revision,
        postponed=written.postponed,
    )


@given(DRAFTS)
def test_a_draft_is_read_as_it_was_written(written: Draft) -> None:
    assert _again(written) == written


def test_a_draft_that_the_rules_made_is_read_as_it_was_written() -> None:
    """Words of enumerations come back as plain words, which compare and print alike."""
    call = template(
        unit_cost=Decimal("12.50"),
        information_flow=InformationFlow.OUTBOUND,
        correspondence_type=CorrespondenceType.EMAIL,
        wizard_action=WizardAction.MERGE,
        languages=languages(ENU="Dear {{contact.name}}"),
        default_language="ENU",
    )
    made = opening(draft(), person(), NOW)
    preferring = contact(correspondence_type=CorrespondenceType.HARD_COPY)
    made = choose_template(choose_contact(made, preferring, None, None), call, decimal_sign=",")
    assert _again(made) == made


def test_members_of_a_newer_bot_are_passed_over() -> None:
    data: dict[str, Any] = json.loads(to_json(complete())) | {"colour": "red", "id": "other"}
    read = from_json(json.dumps(data), draft_id="d1", owner="U1", revision=3, postponed=True)
    assert (read.id, read.revision, read.postponed) == ("d1", 3, True)
    assert read.values == complete().values


def test_members_that_an_older_bot_did_not_know_take_their_defaults() -> None:
    old = {
        "step": "who",
        "created_at": "2026-03-16T09:00:00+00:00",
        "updated_at": "2026-03-16T09:00:00+00:00",
        "values": {"description": "Call"},
    }
    read = from_json(json.dumps(old), draft_id="d1", owner="U1", revision=1, postponed=False)
    assert read.text("description") == "Call"
    assert read.created_at == datetime(2026, 3, 16, 9, tzinfo=UTC)
    assert read.empty


@pytest.mark.parametrize("broken", ["", "{", "nonsense"])
def test_what_is_no_draft_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the codec promises no more than the class
        from_json(broken, draft_id="d1", owner="U1", revision=1, postponed=False)
