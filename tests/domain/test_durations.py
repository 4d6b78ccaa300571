"""Durations as people type them, and those that are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amounts import MAX_DURATION_MIN, Refused, read_duration


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0", 0),
        ("75", 75),
        ("75 min", 75),
        ("75min.", 75),
        ("75 minutes", 75),
        ("75 mn", 75),
        ("1h15", 75),
        ("1H15", 75),
        ("1 h 15", 75),
        ("1\u00a0h\u00a015\u00a0min", 75),
        ("1\u202fh\u202f15\u202fmin", 75),
        ("1 h 15 min", 75),
        ("1 heure 15", 75),
        ("2 heures", 120),
        ("1 hour 15 minutes", 75),
        ("1:15", 75),
        ("01:05", 65),
        ("0:45", 45),
        ("2h", 120),
        ("  30  ", 30),
        ("10080", MAX_DURATION_MIN),
        ("168h", MAX_DURATION_MIN),
        ("000000000000015", 15),
        ("0000000000001h00", 60),
    ],
)
def test_minutes_or_hours_and_minutes(typed: str, minutes: int) -> None:
    assert read_duration(typed) == minutes


@pytest.mark.parametrize("typed", ["-1", "- 15", "-1h15", "-0,5"])
def test_a_negative_duration_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="can't be negative"):
        read_duration(typed)


@pytest.mark.parametrize("typed", ["10081", "168h01", "9" * 12, "9" * 40, "9" * 20 + "h00"])
def test_a_huge_duration_is_refused_with_the_limit(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_duration(typed)
    assert refused.value.text.parameters == {"limit": MAX_DURATION_MIN}


@pytest.mark.parametrize("typed", ["1.5", "1,5", "0,5 min", ".5", "90.0"])
def test_parts_of_a_minute_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="whole minutes"):
        read_duration(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "1h60",
        "1:99",
        "1:2:3",
        "1h15s",
        "h15",
        ":15",
        "1,5h",
        "1e2",
        "+-3",
        "१५",
        "½ h",
        "15<",
    ],
)
def test_what_is_no_duration_is_refused_rather_than_guessed(typed: str) -> None:
    with pytest.raises(Refused, match="minutes"):
        read_duration(typed)


@given(st.integers(0, MAX_DURATION_MIN))
def test_every_way_to_write_it_gives_the_same_minutes(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    ways = [f"{minutes}", f"{minutes} min", f"{hours}h{rest:02}", f"{hours}:{rest:02}"]
    ways += [f"{hours} h {rest} min"]
    assert [read_duration(way) for way in ways] == [minutes] * len(ways)


@given(st.text(max_size=40))
def test_any_text_is_read_within_the_limits_or_refused(typed: str) -> None:
    try:
        minutes = read_duration(typed)
    except Refused:
        return
    assert 0 <= minutes <= MAX_DURATION_MIN
