"""What a user did, told from everything else that they or others do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A form sent, or a button pressed: the same one however often and wherever it is delivered.

    ``key`` names it, in at most 64 characters. ``entered`` is a mark of what stood in the form, as
    a user whose answer got lost may change something before they send it again.
    """

    key: str
    entered: str = ""
