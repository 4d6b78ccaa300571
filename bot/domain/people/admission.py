"""Who may use Touchpoint at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.enums import Standing
from bot.domain.errors.people import (
    AppNotAdmitted,
    DeactivatedNotAdmitted,
    GuestNotLinked,
    StrangerNotAdmitted,
)

if TYPE_CHECKING:
    from bot.domain.people.person import Person

_NEVER = {
    Standing.DEACTIVATED: DeactivatedNotAdmitted,
    Standing.APP: AppNotAdmitted,
    Standing.STRANGER: StrangerNotAdmitted,
}


def check_admission(person: Person) -> None:
    """Raises a :class:`bot.domain.errors.people.NotAdmitted` for somebody who may not."""
    refusal = _NEVER.get(person.standing)
    if refusal is not None:
        raise refusal
    if person.standing is Standing.GUEST and not person.vouched_for:
        raise GuestNotLinked
