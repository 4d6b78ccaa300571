"""What every company starts from, on both databases."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import URL, func, select

from bot.domain.acts import Act
from bot.domain.errors.base import StarterRefused
from bot.domain.merge_fields import unknown_fields
from bot.models import (
    AuditEntry,
    Base,
    BusinessRelation,
    CampaignStatus,
    Contact,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    MailingGroup,
    NumberSeries,
    Salesperson,
)
from bot.sample import seed
from bot.sample.starter import ANY_COMPANY, Starter, add_starter
from bot.services.templates.lists import Reference
from bot.storage.database import Database
from tests.conftest import TODAY

WHOLE = Starter(templates=41, texts=82)
SMALL = (MailingGroup, IndustryGroup, JobResponsibility, BusinessRelation, CampaignStatus)


async def rows(database: Database, table: type[Base]) -> dict[str, Any]:
    async with database.read() as session:
        return {row.code: row for row in await session.scalars(select(table))}  # type: ignore[attr-defined]


async def texts(database: Database) -> list[InteractionTemplateLanguage]:
    async with database.read() as session:
        return list(await session.scalars(select(InteractionTemplateLanguage)))


async def held(database: Database) -> dict[str, int | None]:
    """How many rows each table has."""
    async with database.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize(
    ("locale", "meeting", "group", "mailing", "status", "series", "language"),
    [
        ("en", "Meeting at our office", "Letters", "X-mas card", "Planned", "Tasks", "ENU"),
        ("fr", "Réunion dans nos locaux", "Lettres", "Carte de vœux", "Planifiée", "Tâches", "FRA"),
    ],
)
async def test_a_company_starts_in_its_language(
    database: Database,
    locale: str,
    meeting: str,
    group: str,
    mailing: str,
    status: str,
    series: str,
    language: str,
) -> None:
    assert await add_starter(database, locale) == WHOLE
    templates = await rows(database, InteractionTemplate)
    assert templates["INHOUSE"].description == meeting
    assert {row.language_code for row in templates.values()} == {language, None}
    assert (await rows(database, InteractionGroup))["LETTER"].description == group
    assert (await rows(database, MailingGroup))["X-CARD"].description == mailing
    assert (await rows(database, CampaignStatus))["1-PLAN"].description == status
    assert (await rows(database, NumberSeries))["TASK"].description == series
    assert [len(await rows(database, table)) for table in SMALL] == [2, 6, 5, 4, 6]


async def test_the_audit_trail_tells_of_it(database: Database) -> None:
    await add_starter(database, "fr")
    async with database.read() as session:
        (entry,) = await session.scalars(select(AuditEntry))
    assert (entry.act, entry.kind, entry.subject) == ("create", "starter", "fr")
    assert entry.after == {"templates": 41, "texts": 82}


async def test_templates_have_names_and_texts_in_both_languages(database: Database) -> None:
    await add_starter(database, "fr")
    reference = Reference(database)
    for locale, called in (("en", "Sales Invoice"), ("fr", "Facture vente")):
        names = [
            choice.label for _, group in await reference.templates("", locale) for choice in group
        ]
        assert called in names
    written = await texts(database)
    assert all(text.description for text in written)
    assert {(text.template_code, text.language_code) for text in written if text.content} == {
        (code, language)
        for code in ("ABSTRACT", "BUS", "GOLF", "MEMO")
        for language in ("ENU", "FRA")
    }
    assert all(unknown_fields(text.content) == [] for text in written if text.content)


async def test_it_brings_no_people_and_says_nothing_of_the_sample_company(
    database: Database,
) -> None:
    await add_starter(database, "en")
    counts = await held(database)
    assert (counts[Contact.__tablename__], counts[Salesperson.__tablename__]) == (0, 0)
    said = " ".join(f"{text.description} {text.content}" for text in await texts(database))
    assert not [own for own in ANY_COMPANY if own in said]
    assert [any_company for any_company in ANY_COMPANY.values() if any_company not in said] == []
    assert "CRONUS" not in said


async def test_it_refuses_where_templates_are_and_changes_nothing(database: Database) -> None:
    await add_starter(database, "en")
    before = await held(database)
    with pytest.raises(StarterRefused):
        await add_starter(database, "fr")
    assert await held(database) == before
    assert (await rows(database, InteractionGroup))["LETTER"].description == "Letters"


async def test_codes_that_are_there_stay_as_they_are(database: Database) -> None:
    async with database.begin() as session:
        session.add(InteractionGroup(code="PHONE", description="Calls"))
        session.add(
            NumberSeries(code="SEGMENT", description="Ours", prefix="S-", digits=3, last_used=7)
        )
    assert await add_starter(database, "en") == WHOLE
    assert (await rows(database, InteractionGroup))["PHONE"].description == "Calls"
    series = (await rows(database, NumberSeries))["SEGMENT"]
    assert (series.description, series.prefix, series.last_used) == ("Ours", "S-", 7)


async def test_pressed_twice_it_is_brought_in_once(database: Database) -> None:
    act = Act("the button")
    assert await add_starter(database, "en", act) == WHOLE
    assert await add_starter(database, "en", act) == WHOLE
    assert len(await rows(database, InteractionTemplate)) == WHOLE.templates


async def test_of_two_who_bring_it_in_at_once_one_is_refused(database_url: URL) -> None:
    first, second = Database.from_url(database_url), Database.from_url(database_url)
    found = await asyncio.gather(
        add_starter(first, "en"), add_starter(second, "fr"), return_exceptions=True
    )
    assert sorted(map(type, found), key=str) == sorted([Starter, StarterRefused], key=str)
    assert len(await rows(first, InteractionTemplate)) == WHOLE.templates
    groups = await rows(first, InteractionGroup)
    assert len(groups) == 8
    await first.dispose()
    await second.dispose()


async def test_one_press_that_reaches_two_bots_is_one_act(database_url: URL) -> None:
    first, second, act = Database.from_url(database_url), Database.from_url(database_url), Act("x")
    found = await asyncio.gather(add_starter(first, "en", act), add_starter(second, "en", act))
    assert list(found) == [WHOLE, WHOLE]
    assert len(await rows(first, InteractionTemplate)) == WHOLE.templates
    await first.dispose()
    await second.dispose()


async def test_the_sample_company_can_follow(database: Database) -> None:
    await add_starter(database, "en")
    report = await seed(database, TODAY)
    assert (report.templates, report.salespeople) == (0, 7)
    assert "DEU" in {text.language_code for text in await texts(database)}
