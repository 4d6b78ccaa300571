"""Importing a file: which one, what its headings mean, what would change, and doing it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.errors.base import UnknownControl
from bot.domain.errors.imports import ImportRefused
from bot.domain.forms import NOTHING, Problem
from bot.domain.messages import N_, Text
from bot.domain.people.rights import Right, check, check_import
from bot.handlers.acts import act_of
from bot.handlers.imports.fetching import fetched
from bot.handlers.windows.results import refused
from bot.handlers.windows.windows import message_of
from bot.services.imports.imports import KINDS
from bot.services.imports.prepared import Request
from bot.services.jobs import JobKind
from bot.views import jobs as jobs_view
from bot.views.forms import form as forms
from bot.views.imports import form as views
from bot.views.imports import listing
from bot.views.imports.form import ENCODING, FILE, FilePlace
from bot.views.imports.listing import PAGE_SIZE
from bot.views.imports.report import REFUSED, REPORT, report
from bot.views.listing import offset_of
from bot.views.metadata import unpack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from pathlib import Path

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.forms import Entered
    from bot.domain.people.person import Person
    from bot.handlers.callers import Caller
    from bot.handlers.jobs.runner import JobRunner
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.imports.assigning import HeadingMeanings
    from bot.services.imports.imports import Imports
    from bot.services.imports.kinds import Kind
    from bot.services.jobs import Job, Work
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View

_MISSING = N_("Choose a file.")
_CHUNK = 65_536


class ImportScreens:
    def __init__(
        self,
        imports: Imports,
        meanings: HeadingMeanings,
        runner: JobRunner,
        downloads: Downloads,
        clock: Callable[[], datetime],
    ) -> None:
        self._imports = imports
        self._meanings = meanings
        self._runner = runner
        self._downloads = downloads
        self._clock = clock

    async def show(self, _: Inbound, caller: Caller) -> Result:
        return await self._list(caller, 0)

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._list(caller, offset_of(inbound.argument))

    async def new(self, _: Inbound, caller: Caller) -> Result:
        check(caller.person, Right.IMPORT)
        return views.file_form(caller.person, caller.t, self._number())

    async def choose(self, inbound: Inbound, caller: Caller) -> Result:
        """The file in the form."""
        window = inbound.body["view"]
        entered = forms.read(window, FILE)
        chosen = entered.get("file", NOTHING).value
        if not isinstance(chosen, dict):
            return refused(window, FILE, [Problem("file", Text(_MISSING))], caller.t)
        try:
            place = FilePlace(entered["kind"].text, chosen["id"], "")
            return await self._columns(inbound.client, caller, place)
        except ImportRefused as error:
            return refused(window, FILE, [Problem("file", error.text)], caller.t)

    async def read(self, inbound: Inbound, caller: Caller) -> Result:
        """A file that is known already: one that was dropped, or one that was checked before."""
        return await self._columns(inbound.client, caller, views.place_at(inbound.argument))

    async def change_encoding(self, inbound: Inbound, caller: Caller) -> Result:
        """The first rows as they look in another alphabet; what was chosen below stays."""
        window = inbound.body["view"]
        encoding = forms.read(window, ENCODING)["encoding"].text
        place = replace(unpack(FilePlace, window), encoding=encoding)
        return await self._columns(inbound.client, caller, place, window)

    async def check(self, inbound: Inbound, caller: Caller) -> Result:
        """What would change."""
        window, person = inbound.body["view"], caller.person
        place = unpack(FilePlace, window)
        chosen = forms.read(window, ENCODING).get("encoding", NOTHING)
        if chosen.touched:
            place = replace(place, encoding=chosen.text)  # also before the form was drawn anew
        async with fetched(inbound.client, place.file_id) as path:
            kind = _kind(place.kind)
            file = await self._meanings.look(path, kind, place.encoding, person)
            form = forms.read(window, file.fields)
            if problems := file.problems(form):
                return refused(window, file.fields, problems, caller.t)
            headings, columns = await self._meanings.keep(
                path, kind, place.encoding, file.assigned(form), person
            )
            mapping = await self._meanings.kept(headings, columns)
            request = _request(path, place, person)
            found = await self._imports.bring_in(
                replace(request, mapping=mapping, dry_run=True), by=person
            )
        checked = replace(place, headings=headings, columns=columns)
        return report(checked, found, caller.t)

    async def bring_in(self, inbound: Inbound, caller: Caller) -> Result:
        """Do what was seen, in a job."""
        place, t = unpack(FilePlace, inbound.body["view"]), caller.t
        mapping = await self._meanings.kept(place.headings, place.columns)
        await self._runner.start(
            inbound.client,
            JobKind.IMPORT,
            place.file_id,
            caller.person,
            {
                "kind": place.kind,
                "file_name": place.name,
                "encoding": place.encoding,
                "columns": mapping,
            },
            act=act_of(inbound, caller),
        )
        return jobs_view.under_way(JobKind.IMPORT, place.name, t)

    async def undo(self, inbound: Inbound, caller: Caller) -> Result:
        import_id, t = int(inbound.argument), caller.t
        past = await self._imports.past(caller.person, import_id)
        await self._runner.start(
            inbound.client,
            JobKind.UNDO_IMPORT,
            f"import.{import_id}",
            caller.person,
            {"file_name": past.file_name, "import_id": import_id},
            act=act_of(inbound, caller),
            message=message_of(inbound),
        )
        return jobs_view.under_way(JobKind.UNDO_IMPORT, past.file_name, t)

    async def send_refused(self, inbound: Inbound, caller: Caller) -> Result:
        """The rows that can't be taken, with their reasons, as a file."""
        place = views.place_at(inbound.argument)
        check_import(caller.person, _kind(place.kind).name)
        name = caller.t(N_("refused rows.csv"))
        pieces = self._refused(inbound.client, caller, place)
        return self._downloads.start(inbound, caller, name, pieces)

    async def _refused(
        self, client: AsyncWebClient, caller: Caller, place: FilePlace
    ) -> AsyncIterator[bytes]:
        async with fetched(client, place.file_id) as path:
            to = path.with_name("refused")
            request = _request(path, place, caller.person)
            await self._imports.bring_in(
                replace(request, dry_run=True, refused=to, say=caller.t), by=caller.person
            )
            with to.open("rb") as file:
                while piece := file.read(_CHUNK):
                    yield piece

    async def _columns(
        self,
        client: AsyncWebClient,
        caller: Caller,
        place: FilePlace,
        window: View | None = None,
    ) -> View:
        kind = _kind(place.kind)
        check_import(caller.person, kind.name)
        async with fetched(client, place.file_id) as path:
            file = await self._meanings.look(path, kind, place.encoding, caller.person)
        entered: dict[str, Entered] = forms.read(window, file.fields) if window else {}
        named = replace(place, name=file.name)
        return views.columns_form(named, file, caller.t, self._number(), entered)

    async def _list(self, caller: Caller, offset: int, sentence: str = "") -> View:
        person = caller.person
        page = await self._imports.page(person, offset, PAGE_SIZE)
        if offset and not page.rows:
            page = await self._imports.page(person, 0, PAGE_SIZE)
        return listing.listing(page, person.zone, caller.t, sentence)

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


def _kind(name: str) -> type[Kind[Any]]:
    """Raises :class:`bot.domain.errors.base.UnknownControl` for a forged one."""
    if name not in KINDS:
        raise UnknownControl
    return KINDS[name]


def _request(path: Path, place: FilePlace, person: Person) -> Request:
    """Instants become days and times on the clock of who imports."""
    zone = ZoneInfo(person.zone)
    return Request(path, place.kind, encoding=place.encoding, zone=zone)


def preparing(
    imports: Imports,
) -> dict[JobKind, Callable[[AsyncWebClient, Job], AbstractAsyncContextManager[Work]]]:
    """For the jobs: the file is fetched and taken apart before there is a transaction."""

    @asynccontextmanager
    async def prepare(client: AsyncWebClient, job: Job) -> AsyncIterator[Work]:
        async with fetched(client, job.subject) as path:
            told = job.arguments
            place = FilePlace(told["kind"], job.subject, told["file_name"], told["encoding"])
            request = replace(_request(path, place, job.person), mapping=told["columns"])
            async with imports.work(request, job.subject) as work:
                yield work

    return {JobKind.IMPORT: prepare}


def register(app: Feature[Caller], windows: Windows, screens: ImportScreens) -> None:
    app.action(listing.SHOW, windows.shows(screens.show))
    app.action(listing.TURN, windows.shows(screens.turn))
    app.action(listing.NEW, windows.shows(screens.new))
    app.view(listing.FILE_FORM, windows.shows(screens.choose))
    app.action(views.READ, windows.shows(screens.read))
    app.action(views.FIELD, windows.shows(screens.change_encoding))
    app.view(views.COLUMNS_FORM, windows.shows(screens.check))
    app.view(REPORT, windows.shows(screens.bring_in))
    app.action(REFUSED, windows.shows(screens.send_refused))
    app.action(listing.UNDO, windows.shows(screens.undo))
