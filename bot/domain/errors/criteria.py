"""What can go wrong on purpose when a segment's contacts are chosen by criteria."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class CriteriaError(TouchpointError):
    """Something that can't be done with saved criteria."""


class NothingToGoBackTo(CriteriaError):
    template = N_("There is nothing to take back: this segment has no criteria.")


class NoCriteriaToSave(CriteriaError):
    template = N_("This segment has no criteria to save yet.")


class CriteriaCodeNeeded(CriteriaError):
    template = N_("Please give the criteria a code of at most {length} characters.")


class CriteriaCodeTaken(CriteriaError):
    template = N_("There are saved criteria with the code {code} already.")


class SavedCriteriaUnknown(CriteriaError):
    template = N_("The saved criteria {code} are no longer there.")


class CriteriaChanged(CriteriaError):
    """The segment's criteria are no longer those that the user saw; nothing was done."""

    template = N_("Segment {no} was changed meanwhile. Nothing was done; please look at it again.")
