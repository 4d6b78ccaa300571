"""Choosing the contacts of a segment: count, add, reduce, refine, go back, reuse a logged one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.domain.criteria.entry import NO_LOGGED_SEGMENT, fingerprint, step_of
from bot.domain.enums import CriteriaAction
from bot.domain.errors.criteria import CriteriaChanged
from bot.domain.forms import Problem
from bot.domain.messages import Text
from bot.handlers.acts import act_of
from bot.handlers.windows.results import FieldErrors, SlowWork
from bot.handlers.wizard.lists import check_loaded
from bot.services.criteria.criteria import logged_step
from bot.views import country_lists, options
from bot.views.criteria import choosing as criteria_views
from bot.views.criteria import sentences as criteria_sentences
from bot.views.criteria.choosing import LOGGED, Draw, Form, Told
from bot.views.criteria.form import FIELD, FIELDS
from bot.views.forms import form as forms
from bot.views.metadata import unpack
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.acts import Act
    from bot.domain.criteria.criteria import Applied, Step
    from bot.domain.forms import Choice
    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.criteria.choices import CriteriaChoices
    from bot.services.criteria.criteria import Criteria
    from bot.services.first_day import FirstDay
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class Cards(Protocol):
    """What draws the card that everything here returns to."""

    async def card(self, caller: Caller, no: str, sentence: str = "", level: str = "info") -> View:
        """The card of a segment, with a sentence on top."""
        ...


@dataclass(slots=True)
class Attempt:
    """What a submission has come to: ``applying`` once it no longer only counts."""

    applying: bool = False


class Choosing:
    def __init__(
        self,
        criteria: Criteria,
        choices: CriteriaChoices,
        cards: Cards,
        first_day: FirstDay,
        clock: Callable[[], datetime],
    ) -> None:
        self._criteria = criteria
        self._choices = choices
        self._cards = cards
        self._first_day = first_day
        self._clock = clock

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        """*Add contacts*, *Reduce*, *Refine*, *Reuse logged segment*: an empty form."""
        await self._criteria.history(inbound.argument)  # the segment is still there
        kind = _KINDS[inbound.key]
        # Ids of their own for every form: Slack keeps the input of a block whose id comes back.
        form = Form(inbound.argument, round=int(self._clock().timestamp()))
        return criteria_views.form(Draw(kind, form), caller.t)

    async def more(self, inbound: Inbound, caller: Caller) -> Result:
        """*More filters*: the same form with further fields."""
        drawn = read(inbound, inbound.argument)
        drawn = replace(drawn, form=replace(drawn.form, more=True, counted=""))
        return criteria_views.form(drawn, caller.t)

    async def submit(self, inbound: Inbound, caller: Caller) -> Result:
        """Count; or do what was counted, if nothing has changed since."""
        check_loaded(inbound)
        t = caller.t
        drawn = read(inbound, inbound.argument)
        step, problems = _meant(drawn)
        if problems:
            wrong = [Problem(key, text) for key, text in problems.items()]
            errors = forms.errors(inbound.body["view"], FIELDS, wrong, t)
            if errors is not None:
                return FieldErrors(errors)
            told = Told(problems=tuple(problems.values()))
            again = replace(drawn, form=replace(drawn.form, counted=""))
            return criteria_views.form(again, t, told)
        attempt = Attempt()

        def meanwhile() -> View:
            if attempt.applying:
                return criteria_views.working(drawn.title, t)
            return criteria_views.form(uncounted, t, Told(counting=True))

        def failed(sentence: str) -> View:
            number = drawn.form.round + attempt.applying  # the form was out of sight meanwhile
            again = replace(uncounted, form=replace(uncounted.form, round=number))
            return criteria_views.form(again, t, Told(failure=sentence))

        uncounted = replace(drawn, form=replace(drawn.form, counted=""))
        work = self._count_or_apply(caller, drawn, step, attempt, act_of(inbound, caller))
        return SlowWork(work, meanwhile, failed)

    async def _count_or_apply(
        self, caller: Caller, drawn: Draw, step: Step, attempt: Attempt, act: Act
    ) -> View:
        no, criteria = drawn.form.no, self._criteria
        wanted = fingerprint(no, [step])
        same, _, seen = drawn.form.counted.partition(".")
        changed = False
        if same == wanted:
            attempt.applying = True
            try:
                applied = await self._apply(drawn, step, seen, act)
                return await self._after(caller, no, applied)
            except CriteriaChanged:
                attempt.applying, changed = False, True
        history = await criteria.history(no)
        forecast = await criteria.count(no, step)
        counted = f"{wanted}.{fingerprint(no, history)}" if forecast.may_apply else ""
        reused = len(history) if drawn.kind == LOGGED else 0
        refiltered = bool(same) and same != wanted
        nobody = not forecast.changed and await self._first_day.lacks("contact")
        told = Told(
            forecast,
            notice=criteria_views.NOBODY_YET if nobody else "",
            meanwhile=changed,
            refiltered=refiltered,
            reused=reused,
        )
        drawn = replace(drawn, form=replace(drawn.form, counted=counted))
        return criteria_views.form(drawn, caller.t, told)

    async def _apply(self, drawn: Draw, step: Step, seen: str, act: Act) -> Applied:
        no, logged, criteria = drawn.form.no, step.filters.logged_segment, self._criteria
        if drawn.kind == LOGGED and logged.id is not None:
            return await criteria.reuse_logged(no, logged.id, logged.members, seen=seen, act=act)
        return await criteria.apply(no, step, seen=seen, act=act)

    async def _after(self, caller: Caller, no: str, applied: Applied) -> View:
        if applied.changed and not applied.lines and applied.action_no > 1:
            return criteria_views.emptied(no, applied, caller.t)
        told = criteria_sentences.done(applied, caller.t)
        return await self._cards.card(caller, no, told, "success")

    async def go_back(self, inbound: Inbound, caller: Caller) -> Result:
        """*Go back*: the one step that was the latest when it was seen."""
        no, _, steps = inbound.argument.partition(":")
        t, act = caller.t, act_of(inbound, caller)
        seen = int(steps) if steps.isdecimal() else None

        async def work() -> View:
            try:
                result = await self._criteria.go_back(no, seen=seen, act=act)
            except CriteriaChanged as error:
                return await self._cards.card(caller, no, error.sentence(t), "warning")
            told = criteria_sentences.went_back(result, t)
            return await self._cards.card(caller, no, told, "success")

        return SlowWork(
            work(),
            lambda: criteria_views.working(criteria_views.GO_BACK, t),
            lambda sentence: criteria_views.failed(no, sentence, t),
        )

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        """*Back to the segment*."""
        return await self._cards.card(caller, inbound.argument)

    async def forget(self, inbound: Inbound, caller: Caller) -> Result:
        """*Forget the criteria* of an emptied segment, unless there are others since."""
        no, _, steps = inbound.argument.partition(":")
        seen = int(steps) if steps.isdecimal() else None
        try:
            await self._criteria.reset(no, seen=seen, act=act_of(inbound, caller))
        except CriteriaChanged as error:
            told = error.sentence(caller.t)
            return await self._cards.card(caller, no, told, "warning")
        return await self._cards.card(caller, no)

    async def history(self, inbound: Inbound, caller: Caller) -> Result:
        """The criteria as sentences, page by page, the latest first."""
        no, _, offset = inbound.argument.partition(":")
        steps = await self._criteria.history(no)
        latest = max(len(steps) - 1, 0) // criteria_views.PAGE_SIZE * criteria_views.PAGE_SIZE
        at = int(offset) if offset.isdecimal() else latest
        t, shown = caller.t, steps[at : at + criteria_views.PAGE_SIZE]
        names = await self._criteria.names(shown, t.locale)
        return criteria_views.history(no, steps, at, t, names)

    async def offer(self, inbound: Inbound, caller: Caller) -> Ack:
        """The options of one field."""
        query, table = inbound.body.get("value") or "", FIELDS[inbound.argument].searched
        locale = caller.t.locale
        if table in {"countries", "languages"}:
            return options.listed(country_lists.found(table, query, locale))
        found = await self._found(table, query, locale)
        if not found and not (query.strip() and await self._found(table, "", locale)):
            return options.nothing(_HINTS.get(table, "code"), caller.t)
        return options.listed(found)

    async def _found(self, table: str, query: str, locale: str) -> list[Choice]:
        if table == "segments":
            return await self._choices.segments(query)
        if table == "logged_segments":
            return await self._choices.logged_segments(query)
        return await self._choices.of(table, query, locale)


def read(inbound: Inbound, kind: str) -> Draw:
    """The form of a window, with what stands in it."""
    view = inbound.body["view"]
    return Draw(kind, unpack(Form, view), forms.read(view, FIELDS))


def _meant(drawn: Draw) -> tuple[Step, dict[str, Text]]:
    entered = {key: entry.values for key, entry in drawn.entries.items()}
    step, problems = step_of(drawn.action, entered)
    if drawn.kind == LOGGED and not problems:
        wanted = step.filters.logged_segment
        if wanted.id is None:
            return step, {"logged_segment.id": Text(NO_LOGGED_SEGMENT)}
        return logged_step(wanted.id, wanted.members), {}
    return step, problems


_HINTS = {
    "campaigns": "campaign",
    "templates": "template",
    "segments": "logged",
    "logged_segments": "logged",
}
"""What is said of an empty list, by what it is a list of."""
_KINDS = {
    segment_cards.ADD: CriteriaAction.ADD.value,
    segment_cards.REDUCE: CriteriaAction.REDUCE.value,
    segment_cards.REFINE: CriteriaAction.REFINE.value,
    segment_cards.REUSE_LOGGED: LOGGED,
}


def register(app: Feature[Caller], windows: Windows, choosing: Choosing) -> None:
    for key in _KINDS:
        app.action(key, windows.shows(choosing.open))
    app.action(segment_cards.GO_BACK, windows.shows(choosing.go_back))
    app.action(segment_cards.CRITERIA, windows.shows(choosing.history))
    app.action(criteria_views.PAGE, windows.shows(choosing.history))
    app.action(criteria_views.MORE, windows.shows(choosing.more))
    app.action(criteria_views.BACK, windows.shows(choosing.back))
    app.action(criteria_views.FORGET, windows.shows(choosing.forget))
    app.view(criteria_views.CALLBACK, windows.shows(choosing.submit))
    app.options(FIELD, choosing.offer)
