"""What can go wrong on purpose with entries of the interaction log."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class InteractionLogError(TouchpointError):
    """Something that can't be done with an entry; ``field`` is the one of the form that is wrong,
    blank where none is."""

    field = ""


class EntryUnknown(InteractionLogError):
    template = N_("This interaction is no longer in the log.")


class EntryCanceledAlready(InteractionLogError):
    template = N_("This interaction is canceled already.")


class EntryNotCanceled(InteractionLogError):
    template = N_("This interaction isn't canceled.")


class CanceledWithSegment(InteractionLogError):
    """Source: business-central 4.4, un-cancel is refused while the logged segment is canceled."""

    template = N_("This interaction was canceled with its logged segment. Restore that one.")


class CanceledWithCampaignEntry(InteractionLogError):
    template = N_("The campaign entry of this interaction is canceled. Restore that one first.")


class CommentUnknown(InteractionLogError):
    template = N_("This comment is no longer there.")


class CommentOfSomebodyElse(InteractionLogError):
    template = N_("Only who wrote a comment may change it.")


class FileNotHere(InteractionLogError):
    template = N_("This file has not been fetched from Slack yet, or is no longer there.")


class NotTakeable(InteractionLogError):
    """Root of the reasons for which an entry can't be taken back."""


class TooLateToTakeBackEntry(NotTakeable):
    template = N_(
        "An interaction can be taken back for {minutes} minutes after it was logged. You can "
        "cancel it."
    )


class EntryChanged(NotTakeable):
    template = N_("Somebody has changed this interaction since, so it can't be taken back.")


class LoggedBySomebodyElse(NotTakeable):
    template = N_("Only who logged an interaction can take it back.")


class EntryChangedMeanwhile(InteractionLogError):
    template = N_(
        "Somebody has changed this interaction since you opened the form. Please look at it "
        "again; what you typed is still here."
    )


class ContactNotOffered(InteractionLogError):
    template = N_("This contact is blocked or no longer there. Please choose another one.")
    field = "contact"


class ContactOfAnotherCompany(InteractionLogError):
    template = N_("Only managers may move an interaction to a contact of another company.")
    field = "contact"


class TemplateNotOffered(InteractionLogError):
    template = N_("This interaction template is no longer offered. Please choose another one.")
    field = "template"


class SalespersonNotOffered(InteractionLogError):
    template = N_("This salesperson is blocked or no longer there. Please choose another one.")
    field = "salesperson"


class CampaignNotOffered(InteractionLogError):
    template = N_("This campaign no longer exists. Please choose another one.")
    field = "campaign"


class OpportunityNotOffered(InteractionLogError):
    template = N_("This opportunity is closed, or of another contact. Please choose another one.")
    field = "opportunity"


class OthersAreCanceled(InteractionLogError):
    """Somebody canceled or restored entries since they were counted."""

    template = N_("Other interactions are canceled by now than were counted. Please look again.")


class DeletionUnknown(InteractionLogError):
    template = N_("This deletion has been undone already, or is no longer there.")


class TooLateToUndoDeletion(InteractionLogError):
    template = N_("A deletion can be undone for {hours} hours.")
