"""Everything that can go wrong on purpose: one tree, each with the sentence its user reads.

A sentence is kept untranslated with its parameters; :meth:`TouchpointError.sentence` says it in
a language. Exceptions outside this tree are defects: the user gets a reference, the log the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.words import N_, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.logged import LoggedInteraction
    from bot.domain.segments import SegmentCard


class TouchpointError(Exception):
    """The root. ``template`` is the English sentence, a gettext message with named parameters."""

    template = N_("Something went wrong.")

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.template)
        self.text = Text(self.template, parameters)

    def sentence(self, say: Callable[[Text], str]) -> str:
        """The sentence in the language of ``say`` (see :class:`bot.i18n.Translator`)."""
        return say(self.text)


class Unavailable(TouchpointError):
    """A server that we need doesn't answer; whatever was acknowledged is kept."""


class DraftStoreUnavailable(Unavailable):
    template = N_(
        "The store of drafts does not answer right now. What you typed is still in this window: "
        "please try again in a moment."
    )


class DatabaseUnavailable(Unavailable):
    template = N_(
        "The database does not answer right now. Nothing that you typed is lost: "
        "please try again in a moment."
    )


class IdTaken(DatabaseUnavailable):
    """An id was drawn that is there already (see :mod:`bot.drawn_ids`); the next one won't be."""


class ListUnavailable(Unavailable):
    """An option was chosen that says so."""

    template = N_("The list could not be loaded. Please choose once more.")


class ListNotLoaded(TouchpointError):
    """The same, in a window where several lists can be chosen from; ``field`` is as it is shown."""

    template = N_("{field}: {problem}")

    def __init__(self, field: str) -> None:
        super().__init__(field=field, problem=Text(ListUnavailable.template))


class DoneBefore(TouchpointError):
    """The answer to a form got lost, and then something else was entered in it."""

    template = N_(
        "This was done already, with what stood in this form before. Please look at what came of "
        "it. To do it once more, with what stands here now, send the form again."
    )


class DraftError(TouchpointError):
    """The draft that an action belongs to can't be used."""


class DraftUnknown(DraftError):
    template = N_(
        "This draft is no longer there. Copy what you still need, close this window and start "
        "again with /interaction."
    )


class DraftOfSomebodyElse(DraftError):
    template = N_("This draft belongs to somebody else. Only its owner can open or discard it.")


class DraftAlreadyLogged(DraftError):
    """A second *Finish*, or *Resume* on an old message; ``logged`` is what the first one wrote."""

    template = N_("This interaction is logged already.")

    def __init__(self, logged: LoggedInteraction) -> None:
        super().__init__()
        self.logged = logged


class DraftInSegment(DraftError):
    """The same for a draft about a segment; ``card`` is the segment that has its values now."""

    template = N_("The segment has this interaction now.")

    def __init__(self, card: SegmentCard) -> None:
        super().__init__()
        self.card = card


class DraftDiscarded(DraftError):
    template = N_(
        "This draft was discarded. You can bring it back from Touchpoint's Home tab for a day."
    )


class NotLinked(TouchpointError):
    template = N_(
        "Your Slack account is not linked to a salesperson yet. Please ask an administrator of "
        "Touchpoint to link it."
    )


class NotAdmitted(TouchpointError):
    """Somebody who may not use Touchpoint at all, whatever they ask for."""


class DeactivatedNotAdmitted(NotAdmitted):
    template = N_("This Slack account is deactivated. It can't use Touchpoint.")


class AppNotAdmitted(NotAdmitted):
    template = N_("Apps can't use Touchpoint, only people can.")


class StrangerNotAdmitted(NotAdmitted):
    template = N_(
        "This Touchpoint belongs to another organisation. Only its own members can use it."
    )


class GuestNotLinked(NotAdmitted):
    template = N_(
        "Guests can use Touchpoint once an administrator has linked them to a salesperson. Please "
        "ask an administrator of Touchpoint."
    )


class ProfileUnknown(TouchpointError):
    template = N_(
        "Slack does not say who you are right now. Nothing that you typed is lost: please try "
        "again in a moment."
    )


class NobodyAdministrates(TouchpointError):
    template = N_(
        "An administrator has to link you, and there is none yet: whoever runs Touchpoint adds a "
        "Slack user id (yours is {user_id}) to TOUCHPOINT_ADMINS and restarts it."
    )


class OnlyAdministrators(TouchpointError):
    template = N_("Only an administrator of Touchpoint can decide this.")


class LinkRequestUnknown(TouchpointError):
    template = N_("This request is no longer there.")


class LinkRequestChanged(TouchpointError):
    template = N_("{user} has chosen another salesperson meanwhile. Please read the request again.")


class SalespersonTaken(TouchpointError):
    template = N_("This salesperson is already linked to another Slack account.")


class SalespersonCodeTaken(TouchpointError):
    template = N_("The code {code} is already in use. Please choose another one.")


class UnknownControl(TouchpointError):
    template = N_(
        "This button or field is no longer known. Please open the window again; your draft is kept."
    )


class SampleDataRefused(TouchpointError):
    template = N_(
        "The database already holds contacts. Use --force to add the sample company all the same."
    )


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


class NothingToGoBackTo(SegmentError):
    template = N_("There is nothing to take back: this segment has no criteria.")


class CriteriaError(TouchpointError):
    """Something that can't be done with saved criteria."""


class NoCriteriaToSave(CriteriaError):
    template = N_("This segment has no criteria to save yet.")


class CriteriaCodeNeeded(CriteriaError):
    template = N_("Please give the criteria a code of at most {length} characters.")


class CriteriaCodeTaken(CriteriaError):
    template = N_("There are saved criteria with the code {code} already.")


class SavedCriteriaUnknown(CriteriaError):
    template = N_("The saved criteria {code} are no longer there.")


class LoggedSegmentUnknown(CriteriaError):
    template = N_("This logged segment is no longer there.")
