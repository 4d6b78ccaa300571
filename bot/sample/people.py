"""The contacts of the sample company, and what they are grouped by."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import ContactType, CorrespondenceType
from bot.models import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    NumberSeries,
)
from bot.sample.tables import filled, flags, rows_of

INHERITED = (
    "address",
    "post_code",
    "city",
    "country_code",
    "language_code",
    "salesperson_code",
    "home_page",
)
CARD_EVERY, GIFT_EVERY = 3, 11
"""Every third contact gets a Christmas card, every eleventh a gift."""


async def add_contacts(session: AsyncSession) -> list[Contact]:
    """Add companies, their persons and private persons; their ids are known afterwards."""
    companies = {row["name"]: _company(row) for row in rows_of("companies")}
    persons = [_employee(row, companies[row["company"]]) for row in rows_of("persons")]
    private = [_private_person(row) for row in rows_of("private_persons")]
    contacts = [*companies.values(), *persons, *private]
    await _number(session, contacts)
    session.add_all(companies.values())
    await session.flush()
    for row, person in zip(rows_of("persons"), persons, strict=True):
        person.company_id = companies[row["company"]].id
    session.add_all(persons + private)
    await session.flush()
    _group(session, companies, persons, contacts)
    await session.flush()
    return contacts


def _company(row: dict[str, str]) -> Contact:
    return Contact(
        type=ContactType.COMPANY,
        name=row["name"],
        **filled(row, "phone", "email", *INHERITED),
        **flags(row, "exclude_from_segment", "privacy_blocked"),
        correspondence_type=_channel(row),
    )


def _employee(row: dict[str, str], company: Contact) -> Contact:
    # As in Business Central, a person starts with the address of the company.
    inherited = {column: getattr(company, column) for column in INHERITED}
    return _person(row, inherited)


def _private_person(row: dict[str, str]) -> Contact:
    columns = ("post_code", "city", "country_code", "language_code", "salesperson_code")
    return _person(row, filled(row, *columns))


def _person(row: dict[str, str], address: dict[str, str | None]) -> Contact:
    optional = {"job_title": row.get("job_title") or None, "phone": row.get("phone") or None}
    return Contact(
        type=ContactType.PERSON,
        name=f"{row['first_name']} {row['surname']}",
        **filled(row, "first_name", "surname", "mobile_phone", "email"),
        **optional,
        **address,
        **flags(
            row, "privacy_blocked", "exclude_from_segment", "minor", "parental_consent_received"
        ),
        correspondence_type=_channel(row),
    )


def _channel(row: dict[str, str]) -> CorrespondenceType | None:
    channel = row["correspondence_type"]
    return CorrespondenceType(channel) if channel else None


async def _number(session: AsyncSession, contacts: list[Contact]) -> None:
    series = (
        await session.scalars(select(NumberSeries).where(NumberSeries.code == "CONTACT"))
    ).one()
    for contact in contacts:
        series.last_used += 1
        contact.no = f"{series.prefix}{series.last_used:0{series.digits}}"


def _group(
    session: AsyncSession,
    companies: dict[str, Contact],
    persons: list[Contact],
    contacts: list[Contact],
) -> None:
    for row in rows_of("companies"):
        company = companies[row["name"]]
        session.add(ContactIndustryGroup(contact_id=company.id, code=row["industry"]))
        if row["relation"]:
            session.add(ContactBusinessRelation(contact_id=company.id, code=row["relation"]))
    for row, person in zip(rows_of("persons"), persons, strict=True):
        if row["responsibility"]:
            session.add(ContactJobResponsibility(contact_id=person.id, code=row["responsibility"]))
    for code, every in (("X-CARD", CARD_EVERY), ("X-GIFT", GIFT_EVERY)):
        session.add_all(
            ContactMailingGroup(contact_id=contact.id, code=code) for contact in contacts[::every]
        )
