"""What a person types comes before what the bot fills in, also when they were quicker than the
new picture; but an old picture undoes nothing that was typed since."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Entered
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.edits import Edit, take
from tests.making import draft


def _stored(**changes: Any) -> Draft:
    """A draft whose description the bot has just filled in, for the window ``V1``."""
    opened = draft(revision=5, window="V1", acted_at="100.0", entered=2)
    filled = opened.filling({"description": "Outgoing call"})
    return replace(filled, revision=6, **changes)


def _edit(value: str | None, *, touched: bool, acted_at: str = "101.0", **changes: Any) -> Edit:
    form = {"description": Entered(value, 2, touched=touched)}
    made = Edit("U1", "d1", 5, "V1", acted_at=acted_at, form=form)
    return replace(made, **changes)


def test_what_was_typed_before_the_new_picture_came_is_kept_and_shown() -> None:
    taken = take(_stored(), _edit("Lunch", touched=True))
    assert taken.text("description") == "Lunch"
    assert "description" in taken.typed
    assert taken.drawn_at("description") == 7


def test_what_the_old_picture_was_drawn_with_is_passed_over() -> None:
    taken = take(_stored(), _edit(None, touched=False))
    assert taken.text("description") == "Outgoing call"
    assert "description" not in taken.typed


def test_a_delayed_action_yields_to_what_was_typed_since() -> None:
    dinner = _edit("Dinner", touched=True, acted_at="", arrived_at=102.0)
    stored = replace(take(_stored(), dinner), revision=7)
    late = _edit("Lunch", touched=True)
    assert take(stored, late).text("description") == "Dinner"


def test_an_action_after_a_submission_without_an_answer_counts() -> None:
    """The bot died before it could answer, so the user went on typing in the same picture."""
    lunch = _edit("Lunch", touched=True, acted_at="", arrived_at=102.0)
    stored = replace(take(_stored(), lunch), revision=7).entering("relation")
    later = _edit("Lunch, late", touched=True, acted_at="103.0")
    assert take(stored, later).text("description") == "Lunch, late"


def test_a_submission_that_is_sent_again_with_a_change_counts() -> None:
    """Slack had no answer to the first, so the user went on typing in the same picture."""
    first = take(_stored(), _edit("Lunch", touched=True, acted_at=""))
    moved = replace(first, revision=7).entering("relation")
    again = take(moved, _edit("Lunch, late", touched=True, acted_at=""))
    assert again.text("description") == "Lunch, late"
    assert again.step == "relation"


def test_another_windows_old_picture_overrules_nothing() -> None:
    other = _edit("Lunch", touched=True, window="V2", revision=6)
    assert take(_stored(), other).text("description") == "Outgoing call"


@given(touched=st.booleans(), value=st.none() | st.text(max_size=5), submits=st.booleans())
def test_an_old_picture_that_comes_twice_changes_nothing_the_second_time(
    touched: bool, value: str | None, submits: bool
) -> None:
    edit = _edit(value, touched=touched, acted_at="" if submits else "101.0")
    once = take(_stored(), edit)
    twice = take(replace(once, revision=7), edit)
    assert twice.values == once.values
    assert twice.typed == once.typed
