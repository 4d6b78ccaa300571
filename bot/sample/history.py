"""Eighteen months of calls, visits and letters, as people would have logged them by hand."""

import random
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.contacts.contact import is_blocked
from bot.domain.enums import Evaluation
from bot.models import (
    CampaignEntry,
    Contact,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    Opportunity,
)
from bot.sample.tables import rows_of

ENTRIES = 360
DAYS = 540
RECENT = 1.6
"""Exponent: the higher, the more of the history is recent."""

FRENCH = {"FRA", "FRB", "FRS"}
STAND_INS = ("BC", "EH", "LT", "RB")
FAILED = "failed"
LETTER_CAMPAIGN = "CP1001"


async def add_history(session: AsyncSession, today: date, contacts: list[Contact]) -> int:
    """Add the interactions with comments, evaluations, failed attempts and a few canceled ones."""
    chance = random.Random(ENTRIES)
    templates = {row.code: row for row in await session.scalars(select(InteractionTemplate))}
    opportunities = await session.scalars(select(Opportunity).where(Opportunity.closed.is_(False)))
    open_at = {row.contact_company_id: row for row in opportunities}
    companies = {contact.id: contact for contact in contacts}
    reachable = [
        contact
        for contact in contacts
        if not is_blocked(contact.privacy_blocked, contact.minor, contact.parental_consent_received)
    ]
    phrases = {
        language: [row for row in rows_of("history") if row["language"] == language]
        for language in ("ENU", "FRA")
    }
    campaign = CampaignEntry(
        campaign_no=LETTER_CAMPAIGN,
        description="Increase sale",
        date=today - timedelta(days=60),
        salesperson_code="HR",
    )
    session.add(campaign)
    await session.flush()
    for day in sorted(_working_day(chance, today) for _ in range(ENTRIES)):
        contact = chance.choice(reachable)
        spoken = phrases["FRA" if contact.language_code in FRENCH else "ENU"]
        phrase = chance.choices(spoken, [int(row["weight"]) for row in spoken])[0]
        company = companies.get(contact.company_id) if contact.company_id else None
        entry = _entry(chance, day, (contact, company), phrase, templates[phrase["template_code"]])
        if phrase["template_code"] == "BUS" and day >= campaign.date:
            entry.campaign_no = LETTER_CAMPAIGN
            entry.campaign_target = True
            entry.campaign_entry_id = campaign.id
        opportunity = open_at.get(entry.contact_company_id)
        if opportunity and opportunity.creation_date <= day:
            entry.opportunity_id = opportunity.id
        if phrase["comment"]:
            entry.comments.append(InteractionComment(date=day, comment=phrase["comment"]))
        session.add(entry)
    await session.flush()
    return ENTRIES


def _working_day(chance: random.Random, today: date) -> date:
    day = today - timedelta(days=1 + int(DAYS * chance.random() ** RECENT))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _entry(
    chance: random.Random,
    day: date,
    who: tuple[Contact, Contact | None],
    phrase: dict[str, str],
    template: InteractionTemplate,
) -> Interaction:
    contact, company = who
    at = time(chance.randrange(8, 18), chance.randrange(0, 60, 5))
    failed = phrase["evaluation"] == FAILED
    rated = phrase["evaluation"] and not failed and chance.random() < 0.8
    own = chance.random() < 0.85
    usual = template.unit_duration_min
    lasted = 1 if failed else max(5, round(usual * chance.uniform(0.5, 1.5) / 5) * 5)
    # A letter takes what the template says, a talk takes as long as it takes.
    duration = lasted if template.group_code in {"PHONE", "MEETING"} else usual
    company = company or (contact if contact.type == "company" else None)
    return Interaction(
        draft_id=f"sample-{contact.no}-{chance.getrandbits(48):012x}",
        contact_id=contact.id,
        contact_name=contact.name,
        contact_company_id=company and company.id,
        contact_company_name=company and company.name,
        date=day,
        time=at,
        logged_at=datetime.combine(day, at, UTC) + timedelta(minutes=duration + 10),
        description=phrase["description"],
        subject=phrase["description"],
        group_code=template.group_code,
        template_code=template.code,
        language_code=phrase["language"],
        information_flow=template.information_flow,
        initiated_by=template.initiated_by,
        correspondence_type=template.correspondence_type,
        salesperson_code=contact.salesperson_code if own else chance.choice(STAND_INS),
        cost=template.unit_cost,
        duration_min=duration,
        evaluation=Evaluation(phrase["evaluation"]) if rated else None,
        attempt_failed=failed,
        canceled=chance.random() < 0.02,
    )
