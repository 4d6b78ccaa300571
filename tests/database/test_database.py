"""Sessions and column types, on both databases."""

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import (
    func,
    literal,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, InternalError, InvalidRequestError, StatementError

from bot.domain.enums import ContactType, Evaluation
from bot.domain.errors.base import DatabaseUnavailable
from bot.models import (
    Contact,
    Interaction,
    InteractionTemplate,
    LoggedSegment,
    Salesperson,
)
from bot.storage.database import Database
from tests.conftest import Templates


async def _logged_segments(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(LoggedSegment)) or 0


async def test_begin_commits_at_its_end(database: Database) -> None:
    async with database.begin() as session:
        session.add(LoggedSegment(segment_no="SM1", logged_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert await _logged_segments(database) == 1


async def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    async def fail_half_way() -> None:
        async with database.begin() as session:
            session.add(LoggedSegment(segment_no="SM1", logged_at=datetime(2026, 1, 1, tzinfo=UTC)))
            await session.flush()
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await fail_half_way()
    assert await _logged_segments(database) == 0


async def test_a_read_changes_nothing(database: Database) -> None:
    with suppress(InternalError):  # PostgreSQL refuses
        async with database.read() as session:
            session.add(LoggedSegment(segment_no="SM1", logged_at=datetime(2026, 1, 1, tzinfo=UTC)))
            await session.flush()
    assert await _logged_segments(database) == 0


async def test_writers_that_wait_for_each_other_all_get_their_turn(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.begin() as session:
            session.add(
                LoggedSegment(segment_no=f"SM{number}", logged_at=datetime(2026, 1, 1, tzinfo=UTC))
            )

    await asyncio.gather(*(write(number) for number in range(100)))
    assert await _logged_segments(database) == 100


async def test_everything_survives_that_the_server_ended_its_connections(
    request: pytest.FixtureRequest, templates: Templates
) -> None:
    url = templates.copy(request, "postgresql", sample=False)
    database, administrator = Database.from_url(url), Database.from_url(url)
    statement = select(func.count().label("count")).select_from(LoggedSegment)

    async def with_many_connections_lost() -> None:
        await asyncio.gather(*(database.fetch(statement, {}) for _ in range(5)))
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        here = "pid <> pg_backend_pid() AND datname = current_database()"
        async with database.begin() as session:
            await session.execute(text("SELECT 1"))
        async with administrator.read() as session:
            await session.execute(text(f"{others} WHERE {here}"))

    await with_many_connections_lost()
    assert await database.fetch(statement, {}) == [(0,)]
    await with_many_connections_lost()
    assert await _logged_segments(database) == 0
    await with_many_connections_lost()
    async with database.begin() as session:
        session.add(LoggedSegment(segment_no="SM1", logged_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert await _logged_segments(database) == 1
    await database.dispose()
    await administrator.dispose()


async def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database) -> None:
    paris = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
    async with database.begin() as session:
        session.add(LoggedSegment(segment_no="SM1", logged_at=paris))
    async with database.read() as session:
        logged_at = (await session.scalars(select(LoggedSegment.logged_at))).one()
        earlier = select(LoggedSegment.id).where(LoggedSegment.logged_at < paris)
        assert (await session.scalars(earlier)).all() == []
    assert logged_at == paris
    assert logged_at.tzinfo is UTC


async def test_an_instant_without_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        async with database.begin() as session:
            session.add(LoggedSegment(segment_no="SM1", logged_at=datetime(2026, 1, 1)))  # noqa: DTZ001


async def _interaction(database: Database, **values: object) -> Interaction:
    entry = {
        "draft_id": "D1",
        "contact_id": 1,
        "contact_name": "Ada",
        "date": date(2026, 3, 1),
        "logged_at": datetime(2026, 3, 1, tzinfo=UTC),
        "description": "Call",
        "template_code": "CALL",
        "salesperson_code": "OF",
    }
    async with database.begin() as session:
        session.add(Interaction(**(entry | values)))
    async with database.read() as session:
        return (await session.scalars(select(Interaction))).one()


@pytest.fixture
async def contact(database: Database) -> None:
    async with database.begin() as session:
        session.add_all(
            [
                Salesperson(code="OF", name="Otis Falls"),
                InteractionTemplate(code="CALL", description="Call"),
                Contact(id=1, no="CT1", type=ContactType.PERSON, name="Ada"),
            ]
        )


@pytest.mark.usefixtures("contact")
async def test_money_keeps_two_digits(database: Database) -> None:
    entry = await _interaction(database, cost=Decimal("1234567.89"))
    assert entry.cost == Decimal("1234567.89")
    assert isinstance(entry.cost, Decimal)


@pytest.mark.usefixtures("contact")
async def test_a_word_of_a_closed_list_is_stored_in_lower_case(database: Database) -> None:
    entry = await _interaction(database, evaluation=Evaluation.VERY_POSITIVE)
    assert entry.evaluation is Evaluation.VERY_POSITIVE
    async with database.read() as session:
        stored = await session.scalar(text("SELECT evaluation FROM interactions"))
    assert stored == "very_positive"


@pytest.mark.usefixtures("contact")
async def test_a_word_outside_the_list_is_refused_by_the_database(database: Database) -> None:
    await _interaction(database)
    with pytest.raises(IntegrityError):
        async with database.begin() as session:
            await session.execute(text("UPDATE interactions SET evaluation = 'splendid'"))


@pytest.mark.usefixtures("contact")
async def test_one_draft_gives_one_interaction_per_contact(database: Database) -> None:
    await _interaction(database)
    with pytest.raises(IntegrityError):
        await _interaction(database)


@pytest.mark.usefixtures("contact")
async def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await _interaction(database, salesperson_code="NOBODY")


@pytest.mark.usefixtures("contact")
async def test_a_relationship_never_loads_by_itself(database: Database) -> None:
    entry = await _interaction(database)
    with pytest.raises(InvalidRequestError, match="lazy='raise'"):
        _ = entry.comments


async def test_ping_answers(database: Database) -> None:
    await database.ping()


def test_another_driver_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="Touchpoint speaks"):
        Database.from_url("mysql://root@localhost/crm")


async def test_a_database_that_is_gone_is_said_so(tmp_path: Path) -> None:
    database = Database.from_url(f"postgresql+psycopg://nobody@/gone?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable):
        await database.fetch(select(literal(1)), {})
    await database.dispose()
