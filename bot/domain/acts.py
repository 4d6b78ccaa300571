"""What a user did, told from everything else that they or others do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.people.person import Person


@dataclass(frozen=True, slots=True)
class Act:
    """A form sent, or a button pressed: the same one however often and wherever it is delivered.

    ``key`` names it, in at most 64 characters. ``entered`` is a mark of what stood in the form, as
    a user whose answer got lost may change something before they send it again. ``by`` is who did
    it, whose rights are checked in the transaction that does it.
    """

    key: str
    entered: str = ""
    by: Person | None = None


def doer(act: Act | None) -> Person | None:
    """Who did it; None for what the bot does by itself."""
    return act.by if act else None
