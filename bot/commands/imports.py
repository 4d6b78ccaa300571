"""`touchpoint import`: what comes from files, what was brought in, and taking it back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from bot.commands.running import load_settings, require_schema
from bot.domain.errors.base import TouchpointError
from bot.domain.errors.imports import MappingUnreadable
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.words import MADE, WORDS
from bot.domain.messages import N_

if TYPE_CHECKING:
    from bot.domain.imports.outcomes import Report, Undone
    from bot.i18n import Translator
    from bot.services.imports.imports import Imports

T = TypeVar("T")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def imports() -> None:
    """Bring data in from files, and take an import back."""


def _zone(_context: object, _parameter: object, name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):
        raise click.BadParameter(
            f"there is no time zone {name!r}; expected a name such as Europe/Paris"
        ) from None


_OPTIONS = (
    click.argument("file", type=FILE),
    click.option("--dry-run", is_flag=True, help="Only say what would be done."),
    click.option("--mapping", type=FILE, help="A JSON file: headings and the columns they mean."),
    click.option(
        "--refused",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help="Write the refused rows to this CSV file, with the reasons.",
    ),
    click.option("--encoding", help="Of a CSV file or vCards, where it isn't recognised."),
)
_OF_DAYS = (
    click.option(
        "--dates",
        "day_order",
        type=click.Choice(["dmy", "mdy"]),
        help="Whether days or months come first, in days such as 03/04/2026.",
    ),
    click.option(
        "--zone",
        callback=_zone,
        help="Where instants that say their offset become a day and a time.",
    ),
)


def _command(kind: str, explained: str, options: Sequence[Callable[[Any], Any]] = ()) -> None:
    """Declare the command that imports a kind of file."""

    def command(context: click.Context, **chosen: Any) -> None:
        _bring_in(context, kind, **chosen)

    command.__doc__ = explained
    called: Any = click.pass_context(command)
    for option in reversed((*_OPTIONS, *options)):
        called = option(called)
    imports.command(kind)(called)


_command(
    "contacts",
    """Import contacts from FILE: CSV, XLSX or vCard.

    New contacts are created, known ones get what the file says otherwise; empty cells change
    nothing. All or nothing is written. The exit status is 1 if rows were refused.
    """,
)


_command(
    "salespeople",
    """Import salespeople from FILE: CSV or XLSX.

    A salesperson is known by code, or by e-mail where a row has no code. Roles and Slack accounts
    are given in Slack.
    """,
)
_command(
    "templates",
    """Import interaction templates from FILE: CSV or XLSX, a row for each language.

    What `touchpoint export templates` writes can be imported.
    """,
)

_command(
    "interactions",
    """Import interactions from FILE: CSV or XLSX.

    Contacts are known by number, external id or e-mail, templates by code or description. What
    `touchpoint export interactions` writes can be imported.
    """,
    _OF_DAYS,
)


def _bring_in(
    context: click.Context,
    kind: str,
    *,
    file: Path,
    mapping: Path | None,
    dry_run: bool,
    **chosen: Any,
) -> None:
    from bot.services.imports.prepared import Request

    def work(service: Imports, say: Translator) -> Awaitable[Report]:
        headings = _mapping(mapping) if mapping else None
        request = Request(file, kind=kind, mapping=headings, dry_run=dry_run, say=say, **chosen)
        return service.bring_in(request, progress)

    with click.progressbar(length=0, label=file.name, show_pos=True) as bar:

        def progress(rows: int) -> None:
            bar.length = max(bar.length or 0, bar.pos + rows)
            bar.update(rows)

        report, say = _run(work)
    _tell(report, say, kind, dry_run=dry_run)
    if report.counts[Outcome.REFUSED]:
        context.exit(1)


@imports.command("list")
def list_() -> None:
    """List the imports of the last week."""

    async def work(service: Imports, say: Translator) -> None:
        for past in (await service.page(None)).rows:
            line = say(
                N_("{id}  {when}  {kind}, {file}: {new} new, {changed} changed, {refused} refused"),
                id=str(past.id),
                when=past.done_at,
                kind=say(WORDS[past.kind]),
                file=past.file_name,
                new=past.counts[Outcome.NEW] + past.companies,
                changed=past.counts[Outcome.CHANGED],
                refused=past.counts[Outcome.REFUSED],
            )
            undone = say(N_("{line} (undone)"), line=line)
            click.echo(undone if past.undone else line)

    _run(work)


@imports.command("undo")
@click.argument("number", metavar="ID", type=int)
def undo_(number: int) -> None:
    """Take the import ID back, for a week.

    What it created goes, unless something was logged with it since; what it changed gets its former
    values, where nobody has changed them since.
    """

    def work(service: Imports, _say: Translator) -> Awaitable[Undone]:
        return service.undo(number)

    undone, say = _run(work)
    click.echo(
        say(
            N_("{removed} removed, {restored} with their former values, {kept} kept"),
            removed=undone.removed,
            restored=undone.restored,
            kept=undone.kept_count,
        )
    )
    for no, name, references in undone.kept:
        what = say.listing([say(text) for text in references])
        click.echo(say(N_("{no} {name} is kept: {what}"), no=no, name=name, what=what))
    if undone.left:
        click.echo(
            say(N_("Records with values that were changed since, and stay: {count}"),
                count=undone.left)
        )  # fmt: skip


def _run(work: Callable[[Imports, Translator], Awaitable[T]]) -> tuple[T, Translator]:
    """Do `work` with the use cases on the configured database, in the default language."""
    from bot.i18n import translator
    from bot.services.company.settings import Company
    from bot.services.imports.imports import Imports
    from bot.storage.database import Database

    settings = load_settings()
    require_schema(settings)
    say = translator(settings.default_locale)

    async def run() -> T:
        database = Database.from_url(settings.database_url)
        try:
            clock = partial(datetime.now, UTC)
            company = Company(database, clock, settings.company)
            return await work(Imports(database, clock, company.region), say)
        finally:
            await database.dispose()

    try:
        return asyncio.run(run()), say
    except TouchpointError as error:
        raise click.ClickException(error.sentence(say)) from None


def _mapping(path: Path) -> dict[str, str | None]:
    """Raises `MappingUnreadable`."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) < len(pairs):
            raise MappingUnreadable
        return dict(pairs)

    try:
        mapping = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=once)
    except ValueError as error:
        raise MappingUnreadable from error
    if not isinstance(mapping, dict) or not all(
        value is None or isinstance(value, str) for value in mapping.values()
    ):
        raise MappingUnreadable
    return mapping


def _tell(report: Report, say: Translator, kind: str, *, dry_run: bool) -> None:
    counts = {outcome.value: count for outcome, count in report.counts.items()}
    click.echo(say(N_("Read as {kind}."), kind=report.read_as))
    for difference in report.differences:
        for label, before, after in difference.columns:
            click.echo(
                say(
                    N_("row {row}: {column}: {before} → {after}"),
                    row=str(difference.row),
                    column=say(label),
                    before=_shown(before),
                    after=_shown(after),
                )
            )
    for number, problems in report.refused:
        why = " ".join(map(say, problems))
        click.echo(say(N_("row {row} is refused: {why}"), row=str(number), why=why))
    click.echo(
        say(
            N_(
                "{rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {repeated} "
                "repeated, {refused} refused"
            ),
            rows=report.rows,
            **counts,
        )
    )
    if kind in MADE:
        click.echo(say(MADE[kind], count=report.companies))
    if dry_run:
        click.echo(say(N_("Nothing was written.")))
    elif report.id is not None:
        click.echo(
            say(N_("Import {id}; `touchpoint import undo {id}` takes it back."), id=str(report.id))
        )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return "–" if value is None else str(value)
