"""Saved criteria: keep those of a segment, look through them, use them on another segment."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.criteria.entry import reuse_fingerprint
from bot.domain.errors.criteria import (
    CriteriaChanged,
    CriteriaCodeNeeded,
    CriteriaCodeTaken,
    SavedCriteriaUnknown,
)
from bot.domain.forms import Choice, Problem
from bot.domain.messages import N_, Text
from bot.handlers.acts import act_of
from bot.handlers.criteria.choosing import Attempt
from bot.handlers.windows.results import SlowWork, refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import options
from bot.views.criteria import choosing as criteria_views
from bot.views.criteria import saved as saved_criteria
from bot.views.criteria.choosing import Told
from bot.views.criteria.saved import CODE, DESCRIPTION, FIELDS, FIND, Reuse
from bot.views.forms import form as forms
from bot.views.listing import offset_of
from bot.views.metadata import unpack
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.acts import Act
    from bot.domain.forms import Entered
    from bot.handlers.callers import Caller
    from bot.handlers.criteria.choosing import Cards
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.services.criteria.criteria import Criteria
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


NONE_CHOSEN = N_("Please choose saved criteria first.")


class SavedCriteriaScreens:
    def __init__(self, criteria: Criteria, cards: Cards, clock: Callable[[], datetime]) -> None:
        self._criteria = criteria
        self._cards = cards
        self._clock = clock

    async def ask_code(self, inbound: Inbound, caller: Caller) -> Result:
        """*Save criteria* on a card: the form that asks for a code."""
        return saved_criteria.save(inbound.argument, self._number(), caller.t)

    async def save(self, inbound: Inbound, caller: Caller) -> Result:
        view, entries = inbound.body["view"], _read(inbound)
        no, code = unpack(str, view), entries[CODE].text
        try:
            description = entries[DESCRIPTION].text
            act = act_of(inbound, caller)
            await self._criteria.save(no, code, description, caller.person, act=act)
        except (CriteriaCodeNeeded, CriteriaCodeTaken) as error:
            return refused(view, FIELDS, [Problem(CODE, error.text)], caller.t)
        told = caller.t(N_("The criteria are saved as {code}."), code=code.strip().upper())
        return await self._cards.card(caller, no, told, "success")

    async def show_list(self, inbound: Inbound, caller: Caller) -> Result:
        """*Saved criteria* in the list of segments; the argument is where a page begins.

        Pressed on saved criteria, a description that was changed there is kept as by *Save*.
        """
        offset = offset_of(inbound.argument or "0")
        told = ""
        if saved_criteria.edited(inbound.body["view"]):
            with suppress(SavedCriteriaUnknown):  # deleted meanwhile, as the list then shows
                told = await self._describe(inbound, caller)
        return await self._list(caller, offset, told)

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        listed, code = await self._criteria.saved(), inbound.argument
        saved = next((each for each in listed if each.code == code), None)
        if saved is None:
            raise SavedCriteriaUnknown(code=code)
        steps = await self._criteria.saved_steps(code)
        shown = steps[: saved_criteria.MOST_STEPS]
        names = await self._criteria.names(shown, caller.t.locale)
        at, number = saved_criteria.page_of(listed, code), self._number()
        return saved_criteria.card(saved, steps, number, caller.t, names, offset=at)

    async def describe(self, inbound: Inbound, caller: Caller) -> Result:
        """*Save* on saved criteria: their description, the one thing that can be changed."""
        code = unpack(str, inbound.body["view"])
        told = await self._describe(inbound, caller)
        at = saved_criteria.page_of(await self._criteria.saved(), code)
        return await self._list(caller, at, told)

    async def _describe(self, inbound: Inbound, caller: Caller) -> str:
        """Keep the description that stands on a card; what to say of it, if it is another one."""
        code = unpack(str, inbound.body["view"])
        text, act = _read(inbound)[DESCRIPTION].text, act_of(inbound, caller)
        changed = await self._criteria.describe(code, text, act=act)
        return caller.t(N_("The description of {code} is changed."), code=code) if changed else ""

    async def forget(self, inbound: Inbound, caller: Caller) -> Result:
        listed, code = await self._criteria.saved(), inbound.argument
        await self._criteria.forget(code, act=act_of(inbound, caller))
        told = caller.t(N_("{code} is deleted."), code=code)
        at = saved_criteria.page_of(listed, code)
        return await self._list(caller, at, told)

    async def bring_back(self, inbound: Inbound, caller: Caller) -> Result:
        code = inbound.argument
        await self._criteria.bring_back(code, act=act_of(inbound, caller))
        told = caller.t(N_("{code} is back."), code=code)
        at = saved_criteria.page_of(await self._criteria.saved(), code)
        return await self._list(caller, at, told)

    async def _list(self, caller: Caller, offset: int, told: str) -> View:
        listed = await self._criteria.saved()
        deleted = await self._criteria.forgotten()
        return saved_criteria.listing(listed, offset, caller.t, told, deleted=deleted)

    async def ask_which(self, inbound: Inbound, caller: Caller) -> Result:
        """*Reuse criteria* on a card: the form to choose them in."""
        history = await self._criteria.history(inbound.argument)
        form = Reuse(inbound.argument, self._number())
        told = Told(reused=len(history))
        return saved_criteria.reuse(form, caller.t, told=told)

    async def find(self, inbound: Inbound, caller: Caller) -> Ack:
        query = inbound.body.get("value") or ""
        found = await self._criteria.saved(query)
        if not found and not query.strip():
            return options.nothing("saved", caller.t)
        return options.listed(
            [Choice(each.code, f"{each.code} · {each.description or '—'}") for each in found]
        )

    async def reuse(self, inbound: Inbound, caller: Caller) -> Result:
        """Show what the chosen criteria say and would do; then use them, if nothing has changed
        since."""
        check_loaded(inbound)
        t, attempt = caller.t, Attempt()
        form, entered = unpack(Reuse, inbound.body["view"]), _read(inbound)[FIND]
        if not entered.values:
            return refused(inbound.body["view"], FIELDS, [Problem(FIND, Text(NONE_CHOSEN))], t)
        chosen = Choice(entered.values[0], entered.label or "")
        unseen = replace(form, shown="")

        def meanwhile() -> View:
            if attempt.applying:
                return criteria_views.working(N_("Reuse criteria"), t)
            return saved_criteria.reuse(unseen, t, chosen=chosen, told=Told(counting=True))

        def failed(sentence: str) -> View:
            again = replace(unseen, round=form.round + attempt.applying)
            return saved_criteria.reuse(again, t, chosen=chosen, told=Told(failure=sentence))

        work = self._show_or_reuse(caller, form, chosen, attempt, act_of(inbound, caller))
        return SlowWork(work, meanwhile, failed)

    async def _show_or_reuse(
        self, caller: Caller, form: Reuse, chosen: Choice, attempt: Attempt, act: Act
    ) -> View:
        criteria, no = self._criteria, form.no
        steps = await criteria.saved_steps(chosen.value)
        names = await criteria.names(steps[: saved_criteria.MOST_STEPS], caller.t.locale)
        notice = saved_criteria.ANOTHER if form.shown else ""
        if form.shown and form.code == chosen.value:
            attempt.applying = True
            try:
                applied = await criteria.reuse(no, chosen.value, seen=form.shown, act=act)
                return saved_criteria.reused(no, steps, applied, caller.t, names)
            except CriteriaChanged:
                attempt.applying, notice = False, saved_criteria.MEANWHILE
        history = await criteria.history(no)
        told = Told(notice=notice, reused=len(history))
        seen = reuse_fingerprint(no, chosen.value, history, steps)
        form = replace(form, shown=seen, code=chosen.value)
        rehearsed = list(zip(steps, await criteria.rehearse(no, steps), strict=True))
        return saved_criteria.reuse(
            form, caller.t, chosen=chosen, rehearsed=rehearsed, names=names, told=told
        )

    def _number(self) -> int:
        """Tells a form's blocks from those of an earlier form in the same window."""
        return int(self._clock().timestamp())


def _read(inbound: Inbound) -> dict[str, Entered]:
    return forms.read(inbound.body["view"], FIELDS)


def register(app: Feature[Caller], windows: Windows, screens: SavedCriteriaScreens) -> None:
    app.action(segment_cards.SAVE_CRITERIA, windows.shows(screens.ask_code))
    app.action(segment_cards.SAVED, windows.shows(screens.show_list))
    app.action(segment_cards.REUSE_CRITERIA, windows.shows(screens.ask_which))
    app.action(saved_criteria.OPEN, windows.shows(screens.open))
    app.action(saved_criteria.FORGET, windows.shows(screens.forget))
    app.action(saved_criteria.BRING_BACK, windows.shows(screens.bring_back))
    app.options(saved_criteria.FIELD, screens.find)
    app.view(saved_criteria.SAVE, windows.shows(screens.save))
    app.view(saved_criteria.CARD, windows.shows(screens.describe))
    app.view(saved_criteria.REUSE, windows.shows(screens.reuse))
