"""What can go wrong on purpose when a segment is changed."""

from __future__ import annotations

from bot.domain.words import N_
from bot.errors import SegmentError


class CriteriaChanged(SegmentError):
    """The segment's criteria are no longer those that the user saw; nothing was done."""

    template = N_("Segment {no} was changed meanwhile. Nothing was done; please look at it again.")


class LineContactRefused(SegmentError):
    """``contact`` names the one that may not stand on a line."""

    template = N_(
        "Nothing was changed. This contact is blocked for privacy reasons, is a minor without "
        "parental consent, or no longer exists: {contact}."
    )


class LineContactChanged(SegmentError):
    """``contact`` stands on a line whose form was drawn for another one."""

    template = N_(
        "Nothing was changed: meanwhile another contact stands on this line, {contact}. Please "
        "look at it again."
    )


class NotYoursToBringBack(SegmentError):
    template = N_(
        "Segment {no} can be brought back by whoever created or deleted it, and by its salesperson."
    )
