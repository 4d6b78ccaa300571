"""The interaction log as a list: filtered, turned, downloaded, several entries evaluated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.enums import Evaluation
from bot.domain.errors.base import UnknownControl
from bot.domain.interaction_log.entries import may_change, may_download
from bot.domain.interaction_log.filters import EVERYTHING, FIELDS, MINE, LogFilter, Whose, read
from bot.domain.messages import N_
from bot.domain.people.rights import Right, check, may
from bot.handlers.acts import act_of
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.slack.registration import Command
from bot.views import home as home_view
from bot.views import listing, options
from bot.views.forms import form as forms
from bot.views.interaction_log import buttons
from bot.views.interaction_log import card as cards
from bot.views.interaction_log import listing as lists
from bot.views.interaction_log import weeks as weeks_view
from bot.views.interaction_log.listing import PAGE_SIZE, Place
from bot.views.metadata import unpack

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.handlers.callers import Caller, Callers
    from bot.handlers.interaction_log.following import ConfirmationFollower
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.contacts.search import ContactSearch
    from bot.services.criteria.choices import CriteriaChoices
    from bot.services.interaction_log.changes import LogChanges
    from bot.services.interaction_log.entries import LogEntries
    from bot.services.interaction_log.weeks import LogWeeks
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View

COMMAND = Command(
    "/interactions", "See what was recorded with contacts", usage_hint="[words] or help"
)


class LogLists:
    """Draws the list and the card; what every screen of the log returns to."""

    def __init__(self, entries: LogEntries) -> None:
        self._entries = entries

    async def list(self, caller: Caller, place: Place, sentence: str = "") -> View:
        person, t = caller.person, caller.t
        page = await self._entries.page(person, place.filter, place.at, PAGE_SIZE)
        if place.at and not page.rows:  # what was there is gone
            place = replace(place, at="")
            page = await self._entries.page(person, place.filter, "", PAGE_SIZE)
        names = await self._entries.names(place.filter, t.locale)
        reader = lists.Reader(
            may_evaluate=may(person, Right.RECORD),
            may_download=may_download(person, place.filter.whose),
            may_delete=may(person, Right.DELETE_ENTRIES),
        )
        return lists.listing(page, place, names, reader, t, sentence=sentence)

    async def card(
        self, caller: Caller, place: Place, sentence: str = "", level: str = "success"
    ) -> View:
        if place.entry is None:
            raise UnknownControl
        person = caller.person
        found = await self._entries.card(place.entry, caller.t.locale)
        reader = cards.Reader(
            user_id=person.user_id,
            zone=person.zone,
            may_change=may_change(person, found.logged_by, found.salesperson_code),
            may_record=may(person, Right.RECORD),
        )
        shown = replace(place, comment=None)
        return cards.card(found, shown, reader, caller.t, sentence=sentence, level=level)


def place_of(inbound: Inbound) -> Place:
    """Where a window of the log is; all of the log, for a button that stands elsewhere."""
    view = inbound.body.get("view") or {}
    if not view.get("callback_id", "").startswith("log_"):
        return Place()
    return unpack(Place, view)


class LogScreens:
    """The list, its filters, and what is done from it."""

    def __init__(
        self,
        entries: LogEntries,
        changes: LogChanges,
        shown: LogLists,
        *,
        windows: Windows,
        callers: Callers,
        downloads: Downloads,
        follower: ConfirmationFollower,
        weeks: LogWeeks,
        clock: Callable[[], datetime],
    ) -> None:
        self._entries = entries
        self._changes = changes
        self._shown = shown
        self._windows = windows
        self._callers = callers
        self._downloads = downloads
        self._follower = follower
        self._weeks = weeks
        self._clock = clock

    async def command(self, inbound: Inbound) -> Ack:
        words = inbound.argument.strip()
        if words.lower() in {"help", "aide"}:
            t = (await self._callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": lists.log_help(t)}

        async def content(caller: Caller) -> View:
            check(caller.person, Right.SEE)
            if words:
                return await self._shown.list(caller, Place(LogFilter(words=words)))
            return await self._shown.list(caller, await self._kept(caller))

        self._windows.open(inbound, content)
        return None

    async def show_kept(self, _: Inbound, caller: Caller) -> Result:
        """From App Home."""
        return await self._shown.list(caller, await self._kept(caller))

    async def show(self, inbound: Inbound, caller: Caller) -> Result:
        """From a card or a list, which says what is to be shown."""
        chosen = unpack(LogFilter, {"private_metadata": inbound.argument})
        return await self._shown.list(caller, Place(chosen))

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._shown.list(caller, place_of(inbound))

    async def search(self, inbound: Inbound, caller: Caller) -> Result:
        place, words = place_of(inbound), listing.words(inbound.body["view"]) or ""
        return await self._shown.list(caller, Place(replace(place.filter, words=words)))

    async def turn(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._shown.list(caller, replace(place_of(inbound), at=inbound.argument))

    async def whose(self, inbound: Inbound, caller: Caller) -> Result:
        chosen = place_of(inbound).filter
        other = Whose.ALL if chosen.whose == Whose.MINE else Whose.MINE
        return await self._keep(caller, replace(chosen, whose=other.value))

    async def clear(self, inbound: Inbound, caller: Caller) -> Result:
        mine = place_of(inbound).filter.whose == Whose.MINE
        return await self._keep(caller, MINE if mine else EVERYTHING)

    async def ask_filter(self, inbound: Inbound, caller: Caller) -> Result:
        place = place_of(inbound)
        names = await self._entries.names(place.filter, caller.t.locale)
        return lists.filter_form(place, names, caller.t, self._number())

    async def set_filter(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        view = inbound.body["view"]
        chosen, problems = read(forms.read(view, FIELDS), place_of(inbound).filter)
        if problems:
            return refused(view, FIELDS, problems, caller.t)
        return await self._keep(caller, chosen)

    async def download(self, inbound: Inbound, caller: Caller) -> Result:
        chosen = place_of(inbound).filter
        pieces = await self._entries.export(caller.person, chosen, caller.t)
        name = caller.t(N_("interactions")) + ".csv"
        return self._downloads.start(inbound, caller, name, pieces)

    async def weeks(self, inbound: Inbound, caller: Caller) -> Result:
        """The last twelve weeks of what is filtered."""
        place = place_of(inbound)
        found = await self._weeks.of(caller.person, place.filter)
        names = await self._entries.names(place.filter, caller.t.locale)
        return weeks_view.weeks(found, place, names, caller.t)

    async def ask_evaluation(self, inbound: Inbound, caller: Caller) -> Result:
        place = place_of(inbound)
        page = await self._entries.page(caller.person, place.filter, place.at, PAGE_SIZE)
        return lists.evaluate_form(page, place, caller.t, self._number())

    async def evaluate(self, inbound: Inbound, caller: Caller) -> Result:
        """Several entries at once."""
        entered = forms.read(inbound.body["view"], lists.several_fields((), caller.t))
        chosen = [int(value) for value in entered["entries"].values]
        evaluation = Evaluation(entered["evaluation"].text)
        count = await self._changes.evaluate(chosen, evaluation, act=act_of(inbound, caller))
        self._follower.follow(inbound.client, *chosen)
        said = caller.t.plural(
            "{count} interaction is evaluated.", "{count} interactions are evaluated.", count
        )
        return await self._shown.list(caller, place_of(inbound), said)

    async def _kept(self, caller: Caller) -> Place:
        return Place(await self._entries.kept_filter(caller.person))

    async def _keep(self, caller: Caller, chosen: LogFilter) -> View:
        """Show what is filtered now, and next time."""
        await self._entries.keep_filter(caller.person, replace(chosen, words=""))
        return await self._shown.list(caller, Place(chosen))

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)


class FilterOptions:
    """What the lists of the filter's form offer."""

    def __init__(self, choices: CriteriaChoices, contacts: ContactSearch) -> None:
        self._choices = choices
        self._contacts = contacts

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        query = inbound.body.get("value") or ""
        if inbound.argument == "contact":
            return options.contacts(await self._contacts.find(query), caller.t)
        found = await self._choices.of(_TABLES[inbound.argument], query, caller.t.locale)
        return options.listed(found, blank=not query.strip())


_TABLES = {
    "salesperson": "salespeople",
    "template": "templates",
    "group": "interaction_groups",
    "campaign": "campaigns",
}


def register(
    app: Feature[Caller], windows: Windows, screens: LogScreens, offered: FilterOptions
) -> None:
    app.command(COMMAND, screens.command)
    app.action(home_view.LOG, windows.shows(screens.show_kept))
    app.action(buttons.SHOW, windows.shows(screens.show))
    app.action(lists.BACK, windows.shows(screens.back))
    app.view(lists.LIST, windows.shows(screens.search))
    app.action(lists.TURN, windows.shows(screens.turn))
    app.action(lists.WHOSE, windows.shows(screens.whose))
    app.action(lists.CLEAR, windows.shows(screens.clear))
    app.action(lists.FILTER, windows.shows(screens.ask_filter))
    app.view(lists.FILTER_FORM, windows.shows(screens.set_filter))
    app.options(lists.FIELD, offered.offer)
    app.action(lists.EXPORT, windows.shows(screens.download))
    app.action(lists.EVALUATE, windows.shows(screens.ask_evaluation))
    app.action(lists.WEEKS, windows.shows(screens.weeks))
    app.view(lists.EVALUATE_FORM, windows.shows(screens.evaluate))
