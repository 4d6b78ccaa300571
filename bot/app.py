"""The bot with its connections: opened, looked after, closed."""

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from redis.asyncio import BlockingConnectionPool, Redis

from bot.background import TaskSet
from bot.composition import Parts, compose
from bot.domain.errors.base import TouchpointError, Unavailable
from bot.handlers.failures import Failures
from bot.metrics import Metrics
from bot.services import done_once
from bot.services.contacts.index import index_missing
from bot.services.imports.undo import forget_old as forget_old_imports
from bot.services.interaction_log.words import forget_unsaid
from bot.services.wizard import one_line
from bot.slack.entrance import Entrance, build_entrance
from bot.slack.identity import Identity
from bot.slack.web_client import build_web_client, open_session
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.services.company.settings import Company
    from bot.settings import Settings
    from bot.slack.installation import Installation

logger = logging.getLogger(__name__)

REDIS_TIMEOUT_S = 2.0
REDIS_CONNECTIONS = 64
TIDY_EVERY_S = 24 * 60 * 60.0
READS_DATES_AFTER_S = 20.0


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """The whole bot, ready for :func:`bot.slack.serving.serve`."""

    parts: Parts
    entrance: Entrance
    database: Database


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_draft_id() -> str:
    return uuid.uuid4().hex


def connect_redis(url: str) -> Redis:
    """A client that gives up after two seconds, so that Slack is answered within three.

    A few connections that are waited for serve any number of users; the default pool fails.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=REDIS_CONNECTIONS,
        timeout=REDIS_TIMEOUT_S,
        socket_timeout=REDIS_TIMEOUT_S,
        socket_connect_timeout=REDIS_TIMEOUT_S,
    )
    return Redis.from_pool(pool)


@asynccontextmanager
async def open_touchpoint(
    settings: Settings,
    redis_url: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_draft_id,
) -> AsyncIterator[Touchpoint]:
    """The bot with its connections, which are closed at the end.

    Needs a bot token (:meth:`Settings.require_slack`). Neither the database, nor Redis, nor Slack
    has to answer yet. What a crash left half done is looked after in the background.
    """
    metrics = Metrics()
    tasks = TaskSet()
    database = Database.from_url(settings.database_url)
    redis = connect_redis(redis_url)
    assert settings.slack_bot_token is not None
    token = settings.slack_bot_token.get_secret_value()
    async with open_session() as session:
        client = build_web_client(token, settings.slack_api_url, session, metrics)
        identity = Identity(client)

        def installation() -> Installation | None:
            return identity.installation

        parts = compose(
            settings,
            database=database,
            redis=redis,
            tasks=tasks,
            metrics=metrics,
            installation=installation,
            clock=clock,
            new_id=new_id,
        )
        entrance = build_entrance(
            settings,
            parts.listeners,
            client=client,
            identity=identity,
            gate=parts.gate,
            redis=redis,
            tasks=tasks,
            metrics=metrics,
            failure_policy=Failures(parts.callers, parts.windows, tasks),
            expected=(TouchpointError,),
            checks={"database": database.ping, "redis": parts.drafts.ping},
        )
        tasks.spawn(parts.recovery.recover(client), "look after what a crash left behind")
        # None of the tasks that are waited for: they have no end, or take many minutes.
        endless = [
            asyncio.create_task(parts.runner.watch(client), name="look after jobs"),
            asyncio.create_task(_load_what_reads_dates(), name="load what reads dates"),
            asyncio.create_task(_index(database, parts.company), name="index contacts"),
            asyncio.create_task(_tidy_daily(parts, database, clock, tasks), name="tidy daily"),
        ]
        try:
            yield Touchpoint(parts, entrance, database)
        finally:
            for task in endless:
                task.cancel()
            await asyncio.gather(*endless, return_exceptions=True)
            await redis.aclose()
            await database.dispose()


async def _load_what_reads_dates() -> None:
    """Not at once: a bot that starts takes over from another one, which needs the processor to
    end in order."""
    await asyncio.sleep(READS_DATES_AFTER_S)
    await asyncio.to_thread(one_line.warm)


async def _index(database: Database, company: Company) -> None:
    """Make contacts findable that came in by plain SQL, or that an older version indexed."""
    try:
        indexed = await index_missing(database, await company.region())
    except Unavailable:
        logger.warning("not all contacts can be indexed now; the next start goes on")
    except Exception:
        logger.exception("contacts can't be indexed")
    else:
        logger.info("contacts are indexed: %d were not", indexed)


async def _tidy_daily(
    parts: Parts, database: Database, clock: Callable[[], datetime], tasks: TaskSet
) -> None:
    while True:
        tasks.spawn(_tidy(parts, database, clock), "tidy up")
        await asyncio.sleep(TIDY_EVERY_S)


async def _tidy(parts: Parts, database: Database, clock: Callable[[], datetime]) -> None:
    """Set ids right that came in by plain SQL; remove what is too old to come back."""
    try:
        await database.set_ids_right()
        purged = await parts.segments.purge()
        await parts.segment_log.purge()
        await parts.criteria.purge()
        for outdated in parts.undoable:
            await outdated.purge()
        await done_once.forget_old(database, clock())
        await forget_old_imports(database, clock())
        await forget_unsaid(database)
    except Unavailable:
        logger.warning("the database can't be tidied now; it will be tomorrow")
    else:
        logger.info("tidied: %d segments removed", purged)
