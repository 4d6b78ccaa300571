"""Contacts as they are exported: whoever may still be offered, the blocked ones marked.

Numbers in international form, folded names and words are derived and left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from bot.domain.messages import N_
from bot.models import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    Salesperson,
)
from bot.services.exports.table import Column, Table, instant

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, ScalarSelect

    from bot.models.base import Base

_company = aliased(Contact, name="company")


def _codes(groups: type[Base]) -> ScalarSelect[str]:
    """The codes of a contact's groups of one kind, in their order, with commas between."""
    of_contact = groups.__table__.c
    codes = (
        select(of_contact.code)
        .where(of_contact.contact_id == Contact.id)
        .order_by(of_contact.code)
        .correlate(Contact)
        .subquery()
    )
    return select(func.aggregate_strings(codes.c.code, ", ")).scalar_subquery()


def _of_contact(no: str) -> ColumnElement[bool]:
    """A company with everybody in it, or a person."""
    company_id = select(Contact.id).where(Contact.no == no).scalar_subquery()
    return or_(Contact.no == no, Contact.company_id == company_id)


CONTACTS = Table(
    columns=(
        Column("no", N_("Contact No."), Contact.no),
        Column("external_id", N_("External id"), Contact.external_id),
        Column("type", N_("Contact type"), Contact.type),
        Column("name", N_("Name"), Contact.name),
        Column("first_name", N_("First name"), Contact.first_name),
        Column("middle_name", N_("Middle name"), Contact.middle_name),
        Column("surname", N_("Surname"), Contact.surname),
        Column("job_title", N_("Job title"), Contact.job_title),
        Column("company_no", N_("Company No."), _company.no),
        Column("company_name", N_("Company"), _company.name),
        Column("address", N_("Address"), Contact.address),
        Column("address_2", N_("Address 2"), Contact.address_2),
        Column("post_code", N_("Post code"), Contact.post_code),
        Column("city", N_("City"), Contact.city),
        Column("county", N_("County"), Contact.county),
        Column("country_code", N_("Country/region code"), Contact.country_code),
        Column("territory_code", N_("Territory code"), Contact.territory_code),
        Column("phone", N_("Phone"), Contact.phone),
        Column("mobile_phone", N_("Mobile"), Contact.mobile_phone),
        Column("email", N_("E-mail"), Contact.email),
        Column("email_2", N_("E-mail 2"), Contact.email_2),
        Column("home_page", N_("Home page"), Contact.home_page),
        Column("language_code", N_("Language code"), Contact.language_code),
        Column("salesperson_code", N_("Salesperson code"), Contact.salesperson_code),
        Column("salesperson_name", N_("Salesperson"), Salesperson.name),
        Column("correspondence_type", N_("Correspondence type"), Contact.correspondence_type),
        Column("salutation_code", N_("Salutation code"), Contact.salutation_code),
        Column(
            "organizational_level_code",
            N_("Organizational level code"),
            Contact.organizational_level_code,
        ),
        Column("mailing_groups", N_("Mailing groups"), _codes(ContactMailingGroup)),
        Column("industry_groups", N_("Industry groups"), _codes(ContactIndustryGroup)),
        Column(
            "job_responsibilities", N_("Job responsibilities"), _codes(ContactJobResponsibility)
        ),
        Column("business_relations", N_("Business relations"), _codes(ContactBusinessRelation)),
        Column("exclude_from_segment", N_("Exclude from segment"), Contact.exclude_from_segment),
        Column("privacy_blocked", N_("Blocked for privacy reasons"), Contact.privacy_blocked),
        Column("minor", N_("Minor"), Contact.minor),
        Column(
            "parental_consent_received",
            N_("Parental consent received"),
            Contact.parental_consent_received,
        ),
        *instant("created_at", N_("Created at"), Contact.created_at),
        *instant("modified_at", N_("Modified at"), Contact.modified_at),
    ),
    rows=Contact.__table__.outerjoin(_company, _company.id == Contact.company_id).outerjoin(
        Salesperson, Salesperson.code == Contact.salesperson_code
    ),
    order=(Contact.no,),
    filters={
        "salesperson": lambda code: Contact.salesperson_code == code,
        "contact": _of_contact,
    },
    always=(Contact.deleted_at.is_(None), Contact.merged_into_id.is_(None)),
)
