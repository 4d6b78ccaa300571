"""Changing lines of a segment: one, those that the list shows, or chosen ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.criteria import CriteriaChanged
from bot.domain.errors.segments import CampaignFlagWithoutCampaign, LineContactRefused
from bot.domain.forms import Problem
from bot.domain.messages import N_
from bot.domain.segments.line_form import NAME_OF, changes_of, language_problem, shown
from bot.handlers.acts import act_of
from bot.handlers.segments.line_members import NONE_CHOSEN
from bot.handlers.segments.lines import place_of, place_with_words
from bot.handlers.windows.results import SlowWork, refused
from bot.handlers.wizard.lists import check_loaded
from bot.views.blocks import with_alert
from bot.views.forms.redrawn import as_typed
from bot.views.segments import line_form, line_members
from bot.views.segments import lines as segment_lines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import date, datetime

    from bot.domain.segments.line_form import LineEntry
    from bot.domain.segments.lines import Line, LineChanges
    from bot.domain.template_facts import TemplateFacts
    from bot.handlers.callers import Caller
    from bot.handlers.segments.lines import LineScreens
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.i18n import Translator
    from bot.services.segments.lines import SegmentLines
    from bot.services.templates.lists import Reference
    from bot.slack.payload import Inbound
    from bot.slack.registration import Feature
    from bot.views.blocks import View
    from bot.views.segments.lines import Place

TOO_MANY = N_("Please choose at most {count} lines.")
GONE = N_("The chosen lines are no longer there.")


class LineForms:
    def __init__(
        self,
        lines: SegmentLines,
        reference: Reference,
        screens: LineScreens,
        clock: Callable[[], datetime],
    ) -> None:
        self._lines = lines
        self._reference = reference
        self._screens = screens
        self._clock = clock

    async def change(self, inbound: Inbound, caller: Caller) -> Result:
        """The form of one line."""
        place = replace(place_of(inbound), line=int(inbound.argument))
        return await self._form(caller, place)

    async def change_all(self, inbound: Inbound, caller: Caller) -> Result:
        """The form for every line that the list shows, or would show for the words in it."""
        place = replace(place_with_words(inbound), line=None, chosen=())
        if not await self._lines.count(place.no, place.lines):
            return await self._screens.listing(caller, place)
        return await self._form(caller, place)

    async def choose(self, inbound: Inbound, caller: Caller) -> Result:
        """*Choose lines*: which ones?"""
        place = replace(place_with_words(inbound), line=None, chosen=())
        return line_members.choose(place, self._number(), caller.t)

    async def change_chosen(self, inbound: Inbound, caller: Caller) -> Result:
        """The form for the lines that were chosen one by one."""
        check_loaded(inbound)
        window = inbound.body["view"]
        chosen, most = line_members.chosen(window, line_members.CHOOSABLE), line_members.MOST_CHOSEN
        place = replace(place_of(inbound), chosen=tuple(chosen))
        if len(chosen) > most:
            return with_alert(window, caller.t(TOO_MANY, count=most))
        if not chosen:
            return with_alert(window, caller.t(NONE_CHOSEN), "warning")
        if not await self._lines.count(place.no, place.lines):
            return await self._screens.listing(caller, place, caller.t(GONE), "warning")
        return await self._form(caller, place)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        check_loaded(inbound)
        place, window = place_of(inbound), inbound.body["view"]
        line = await self._line(caller, place)
        entry = line_form.read(window)
        template = await self._template(caller, place, line)
        changes, problems = changes_of(
            entry, self._today(caller), caller.t.decimal_sign, template, many=line is None
        )
        if not problems:
            problems = await self._with_language(caller, changes, template, line)
        if problems:
            return refused(window, line_form.fields_of(window), problems, caller.t)
        if line is not None:
            change = self._change_one(inbound, caller, line, entry, changes)
        else:
            change = self._change_many(inbound, caller, place, entry, changes)
        return SlowWork(
            self._or_flag(change, window, changes, caller.t),
            lambda: line_form.working(caller.t),
            lambda sentence: with_alert(as_typed(window), sentence),
        )

    @staticmethod
    async def _or_flag(
        change: Awaitable[Result], window: View, changes: LineChanges, t: Translator
    ) -> Result:
        try:
            return await change
        except CampaignFlagWithoutCampaign as error:
            flag = "campaign_target" if changes.get("campaign_target") else "campaign_response"
            return refused(window, line_form.fields_of(window), [Problem(flag, error.text)], t)

    async def _with_language(
        self,
        caller: Caller,
        changes: LineChanges,
        template: TemplateFacts | None,
        line: Line | None,
    ) -> list[Problem]:
        """Whether the template has the language that was chosen with it. Lines of a set may each
        have one of their own, so there only a template that was chosen beside it counts."""
        if code := changes.get("template_code"):
            template = await self._reference.template(code, caller.t.locale)
        elif line is None:
            template = None
        return language_problem(changes, template)

    async def _form(self, caller: Caller, place: Place) -> View:
        line = await self._line(caller, place)
        template = await self._template(caller, place, line)
        count = 1 if line else await self._lines.count(place.no, place.lines)
        drawn_for = replace(place, contact=line.contact_id) if line else place
        values = shown(line, template, caller.t.decimal_sign, self._number())
        return line_form.form(values, line, drawn_for, caller.t, count=count)

    async def _line(self, caller: Caller, place: Place) -> Line | None:
        if place.line is None:
            return None
        return await self._lines.line(place.no, place.line, caller.t.locale)

    async def _template(
        self, caller: Caller, place: Place, line: Line | None
    ) -> TemplateFacts | None:
        return await self._lines.template(place.no, line, caller.t.locale)

    async def _change_one(
        self,
        inbound: Inbound,
        caller: Caller,
        line: Line,
        entry: LineEntry,
        changes: LineChanges,
    ) -> Result:
        place = place_of(inbound)
        try:
            count = await self._lines.change_line(
                place.no,
                line.line_no,
                changes,
                _names(entry.inherit),
                contact_id=line_form.chosen_contact(entry, line),
                seen=str(place.contact),
                act=act_of(inbound, caller),
            )
        except LineContactRefused as error:
            problem = Problem("contact", error.text)
            return refused(inbound.body["view"], line_form.OF_ONE, [problem], caller.t)
        return await self._changed(caller, place, count)

    async def _change_many(
        self,
        inbound: Inbound,
        caller: Caller,
        place: Place,
        entry: LineEntry,
        changes: LineChanges,
    ) -> View:
        inherit, act = _names(entry.inherit), act_of(inbound, caller)
        done = await self._lines.change(place.no, place.lines, changes, inherit, act=act)
        place = replace(place, undo=done.revision if done.lines else None)
        return await self._changed(caller, place, done.lines)

    async def undo(self, inbound: Inbound, caller: Caller) -> Result:
        """*Undo the change* of many lines."""
        place, revision, t = place_of(inbound), int(inbound.argument), caller.t
        here = replace(place, undo=None)
        try:
            count = await self._lines.undo_change(place.no, revision, act=act_of(inbound, caller))
        except CriteriaChanged as error:
            return await self._screens.listing(caller, here, error.sentence(t), "warning")
        told = t.plural(
            "{count} line is as it was before.", "{count} lines are as they were before.", count
        )
        return await self._screens.listing(caller, here, told, "success")

    async def _changed(self, caller: Caller, place: Place, count: int) -> View:
        if not count:
            return await self._screens.listing(caller, place, caller.t(N_("Nothing was changed.")))
        told = caller.t.plural("{count} line is changed.", "{count} lines are changed.", count)
        return await self._screens.listing(caller, place, told, "success")

    def _number(self) -> int:
        """What names the blocks of a new form: Slack keeps the input of a block that comes back."""
        return int(self._clock().timestamp() * 1000)

    def _today(self, caller: Caller) -> date:
        return self._clock().astimezone(ZoneInfo(caller.person.zone)).date()


def _names(keys: Iterable[str]) -> list[str]:
    """What the line calls its fields."""
    return [NAME_OF[key] for key in keys]


def register(app: Feature[Caller], windows: Windows, forms: LineForms) -> None:
    app.action(segment_lines.CHANGE, windows.shows(forms.change))
    app.action(segment_lines.CHANGE_ALL, windows.shows(forms.change_all))
    app.action(segment_lines.CHOOSE, windows.shows(forms.choose))
    app.action(segment_lines.UNDO, windows.shows(forms.undo))
    app.view(line_members.CHOOSE, windows.shows(forms.change_chosen))
    app.view(line_form.FORM, windows.shows(forms.save))
