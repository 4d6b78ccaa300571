"""The composition root: the one place that knows every part and puts them together."""

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
from bot.core import Core
from bot.domain.errors.base import TouchpointError, Unavailable
from bot.handlers import build_registry
from bot.handlers.admission import Admission
from bot.handlers.callers import Callers
from bot.handlers.failures import Failures
from bot.handlers.jobs.runner import JobRunner
from bot.handlers.recovery import recover
from bot.handlers.windows.windows import Windows
from bot.handlers.wizard.files import FileFetcher
from bot.metrics import Metrics
from bot.services import done_once
from bot.services.contacts.index import index_missing
from bot.services.contacts.recognition import Recognition
from bot.services.contacts.search import ContactSearch
from bot.services.criteria.choices import CriteriaChoices
from bot.services.criteria.criteria import Criteria
from bot.services.interactions.attachments import Attachments
from bot.services.interactions.log import InteractionLog
from bot.services.jobs import Jobs
from bot.services.people.link_requests import LinkRequests
from bot.services.people.people import People
from bot.services.segment_log.jobs import segment_works
from bot.services.segment_log.log import SegmentLog
from bot.services.segment_log.logged import LoggedSegments
from bot.services.segment_log.preview import SegmentPreview
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.services.templates.lists import Reference
from bot.services.wizard.content_preview import Previews
from bot.services.wizard.finishing import Finishing
from bot.services.wizard.first_act import Beginnings
from bot.services.wizard.postponed import WaitingDrafts
from bot.services.wizard.segment_headers import SegmentHeaders
from bot.services.wizard.wizard import Wizard
from bot.settings import Settings
from bot.slack.entrance import Edge, build_edge
from bot.slack.identity import Identity
from bot.slack.installation import Installation
from bot.slack.web_client import build_web_client, open_session
from bot.storage.database import Database
from bot.storage.drafts import DraftStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.slack.registration import Registry

logger = logging.getLogger(__name__)

REDIS_TIMEOUT_S = 2.0
REDIS_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """The whole bot, ready for :func:`bot.slack.serving.serve`."""

    core: Core
    edge: Edge
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


def build_core(
    settings: Settings,
    *,
    database: Database,
    redis: Redis,
    tasks: TaskSet,
    metrics: Metrics,
    installation: Callable[[], Installation | None] = lambda: None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_draft_id,
) -> Core:
    """Services over a database and a Redis that need not be there yet. Opens nothing."""
    drafts = DraftStore(redis)
    reference = Reference(database)
    contacts = ContactSearch(database, settings.touchpoint_phone_region)
    log = InteractionLog(database)
    previews = Previews(database, contacts)
    people = People(
        database,
        administrators=settings.touchpoint_admins,
        self_service=settings.touchpoint_self_service,
    )
    segments = Segments(database, clock)
    logged_segments = LoggedSegments(database, clock)
    jobs = Jobs(database, segment_works(clock), clock=clock, new_id=new_id)
    headers = SegmentHeaders(drafts, reference, segments)
    finishing = Finishing(drafts, log, previews, headers, clock=clock)
    wizard = Wizard(
        drafts,
        reference,
        contacts,
        log,
        finishing,
        headers=headers,
        clock=clock,
        new_id=new_id,
    )
    return Core(
        clock=clock,
        tasks=tasks,
        metrics=metrics,
        drafts=drafts,
        people=people,
        reference=reference,
        contacts=contacts,
        recognition=Recognition(database, settings.touchpoint_phone_region),
        log=log,
        files=FileFetcher(Attachments(database), clock),
        beginnings=Beginnings(drafts, clock=clock, new_id=new_id),
        wizard=wizard,
        waiting=WaitingDrafts(drafts, wizard, log, clock=clock),
        previews=previews,
        segments=segments,
        segment_lines=SegmentLines(database),
        criteria=Criteria(database, clock),
        criteria_choices=CriteriaChoices(database),
        segment_preview=SegmentPreview(database),
        segment_log=SegmentLog(database, clock),
        logged_segments=logged_segments,
        runner=JobRunner(jobs, logged_segments, tasks),
        link_requests=LinkRequests(database, people, clock),
        callers=Callers(
            people,
            tasks,
            installation=installation,
            default_locale=settings.default_locale,
        ),
        windows=Windows(tasks),
    )


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

        core = build_core(
            settings,
            database=database,
            redis=redis,
            tasks=tasks,
            metrics=metrics,
            installation=installation,
            clock=clock,
            new_id=new_id,
        )
        edge = build_edge(
            settings,
            build_registry(core),
            client=client,
            identity=identity,
            admit=Admission(core.callers, installation),
            redis=redis,
            tasks=tasks,
            metrics=metrics,
            failure_policy=Failures(core.callers, core.windows, tasks),
            expected=(TouchpointError,),
            checks={"database": database.ping, "redis": core.drafts.ping},
        )
        # None of the tasks that are waited for: one has no end, the other may take many minutes.
        watch = asyncio.create_task(core.runner.watch(client), name="look after jobs")
        index = asyncio.create_task(
            _index(database, settings.touchpoint_phone_region), name="index contacts"
        )
        tasks.spawn(recover(core, client), "look after what a crash left behind")
        tasks.spawn(_tidy(core, database), "tidy up")
        try:
            yield Touchpoint(core, edge, database)
        finally:
            for endless in (watch, index):
                endless.cancel()
            await asyncio.gather(watch, index, return_exceptions=True)
            await redis.aclose()
            await database.dispose()


async def _index(database: Database, region: str) -> None:
    """Make contacts findable that came in by plain SQL, or that an older version indexed."""
    try:
        indexed = await index_missing(database, region)
    except Unavailable:
        logger.warning("not all contacts can be indexed now; the next start goes on")
    except Exception:
        logger.exception("contacts can't be indexed")
    else:
        logger.info("contacts are indexed: %d were not", indexed)


async def _tidy(core: Core, database: Database) -> None:
    """Set ids right that came in by plain SQL; remove what is too old to come back."""
    try:
        await database.set_ids_right()
        purged = await core.segments.purge()
        await core.segment_log.purge()
        await core.criteria.purge()
        await done_once.forget_old(database, core.clock())
    except Unavailable:
        logger.warning("the database can't be tidied now; the next start does")
    else:
        logger.info("tidied: %d segments removed", purged)


def declared_registry() -> Registry:
    """What the bot listens to, for the manifest; nothing is connected or written."""
    core = build_core(
        Settings(),
        database=Database.from_url("sqlite+aiosqlite://"),
        redis=connect_redis("redis://127.0.0.1"),
        tasks=TaskSet(),
        metrics=Metrics(),
    )
    return build_registry(core)
