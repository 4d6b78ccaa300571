"""What somebody and their team recorded lately, as App Home says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many interactions, and how long they took together in minutes."""

    interactions: int
    duration_min: int


@dataclass(frozen=True, slots=True)
class Week:
    """``team`` is None for who sees their own figures only."""

    today: Recorded
    week: Recorded
    team: Recorded | None = None
