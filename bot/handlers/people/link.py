"""Becoming a salesperson: a user says who they are, or is created; administrators decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.people import SalespersonCodeTaken
from bot.domain.forms import Problem
from bot.domain.messages import N_, Text
from bot.handlers.windows.results import refused
from bot.handlers.wizard.lists import check_loaded
from bot.views import home
from bot.views.metadata import unpack
from bot.views.people import link_form, link_requests
from bot.views.people.link_form import CODE, FIELDS, NAME

if TYPE_CHECKING:
    from bot.background import TaskSet
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.home import HomeScreens
    from bot.handlers.people.link_questions import LinkQuestions
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.opening import Opener
    from bot.services.people.link_requests import LinkRequests
    from bot.services.people.people import People
    from bot.services.wizard.first_act import Beginnings
    from bot.services.wizard.wizard import Wizard
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature

CODE_NEEDED = N_("Please enter a code of letters and digits.")
NAME_NEEDED = N_("Please enter a name.")


class Linking:
    """The form *Who are you?*."""

    def __init__(
        self,
        people: People,
        requests: LinkRequests,
        questions: LinkQuestions,
        wizard: Wizard,
        *,
        beginnings: Beginnings,
        opener: Opener,
        callers: Callers,
        home: HomeScreens,
        tasks: TaskSet,
    ) -> None:
        self._people = people
        self._requests = requests
        self._questions = questions
        self._wizard = wizard
        self._beginnings = beginnings
        self._opener = opener
        self._callers = callers
        self._home = home
        self._tasks = tasks

    async def open_form(self, inbound: Inbound, _: Caller) -> Ack:
        self._opener.open(inbound, lambda caller: self._beginnings.start(caller.person))
        return None

    async def submit(self, inbound: Inbound, caller: Caller) -> Result:
        """Link, ask or create, then go on to the wizard that the user wanted to open."""
        t = caller.t
        check_loaded(inbound)
        window = inbound.body["view"]
        draft_id = unpack(str, window)
        chosen, code, name = link_form.read(window)
        if not chosen and not code.isalnum():
            return refused(window, FIELDS, [Problem(CODE, Text(CODE_NEEDED))], t)
        if not chosen and not name:
            return refused(window, FIELDS, [Problem(NAME, Text(NAME_NEEDED))], t)
        try:
            if chosen:
                person = await self._people.link(caller.person, chosen)
            else:
                person = await self._people.create(caller.person, code, name)
        except SalespersonCodeTaken as taken:
            return refused(window, FIELDS, [Problem(CODE, taken.text)], t)
        if person is None:
            request = await self._requests.ask(caller.person, chosen)
            self._home.refresh(inbound.client, caller)
            asking = self._questions.ask(inbound.client, request)
            self._tasks.spawn(asking, "ask administrators to link somebody")
            return link_form.waiting(t, salesperson=request.salesperson_name)
        self._callers.remember(person)
        caller = await self._callers.of(inbound)
        self._home.refresh(inbound.client, caller)
        draft = await self._wizard.go_on_linked(person, draft_id)
        return await self._opener.form(draft, caller.t)

    async def accept(self, inbound: Inbound, caller: Caller) -> Ack:
        return await self._decide(inbound, caller, accepted=True)

    async def refuse(self, inbound: Inbound, caller: Caller) -> Ack:
        return await self._decide(inbound, caller, accepted=False)

    async def _decide(self, inbound: Inbound, caller: Caller, *, accepted: bool) -> Ack:
        request_id, _, code = inbound.argument.partition(":")
        request = await self._requests.decide(
            caller.person, int(request_id), code, accepted=accepted
        )
        self._callers.forget(request.user_id)
        work = self._questions.tell_decision(inbound.client, request)
        self._tasks.spawn(work, "tell of a decision on a link")
        return None


def register(app: Feature[Caller], windows: Windows, linking: Linking) -> None:
    app.action(home.LINK, linking.open_form)
    app.view(link_form.CALLBACK, windows.shows_at_once(linking.submit))
    app.action(link_requests.ACCEPT, linking.accept)
    app.action(link_requests.REFUSE, linking.refuse)
