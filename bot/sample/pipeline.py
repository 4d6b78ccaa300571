"""Opportunities, segments and tasks of the sample company."""

from datetime import date, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import OpportunityStatus, Priority, TaskType
from bot.models import (
    Contact,
    InteractionTemplate,
    NumberSeries,
    Opportunity,
    Segment,
    SegmentLine,
    Task,
)
from bot.sample.tables import add_missing, filled, rows_of

CUSTOMERS = (
    "Adatum Corporation",
    "Trey Research",
    "School of Fine Art",
    "Alpine Ski House",
    "Relecloud",
)
LINE_STEP = 10_000
DAYS_TO_CLOSE = 30


def companies_of(contacts: list[Contact]) -> dict[str, Contact]:
    """The companies by name."""
    return {contact.name: contact for contact in contacts if contact.company_id is None}


def first_person_of(contacts: list[Contact], company: Contact) -> Contact:
    """The contact person of a company."""
    return next(contact for contact in contacts if contact.company_id == company.id)


async def add_opportunities(session: AsyncSession, today: date, contacts: list[Contact]) -> int:
    """Add the opportunities of the demo set, with the contact person of the company."""
    companies = companies_of(contacts)
    rows = []
    for row in rows_of("opportunities"):
        company = companies[row["company"]]
        created = today + timedelta(days=int(row["created"]))
        status = OpportunityStatus(row["status"])
        closed = status in {OpportunityStatus.WON, OpportunityStatus.LOST}
        rows.append(
            Opportunity(
                **filled(row, "no", "description", "salesperson_code"),
                contact_id=first_person_of(contacts, company).id,
                contact_company_id=company.id,
                sales_cycle_code=row["cycle"],
                creation_date=created,
                status=status,
                priority=Priority(row["priority"]),
                estimated_value=Decimal(row["value"]),
                closed=closed,
                date_closed=created + timedelta(days=DAYS_TO_CLOSE) if closed else None,
            )
        )
    return await add_missing(session, [Opportunity.no], rows)


async def add_segments(session: AsyncSession, today: date, contacts: list[Contact]) -> int:
    """Add the segments of the demo set; the lines are the customers and their persons."""
    companies = companies_of(contacts)
    taken = set(await session.scalars(select(Segment.no)))
    added = 0
    for row in rows_of("segments"):
        if row["no"] in taken:
            continue
        template = (
            await session.scalars(
                select(InteractionTemplate).where(InteractionTemplate.code == row["template_code"])
            )
        ).one()
        session.add(
            Segment(
                no=row["no"],
                **filled(row, "description", "salesperson_code", "template_code", "campaign_no"),
                date=today,
                group_code=template.group_code,
                language_code=template.language_code,
                correspondence_type=template.correspondence_type,
                ignore_contact_correspondence_type=template.ignore_contact_correspondence_type,
                information_flow=template.information_flow,
                initiated_by=template.initiated_by,
                unit_cost=template.unit_cost,
                unit_duration_min=template.unit_duration_min,
            )
        )
        await session.flush()
        members = CUSTOMERS if row["members"] == "customers" else ()
        pairs = [(companies[name], companies[name]) for name in members]
        pairs += [(first_person_of(contacts, company), company) for company, _ in pairs]
        pairs.sort(key=lambda pair: members.index(pair[1].name))
        for number, (contact, company) in enumerate(pairs, start=1):
            session.add(
                SegmentLine(
                    segment_no=row["no"],
                    line_no=number * LINE_STEP,
                    contact_id=contact.id,
                    contact_company_id=company.id,
                )
            )
        added += 1
    series = await session.get_one(NumberSeries, "SEGMENT")
    used = (int(row["no"].removeprefix(series.prefix)) for row in rows_of("segments"))
    series.last_used = max(series.last_used, *used)
    await session.flush()
    return added


async def add_tasks(session: AsyncSession, today: date, contacts: list[Contact]) -> int:
    """Add tasks around today, some of them late, under the next numbers of their series."""
    companies = companies_of(contacts)
    series = (await session.scalars(select(NumberSeries).where(NumberSeries.code == "TASK"))).one()
    rows = rows_of("tasks")
    for row in rows:
        series.last_used += 1
        company = companies[row["company"]]
        kind = TaskType(row["type"]) if row["type"] else None
        session.add(
            Task(
                no=f"{series.prefix}{series.last_used:0{series.digits}}",
                type=kind,
                **filled(row, "description", "salesperson_code"),
                date=today + timedelta(days=int(row["in_days"])),
                time=time(10, 0) if kind else None,
                duration_min=60 if kind is TaskType.MEETING else 15,
                contact_id=first_person_of(contacts, company).id,
                contact_company_id=company.id,
                priority=Priority(row["priority"]),
            )
        )
    await session.flush()
    return len(rows)
