"""Twelve weeks of interactions as bars."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interaction_log.weeks import CELLS, SIGNS, WEEKS, first_day, twelve_weeks

TODAY = date(2026, 3, 18)  # a Wednesday
GROUPS = st.sampled_from(["", "Phone", "Letters", "Meetings", "Mail", "Fairs", "Documents"])


def test_the_weeks_are_twelve_and_the_last_one_is_the_present() -> None:
    found = twelve_weeks([(TODAY, "Phone", 3), (date(2025, 12, 29), "Phone", 1)], TODAY)
    assert first_day(TODAY) == date(2025, 12, 29)
    assert [week.monday for week in found.weeks][-1] == date(2026, 3, 16)
    assert [week.count for week in found.weeks] == [1, *[0] * 10, 3]
    assert found.busiest.count == 3


def test_the_busiest_week_has_the_longest_bar_and_groups_have_signs_of_their_own() -> None:
    last_week = TODAY - timedelta(weeks=1)
    found = twelve_weeks([(TODAY, "Phone", 10), (TODAY, "Letters", 10), (last_week, "", 1)], TODAY)
    assert found.weeks[-1].bar == SIGNS[0] * 10 + SIGNS[1] * 10
    assert found.weeks[-2].bar == SIGNS[-1]
    assert [(group.sign, group.name, group.count) for group in found.groups] == [
        (SIGNS[0], "Phone", 10),
        (SIGNS[1], "Letters", 10),
        (SIGNS[-1], "", 1),
    ]


def test_of_nothing_there_is_no_bar() -> None:
    found = twelve_weeks([], TODAY)
    assert (found.total, found.groups, found.busiest.count) == (0, (), 0)


@given(
    st.lists(
        st.tuples(
            st.integers(-120, 10).map(lambda days: TODAY + timedelta(days=days)),
            GROUPS,
            st.integers(1, 10_000),
        ),
        max_size=60,
    )
)
def test_nothing_is_lost_and_every_bar_fits(counts: list[tuple[date, str, int]]) -> None:
    found = twelve_weeks(counts, TODAY)
    first, after = first_day(TODAY), first_day(TODAY) + timedelta(weeks=WEEKS)
    wanted = sum(count for day, _, count in counts if first <= day < after)
    assert found.total == wanted == sum(group.count for group in found.groups)
    assert len(found.groups) <= len(SIGNS)
    for week in found.weeks:
        assert bool(week.bar) == bool(week.count)
        assert len(week.bar) <= CELLS + len(SIGNS)
        assert set(week.bar) <= set(SIGNS)
