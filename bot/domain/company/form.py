"""The form of a company's settings: its fields, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.company.settings import INHERITANCE, CompanySettings
from bot.domain.enums import CorrespondenceType
from bot.domain.forms import NOTHING, Choice, Entered, Field, Kind, chosen, table, words_of
from bot.domain.languages import LOCALE_OF
from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

INHERITED_WORDS: Mapping[str, str] = {
    "salesperson": N_("Salesperson"),
    "territory": N_("Territory"),
    "country": N_("Country"),
    "language": N_("Language"),
    "address": N_("Address"),
    "communication": N_("Phone and web site"),
}
LOCALES: Mapping[str, str] = {"en": "English", "fr": "Français"}
FIELDS = table(
    Field(
        "inherited",
        N_("A person takes over from their company"),
        Kind.TICKS,
        choices=INHERITED_WORDS,
    ),
    Field("new_salesperson_code", N_("New contacts: salesperson"), Kind.SEARCH),
    Field(
        "new_language_code",
        N_("New contacts: language"),
        Kind.CHOICE,
        choices={code: code for code in LOCALE_OF},
    ),
    Field("new_country_code", N_("New contacts: country"), Kind.SEARCH),
    Field(
        "new_correspondence_type",
        N_("New contacts: correspondence type"),
        Kind.CHOICE,
        choices=words_of(CorrespondenceType),
    ),
    Field(
        "phone_region",
        N_("Country of phone numbers"),
        Kind.SEARCH,
        required=True,
        hint=N_("Whose rules apply to numbers that are typed without a country code from now on"),
    ),
    Field(
        "default_locale",
        N_("Language of the bot"),
        Kind.RADIO,
        required=True,
        choices=LOCALES,
        hint=N_("For whoever uses Slack in another language"),
    ),
    Field(
        "self_service",
        N_("Users link or create their own salesperson"),
        Kind.FLAG,
    ),
)


def fields_without(fixed: Collection[str]) -> dict[str, Field]:
    """The fields of the form but for those that the environment decides."""
    return {key: field for key, field in FIELDS.items() if key not in fixed}


def entered(settings: CompanySettings, names: Mapping[str, str]) -> dict[str, Entered]:
    """What stands in the form of these settings; ``names`` say what codes are called, by field."""
    filled = {
        key: Entered(getattr(settings, key), label=names.get(key))
        for key in FIELDS
        if key != "inherited"
    }
    ticked = [key for key in INHERITANCE if key in settings.inherited]
    return {"inherited": chosen([Choice(key, key) for key in ticked]), **filled}


def read(form: Mapping[str, Entered]) -> dict[str, Any]:
    """The settings that a form says, by column; a field that isn't there is left out."""
    values: dict[str, Any] = {}
    for key in FIELDS.keys() & form.keys():
        said = form.get(key, NOTHING)
        if key == "inherited":
            values[key] = tuple(part for part in INHERITANCE if part in said.values)
        elif key == "self_service":
            values[key] = said.value is True
        else:
            values[key] = said.text or None
    return values
