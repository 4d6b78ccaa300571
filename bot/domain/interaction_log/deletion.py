"""*Delete canceled entries*: what is counted, what can be undone, and for how long.

Source: business-central 4.6, the batch job; that it can be undone is ours (decisions.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.interaction_log.filters import Canceled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.interaction_log.filters import LogFilter

UNDONE_FOR = timedelta(hours=24)
"""No shorter than a logged segment can be taken back: what is deleted from one is there until it
can't be any more."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Entries that were deleted together and can be brought back."""

    id: int
    at: datetime
    by: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Deletable:
    """How many entries a filter would delete, and what was deleted before, latest first."""

    count: int
    earlier: Sequence[Deletion]


def only_canceled(chosen: LogFilter) -> LogFilter:
    """The part of a filter that may be deleted."""
    return replace(chosen, canceled=Canceled.ONLY.value)
