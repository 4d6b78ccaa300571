"""The columns of a contact that a file can fill, with their labels and longest values."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.messages import N_


class Kind(Enum):
    """How the text of a cell is read."""

    TEXT = auto()
    PHONE = auto()
    EMAIL = auto()
    COUNTRY = auto()
    LANGUAGE = auto()
    SALESPERSON = auto()
    CONTACT_TYPE = auto()
    CHANNEL = auto()
    YES_NO = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """`label` is what the column is called on screen; `longest` counts characters."""

    name: str
    label: str
    longest: int
    kind: Kind = Kind.TEXT


_ALL = (
    Column("no", N_("No."), 20),
    Column("external_id", N_("External id"), 100),
    Column("type", N_("Type"), 20, Kind.CONTACT_TYPE),
    Column("name", N_("Name"), 100),
    Column("first_name", N_("First name"), 50),
    Column("middle_name", N_("Middle name"), 50),
    Column("surname", N_("Surname"), 50),
    Column("job_title", N_("Job title"), 50),
    Column("company", N_("Company"), 100),
    Column("address", N_("Address"), 100),
    Column("address_2", N_("Address 2"), 50),
    Column("post_code", N_("Post code"), 20),
    Column("city", N_("City"), 50),
    Column("county", N_("County"), 50),
    Column("country_code", N_("Country"), 10, Kind.COUNTRY),
    Column("territory_code", N_("Territory"), 10),
    Column("phone", N_("Phone"), 40, Kind.PHONE),
    Column("mobile_phone", N_("Mobile phone"), 40, Kind.PHONE),
    Column("email", N_("E-mail"), 254, Kind.EMAIL),
    Column("email_2", N_("E-mail 2"), 254, Kind.EMAIL),
    Column("home_page", N_("Home page"), 255),
    Column("language_code", N_("Language"), 10, Kind.LANGUAGE),
    Column("salesperson_code", N_("Salesperson"), 20, Kind.SALESPERSON),
    Column("correspondence_type", N_("Correspondence type"), 20, Kind.CHANNEL),
    Column("salutation_code", N_("Salutation"), 10),
    Column("organizational_level_code", N_("Organisational level"), 10),
    Column("exclude_from_segment", N_("Exclude from segments"), 10, Kind.YES_NO),
    Column("privacy_blocked", N_("Blocked for privacy"), 10, Kind.YES_NO),
    Column("minor", N_("Minor"), 10, Kind.YES_NO),
    Column("parental_consent_received", N_("Parental consent received"), 10, Kind.YES_NO),
)
COLUMNS = {column.name: column for column in _ALL}

STORED = tuple(column.name for column in _ALL if column.name != "company")
"""Columns of the table `contacts`; a company's name leads to another row of it."""

FLAGS = frozenset(column.name for column in _ALL if column.kind is Kind.YES_NO)
IDENTIFYING = frozenset({"no", "external_id", "email", "phone", "mobile_phone"})
NAMES = frozenset({"name", "first_name", "surname"})
OF_A_PERSON = frozenset({"first_name", "middle_name", "surname", "job_title"})

UNREADABLE = "unreadable"
"""The only cell of a row that can't be taken apart."""
