"""Contacts, the words they are found by, and what they are grouped by."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.enums import ContactType, CorrespondenceType
from bot.models.base import CODE, DESCRIPTION, FALSE, SLACK_ID, Base, UtcDateTime, folded, words_of

_GONE = "deleted_at IS NOT NULL OR merged_into_id IS NOT NULL"


class Contact(Base):
    """A company or a person.

    `company_id` is the employer of a person; a company has none. `search_name` is `name` folded
    (empty until the contact is indexed), `phone_e164` and `mobile_phone_e164` are the numbers in
    international form, `email_folded` is the address in lower case: `contact_index` keeps them.
    A merged contact points to its survivor and is offered no more, nor is a deleted one.
    `external_id` is what another system that contacts are imported from knows the contact by.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index(None, "search_name"),
        Index(None, "email_folded"),
        Index(None, "phone_e164"),
        Index(None, "mobile_phone_e164"),
        Index(None, "company_id"),
        # The few that have no rows among the words. Worded as queries are, which SQLite compares.
        Index(
            "ix_contacts_set_aside",
            "company_id",
            "search_name",
            sqlite_where=text(f"privacy_blocked IS 1 OR minor IS 1 OR {_GONE}"),
            postgresql_where=text(f"privacy_blocked IS true OR minor IS true OR {_GONE}"),
        ),
        Index("uq_contacts_external_id", "external_id", unique=True),
        CheckConstraint("type = 'person' OR company_id IS NULL", name="company_of_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[str] = mapped_column(String(CODE), unique=True)
    type: Mapped[ContactType] = mapped_column(words_of(ContactType, "type"))
    name: Mapped[str] = mapped_column(String(DESCRIPTION))
    search_name: Mapped[str] = mapped_column(folded(400), default="", server_default="")
    first_name: Mapped[str | None] = mapped_column(String(50))
    middle_name: Mapped[str | None] = mapped_column(String(50))
    surname: Mapped[str | None] = mapped_column(String(50))
    job_title: Mapped[str | None] = mapped_column(String(50))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    address: Mapped[str | None] = mapped_column(String(100))
    address_2: Mapped[str | None] = mapped_column(String(50))
    post_code: Mapped[str | None] = mapped_column(String(CODE))
    city: Mapped[str | None] = mapped_column(String(50))
    county: Mapped[str | None] = mapped_column(String(50))
    country_code: Mapped[str | None] = mapped_column(String(10))
    territory_code: Mapped[str | None] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(40))
    phone_e164: Mapped[str | None] = mapped_column(String(20))
    mobile_phone: Mapped[str | None] = mapped_column(String(40))
    mobile_phone_e164: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    email_folded: Mapped[str | None] = mapped_column(folded(254))
    email_2: Mapped[str | None] = mapped_column(String(254))
    home_page: Mapped[str | None] = mapped_column(String(255))
    language_code: Mapped[str | None] = mapped_column(String(10))
    salesperson_code: Mapped[str | None] = mapped_column(ForeignKey("salespeople.code"))
    correspondence_type: Mapped[CorrespondenceType | None] = mapped_column(
        words_of(CorrespondenceType, "correspondence_type")
    )
    salutation_code: Mapped[str | None] = mapped_column(String(10))
    organizational_level_code: Mapped[str | None] = mapped_column(String(10))
    exclude_from_segment: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    privacy_blocked: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    minor: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    parental_consent_received: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default=func.now())
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime, server_default=func.now())
    external_id: Mapped[str | None] = mapped_column(String(100), sort_order=1)


class ContactWord(Base):
    """One word by which one contact is found; derived from `contacts`, can be rebuilt.

    `kind` is 0 for the first word of the contact's name, 1 for a further one, 2 for a word of its
    company's name and 3 for a part of its e-mail address. `search_text` holds every word, a space
    before each, but for the domain of the address: the key alone answers a search of several
    words, and in the right order. Only contacts that may be offered have rows. No foreign key: a
    search joins `contacts` anyway, and one would double the time of a rebuild.
    """

    __tablename__ = "contact_words"
    __table_args__ = (Index(None, "contact_id"), {"sqlite_with_rowid": False})

    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    word: Mapped[str] = mapped_column(folded(50), primary_key=True)
    search_text: Mapped[str] = mapped_column(folded(500), primary_key=True)
    contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class NearWord(Base):
    """A word of `contact_words`, and how it reads with letters left out
    (`bot.domain.contacts.near_words`).

    Each word of a name is here once, however many contacts have it. It may outlive the last one:
    it then leads to nobody.
    """

    __tablename__ = "near_words"
    __table_args__ = ({"sqlite_with_rowid": False},)

    variant: Mapped[str] = mapped_column(folded(50), primary_key=True)
    word: Mapped[str] = mapped_column(folded(50), primary_key=True)


class ContactToIndex(Base):
    """A contact whose words were written by an older version, to be written anew."""

    __tablename__ = "contacts_to_index"

    contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class MailingGroup(Base):
    """A mailing that contacts can be on."""

    __tablename__ = "mailing_groups"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IndustryGroup(Base):
    """A line of business that companies are in."""

    __tablename__ = "industry_groups"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JobResponsibility(Base):
    """What a person is responsible for at work."""

    __tablename__ = "job_responsibilities"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BusinessRelation(Base):
    """What a company is to ours: customer, vendor, bank …"""

    __tablename__ = "business_relations"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactMailingGroup(Base):
    """A contact is on a mailing."""

    __tablename__ = "contact_mailing_groups"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("mailing_groups.code"), primary_key=True)


class ContactIndustryGroup(Base):
    """A company is in a line of business."""

    __tablename__ = "contact_industry_groups"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("industry_groups.code"), primary_key=True)


class ContactJobResponsibility(Base):
    """A person has a responsibility."""

    __tablename__ = "contact_job_responsibilities"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("job_responsibilities.code"), primary_key=True)


class ContactBusinessRelation(Base):
    """A company stands in a relation to ours; `external_no` is its number there."""

    __tablename__ = "contact_business_relations"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("business_relations.code"), primary_key=True)
    external_no: Mapped[str | None] = mapped_column(String(CODE))


class ContactMerge(Base):
    """Two contacts became one: what is needed to make them two again, for a week.

    `before` and `after` are the columns of the survivor that changed, `moved` the keys of the rows
    that point to it since, by table and column, `dropped` the rows of the other one whose like the
    survivor had.
    """

    __tablename__ = "contact_merges"
    __table_args__ = (Index(None, "winner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    winner_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    loser_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    dropped: Mapped[dict[str, Any]] = mapped_column(JSON)


class DistinctContacts(Base):
    """Somebody has said that two contacts, of which one has the lower id, are not the same."""

    __tablename__ = "distinct_contacts"

    first_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    said_by: Mapped[str | None] = mapped_column(String(SLACK_ID))
