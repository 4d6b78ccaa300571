"""What can go wrong on purpose when a segment is changed."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class SegmentError(TouchpointError):
    """Something that can't be done with a segment."""


class SegmentUnknown(SegmentError):
    template = N_("Segment {no} is no longer there. It may have been logged or deleted.")


class SegmentLineUnknown(SegmentError):
    template = N_("This line is no longer in segment {no}.")


class SalespersonUnavailable(SegmentError):
    template = N_("Salesperson {code} is blocked or unknown. Please choose another one.")


class CampaignUnknown(SegmentError):
    template = N_("Campaign {no} no longer exists. Please choose another one.")


class TemplateUnavailable(SegmentError):
    template = N_("Interaction template {code} is no longer in use. Please choose another one.")


class TemplateNotClearable(SegmentError):
    template = N_(
        "The interaction template of a segment can be replaced by another one, but not removed."
    )


class LanguageWithoutTemplate(SegmentError):
    template = N_("Please choose an interaction template first; it brings the languages.")


class LanguageNotOfTemplate(SegmentError):
    template = N_("The interaction template “{template}” has no text in this language.")


class CampaignFlagWithoutCampaign(SegmentError):
    template = N_("Campaign target and campaign response need a campaign.")


class ChannelFollowsContacts(SegmentError):
    template = N_(
        "The correspondence type follows each contact's preference. To set one for all, turn on "
        "“Ignore contact's correspondence type”."
    )


class NegativeAmount(SegmentError):
    template = N_("Cost and duration can't be below zero.")


class TextTooLong(SegmentError):
    template = N_("This text is too long. At most {length} characters fit.")


class ContactsRefused(SegmentError):
    """``contacts`` names those that may not enter a segment; none was added."""

    template = N_(
        "Nothing was added. These contacts are blocked for privacy reasons, are minors without "
        "parental consent, or no longer exist: {contacts}."
    )


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
