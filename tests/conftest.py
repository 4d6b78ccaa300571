"""Fixtures that every test can use: migrated databases on both engines, and a Redis address."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest
import redis
from sqlalchemy import URL, update

from bot.domain.enums import SalespersonRole
from bot.models import Salesperson
from bot.sample import seed
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.embedded_redis import EmbeddedRedis
from tests.engines import PostgresEngine, run_apart, running_postgres

TODAY = date(2026, 3, 16)
"""The day on which the sample company of the tests lives, a Monday."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` is what `make soak` adds."""
    parser.addoption(
        "--soak",
        action="store_true",
        help="hundreds of kills, not dozens; thousands of odd payloads",
    )


@pytest.fixture
def soaking(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for many kills and odd payloads: `make soak`."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresEngine]:
    """A PostgreSQL server for the whole run (one per xdist worker)."""
    with running_postgres() as engine:
        yield engine


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Runs a test once on each database."""
    return str(request.param)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> "Templates":
    """Migrated databases, with and without the sample company, made when first asked for."""
    return Templates(tmp_path_factory.mktemp("templates"))


class Templates:
    """Databases that tests get copies of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, bool], URL] = {}

    def copy(self, request: pytest.FixtureRequest, dialect: str, sample: bool) -> URL:
        """A database of its own for one test, dropped after it."""
        if dialect == "postgresql":
            postgres: PostgresEngine = request.getfixturevalue("postgres")
            template = self._template(dialect, sample, postgres)
            url = postgres.create(template=str(template.database))
            request.addfinalizer(lambda: postgres.drop(url))
            return url
        template = self._template(dialect, sample, None)
        target = request.getfixturevalue("tmp_path") / f"{'sample' if sample else 'empty'}.db"
        shutil.copyfile(str(template.database), target)
        return template.set(database=str(target))

    def _template(self, dialect: str, sample: bool, postgres: PostgresEngine | None) -> URL:
        key = (dialect, sample)
        if key not in self._made:
            name = "template_sample" if sample else "template_empty"
            if postgres is not None:
                url = postgres.create(name)
            else:
                url = URL.create("sqlite+aiosqlite", database=str(self._folder / f"{name}.db"))
            schema.upgrade(url)
            if sample:
                run_apart(lambda: _fill(url))
            self._made[key] = url
        return self._made[key]


async def _fill(url: URL) -> None:
    database = Database.from_url(url)
    try:
        await seed(database, TODAY)
        # Whose segments are whose is tested by itself (tests/segments/test_rights.py).
        async with database.begin() as session:
            plain = Salesperson.role == SalespersonRole.SALESPERSON
            await session.execute(
                update(Salesperson).where(plain).values(role=SalespersonRole.MANAGER)
            )
    finally:
        await database.dispose()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, dialect: str, templates: Templates) -> URL:
    """Address of an empty database at the newest schema."""
    return templates.copy(request, dialect, sample=False)


@pytest.fixture
def sample_url(request: pytest.FixtureRequest, dialect: str, templates: Templates) -> URL:
    """Address of a database that holds the sample company as of `TODAY`."""
    return templates.copy(request, dialect, sample=True)


@pytest.fixture
async def database(database_url: URL) -> AsyncIterator[Database]:
    """An empty database at the newest schema, once on SQLite and once on PostgreSQL."""
    database = Database.from_url(database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def sample_database(sample_url: URL) -> AsyncIterator[Database]:
    """The sample company as of `TODAY`, once on SQLite and once on PostgreSQL."""
    database = Database.from_url(sample_url)
    yield database
    await database.dispose()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[EmbeddedRedis]:
    """The embedded server in a folder with a short path, for the whole run."""
    with tempfile.TemporaryDirectory(prefix="tp-redis-") as folder:
        server = EmbeddedRedis(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def redis_url(redis_server: EmbeddedRedis) -> str:
    """Address of an empty Redis-compatible server."""
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="tp-") as path:
        yield Path(path)
