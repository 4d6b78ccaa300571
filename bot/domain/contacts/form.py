"""The form of a contact: its fields, and what is wrong with them whatever else there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.domain.enums import CorrespondenceType
from bot.domain.forms import NOTHING, Field, Kind, Problem, table, words_of
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Entered

ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]+")
"""What can be an e-mail address."""
NO_ADDRESS = N_("This is no e-mail address. One looks like name@example.com.")
NO_PHONE = N_("This is no phone number. Please type digits, with + and the country code abroad.")
_LETTER = re.compile(r"[^\W\d_]")

FLAGS = ("exclude_from_segment", "minor", "parental_consent_received", "privacy_blocked")
_FLAG_WORDS = {
    "exclude_from_segment": N_("Exclude from segment"),
    "minor": N_("Minor"),
    "parental_consent_received": N_("Parental consent received"),
    "privacy_blocked": N_("Privacy blocked"),
}
_SHARED = (
    Field("email", N_("E-mail"), Kind.LINE, max_length=254),
    Field("phone", N_("Phone"), Kind.LINE, max_length=40),
    Field("mobile_phone", N_("Mobile phone"), Kind.LINE, max_length=40),
    Field("address", N_("Address"), Kind.LINE, max_length=100),
    Field("post_code", N_("Post code"), Kind.LINE, max_length=20),
    Field("city", N_("City"), Kind.LINE, max_length=50),
    Field("country_code", N_("Country"), Kind.SEARCH),
    Field("home_page", N_("Home page"), Kind.LINE, max_length=255),
    Field("language_code", N_("Language"), Kind.SEARCH),
    Field("salesperson_code", N_("Salesperson"), Kind.SEARCH),
    Field(
        "correspondence_type",
        N_("Correspondence type"),
        Kind.CHOICE,
        choices=words_of(CorrespondenceType),
    ),
)
PERSON = table(
    Field("first_name", N_("First name"), Kind.LINE, max_length=50),
    Field("surname", N_("Surname"), Kind.LINE, required=True, max_length=50),
    Field("company", N_("Company"), Kind.SEARCH),
    Field("job_title", N_("Job title"), Kind.LINE, max_length=50),
    *_SHARED,
    Field("flags", N_("Privacy"), Kind.TICKS, choices=_FLAG_WORDS),
)
COMPANY = table(
    Field("name", N_("Name"), Kind.LINE, required=True, max_length=100),
    *_SHARED,
    Field(
        "flags",
        N_("Privacy"),
        Kind.TICKS,
        choices={key: _FLAG_WORDS[key] for key in ("exclude_from_segment", "privacy_blocked")},
    ),
)


def fields_of(kind: str) -> Mapping[str, Field]:
    return COMPANY if kind == "company" else PERSON


def read(kind: str, entered: Mapping[str, Entered]) -> tuple[dict[str, Any], list[Problem]]:
    """The columns that a form says, and what is wrong with it. ``company_id`` is a number."""
    values: dict[str, Any] = {}
    problems = []
    for key in fields_of(kind):
        found = entered.get(key, NOTHING)
        if key == "flags":
            values |= {flag: flag in found.values for flag in fields_of(kind)[key].choices}
        elif key == "company":
            values["company_id"] = int(found.text) if found.text else None
        else:
            values[key] = found.text or None
    if kind == "person":
        parts = (values["first_name"], values["surname"])
        values["name"] = " ".join(part for part in parts if part)[:100]
    if values["email"] and not ADDRESS.fullmatch(values["email"]):
        problems.append(Problem("email", Text(NO_ADDRESS)))
    for key in ("phone", "mobile_phone"):
        number = values[key]
        if number and (_LETTER.search(number) or not any(map(str.isdigit, number))):
            problems.append(Problem(key, Text(NO_PHONE)))
    if not values["name"]:
        key = "name" if kind == "company" else "surname"
        problems.append(Problem(key, Text(N_("Please enter a name."))))
    return values, problems
