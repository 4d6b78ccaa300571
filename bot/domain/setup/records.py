"""A company's own tables as records: their fields, how these are read, and what goes together.

Source: business-central 1.3 to 1.6. A record is an entry here: one list, one card, one form and one
service serve them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused
from bot.domain.enums import (
    CorrespondenceType,
    InformationFlow,
    InitiatedBy,
    SalespersonRole,
    WizardAction,
)
from bot.domain.forms import NOTHING, Kind, Problem, words_of
from bot.domain.languages import LOCALE_OF
from bot.domain.messages import N_, Text
from bot.domain.people.rights import Right
from bot.domain.setup.fields import CODE_LENGTH, MISSING, Field, Reading, Record
from bot.domain.wizard.defaults import format_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.forms import Entered

    Values = dict[str, Any]


def _code() -> Field:
    return Field(
        "code",
        N_("Code"),
        Kind.LINE,
        required=True,
        max_length=CODE_LENGTH,
        read=Reading.code,
        hint=N_("Short, in capitals; it can't be changed later"),
    )


def _name(key: str = "description", label: str = N_("Description")) -> Field:
    return Field(key, label, Kind.LINE, required=True, max_length=100)


def _small(kind: str, many: str, one: str) -> Record:
    return Record(kind, many, one, _table(_code(), _name()))


def _table(*fields: Field) -> dict[str, Field]:
    return {each.key: each for each in fields}


ROLES: Mapping[str, str] = {
    SalespersonRole.READER.value: N_("Reader"),
    SalespersonRole.SALESPERSON.value: N_("Salesperson"),
    SalespersonRole.MANAGER.value: N_("Manager"),
    SalespersonRole.ADMINISTRATOR.value: N_("Administrator"),
}
ACTIONS: Mapping[str, str] = {
    WizardAction.OPEN.value: N_("Open"),
    WizardAction.IMPORT.value: N_("Import"),
    WizardAction.MERGE.value: N_("Merge"),
}


def _ends_after_its_start(values: Mapping[str, Any]) -> Iterable[Problem]:
    start, end = values.get("starting_date"), values.get("ending_date")
    if start and end and end < start:
        yield Problem("ending_date", Text(N_("It can't end before it starts.")))


def _flags_with_campaign(values: Mapping[str, Any]) -> Iterable[Problem]:
    for key in ("campaign_target", "campaign_response"):
        if values.get(key) and not values.get("campaign_no"):
            yield Problem(key, Text(N_("Please choose a campaign first.")))


TEMPLATES = Record(
    "interaction_templates",
    N_("Interaction templates"),
    N_("Interaction template"),
    _table(
        _code(),
        _name(),
        Field(
            "group_code",
            N_("Interaction group"),
            Kind.SEARCH,
            searched="interaction_groups",
            listed=True,
        ),
        Field("unit_cost", N_("Cost"), Kind.LINE, max_length=40, read=Reading.cost),
        Field(
            "unit_duration_min",
            N_("Duration (min)"),
            Kind.LINE,
            max_length=40,
            read=Reading.duration,
            hint=N_("Minutes, or hours and minutes: 75, 1h15 or 1:15"),
        ),
        Field(
            "information_flow",
            N_("Information flow"),
            Kind.CHOICE,
            choices=words_of(InformationFlow),
        ),
        Field("initiated_by", N_("Initiated by"), Kind.CHOICE, choices=words_of(InitiatedBy)),
        Field(
            "correspondence_type",
            N_("Correspondence type"),
            Kind.CHOICE,
            choices=words_of(CorrespondenceType),
        ),
        Field(
            "ignore_contact_correspondence_type",
            N_("Ignore contact's correspondence type"),
            Kind.FLAG,
        ),
        Field(
            "wizard_action",
            N_("Wizard action"),
            Kind.CHOICE,
            choices=ACTIONS,
            hint=N_("Open and Merge take the template's text, Import a file"),
        ),
        Field(
            "language_code",
            N_("Default language"),
            Kind.CHOICE,
            choices={code: code for code in LOCALE_OF},
        ),
        Field("campaign_no", N_("Campaign"), Kind.SEARCH, searched="campaigns"),
        Field("campaign_target", N_("Campaign target"), Kind.FLAG),
        Field("campaign_response", N_("Campaign response"), Kind.FLAG),
    ),
    rules=(_flags_with_campaign,),
)
SALESPEOPLE = Record(
    "salespeople",
    N_("Salespeople"),
    N_("Salesperson"),
    _table(
        _code(),
        _name("name", N_("Name")),
        Field("email", N_("E-mail"), Kind.LINE, max_length=254, read=Reading.address),
        Field("job_title", N_("Job title"), Kind.LINE, max_length=50),
        Field("phone", N_("Phone"), Kind.LINE, max_length=40),
        Field("role", N_("Role"), Kind.RADIO, required=True, choices=ROLES, listed=True),
        Field(
            "slack_user_id",
            N_("Slack account"),
            Kind.USER,
            hint=N_("Who records as this salesperson"),
        ),
    ),
    retired="blocked",
)
CAMPAIGNS = Record(
    "campaigns",
    N_("Campaigns"),
    N_("Campaign"),
    _table(
        Field(
            "code",
            N_("No."),
            Kind.LINE,
            max_length=CODE_LENGTH,
            read=Reading.number,
            hint=N_("Leave it empty for the next number of the series"),
        ),
        _name(),
        Field(
            "status_code",
            N_("Status"),
            Kind.SEARCH,
            searched="campaign_statuses",
            listed=True,
        ),
        Field("starting_date", N_("Starting date"), Kind.DATE, read=Reading.day),
        Field("ending_date", N_("Ending date"), Kind.DATE, read=Reading.day),
        Field("salesperson_code", N_("Salesperson"), Kind.SEARCH, searched="salespeople"),
    ),
    rules=(_ends_after_its_start,),
    see=Right.SEE,
    change=Right.CAMPAIGNS,
    series=("CAMPAIGN", "Campaigns", "CP", 4),
)
MOST_DIGITS = 9


def _digits_that_fit(values: Mapping[str, Any]) -> Iterable[Problem]:
    digits, number = values.get("digits"), values.get("next_number")
    if digits and digits > MOST_DIGITS:
        yield Problem("digits", Text(N_("At most {most} digits."), {"most": MOST_DIGITS}))
    elif digits and number and len(str(number)) > digits:
        told = N_("This number has more than {digits} digits.")
        yield Problem("next_number", Text(told, {"digits": digits}))


NUMBER_SERIES = Record(
    "number_series",
    N_("Number series"),
    N_("Number series"),
    _table(
        _code(),
        _name(),
        Field("prefix", N_("Prefix"), Kind.LINE, required=True, max_length=10, read=Reading.code),
        Field("digits", N_("Digits"), Kind.LINE, required=True, max_length=2, read=Reading.whole),
        Field(
            "next_number",
            N_("Next number"),
            Kind.LINE,
            required=True,
            max_length=9,
            read=Reading.whole,
            hint=N_("Numbers that are in use are skipped"),
        ),
    ),
    rules=(_digits_that_fit,),
    retired="",
    fixed=True,
)
RECORDS: Mapping[str, Record] = {
    record.kind: record
    for record in (
        TEMPLATES,
        _small("interaction_groups", N_("Interaction groups"), N_("Interaction group")),
        SALESPEOPLE,
        CAMPAIGNS,
        _small("campaign_statuses", N_("Campaign statuses"), N_("Campaign status")),
        _small("mailing_groups", N_("Mailing groups"), N_("Mailing group")),
        _small("industry_groups", N_("Industry groups"), N_("Industry group")),
        _small("job_responsibilities", N_("Job responsibilities"), N_("Job responsibility")),
        _small("business_relations", N_("Business relations"), N_("Business relation")),
        NUMBER_SERIES,
    )
}


def read(
    record: Record, entered: Mapping[str, Entered], decimal_sign: str
) -> tuple[Values, list[Problem]]:
    """The values of a filled form by column, and what is wrong with them. A field that the form
    doesn't have is left out."""
    values: Values = {}
    problems: list[Problem] = []
    for key, each in record.fields.items():
        if key not in entered:
            continue
        try:
            values[key] = _value(each, entered.get(key, NOTHING), decimal_sign)
        except Refused as refused:
            problems.append(Problem(key, refused.text))
    for rule in record.rules:
        problems += rule(values)
    return values, problems


def _value(each: Field, entered: Entered, decimal_sign: str) -> Any:
    if each.kind is Kind.FLAG:
        return entered.value is True
    if each.required and not entered.text:
        raise Refused(MISSING)
    if each.max_length and len(entered.text) > each.max_length:
        raise Refused(N_("Please use at most {limit} characters."), limit=each.max_length)
    return each.read(entered.text, decimal_sign)


def as_text(each: Field, value: Any, decimal_sign: str) -> Any:
    """A value as a form shows it: the reverse of reading."""
    if value is None or isinstance(value, bool):
        return value
    if each.read is Reading.cost:
        return format_cost(value, decimal_sign)
    return str(value)


def repeats(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a changed number series would give numbers once more that it has given."""
    same = before["prefix"] == after["prefix"]
    return bool(same and after["next_number"] < before["next_number"])
