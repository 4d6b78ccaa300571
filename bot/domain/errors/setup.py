"""What can go wrong on purpose with a company's set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.enums import ContactType
from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_
from bot.domain.setup.members import OF_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence


class SetupError(TouchpointError):
    """The root of this module's; ``field`` is the key of the field that is wrong."""

    field = "code"


class RecordUnknown(SetupError):
    template = N_("{code} is no longer there.")


class CodeTaken(SetupError):
    template = N_("The code {code} is already in use. Please choose another one.")


class RecordInUse(SetupError):
    template = N_("{code} is in use, so it can't be deleted. It can be archived.")


class LastAdministrator(SetupError):
    template = N_("This is the only administrator. Please make somebody else one first.")
    field = "role"


class SlackAccountTaken(SetupError):
    template = N_("Another salesperson is linked to this Slack account.")
    field = "slack_user_id"


class RecordFixed(SetupError):
    template = N_("Touchpoint needs this. It can be changed, but not created or deleted.")


class SeriesRepeats(SetupError):
    template = N_(
        "Numbers up to {last} have been given. Please choose a later one, or another prefix."
    )
    field = "next_number"


class SettingFixed(SetupError):
    """``field`` is the setting."""

    template = N_("The environment of the bot decides this, so it can't be changed here.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class SettingUnknown(SetupError):
    """``field`` is the setting."""

    template = N_("This salesperson is blocked or no longer there. Please choose another one.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class SettingsChangedMeanwhile(SetupError):
    template = N_(
        "Somebody has changed these settings since you opened the form. Please look at them again; "
        "what you typed is still here."
    )
    field = "inherited"


class TextTaken(SetupError):
    template = N_("The template has a text in this language already.")
    field = "language_code"


class TextChanged(SetupError):
    template = N_(
        "Somebody has changed this text since you opened the form. "
        "Please look at it again; what you typed is still here."
    )
    field = "content"


class TextUnknown(SetupError):
    template = N_("This text is no longer there.")
    field = "language_code"


class DefaultLanguageNeeded(SetupError):
    template = N_("This is the template's default language. Please choose another one first.")
    field = "language_code"


class TextsDisagree(SetupError):
    """What a template's wizard action, default language and text say doesn't go together."""

    def __init__(self, field: str, sentence: str) -> None:
        self.template = sentence
        self.field = field
        super().__init__()


class MembersUnfit(SetupError):
    """Contacts that can't belong to a record of this kind, or are blocked or gone."""

    field = "contacts"

    def __init__(self, kind: str, names: Sequence[str]) -> None:
        self.template = {
            ContactType.COMPANY: N_("These are no companies, or blocked: {names}"),
            ContactType.PERSON: N_("These are no persons, or blocked: {names}"),
            None: N_("These contacts are blocked or no longer there: {names}"),
        }[OF_KIND[kind]]
        super().__init__(names=", ".join(names))
