"""What can go wrong on purpose with who somebody is and may do."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_, Text


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


class NotAllowed(TouchpointError):
    """``sentence`` is the English sentence that says who may."""

    template = ""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.text = Text(sentence)


class SalespersonTaken(TouchpointError):
    template = N_("This salesperson is already linked to another Slack account.")


class SalespersonCodeTaken(TouchpointError):
    template = N_("The code {code} is already in use. Please choose another one.")
