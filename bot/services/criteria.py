"""Choosing the contacts of a segment by criteria: forecast, apply, go back, reuse.

Source: business-central 3.6 to 3.10. A step is applied by single statements in the database,
however many contacts it concerns. Privacy-blocked contacts and minors never enter; cancelled
interactions don't count; going back restores lines exactly as they were (decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.criteria import LoggedMembers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.database import Database
    from bot.domain.criteria import Applied, Forecast, SavedCriteria, Step, WentBack
    from bot.domain.facts import Person
    from bot.domain.segments import CriteriaSentence


class Criteria:
    """Raises :class:`bot.errors.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def count(self, no: str, step: Step) -> Forecast:
        """What ``apply`` would do now, and who would be left out why; changes nothing."""
        raise NotImplementedError

    async def apply(self, no: str, step: Step) -> Applied:
        """Add, reduce or refine, and record the step, even if it changed no line."""
        raise NotImplementedError

    async def go_back(self, no: str) -> WentBack:
        """Take the latest step back. Raises :class:`bot.errors.NothingToGoBackTo`."""
        raise NotImplementedError

    async def history(self, no: str) -> list[Step]:
        """The steps of a segment, first one first."""
        raise NotImplementedError

    async def sentences(self, no: str) -> list[CriteriaSentence]:
        """The steps as a list to read: actions, and under each its filters."""
        raise NotImplementedError

    async def reset(self, no: str) -> None:
        """Forget all steps; the lines stay. Offered when the last line was removed (3.7)."""
        raise NotImplementedError

    async def reuse(self, no: str, code: str) -> list[Applied]:
        """Replay saved criteria in order against the contacts as they are now.

        Each step is recorded among the segment's own. Raises
        :class:`bot.errors.SavedCriteriaUnknown`.
        """
        raise NotImplementedError

    async def reuse_logged(
        self, no: str, logged_segment_id: int, members: LoggedMembers = LoggedMembers.ALL
    ) -> Applied:
        """One line per interaction of a logged segment, as a single Add action (3.10).

        Duplicates are allowed; contact and campaign are taken over. Raises
        :class:`bot.errors.LoggedSegmentUnknown`.
        """
        raise NotImplementedError

    async def save(self, no: str, code: str, description: str | None, person: Person) -> None:
        """Keep the steps of a segment under a code.

        Raises :class:`bot.errors.NoCriteriaToSave`, ``CriteriaCodeNeeded``, ``CriteriaCodeTaken``.
        """
        raise NotImplementedError

    async def saved(self, words: str = "") -> list[SavedCriteria]:
        """Saved criteria, by code; ``words`` search code and description."""
        raise NotImplementedError

    async def saved_steps(self, code: str) -> Sequence[Step]:
        """What saved criteria would do. Raises :class:`bot.errors.SavedCriteriaUnknown`."""
        raise NotImplementedError

    async def describe(self, code: str, description: str | None) -> None:
        """Change the description of saved criteria, the one thing that can be changed."""
        raise NotImplementedError

    async def forget(self, code: str) -> None:
        """Delete saved criteria."""
        raise NotImplementedError
