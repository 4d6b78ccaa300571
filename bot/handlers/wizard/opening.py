"""Opening the wizard: command, shortcuts, the button in App Home, and resuming a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.wizard.first_act import Start, start_of_message
from bot.slack.payload import Kind
from bot.slack.registration import Command, Shortcut
from bot.views import home
from bot.views.people import link_form
from bot.views.wizard import form as wizard_form
from bot.views.wizard import opening, postponed
from bot.views.wizard.form import Screen

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller, Callers
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.preparing import Preparation
    from bot.i18n import Translator
    from bot.services.people.people import People
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.first_act import Beginnings
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View

Opened = Callable[["Caller"], Awaitable["Draft"]]
"""Makes or finds the draft that a window is opened on."""
LEFT_ALONE_S = 1.5
"""How long another bot may take to open a form; its trigger lives three seconds."""


class Opener:
    """Slack gets its answer at once; the modal opens beside it, within the trigger's life."""

    def __init__(
        self,
        preparation: Preparation,
        beginnings: Beginnings,
        previews: Previews,
        windows: Windows,
        *,
        people: People,
        tasks: TaskSet,
        clock: Callable[[], datetime],
    ) -> None:
        self._preparation = preparation
        self._beginnings = beginnings
        self._previews = previews
        self._windows = windows
        self._people = people
        self._tasks = tasks
        self._clock = clock

    def open(self, inbound: Inbound, find: Opened, draft_id: str = "") -> None:
        """Open the wizard on the draft that ``find`` makes or finds; ``draft_id`` where it is there
        already."""
        self._tasks.spawn(self._open(inbound, find, draft_id), "open the wizard")

    async def open_here(
        self, inbound: Inbound, caller: Caller, find: Opened, draft_id: str = ""
    ) -> None:
        """The same, in the window that the payload came from if there is one: in a list or on a
        card the wizard takes its place."""
        view = inbound.body.get("view") or {}
        if view.get("type") != "modal":
            self.open(inbound, find, draft_id)
            return
        draft = await find(caller)
        form = await self.form(draft, caller.t)
        came_up = partial(self._beginnings.came_up, draft)
        self._windows.redraw(inbound.client, view, form, came_up)

    async def begin(self, inbound: Inbound, start: Start) -> Ack:
        """Keep what the payload holds, and open the form on it once Slack has its answer."""
        client, act = inbound.client, inbound.trigger_id or ""
        begun = await self._beginnings.begin(inbound.user_id, start, act)
        if begun is not None:
            prepare = self._preparation.prepare
            self.open(inbound, lambda caller: prepare(client, caller, begun), begun.id)
        else:
            self._tasks.spawn(self._open_if_nobody_does(inbound), "open what another bot has begun")
        return None

    async def form(self, draft: Draft, t: Translator) -> View:
        """The wizard on a draft."""
        preview = await self._previews.of(draft)
        return wizard_form.form(draft, t, Screen(self._clock(), preview=preview))

    async def form_or_link(self, caller: Caller, find: Opened) -> View:
        """The wizard, or for somebody without a salesperson the form that links them."""
        if not caller.person.linked:
            await self._people.require_self_service(caller.person)
            draft, name = await find(caller), caller.person.name
            return link_form.form(caller.t, name=name, code=_initials(name), draft_id=draft.id)
        return await self.form(await find(caller), caller.t)

    def resuming(self, client: AsyncWebClient, draft_id: str) -> Opened:
        """What finds a draft that is there, for :meth:`open`."""
        return lambda caller: self._preparation.resume(client, caller, draft_id)

    async def _open_if_nobody_does(self, inbound: Inbound) -> None:
        """The same act was delivered before, and its draft is there. Whoever has begun it opens
        its form, unless they died; then it is still time to."""
        await asyncio.sleep(LEFT_ALONE_S)
        begun = await self._beginnings.begun(inbound.trigger_id or "")
        if begun is not None and begun.owner == inbound.user_id:
            await self._open(inbound, self.resuming(inbound.client, begun.id), begun.id)

    async def _open(self, inbound: Inbound, find: Opened, draft_id: str) -> None:
        found: list[Draft] = []

        async def noted(caller: Caller) -> Draft:
            draft = await find(caller)
            if caller.person.linked:
                found.append(draft)
            return draft

        opened = await self._windows.open_modal(
            inbound, lambda caller: self.form_or_link(caller, noted), draft_id
        )
        form_is_open = opened and opened.get("callback_id", "").startswith(wizard_form.CALLBACK)
        if form_is_open and found:
            await self._beginnings.came_up(found[0])


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isalnum()).upper()[:20]


COMMAND = Command(
    "/interaction", "Record an interaction with a contact", usage_hint="[contact] or help"
)
SHORTCUT = Shortcut(
    Kind.GLOBAL_SHORTCUT,
    "log_interaction",
    "Log an interaction",
    "Record a call, a meeting or a mail with a contact",
)
MESSAGE_SHORTCUT = Shortcut(
    Kind.MESSAGE_SHORTCUT,
    "log_interaction_from_message",
    "Log an interaction",
    "Record an interaction with a contact mentioned here",
)


class Entrances:
    """The ways into the wizard."""

    def __init__(
        self,
        opener: Opener,
        beginnings: Beginnings,
        windows: Windows,
        callers: Callers,
    ) -> None:
        self._opener = opener
        self._beginnings = beginnings
        self._windows = windows
        self._callers = callers

    async def type_command(self, inbound: Inbound) -> Ack:
        words = inbound.argument
        if words.strip().lower() in {"help", "aide"}:
            t = (await self._callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.interaction_help(t)}
        if words.strip():
            return await self._opener.begin(inbound, Start(words=words))
        return await self.open_blank(inbound)

    async def open_blank(self, inbound: Inbound) -> Ack:
        self._opener.open(inbound, lambda caller: self._beginnings.start(caller.person))
        return None

    async def create(self, inbound: Inbound, _: Caller) -> Ack:
        return await self.open_blank(inbound)

    async def use_on_message(self, inbound: Inbound) -> Ack:
        return await self._opener.begin(inbound, start_of_message(inbound.body))

    async def resume(self, inbound: Inbound, caller: Caller) -> Ack:
        find = self._opener.resuming(inbound.client, inbound.argument)
        await self._opener.open_here(inbound, caller, find, inbound.argument)
        return None


def register(app: Feature[Caller], entrances: Entrances) -> None:
    app.command(COMMAND, entrances.type_command)
    app.shortcut(SHORTCUT, entrances.open_blank)
    app.shortcut(MESSAGE_SHORTCUT, entrances.use_on_message)
    app.action(home.CREATE, entrances.create)
    app.action(postponed.RESUME, entrances.resume)
