"""The sample company, on both databases."""

from datetime import date, timedelta
from itertools import pairwise

import phonenumbers
import pytest
from sqlalchemy import func, select

from bot.domain.errors.base import SampleDataRefused
from bot.domain.merge_fields import unknown_fields
from bot.models import (
    Contact,
    ContactWord,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    InteractionTemplateLanguage,
    NumberSeries,
    Opportunity,
    Salesperson,
    Segment,
    SegmentLine,
)
from bot.sample import seed
from bot.services.contacts.search import ContactSearch
from bot.storage.database import Database
from tests.conftest import TODAY


async def test_seed_reports_what_it_added(database: Database) -> None:
    report = await seed(database, TODAY)
    async with database.read() as session:
        contacts = await session.scalar(select(func.count()).select_from(Contact))
        interactions = await session.scalar(select(func.count()).select_from(Interaction))
    assert report.contacts == contacts
    assert report.interactions == interactions
    assert report.contacts >= 220
    assert report.interactions >= 300
    assert (report.salespeople, report.templates, report.opportunities, report.segments) == (
        7, 41, 15, 3,
    )  # fmt: skip


async def test_seed_refuses_a_database_with_contacts(sample_database: Database) -> None:
    with pytest.raises(SampleDataRefused):
        await seed(sample_database, TODAY)


async def test_seed_by_force_adds_contacts_under_new_numbers(sample_database: Database) -> None:
    report = await seed(sample_database, TODAY, force=True)
    assert report.contacts >= 220
    assert (report.salespeople, report.templates, report.opportunities) == (0, 0, 0)


async def test_the_same_day_gives_the_same_company(
    database: Database, sample_database: Database
) -> None:
    await seed(database, TODAY)
    columns = (Interaction.draft_id, Interaction.date, Interaction.time, Interaction.description)
    histories = []
    for db in (database, sample_database):
        async with db.read() as session:
            histories.append((await session.execute(select(*columns).order_by(*columns))).all())
    assert histories[0] == histories[1]


async def test_history_is_believable(sample_database: Database) -> None:
    async with sample_database.read() as session:
        entries = (await session.scalars(select(Interaction).order_by(Interaction.id))).all()
        comments = await session.scalar(select(func.count()).select_from(InteractionComment))
    assert all(TODAY - timedelta(days=549) <= entry.date < TODAY for entry in entries)
    assert all(entry.date.weekday() < 5 for entry in entries)
    assert all(one.date <= next_one.date for one, next_one in pairwise(entries))
    assert len({entry.salesperson_code for entry in entries}) >= 3
    assert {entry.language_code for entry in entries} == {"ENU", "FRA"}
    assert len({entry.evaluation for entry in entries}) == 6
    assert any(entry.attempt_failed for entry in entries)
    assert any(entry.canceled for entry in entries)
    assert any(entry.opportunity_id for entry in entries)
    assert any(entry.campaign_no for entry in entries)
    assert comments is not None
    assert comments >= 200


async def test_nobody_who_is_blocked_has_a_history(sample_database: Database) -> None:
    search = ContactSearch(sample_database)
    async with sample_database.read() as session:
        ids = set(await session.scalars(select(Interaction.contact_id)))
    hits = [await search.get(contact_id) for contact_id in ids]
    assert not any(hit is None or hit.blocked for hit in hits)


async def test_contacts_cover_what_has_to_be_tried(sample_database: Database) -> None:
    async with sample_database.read() as session:
        contacts = (await session.scalars(select(Contact))).all()
        indexed = set(await session.scalars(select(ContactWord.contact_id)))
    assert {"FRA", "DEU", "DAN", "SVE", "NOR", "FIN"} <= {row.language_code for row in contacts}
    assert sum(not row.name.isascii() for row in contacts) >= 80
    assert sum(row.privacy_blocked for row in contacts) >= 5
    assert {row.parental_consent_received for row in contacts if row.minor} == {True, False}
    assert sum(row.exclude_from_segment for row in contacts) >= 5
    assert all(
        row.phone_e164 or (not row.phone and row.mobile_phone_e164) or not row.mobile_phone
        for row in contacts
    )
    assert all(
        phonenumbers.is_valid_number(phonenumbers.parse(row.phone_e164))
        for row in contacts
        if row.phone_e164
    )
    assert len({row.no for row in contacts}) == len(contacts)
    blocked = {
        row.id
        for row in contacts
        if row.privacy_blocked or (row.minor and not row.parental_consent_received)
    }
    assert indexed == {row.id for row in contacts} - blocked


async def test_templates_are_those_of_the_demo_set(sample_database: Database) -> None:
    async with sample_database.read() as session:
        templates = {row.code: row for row in await session.scalars(select(InteractionTemplate))}
        texts = (await session.scalars(select(InteractionTemplateLanguage))).all()
    assert templates["ONSITE"].unit_cost == 45
    assert templates["ONSITE"].unit_duration_min == 180
    assert templates["GOLF"].wizard_action == "merge"
    assert templates["INSDOC"].wizard_action == "import"
    assert {code for code, row in templates.items() if row.wizard_action == "open"} == {
        "ABSTRACT", "BUS", "MEMO",
    }  # fmt: skip
    languages = {(row.template_code, row.language_code) for row in texts}
    assert all(
        (code, row.language_code) in languages
        for code, row in templates.items()
        if row.language_code
    )
    with_text = {(row.template_code, row.language_code) for row in texts if row.content}
    assert with_text >= {
        (code, language)
        for code in ("ABSTRACT", "BUS", "MEMO", "GOLF")
        for language in ("ENU", "FRA")
    }
    assert [unknown_fields(row.content) for row in texts if row.content] == [[]] * len(with_text)


async def test_segments_and_opportunities_are_those_of_the_demo_set(
    sample_database: Database,
) -> None:
    async with sample_database.read() as session:
        segments = {row.no: row for row in await session.scalars(select(Segment))}
        lines = (await session.scalars(select(SegmentLine.segment_no))).all()
        won = await session.scalar(
            select(func.count()).select_from(Opportunity).where(Opportunity.status == "won")
        )
    assert segments["SM10002"].template_code == "GOLF"
    assert (lines.count("SM10001"), lines.count("SM10002"), lines.count("SM10004")) == (10, 0, 10)
    assert won == 5


async def test_salespeople_are_found_by_their_mail(sample_database: Database) -> None:
    async with sample_database.read() as session:
        people = (await session.scalars(select(Salesperson))).all()
        series = {row.code: row for row in await session.scalars(select(NumberSeries))}
    assert {row.email_folded for row in people} >= {"of@contoso.com", "hr@contoso.com"}
    assert series["CONTACT"].last_used >= 220


async def test_any_day_will_do(database: Database) -> None:
    report = await seed(database, date(2028, 2, 29))
    assert report.interactions >= 300
