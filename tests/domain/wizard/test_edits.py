"""Forms from windows laid over drafts: stale, overtaken, repeated, incomplete."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Entered
from bot.domain.messages import Text
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.edits import Edit, is_overtaken, is_stale, left_out, refused, take, take_over
from tests.making import draft


def _stored(**changes: Any) -> Draft:
    return draft(revision=5, window="V1", acted_at="100.5", entered=2, **changes)


def _edit(form: dict[str, Entered] | None = None, **changes: Any) -> Edit:
    edit = Edit(owner="U1", draft_id="d1", revision=5, window="V1", form=form or {})
    return replace(edit, **changes)


@pytest.mark.parametrize(
    ("revision", "window", "stale"),
    [
        (5, "V1", False),
        (3, "V1", False),  # the window that wrote last may lag behind its own writes
        (5, "V2", False),  # a window that shows the newest state may take over
        (4, "V2", True),
        (-1, "V2", True),  # forged
        (6, "V2", True),
    ],
)
def test_a_window_is_stale_when_another_one_wrote_since(
    revision: int, window: str, stale: bool
) -> None:
    assert is_stale(_stored(), _edit(revision=revision, window=window)) is stale


def test_typed_fields_are_taken_and_the_window_noted() -> None:
    edit = _edit({"description": Entered("Call", 2)}, window="V2", acted_at="7.0")
    taken = take(_stored(), edit)
    assert taken.text("description") == "Call"
    assert taken.typed == {"description"}
    assert (taken.window, taken.acted_at) == ("V2", "7.0")


def test_a_change_brings_a_postponed_draft_back_to_work() -> None:
    assert not take(_stored(postponed=True), _edit()).postponed


def test_an_absent_field_is_not_a_cleared_one() -> None:
    stored = _stored(values={"description": "Call", "cost": "1"})
    taken = take(stored, _edit({"description": Entered(None, 2)}))
    assert taken.text("description") == ""
    assert taken.text("cost") == "1"


def test_a_field_that_was_drawn_anew_since_is_passed_over() -> None:
    stored = _stored(values={"description": "Outgoing call"}, drawn={"description": 5})
    old = _edit({"description": Entered("Incoming call", 2)})
    assert take(stored, old).text("description") == "Outgoing call"
    new = _edit({"description": Entered("Lunch", 5)})
    assert take(stored, new).text("description") == "Lunch"


def test_a_field_of_another_step_is_passed_over() -> None:
    assert take(_stored(), _edit({"comment": Entered("late", 2)})).text("comment") == ""


def test_a_list_s_sign_of_trouble_is_no_choice_and_its_field_is_drawn_anew() -> None:
    stored = _stored(values={"contact": "1"})
    trouble = _edit({"contact": Entered("!", 2, "Try again", touched=True, refused=True)})
    taken = take(stored, trouble)
    assert taken.text("contact") == "1"
    assert taken.drawn_at("contact") == 6
    assert taken.empty
    assert refused(stored, trouble) == ["contact"]
    assert refused(replace(taken, revision=6), trouble) == []


def test_an_unknown_field_is_passed_over() -> None:
    assert take(_stored(), _edit({"id": Entered("forged", 2)})).values == {}


def test_an_action_that_a_later_one_overtook_changes_nothing() -> None:
    stored = _stored(values={"description": "later"})
    late = _edit({"description": Entered("earlier", 2)}, acted_at="100.4")
    assert take(stored, late) == stored


def test_a_submission_that_comes_once_more_after_later_acts_changes_nothing() -> None:
    stored = _stored(values={"description": "later"}, typed_at={"description": 100.5})
    again = _edit({"description": Entered("earlier", 2, touched=True)}, sent_at=99.0)
    assert is_overtaken(stored, again)
    assert take(stored, again) == stored
    in_the_same_second = replace(again, sent_at=100.0)
    assert take(stored, in_the_same_second).text("description") == "earlier"


def test_a_submission_yields_to_what_was_typed_in_a_later_picture_in_the_same_second() -> None:
    """Sent once more to a bot that doesn't remember it; its user has gone back and typed since."""
    stored = draft(
        revision=9,
        window="V1",
        acted_at="100.5",
        entered=8,
        values={"description": "later"},
        typed_at={"description": 100.5},
        typed_in={"description": 8},
    )
    again = _edit({"description": Entered("earlier", 2, touched=True)}, sent_at=100.0)
    assert take(stored, again).text("description") == "later"


def test_times_of_actions_are_compared_as_numbers() -> None:
    stored = replace(_stored(), acted_at="99.5")
    assert take(stored, _edit({"cost": Entered("2", 2)}, acted_at="100.1")).acted_at == "100.1"


def test_another_windows_clock_overtakes_nothing() -> None:
    edit = _edit({"description": Entered("Call", 2)}, window="V2", acted_at="50.0")
    assert take(_stored(), edit).text("description") == "Call"


@pytest.mark.parametrize("acted_at", ["", "nonsense", "NaN"])
def test_an_odd_timestamp_loses_nothing(acted_at: str) -> None:
    stored = replace(_stored(), acted_at="")
    edit = _edit({"description": Entered("Call", 2)}, acted_at=acted_at)
    assert take(stored, edit).text("description") == "Call"


@given(
    form=st.dictionaries(
        st.sampled_from(["contact", "description", "date", "comment", "cost"]),
        st.builds(
            Entered,
            value=st.none() | st.text(max_size=5),
            drawn_at=st.integers(1, 3),
            label=st.none() | st.text(max_size=5),
        ),
    ),
    acted_at=st.sampled_from(["", "100.4", "100.5", "101"]),
)
def test_a_repeated_delivery_changes_nothing(form: dict[str, Entered], acted_at: str) -> None:
    edit = _edit(form, acted_at=acted_at)
    once = take(_stored(values={"description": "Call"}, drawn={"date": 3}), edit)
    assert take(once, edit) == once


@given(st.permutations(range(4)))
def test_the_newest_action_wins_in_whatever_order_they_come(order: list[int]) -> None:
    now = _stored()
    for n in order:
        now = take(now, _edit({"description": Entered(f"text {n}", 2)}, acted_at=f"{200 + n}.0"))
    assert now.text("description") == "text 3"


def test_taking_over_draws_everything_anew_for_the_other_window() -> None:
    shown = take_over(_stored(values={"description": "Call"}, drawn={"cost": 4}), "V2")
    assert (shown.window, shown.acted_at) == ("V2", "")
    assert shown.drawn_at("description") == shown.drawn_at("cost") == 6
    assert shown.text("description") == "Call"


def test_what_else_is_typed_into_an_overtaken_picture_is_out_of_date_too() -> None:
    """Each character of a description is sent, so more of them are on their way."""
    shown = replace(take_over(_stored(), "V2"), revision=6)
    assert is_stale(shown, _edit(revision=4, window="V2"))
    assert not is_stale(shown, _edit(revision=6, window="V2"))
    again = replace(take_over(shown, "V2"), revision=7)
    assert not is_stale(again, _edit(revision=6, window="V2"))
    assert is_stale(again, _edit(revision=4, window="V1"))


def test_what_stood_in_a_stale_window_is_shown_to_its_user() -> None:
    stored = _stored(values={"description": "Call", "contact": "1", "cost": "8"})
    edit = _edit(
        {
            "description": Entered("Lunch", 2),
            "contact": Entered("2", 2, "Robert Townes"),
            "cost": Entered("8", 2),
            "comment": Entered("  ", 2),
            "time": Entered(None, 2),
            "successful": Entered(True, 2),
            "campaign_target": Entered(True, 2, touched=True),
            "campaign_response": Entered(False, 2, touched=True),
            "content": Entered({"id": "F1", "name": "Plan.pdf"}, 2, touched=True),
            "forged": Entered("x", 2),
        }
    )
    assert left_out(stored, edit) == [
        ("description", "Lunch"),
        ("contact", "Robert Townes"),
        ("campaign_target", Text("Yes")),
        ("campaign_response", Text("No")),
        ("content", "Plan.pdf"),
    ]
