"""What ``touchpoint doctor`` looks at: one line for each thing, and what to do about it."""

import time
from collections.abc import AsyncIterator, Callable

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.company import look_at_company
from bot.doctor.finding import Finding
from bot.doctor.servers import look_at_database, look_at_redis
from bot.doctor.slack import look_at_slack
from bot.settings import Settings

__all__ = ["Finding", "examine"]


async def examine(
    settings: Settings,
    client: AsyncWebClient,
    redis_url: str,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[Finding]:
    """All findings, in the order in which one would mend things. Raises nothing."""
    async for finding in look_at_slack(settings, client, now):
        yield finding
    usable = True
    async for finding in look_at_database(settings.database_url):
        usable = usable and finding.right
        yield finding
    async for finding in look_at_redis(redis_url):
        yield finding
    if usable:
        async for finding in look_at_company(settings):
            yield finding
