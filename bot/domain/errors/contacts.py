"""What can go wrong on purpose with contacts."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_, Text


class ContactError(TouchpointError):
    """Something that can't be done with a contact; ``field`` is the key of the field that is
    wrong."""

    field: str = "name"


class ContactUnknown(ContactError):
    template = N_("This contact is no longer there.")


class ContactChangedMeanwhile(ContactError):
    template = N_(
        "Somebody has changed this contact since you opened the form. Please look at it again; "
        "what you typed is still here."
    )


class CompanyHasLines(ContactError):
    """Source: business-central 1.2, company no."""

    template = N_("This contact is in a segment that isn't logged, so its company can't change.")
    field = "company"


class CompanyUnavailable(ContactError):
    template = N_("This company is no longer available. Please choose another one.")
    field = "company"


class ContactHasTasks(ContactError):
    template = N_("This contact has open tasks, so it can't be deleted.")


class ContactHasLines(ContactError):
    template = N_("This contact is in a segment that isn't logged, so it can't be deleted.")


class ContactHasOpportunities(ContactError):
    template = N_("This contact has open opportunities, so it can't be deleted.")


class CompanyHasPersons(ContactError):
    template = N_("This company has contacts of its own. Please delete or move them first.")


class NoCallTemplate(ContactError):
    template = N_("There is no interaction template for outgoing calls. Ask an administrator.")


class PhoneUnreadable(ContactError):
    """``field`` holds no number that there can be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__()
        self.field = field
        self.text = Text(message)


class OneContactOnly(ContactError):
    template = N_("This is the same contact. Please choose another one.")
    field = "other"


class KindsDiffer(ContactError):
    template = N_("A company and a person can't be merged.")
    field = "other"


class BlockedNotMerged(ContactError):
    template = N_("{name} is blocked for privacy. Please lift the block first.")
    field = "other"


class MergeNotUndone(ContactError):
    template = N_("This merge can't be undone any more.")
