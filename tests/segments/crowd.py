"""A small world for criteria: two companies with persons, loners, and contacts to be left out."""

from datetime import UTC, date, datetime
from typing import Any, Unpack

from sqlalchemy import insert, select, update

from bot.domain.criteria.criteria import ContactFilter, Filters, Options, Step
from bot.domain.enums import CriteriaAction
from bot.domain.segments.header import HeaderChanges
from bot.models import (
    BusinessRelation,
    Campaign,
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    IndustryGroup,
    Interaction,
    InteractionGroup,
    InteractionTemplate,
    JobResponsibility,
    LoggedSegment,
    MailingGroup,
    Salesperson,
    Segment,
    SegmentLine,
)
from bot.services.contacts.index import index_contacts
from bot.services.criteria.criteria import Criteria
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.storage.database import Database
from tests.making import NOW, person

CONTACTS = (
    # no, type, name, company, more
    ("C1", "company", "Zebra Werke", None, {"city": "Köln", "post_code": "50667"}),
    ("C2", "company", "Adatum", None, {"city": "Paris", "post_code": "75001"}),
    ("P1", "person", "Jürgen Müller", "C1", {"salesperson_code": "JO", "language_code": "DEU"}),
    ("P2", "person", "Anna Berg", "C1", {"country_code": "SE", "territory_code": "NORD"}),
    ("P3", "person", "Chloé Dupont", "C2", {"city": "PARIS", "post_code": "75009"}),
    ("P4", "person", "Emil Excluded", "C2", {"exclude_from_segment": True}),
    ("P5", "person", "Petra Private", "C2", {"privacy_blocked": True}),
    ("P6", "person", "Mia Minor", None, {"minor": True}),
    ("P7", "person", "Liv Ung", None, {"minor": True, "parental_consent_received": True}),
    ("P8", "person", "Otto Merged", None, {"merged": "P2"}),
    ("P9", "person", "Dora Deleted", None, {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}),
)
ALLOWED = ("P7", "C2", "P3", "C1", "P2", "P1")
"""Whom an Add without filters brings, in the order of 3.6: by company, then type, then name."""


EVERYBODY = Filters()


class Crowd:
    """The services on one database, with contacts by number."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.segments = Segments(database, lambda: NOW)
        self.lines = SegmentLines(database)
        self.now = NOW
        self.criteria = Criteria(database, lambda: self.now)
        self.ids: dict[str, int] = {}

    async def fill(self) -> None:
        async with self.database.begin() as session:
            session.add_all([Salesperson(code=code, name=code) for code in ("JO", "OF")])
            session.add(InteractionGroup(code="PHONE", description="Phone"))
            session.add_all([Campaign(no=no, description=no) for no in ("CP1", "CP2")])
            session.add_all(
                [
                    MailingGroup(code="NEWS", description="News"),
                    IndustryGroup(code="RETAIL", description="Retail"),
                    JobResponsibility(code="CEO", description="CEO"),
                    BusinessRelation(code="CUST", description="Customer"),
                ]
            )
            await session.flush()
            session.add(InteractionTemplate(code="CALL", group_code="PHONE", description="Call"))
            for no, kind, name, employer, more in CONTACTS:
                values: dict[str, Any] = dict(more)
                if "merged" in values:
                    values["merged_into_id"] = self.ids[values.pop("merged")]
                contact = Contact(
                    no=no,
                    type=kind,
                    name=name,
                    company_id=employer and self.ids[employer],
                    **values,
                )
                session.add(contact)
                await session.flush()
                self.ids[no] = contact.id
            session.add_all(
                [
                    ContactMailingGroup(contact_id=self.ids["P1"], code="NEWS"),
                    ContactMailingGroup(contact_id=self.ids["C2"], code="NEWS"),
                    ContactJobResponsibility(contact_id=self.ids["P2"], code="CEO"),
                    ContactIndustryGroup(contact_id=self.ids["C1"], code="RETAIL"),
                    ContactBusinessRelation(contact_id=self.ids["C2"], code="CUST"),
                ]
            )
            await session.flush()
            await index_contacts(session, self.ids.values())

    async def segment(self, **changes: Unpack[HeaderChanges]) -> str:
        """A new segment's number."""
        card = await self.segments.create(person(), "Spring")
        if changes:
            await self.segments.change_header(card.header.no, changes)
        return card.header.no

    async def add_blank_line(self, no: str) -> None:
        """A line without contact, past every rule."""
        async with self.database.begin() as session:
            session.add(SegmentLine(segment_no=no, line_no=10_000))

    async def block(self, contact: str, *, blocked: bool = True) -> None:
        """Say that a contact is blocked for privacy reasons, or not any more."""
        of_contact = Contact.id == self.ids[contact]
        async with self.database.begin() as session:
            await session.execute(update(Contact).where(of_contact).values(privacy_blocked=blocked))

    async def header(self, no: str, **values: Any) -> None:
        """Write a header as it is, without the rules."""
        async with self.database.begin() as session:
            await session.execute(update(Segment).where(Segment.no == no).values(values))

    async def members(self, no: str) -> list[str]:
        """The contact numbers of a segment's lines, in order."""
        statement = (
            select(Contact.no)
            .join(SegmentLine, SegmentLine.contact_id == Contact.id)
            .where(SegmentLine.segment_no == no)
            .order_by(SegmentLine.line_no)
        )
        async with self.database.read() as session:
            return list(await session.scalars(statement))

    async def rows(self, no: str) -> list[dict[str, Any]]:
        """Every column of every line, as stored."""
        table = SegmentLine.__table__
        statement = table.select().where(SegmentLine.segment_no == no)
        async with self.database.read() as session:
            rows = await session.execute(statement.order_by(SegmentLine.line_no))
            return [dict(row._mapping) for row in rows]

    async def log(self, contact: str, **values: Any) -> int:
        """An interaction with a contact."""
        row = {
            "contact_id": self.ids[contact],
            "contact_name": contact,
            "date": date(2026, 2, 1),
            "logged_at": NOW,
            "description": "Called",
            "template_code": "CALL",
            "salesperson_code": "OF",
        } | values
        async with self.database.begin() as session:
            result = await session.execute(insert(Interaction).returning(Interaction.id), [row])
            return int(result.scalar_one())

    async def logged_segment(self, no: str = "SM9", part: int = 1) -> int:
        async with self.database.begin() as session:
            row = LoggedSegment(segment_no=no, part=part, description="Old", logged_at=NOW)
            session.add(row)
            await session.flush()
            return row.id


def add(filters: Filters = EVERYBODY, **options: bool) -> Step:
    return Step(CriteriaAction.ADD, filters, Options(**options))


def reduce(filters: Filters = EVERYBODY, **options: bool) -> Step:
    return Step(CriteriaAction.REDUCE, filters, Options(**options))


def refine(filters: Filters = EVERYBODY, **options: bool) -> Step:
    return Step(CriteriaAction.REFINE, filters, Options(**options))


def nos(*numbers: str) -> Filters:
    """Contacts by number."""
    return Filters(contact=ContactFilter(nos=numbers))
