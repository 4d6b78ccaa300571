"""What every command begins with: its settings, a schema that is new enough, an event loop."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

import click

from bot.logs import set_up_logging
from bot.settings import Settings, SettingsError


def load_settings() -> Settings:
    """Also sets up logging. Raises ClickException for a setting that can't be used."""
    try:
        settings = Settings.load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    set_up_logging(settings.log_level, settings.log_format)
    return settings


def run(work: Coroutine[Any, Any, None]) -> None:
    """Runs ``work`` on the fastest event loop there is."""
    factory = None
    with contextlib.suppress(ImportError):
        import uvloop  # there is none on Windows

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)


def require_schema(settings: Settings) -> None:
    """Raises ClickException when the database is there and older than this bot."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.storage import schema

    try:
        behind = bool(schema.pending(settings.database_url))
    except (SQLAlchemyError, OSError):
        return  # the bot says so where it is asked, and is ready when the database is
    if behind:
        raise click.ClickException(
            "The database's schema is older than this version of Touchpoint. Run "
            "`touchpoint migrate`, then start again."
        )
