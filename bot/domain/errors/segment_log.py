"""What can go wrong on purpose when segments are logged, taken back or canceled."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class SegmentLogError(TouchpointError):
    """Something that can't be done with the log of a segment."""


class LoggedSegmentUnknown(SegmentLogError):
    template = N_("This logged segment is no longer there.")


class SegmentAlreadyLogged(SegmentLogError):
    """``logged_segment_id`` is the logged segment that came of it."""

    template = N_("Segment {no} is logged already.")

    def __init__(self, *, no: str, logged_segment_id: int) -> None:
        super().__init__(no=no)
        self.logged_segment_id = logged_segment_id


class SegmentEmpty(SegmentLogError):
    template = N_("Segment {no} has no contacts. Add some before you log it.")


class DescriptionMissing(SegmentLogError):
    template = N_("Please give segment {no} a description before you log it.")


class NothingToLog(SegmentLogError):
    template = N_("Every line of segment {no} would be left out, so nothing was logged.")


class PreviewOutdated(SegmentLogError):
    template = N_(
        "Segment {no} has changed since you saw the preview: {now} interactions would be logged, "
        "not {expected}. Nothing was logged; please look at the preview again."
    )


class SegmentChanged(SegmentLogError):
    template = N_(
        "Segment {no} was changed after you saw the preview. Nothing was logged; please look at "
        "the preview again."
    )


class NotTakeable(SegmentLogError):
    """Root of the reasons for which a logged segment can't be taken back."""


class TooLateToTakeBack(NotTakeable):
    template = N_("A segment can be taken back for {hours} hours after it was logged.")


class LoggedSegmentCanceled(NotTakeable):
    template = N_("This logged segment is canceled. Restore it before you take it back.")


class InteractionsChanged(NotTakeable):
    template = N_(
        "{count} of its interactions were evaluated, commented, canceled or changed since, so it "
        "can't be taken back. You can cancel it instead."
    )


class LoggedAgain(NotTakeable):
    template = N_("What was left in segment {no} was logged later. Please take that back first.")


class AlreadyCanceled(SegmentLogError):
    template = N_("This logged segment is canceled already.")


class NotCanceled(SegmentLogError):
    template = N_("This logged segment is not canceled.")


class CanceledNotFollowedUp(SegmentLogError):
    template = N_("This logged segment is canceled. Restore it before you follow it up.")


class NobodyToFollowUp(SegmentLogError):
    template = N_("No contact of this logged segment can be followed up this way.")


class NobodyToFollowUpYet(SegmentLogError):
    template = N_(
        "Nothing was logged: every contact has answered, so the follow-up segment would be empty. "
        "Untick it, or follow up all contacts."
    )


class JobUnderWay(SegmentLogError):
    """``job_id`` is what works on the segment right now."""

    template = N_("Segment {no} is being worked on. You will be told when that is done.")

    def __init__(self, *, no: str, job_id: str) -> None:
        super().__init__(no=no)
        self.job_id = job_id


class JobGivenUp(SegmentLogError):
    template = N_(
        "This was tried {attempts} times and stopped each time; nothing was changed. Please try "
        "again later, and tell your administrator if it stops again."
    )
