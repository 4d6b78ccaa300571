"""What a company lacks on its first day, asked for as seldom as can be; on both databases."""

from datetime import UTC, datetime

import pytest
from pytest_mock import MockerFixture

from bot.domain.acts import Act
from bot.domain.enums import SalespersonRole
from bot.domain.errors.base import StarterRefused
from bot.domain.errors.people import OnlyAdministrators
from bot.domain.first_day import COMPLETE, SetUp
from bot.models import Contact, InteractionTemplate, Salesperson
from bot.services.first_day import FirstDay
from bot.storage.database import Database
from tests.making import person

NOTHING = SetUp(contacts=False, templates=False, linked=False)
ESTER = person(role=SalespersonRole.ADMINISTRATOR, locale="fr")


async def add(database: Database, *rows: object) -> None:
    async with database.begin() as session:
        session.add_all(rows)


def call() -> InteractionTemplate:
    return InteractionTemplate(code="CALL", description="Call")


async def test_each_thing_that_is_there_counts(database: Database) -> None:
    first_day = FirstDay(database)
    assert await first_day.state() == NOTHING
    await add(database, Contact(no="CT1", type="company", name="Adatum"))
    assert await first_day.state() == SetUp(contacts=True, templates=False, linked=False)
    await add(database, call())
    assert await first_day.state() == SetUp(contacts=True, templates=True, linked=False)
    await add(database, Salesperson(code="EH", name="Ester Henderson", slack_user_id="U1"))
    assert await first_day.state() == COMPLETE


async def test_what_nobody_can_use_does_not_count(database: Database) -> None:
    gone = call()
    gone.archived_at = datetime(2026, 3, 16, tzinfo=UTC)
    await add(database, gone, Salesperson(code="EH", name="Ester Henderson"))
    assert await FirstDay(database).state() == NOTHING


async def test_a_company_that_is_set_up_is_asked_about_once(
    sample_database: Database, mocker: MockerFixture
) -> None:
    """Home is opened often."""
    await add(sample_database, Salesperson(code="X", name="X", slack_user_id="U1"))
    first_day = FirstDay(sample_database)
    fetch = mocker.spy(sample_database, "fetch")
    assert [await first_day.state() for _ in range(3)] == [COMPLETE] * 3
    assert fetch.call_count == 1
    assert [await first_day.lacks("contact") for _ in range(3)] == [False] * 3
    assert fetch.call_count == 2


async def test_a_list_is_empty_until_something_is_there(database: Database) -> None:
    first_day = FirstDay(database)
    lists = ("contact", "template", "campaign", "opportunity")
    assert [await first_day.lacks(what) for what in lists] == [True, True, True, False]
    await add(database, Contact(no="CT1", type="company", name="Adatum"))
    assert [await first_day.lacks(what) for what in lists] == [False, True, True, False]


async def test_an_administrator_brings_the_starter_set_in_once(database: Database) -> None:
    first_day, act = FirstDay(database), Act("the button")
    await first_day.bring_in_starter(ESTER, act)
    await first_day.bring_in_starter(ESTER, act)  # delivered again
    async with database.read() as session:
        template = await session.get_one(InteractionTemplate, "INCOME")
    assert template.description == "Appel téléphonique entrant"
    with pytest.raises(StarterRefused):
        await first_day.bring_in_starter(ESTER, Act("pressed again"))


async def test_nobody_else_may_bring_it_in(database: Database) -> None:
    first_day = FirstDay(database)
    with pytest.raises(OnlyAdministrators):
        await first_day.bring_in_starter(person(), Act("the button"))
    assert await first_day.lacks("template")
