"""Interactions over twelve weeks by template group, as bars of signs and in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEKS = 12
CELLS = 20
"""The longest bar."""
SIGNS = "█▓▒░"
"""Of the groups with most interactions; the others together have the last one."""


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group of interaction templates, its sign, and how many interactions it has; ``name`` is
    blank for those of all other groups, and of none."""

    sign: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on ``monday``; ``bar`` has signs for its interactions by group."""

    monday: date
    count: int
    bar: str


@dataclass(frozen=True, slots=True)
class TwelveWeeks:
    """The weeks, the oldest first; the last one is the present."""

    weeks: tuple[Week, ...]
    groups: tuple[GroupShare, ...]

    @property
    def total(self) -> int:
        return sum(week.count for week in self.weeks)

    @property
    def busiest(self) -> Week:
        """The latest of those with most interactions."""
        return max(reversed(self.weeks), key=lambda week: week.count)


def first_day(today: date) -> date:
    """The Monday eleven weeks before the one of ``today``."""
    return _monday(today) - timedelta(weeks=WEEKS - 1)


def twelve_weeks(counts: Iterable[tuple[date, str, int]], today: date) -> TwelveWeeks:
    """``counts`` are days, names of groups (blank: none) and numbers of interactions."""
    by_week: dict[date, Counter[str]] = {
        first_day(today) + timedelta(weeks=number): Counter() for number in range(WEEKS)
    }
    totals: Counter[str] = Counter()
    for day, group, count in counts:
        monday = _monday(day)
        if monday in by_week:
            by_week[monday][group] += count
            totals[group] += count
    named = [name for name, _ in totals.most_common() if name]
    shown = named[: len(SIGNS) - 1] if len(named) > len(SIGNS) or totals[""] else named
    signs = dict(zip(shown, SIGNS, strict=False))
    groups = [GroupShare(sign, name, totals[name]) for name, sign in signs.items()]
    if rest := totals.total() - sum(group.count for group in groups):
        groups.append(GroupShare(SIGNS[-1], "", rest))
    most = max((week.total() for week in by_week.values()), default=0)
    weeks = [
        Week(monday, week.total(), _bar(week, signs, most)) for monday, week in by_week.items()
    ]
    return TwelveWeeks(tuple(weeks), tuple(groups))


def _bar(week: Counter[str], signs: dict[str, str], most: int) -> str:
    """As long as the week's part of the busiest one; whatever there is has a cell at least."""
    if not week.total():
        return ""
    length = max(round(week.total() / most * CELLS), 1)
    ordered = [(sign, week[name]) for name, sign in signs.items() if week[name]]
    if rest := week.total() - sum(count for _, count in ordered):
        ordered.append((SIGNS[-1], rest))
    bar, reached = "", 0
    for sign, count in ordered:
        reached += count
        bar += sign * max(round(reached / week.total() * length) - len(bar), 1)
    return bar


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
