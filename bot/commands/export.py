"""``touchpoint export``: contacts, interactions, segments and templates as files."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal
from zoneinfo import ZoneInfo

import click

from bot.commands.output import opened
from bot.commands.running import load_settings, require_schema, run
from bot.domain.errors.base import TouchpointError
from bot.logs import describe_error

if TYPE_CHECKING:
    from bot.i18n import Translator

Kind = Literal["contacts", "interactions", "segments", "templates"]
Format = Literal["csv", "xlsx", "json"]
_DAY = click.DateTime(["%Y-%m-%d"])


def _zone(_context: object, _parameter: object, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise click.BadParameter(
            f"there is no time zone {name!r}; expected a name such as Europe/Paris"
        ) from None


def _day(_context: object, _parameter: object, moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@click.command()
@click.argument("kind", type=click.Choice(["contacts", "interactions", "segments", "templates"]))
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "xlsx", "json"]),
    help="Default: as the name of the file ends, else csv.",
)
@click.option(
    "--columns",
    type=click.Choice(["screen", "database"]),
    default="screen",
    show_default=True,
    help="Headings and values in words, or as in the database.",
)
@click.option(
    "--language", type=click.Choice(["en", "fr"]), help="Of headings and values in words."
)
@click.option("--zone", default="UTC", show_default=True, callback=_zone, help="Of local times.")
@click.option("--from", "from_day", type=_DAY, callback=_day, help="First day.")
@click.option("--to", "to_day", type=_DAY, callback=_day, help="Last day.")
@click.option("--salesperson", metavar="CODE")
@click.option("--contact", metavar="NUMBER", help="A person, or a company with everybody in it.")
@click.option("--template", metavar="CODE")
@click.option("--campaign", metavar="NUMBER")
@click.option("--output", type=click.Path(path_type=Path), help="Default: the standard output.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
def export(
    *,
    kind: Kind,
    file_format: Format | None,
    columns: str,
    language: str | None,
    zone: ZoneInfo,
    output: Path | None,
    force: bool,
    **filters: Any,
) -> None:
    """Write contacts, interactions, segments or templates to a file; see docs/export.md."""
    from bot.i18n import translator

    chosen = {
        name.removesuffix("_day"): value for name, value in filters.items() if value is not None
    }
    _refuse_filters(kind, chosen)
    if columns == "database" and language:
        raise click.UsageError("--language goes with --columns screen")
    written_as = file_format or _format_of(output)
    if written_as == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("a workbook can't be shown on a terminal; name a file by --output")
    settings = load_settings()
    require_schema(settings)
    t = None if columns == "database" else translator(language or settings.default_locale)
    try:
        run(_write(settings.database_url, kind, chosen, (zone, t), (written_as, output, force)))
    except asyncio.CancelledError:  # by SIGTERM; the unfinished file is gone
        sys.exit(128 + signal.SIGTERM)
    except TouchpointError as error:
        why = f" ({describe_error(error.__cause__)})" if error.__cause__ else ""
        raise click.ClickException(f"{error.sentence(translator('en'))}{why}") from None


def _refuse_filters(kind: Kind, chosen: dict[str, Any]) -> None:
    from bot.services.exports.exports import TABLES

    for name in chosen:
        if name not in TABLES[kind].filters:
            raise click.UsageError(f"{kind} can't be chosen by --{name}")
    if chosen.get("from", date.min) > chosen.get("to", date.max):
        raise click.UsageError("the day of --from is after that of --to")


def _format_of(output: Path | None) -> Format:
    match output.suffix.lower() if output else "":
        case ".xlsx":
            return "xlsx"
        case ".json" | ".jsonl":
            return "json"
        case _:
            return "csv"


async def _write(
    database_url: str,
    kind: Kind,
    filters: dict[str, Any],
    words: tuple[ZoneInfo, "Translator | None"],
    to: tuple[Format, Path | None, bool],
) -> None:
    from bot.services.exports.exports import Exports
    from bot.services.exports.wording import Wording
    from bot.storage.database import Database

    wording, (written_as, output, overwrite) = Wording(*words), to
    if task := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    database = Database.from_url(database_url)
    try:
        exports = Exports(database)
        await exports.check(filters)
        total = await exports.count(kind, filters) if _bar_has_room(output) else None
        with opened(output, overwrite=overwrite) as file, _progress(kind, total) as report:
            rows = exports.rows(kind, filters, wording, report)
            await _FORMATS[written_as](file, kind, exports.headings(kind, wording), rows)
    finally:
        await database.dispose()


async def _write_csv(file: BinaryIO, _kind: str, headings: list[str], rows: Any) -> None:
    from bot.services.csv_stream import csv_of

    async for piece in csv_of(headings, rows):
        file.write(piece)


async def _write_json(file: BinaryIO, _kind: str, headings: list[str], rows: Any) -> None:
    from bot.services.exports.json_lines import json_lines_of

    async for piece in json_lines_of(headings, rows):
        file.write(piece)


async def _write_xlsx(file: BinaryIO, kind: str, headings: list[str], rows: Any) -> None:
    from bot.services.exports.workbook import LONGEST_TEXT, WorkbookFile

    book = WorkbookFile(kind, headings)
    await book.write(file, rows)
    if book.cut:
        click.echo(
            f"{book.cut} texts were cut: a cell holds {LONGEST_TEXT} characters. The other formats "
            "have them whole.",
            err=True,
        )


_FORMATS = {"csv": _write_csv, "json": _write_json, "xlsx": _write_xlsx}


def _bar_has_room(output: Path | None) -> bool:
    """Whether there is a terminal, and the rows themselves don't go there."""
    return sys.stderr.isatty() and not (output is None and sys.stdout.isatty())


@contextmanager
def _progress(kind: Kind, total: int | None) -> Iterator[Callable[[int], object] | None]:
    if total is None:
        yield None
        return
    with click.progressbar(length=total, label=kind, file=sys.stderr) as bar:
        yield bar.update
