"""The console script ``touchpoint``, also ``python -m bot``."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Iterator
from datetime import date

import click
import orjson

from bot.commands.export import export
from bot.commands.imports import imports
from bot.commands.running import load_settings as _settings
from bot.commands.running import require_schema as _require_schema
from bot.commands.running import run as _run
from bot.domain.errors.base import TouchpointError
from bot.logs import describe_error
from bot.settings import Settings, SettingsError

# Each command imports what it needs itself, so that `--help` and a wrong setting answer at once.


@contextlib.contextmanager
def _redis_url(settings: Settings) -> Iterator[str]:
    """The address of Redis; the embedded server runs meanwhile if there is no other."""
    from bot.storage.embedded_redis import EmbeddedRedis, EmbeddedServerError

    if settings.redis_url:
        yield settings.redis_url
        return
    try:
        server = EmbeddedRedis(settings.redis_directory)
        try:
            yield server.start()
        finally:
            server.stop()
    except EmbeddedServerError as error:
        raise click.ClickException(str(error)) from None


def _tell_address(address: str) -> None:
    click.echo(f"Touchpoint: {address}")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Touchpoint records interactions with contacts, in Slack.

    Settings come from the environment and from the file .env; see docs/operating.md.
    """


main.add_command(imports)


@main.command()
def serve() -> None:
    """Run the bot.

    Over Socket Mode when SLACK_APP_TOKEN is set, else over HTTP on HOST and PORT. SIGTERM and
    Ctrl-C let work in flight finish.
    """
    from bot.app import open_touchpoint
    from bot.slack.serving import serve as serve_edge

    settings = _settings()

    async def run(redis_url: str) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with open_touchpoint(settings, redis_url) as touchpoint:
            await serve_edge(touchpoint.entrance, stop, _tell_address)

    try:
        settings.require_slack()
        _require_schema(settings)
        with _redis_url(settings) as redis_url:
            _run(run(redis_url))
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema, and ids that lag behind after an import past it.

    Safe to run twice, and from two hosts at once.
    """
    from bot.storage import schema

    settings = _settings()
    before = schema.current(settings.database_url)
    schema.upgrade(settings.database_url)
    after = schema.current(settings.database_url)
    click.echo(f"schema {after}" + (" (nothing to do)" if after == before else ""))
    for lag in schema.set_ids_right(settings.database_url):
        click.echo(f"ids of {lag.table}: the next was {lag.next_id}, now {lag.largest + 1}")


@main.command()
@click.option("--force", is_flag=True, help="Also into a database that holds contacts.")
@click.option("--starter", is_flag=True, help="What a company of its own starts from: no people.")
@click.option(
    "--language",
    type=click.Choice(["en", "fr"]),
    help="With --starter: the company's language; the default is DEFAULT_LOCALE.",
)
def seed(force: bool, starter: bool, language: str | None) -> None:
    """Load the sample company, or with --starter what a company of its own starts from.

    The starter set has interaction groups and templates with their texts in English and French,
    number series, campaign statuses and the other small tables. It is refused where there are
    interaction templates.
    """
    from bot.sample import seed as fill
    from bot.sample.starter import add_starter
    from bot.storage.database import Database

    if starter and force:
        raise click.UsageError("--force goes with the sample company, not with --starter")
    if language and not starter:
        raise click.UsageError("--language goes with --starter")
    settings = _settings()
    _require_schema(settings)

    async def run() -> None:
        database = Database.from_url(settings.database_url)
        try:
            if starter:
                added = await add_starter(database, language or settings.default_locale)
                click.echo(f"starter set loaded: {added.templates} interaction templates")
                return
            await fill(database, date.today(), force=force)  # noqa: DTZ011 the operator's day
            click.echo("sample company loaded")
        finally:
            await database.dispose()

    try:
        _run(run())
    except TouchpointError as error:
        why = f" ({describe_error(error.__cause__)})" if error.__cause__ else ""
        raise click.ClickException(f"{error}{why}") from None


@main.command()
@click.option("--socket-mode", is_flag=True, help="For Socket Mode; the default.")
@click.option("--url", help="For HTTP: the public address at which Slack reaches this bot.")
def manifest(socket_mode: bool, url: str | None) -> None:
    """Print the Slack app manifest."""
    from bot.handlers.declared import DECLARED
    from bot.slack.manifest import build_manifest

    if socket_mode and url:
        raise click.UsageError("choose --socket-mode or --url, not both")
    if url and not url.startswith("https://"):
        raise click.UsageError("Slack calls nothing but https:// addresses")
    data = build_manifest(DECLARED, url)
    click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())


@main.command()
def doctor() -> None:
    """Check what the bot needs, and say what to do.

    Tokens and scopes, clock, database, migrations, Redis persistence and eviction policy; and who
    is administrator, and what nobody can do yet. The exit status is 1 if anything is wrong.
    """
    from bot.doctor import examine
    from bot.metrics import Metrics
    from bot.slack.web_client import build_web_client, open_session

    settings = _settings()
    right = True

    async def run(redis_url: str) -> None:
        nonlocal right
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        async with open_session() as session:
            client = build_web_client(token, settings.slack_api_url, session, Metrics())
            async for finding in examine(settings, client, redis_url):
                click.echo(str(finding))
                right = right and finding.right

    with _redis_url(settings) as redis_url:
        _run(run(redis_url))
    sys.exit(0 if right else 1)


main.add_command(export)


if __name__ == "__main__":
    main(prog_name="touchpoint")
