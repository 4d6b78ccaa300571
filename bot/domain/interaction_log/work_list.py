"""What App Home tells of recent work: one's own days, whom one spoke to, the team's week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.domain.contacts.contact import ContactHit


@dataclass(frozen=True, slots=True)
class Figures:
    """How many interactions there were, and how long they took in all (minutes)."""

    number: int = 0
    minutes: int = 0

    @classmethod
    def total(cls, figures: Iterable[Figures]) -> Figures:
        several = list(figures)
        return cls(sum(each.number for each in several), sum(each.minutes for each in several))


@dataclass(frozen=True, slots=True)
class Member:
    """A salesperson's week, and of that the day it is."""

    code: str
    name: str
    week: Figures
    today: Figures


@dataclass(frozen=True, slots=True)
class WorkList:
    """Counted are the interactions of a day by their own date, without canceled ones, so that the
    log filtered by those days shows the same ones. ``own`` is None for whoever isn't linked,
    ``team`` for whoever isn't told of it."""

    today: date
    own: Member | None = None
    spoken_to: tuple[ContactHit, ...] = ()
    team: tuple[Member, ...] | None = None

    @property
    def week(self) -> tuple[date, date]:
        return week_of(self.today)


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
