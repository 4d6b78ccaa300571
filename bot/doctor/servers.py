"""The servers: the database with its schema, and Redis."""

import asyncio
from collections.abc import AsyncIterator

import redis.exceptions
from redis.asyncio import Redis
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import PATIENCE_S, Finding
from bot.logs import describe_error
from bot.storage import schema
from bot.storage.database import Database


async def look_at_database(url: str) -> AsyncIterator[Finding]:
    database = Database.from_url(url)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await database.ping()
    except (SQLAlchemyError, OSError) as error:
        yield Finding(
            "database",
            False,
            f"doesn't answer ({describe_error(error)}). Check DATABASE_URL and that the server "
            "runs.",
        )
        return
    finally:
        await database.dispose()
    yield Finding("database", True, f"{database.dialect} answers")
    pending = await asyncio.to_thread(schema.pending, url)
    if pending:
        yield Finding("migrations", False, f"{len(pending)} to be run. Run `touchpoint migrate`.")
        return
    yield Finding("migrations", True, "at the newest schema")
    try:
        lags = await asyncio.to_thread(schema.lagging_ids, url)
    except SQLAlchemyError as error:
        yield Finding("ids", False, f"not checked ({describe_error(error)}). Try again.")
        return
    told = "; ".join(
        f"the next of {lag.table} is {lag.next_id}, and {lag.largest} is taken" for lag in lags
    )
    if told:
        yield Finding("ids", False, f"{told}. Run `touchpoint migrate`.")
    else:
        yield Finding("ids", True, "the next ones are free")


async def look_at_redis(url: str) -> AsyncIterator[Finding]:
    client = Redis.from_url(url, decode_responses=True, socket_timeout=PATIENCE_S)
    try:
        facts = await client.info()
    except (redis.exceptions.RedisError, OSError) as error:
        yield Finding(
            "Redis",
            False,
            f"doesn't answer ({describe_error(error)}). Check REDIS_URL and that the server runs.",
        )
        return
    finally:
        await client.aclose()
    yield Finding("Redis", True, f"version {facts.get('redis_version')} answers")
    if facts.get("aof_enabled"):
        yield Finding("Redis persistence", True, "append-only file")
    else:
        yield Finding(
            "Redis persistence",
            False,
            "drafts would be lost in a crash. Set `appendonly yes` in the server's configuration.",
        )
    policy = facts.get("maxmemory_policy", "noeviction")
    if policy == "noeviction":
        yield Finding("Redis eviction", True, "never")
    else:
        yield Finding(
            "Redis eviction",
            False,
            f"{policy} may throw drafts away. Set `maxmemory-policy noeviction`.",
        )
