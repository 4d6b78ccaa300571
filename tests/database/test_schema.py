"""Migrations, on both databases: from empty to the newest, back, twice and at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pytest_mock import MockerFixture
from sqlalchemy import URL, Connection, create_engine, inspect, pool, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from bot.models import Base
from bot.storage import schema
from tests.engines import PostgresEngine

NEWEST = "0029"


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, dialect: str, tmp_path: Path) -> Iterator[URL]:
    """Address of a database without any table."""
    if dialect == "sqlite":
        yield URL.create("sqlite+aiosqlite", database=str(tmp_path / "new" / "touchpoint.db"))
        return
    postgres: PostgresEngine = request.getfixturevalue("postgres")
    url = postgres.create()
    yield url
    postgres.drop(url)


def inspected(url: URL, look: Any) -> Any:
    engine = create_engine(
        url.set(drivername=url.drivername.replace("aiosqlite", "pysqlite")),
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        return look(connection)


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that a table is made of, in a form that can be compared."""
    found = inspect(connection)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], _default(c["default"]))
                for c in found.get_columns(table)
            ],
            "key": found.get_pk_constraint(table),
            "foreign keys": sorted(found.get_foreign_keys(table), key=str),
            "unique": sorted(found.get_unique_constraints(table), key=str),
            "checks": sorted(found.get_check_constraints(table), key=str),
            "indexes": sorted(str(_comparable(index)) for index in found.get_indexes(table)),
        }
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def _comparable(index: ReflectedIndex) -> dict[str, Any]:
    # The condition of a partial index is an expression, which is equal to itself only.
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def _default(default: str | None) -> str | None:
    return default.strip("()") if default else default


def test_an_empty_database_is_brought_to_the_newest_schema(empty_url: URL) -> None:
    assert schema.current(empty_url) is None
    assert schema.pending(empty_url)[-1] == NEWEST
    schema.upgrade(empty_url)
    assert schema.current(empty_url) == NEWEST
    assert schema.pending(empty_url) == []


def test_an_older_version_finds_nothing_to_run_on_a_newer_schema(empty_url: URL) -> None:
    schema.upgrade(empty_url)

    def migrated_by_a_newer_version(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()

    inspected(empty_url, migrated_by_a_newer_version)
    assert schema.pending(empty_url) == []


def test_upgrading_twice_changes_nothing(empty_url: URL) -> None:
    schema.upgrade(empty_url)
    before = inspected(empty_url, shape)
    schema.upgrade(empty_url)
    assert inspected(empty_url, shape) == before


def test_two_hosts_can_upgrade_at_once(empty_url: URL) -> None:
    with ThreadPoolExecutor(4) as hosts:
        for run in [hosts.submit(schema.upgrade, empty_url) for _ in range(4)]:
            run.result()
    assert schema.current(empty_url) == NEWEST


def test_every_step_can_be_taken_back_and_done_again(empty_url: URL) -> None:
    steps = schema.pending(empty_url)
    schema.upgrade(empty_url)
    newest = inspected(empty_url, shape)
    for _ in steps:
        schema.downgrade(empty_url, "-1")
    assert inspected(empty_url, shape) == {}
    schema.upgrade(empty_url)
    assert inspected(empty_url, shape) == newest


def test_contacts_that_are_there_are_noted_once_to_be_indexed_anew(empty_url: URL) -> None:
    def add_a_contact(connection: Connection) -> None:
        connection.execute(
            text(
                "INSERT INTO contacts (no, type, name, search_name)"
                " VALUES ('C1', 'person', 'Meagan Bond', 'meagan bond')"
            )
        )
        connection.commit()

    def take_waiting(connection: Connection) -> list[int]:
        waiting = list(connection.scalars(text("SELECT contact_id FROM contacts_to_index")))
        connection.execute(text("DELETE FROM contacts_to_index"))
        connection.commit()
        return waiting

    schema.upgrade(empty_url)
    schema.downgrade(empty_url, "0018")
    schema.downgrade(empty_url, "-1")
    inspected(empty_url, add_a_contact)
    schema.upgrade(empty_url)
    assert inspected(empty_url, take_waiting) == [1]
    schema.upgrade(empty_url)
    assert inspected(empty_url, take_waiting) == []


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_url: URL, mocker: MockerFixture
) -> None:
    mocker.patch("alembic.op.create_index", side_effect=RuntimeError("the power went"))
    with pytest.raises(RuntimeError, match="power"):
        schema.upgrade(empty_url)
    mocker.stopall()
    assert schema.current(empty_url) is None
    assert inspected(empty_url, shape) == {}


def test_models_and_migrations_agree(empty_url: URL) -> None:
    schema.upgrade(empty_url)

    def differences(connection: Connection) -> list[Any]:
        # Defaults are compared below, as the database shows them.
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    assert inspected(empty_url, differences) == []


def test_migrations_make_what_the_models_would(
    request: pytest.FixtureRequest, empty_url: URL, dialect: str, tmp_path: Path
) -> None:
    schema.upgrade(empty_url)
    if dialect == "sqlite":
        other = URL.create("sqlite+aiosqlite", database=str(tmp_path / "models.db"))
    else:
        other = request.getfixturevalue("postgres").create()

    def create(connection: Connection) -> None:
        Base.metadata.create_all(connection)
        connection.commit()

    inspected(other, create)
    assert inspected(empty_url, shape) == inspected(other, shape)


def test_text_that_is_searched_is_sorted_by_bytes(empty_url: URL, dialect: str) -> None:
    schema.upgrade(empty_url)
    if dialect == "sqlite":
        query = "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%COLLATE%'"
        assert inspected(empty_url, lambda c: c.scalar(text(query))) == 0
        return
    query = (
        "SELECT column_name FROM information_schema.columns WHERE collation_name = 'C' "
        "AND table_name IN ('contacts', 'contact_words', 'near_words')"
    )
    columns = inspected(empty_url, lambda c: set(c.scalars(text(query))))
    assert columns == {"search_name", "email_folded", "word", "search_text", "variant"}


def test_a_description_that_is_what_the_template_is_called_counts_as_filled_in(
    empty_url: URL,
) -> None:
    schema.upgrade(empty_url, "0015")
    segments = {
        "SM1": ("Outgoing phone call", "OUTGOING"),
        "SM2": ("Appel sortant", "OUTGOING"),
        "SM3": ("Spring letter", "OUTGOING"),
        "SM4": ("Outgoing phone call", "BUS"),
        "SM5": ("Outgoing phone call", None),
        "SM6": (None, "OUTGOING"),
    }

    def fill(connection: Connection) -> None:
        connection.execute(
            text(
                "INSERT INTO interaction_templates (code, description) "
                "VALUES ('OUTGOING', 'Outgoing phone call'), ('BUS', 'Business letter')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO interaction_template_languages "
                "(template_code, language_code, description) "
                "VALUES ('OUTGOING', 'FRA', 'Appel sortant')"
            )
        )
        connection.execute(
            text("INSERT INTO segments (no, description, template_code) VALUES (:no, :text, :by)"),
            [{"no": no, "text": said, "by": by} for no, (said, by) in segments.items()],
        )
        connection.commit()

    inspected(empty_url, fill)
    schema.upgrade(empty_url)
    query = text("SELECT no FROM segments WHERE description_of_template ORDER BY no")
    assert inspected(empty_url, lambda c: c.scalars(query).all()) == ["SM1", "SM2"]
    schema.downgrade(empty_url, "0015")
    kept = text("SELECT no, description FROM segments ORDER BY no")
    rows = inspected(empty_url, lambda c: c.execute(kept).all())
    assert [tuple(row) for row in rows] == [(no, said) for no, (said, _) in segments.items()]
