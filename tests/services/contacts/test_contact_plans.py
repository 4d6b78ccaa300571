"""How the databases answer a search: by the index, in its order, whatever the table's size."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import URL, Select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.population import fill
from bot.domain.contacts.near_words import variants
from bot.domain.folding import after_prefix
from bot.services.contacts.near_sql import (
    CHOICES,
    HALVES,
    KNOWN_WORDS,
    LOOKED_AT,
    NEAR_FREQUENCY,
    NEAR_WORDS,
    VARIANTS,
    near_candidates,
)
from bot.services.contacts.search_sql import (
    PAGE,
    by_address,
    candidates,
    frequencies,
    more_candidates,
    of_names,
    with_further_word,
)
from bot.storage.database import Database

CONTACTS = 4_000
WORD = {"low": "me", "high": after_prefix("me")}
LITERALLY = {"literal_binds": True}
AFTER: dict[str, Any] = {"kind": 0, "after_word": "mea", "after_text": " mea", "after_id": 1}


@pytest.fixture
async def connection(database_url: URL) -> AsyncIterator[AsyncConnection]:
    """A connection to a database that holds made-up contacts."""
    fill(database_url, CONTACTS)
    database = Database.from_url(database_url)
    async with database.engine.connect() as connection:
        if database.dialect == "postgresql":
            # What PostgreSQL turns to after a few runs, blind to the words that are typed.
            await connection.execute(text("SET plan_cache_mode = force_generic_plan"))
        yield connection
    await database.dispose()


async def plan(
    connection: AsyncConnection, statement: Select[*tuple[Any, ...]], values: dict[str, Any]
) -> str:
    """The plan as text; on PostgreSQL with what really happened."""
    compiled = statement.compile(dialect=connection.dialect)
    parameters = {**compiled.params, **values}
    if connection.dialect.name == "sqlite":
        ordered = tuple(parameters[name] for name in compiled.positiontup or ())
        sql = f"EXPLAIN QUERY PLAN {compiled.string}"
        rows = await connection.exec_driver_sql(sql, ordered)
        return "\n".join(row.detail for row in rows)
    sql = f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {compiled.string}"
    rows = await connection.exec_driver_sql(sql, parameters)
    return "\n".join(row[0] for row in rows)


def numbered(name: str, *values: str, count: int) -> dict[str, str]:
    return {f"{name}_{n}": values[n % len(values)] for n in range(count)}


RANGES = numbered("low", "me", "jurgen", count=CHOICES) | numbered(
    "high", "mf", "jurgen\x01", count=CHOICES
)

Asked = tuple[Select[*tuple[Any, ...]], dict[str, Any]]
STATEMENTS: dict[str, Callable[[str], Asked]] = {
    "one word": lambda dialect: (candidates(dialect, 0), WORD),
    "two words": lambda dialect: (candidates(dialect, 1), WORD | {"other_0": " so"}),
    "further word": lambda dialect: (with_further_word(dialect), {"word": "berg"}),
    "next page": lambda dialect: (more_candidates(dialect, 0), WORD | AFTER),
    "frequencies": lambda _: (
        frequencies(2),
        {"low_0": "me", "high_0": "mf", "low_1": "so", "high_1": "sp"},
    ),
    "near, one word": lambda dialect: (near_candidates(dialect, 0), RANGES),
    "near, two words": lambda dialect: (
        near_candidates(dialect, 1),
        RANGES | numbered("other_0", " berg", " bo", count=CHOICES),
    ),
    "near, frequency": lambda _: (NEAR_FREQUENCY, RANGES),
}


async def test_a_search_is_answered_from_the_index_in_its_order(
    connection: AsyncConnection,
) -> None:
    for name, ask in STATEMENTS.items():
        found = await plan(connection, *ask(connection.dialect.name))
        for slow in ("Sort", "TEMP B-TREE", "Seq Scan", "Bitmap"):
            assert slow not in found, f"{name}\n{found}"
        if connection.dialect.name == "sqlite":
            steps = [step for step in found.splitlines() if "contact_words" in step]
            assert steps
            for step in steps:
                assert "SEARCH contact_words USING PRIMARY KEY (kind=? AND" in step, name
            assert "SCAN contacts" not in found, name
            assert "SCAN company" not in found, name
        else:
            assert "Index Only Scan using pk_contact_words" in found, name


async def test_near_words_are_looked_up_by_what_is_equal(connection: AsyncConnection) -> None:
    looked_up = sorted(variants("jurgne"))
    halves = numbered("beginning", "jurgen", "jur", count=HALVES)
    for statement, values in (
        (NEAR_WORDS, numbered("variant", *looked_up, count=VARIANTS)),
        (KNOWN_WORDS, halves | numbered("word", "jurgen", "jur", count=HALVES)),
    ):
        found = await plan(connection, statement, values)
        assert "Seq Scan" not in found
        if connection.dialect.name == "sqlite":
            assert "SEARCH near_words USING PRIMARY KEY (variant=?" in found
        else:
            assert "using pk_near_words" in found


async def test_the_beginning_of_an_address_is_looked_up_in_its_order(
    connection: AsyncConnection,
) -> None:
    statement = by_address(connection.dialect.name)
    found = await plan(connection, statement, {"low": "anna.", "high": "anna/"})
    for slow in ("Seq Scan", "SCAN addressed", "SCAN contacts", "TEMP B-TREE"):
        assert slow not in found, found
    assert "ix_contacts_email_folded" in found


async def test_near_words_that_are_frequent_are_read_up_to_a_limit(
    connection: AsyncConnection,
) -> None:
    if connection.dialect.name == "sqlite":
        pytest.skip("it doesn't tell how many rows it read")
    whole = numbered("low", "a", count=CHOICES) | numbered("high", "z", count=CHOICES)
    values = whole | numbered("other_0", " nobody", count=CHOICES)
    found = await plan(connection, near_candidates("postgresql", 1), values)
    assert "pk_contact_words" in found
    assert max(rows_read(found)) <= LOOKED_AT


def rows_read(found: str) -> list[float]:
    """How many rows each look into the words' index gave."""
    return [
        float(line.split("rows=")[1].split()[0])
        for line in found.splitlines()
        if "pk_contact_words" in line and "rows=" in line
    ]


async def test_reading_stops_when_the_page_is_full(connection: AsyncConnection) -> None:
    found = await plan(
        connection, candidates(connection.dialect.name, 0), WORD | {"low": "a", "high": "z"}
    )
    if connection.dialect.name == "sqlite":  # it doesn't tell, but a step that sorts would
        assert "TEMP B-TREE" not in found
        return
    read = rows_read(found)
    assert read
    assert max(read) <= PAGE


async def test_names_are_looked_up_one_by_one_however_many_there_are(
    connection: AsyncConnection,
) -> None:
    few = connection.dialect.name == "sqlite"  # it reads a small table as a whole, and rightly
    names = [f"anna berg{number}" for number in range(50 if few else 3_000)]
    asked = of_names(connection.dialect.name, names, 100)
    if connection.dialect.name == "sqlite":
        compiled = asked.compile(connection.engine.sync_engine, compile_kwargs=LITERALLY)
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled.string}")
        found = "\n".join(row.detail for row in rows)
        assert "SEARCH contacts USING INDEX ix_contacts_search_name (search_name=?)" in found
    else:
        found = await plan(connection, asked, {})
        assert "Index Scan using ix_contacts_search_name" in found
        assert "Seq Scan" not in found, found
