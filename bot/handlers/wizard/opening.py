"""Opening the wizard: command, shortcuts, the button in App Home, and resuming a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.errors.people import NotLinked
from bot.domain.messages import N_
from bot.domain.slack_messages import markup
from bot.domain.slack_messages.block_words import text
from bot.domain.slack_messages.message_words import author_of
from bot.domain.wizard.first_act import Start, start_of_message
from bot.domain.wizard.table import FIELDS
from bot.handlers.windows.open_modal import open_modal
from bot.views import home
from bot.views.people import link_form
from bot.views.wizard import form as wizard
from bot.views.wizard import opening, postponed
from bot.views.wizard.form import Screen

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View

Opened = Callable[["Caller"], Awaitable["Draft"]]
"""Makes or finds the draft that a window is opened on."""
MENTIONED_AT_MOST = 10
LEFT_ALONE_S = 1.5
"""How long another bot may take to open a form; its trigger lives three seconds."""


class Opener:
    """Slack gets its answer at once; the modal opens beside it, within the trigger's life."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(self, inbound: Inbound, find: Opened, draft_id: str = "") -> None:
        """Open the wizard on the draft that ``find`` makes or finds; ``draft_id`` where it is there
        already."""
        self._core.tasks.spawn(self._open(inbound, find, draft_id), "open the wizard")

    async def begin(self, inbound: Inbound, start: Start) -> Ack:
        """Keep what the payload holds, and open the form on it once Slack has its answer."""
        core, client = self._core, inbound.client
        begun = await core.beginnings.begin(inbound.user_id, start, inbound.trigger_id or "")
        if begun is not None:
            self.open(inbound, lambda caller: self.prepare(client, caller, begun), begun.id)
        else:
            core.tasks.spawn(self._open_if_nobody_does(inbound), "open what another bot has begun")
        return None

    async def resume(self, client: AsyncWebClient, caller: Caller, draft_id: str) -> Draft:
        """The draft for a new window; first what its form would have done that never came up."""
        draft = await self._core.wizard.owned(caller.person, draft_id)
        if draft.start is not None:
            await self.prepare(client, caller, draft)
        return await self._core.wizard.resume(caller.person, draft_id)

    async def prepare(self, client: AsyncWebClient, caller: Caller, begun: Draft) -> Draft:
        """Look up whom the words or the message name, and fill in what follows."""
        start = begun.start
        assert start is not None
        if start.is_message:
            return await _prepare_message(self._core, client, caller, begun, start)
        users = markup.mentioned_users(start.words)[:MENTIONED_AT_MOST]
        profiles = await self._core.callers.profiles(client, users)
        names = {user: profile.name for user, profile in profiles.items()}
        # As they were typed: Slack sends mentions and addresses in brackets.
        words = markup.as_read(start.words, names).strip().removeprefix("@")
        return await self._core.wizard.start(caller.person, words, begun)

    async def form(self, caller: Caller, find: Opened) -> View:
        """The wizard, or for somebody without a salesperson the form that links them."""
        if not caller.person.linked:
            if not self._core.people.self_service:
                raise NotLinked
            draft, name = await find(caller), caller.person.name
            return link_form.form(caller.t, name=name, code=_initials(name), draft_id=draft.id)
        return await self.wizard(caller, await find(caller))

    async def wizard(self, caller: Caller, draft: Draft) -> View:
        preview = await self._core.previews.of(draft)
        return wizard.form(draft, caller.t, Screen(self._core.clock(), preview=preview))

    async def _open_if_nobody_does(self, inbound: Inbound) -> None:
        """The same act was delivered before, and its draft is there. Whoever has begun it opens
        its form, unless they died; then it is still time to."""
        await asyncio.sleep(LEFT_ALONE_S)
        client, begun = inbound.client, await self._core.beginnings.begun(inbound.trigger_id or "")
        if begun is not None and begun.owner == inbound.user_id:
            await self._open(
                inbound, lambda caller: self.resume(client, caller, begun.id), begun.id
            )

    async def _open(self, inbound: Inbound, find: Opened, draft_id: str) -> None:
        found: list[Draft] = []

        async def noted(caller: Caller) -> Draft:
            draft = await find(caller)
            if caller.person.linked:
                found.append(draft)
            return draft

        opened = await open_modal(
            self._core, inbound, lambda caller: self.form(caller, noted), draft_id
        )
        form_is_open = opened and opened.get("callback_id", "").startswith(wizard.CALLBACK)
        if form_is_open and found:
            await self._core.beginnings.came_up(found[0])


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isalnum()).upper()[:20]


def register(registry: Registry, core: Core, opener: Opener) -> None:
    async def open_wizard(inbound: Inbound) -> Ack:
        words = inbound.argument
        if words.strip().lower() in {"help", "aide"}:
            t = (await core.callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.interaction_help(t)}
        if words.strip():
            return await opener.begin(inbound, Start(words=words))
        return await open_wizard_blank(inbound)

    async def open_wizard_blank(inbound: Inbound) -> Ack:
        opener.open(inbound, lambda caller: core.wizard.start(caller.person))
        return None

    async def open_wizard_from_message(inbound: Inbound) -> Ack:
        return await opener.begin(inbound, start_of_message(inbound.body))

    async def resume(inbound: Inbound) -> Ack:
        view = inbound.body.get("view") or {}
        if view.get("type") == "modal":  # in the list of drafts: the wizard takes its place
            caller = await core.callers.of(inbound)
            draft = await opener.resume(inbound.client, caller, inbound.argument)
            picture = await opener.wizard(caller, draft)
            came_up = partial(core.beginnings.came_up, draft)
            core.windows.redraw(inbound.client, view, picture, came_up)
        else:
            client, draft_id = inbound.client, inbound.argument
            opener.open(inbound, lambda caller: opener.resume(client, caller, draft_id), draft_id)
        return None

    registry.command(
        "/interaction",
        open_wizard,
        description="Record an interaction with a contact",
        usage_hint="[contact] or help",
    )
    registry.global_shortcut(
        "log_interaction",
        open_wizard_blank,
        name="Log an interaction",
        description="Record a call, a meeting or a mail with a contact",
    )
    registry.message_shortcut(
        "log_interaction_from_message",
        open_wizard_from_message,
        name="Log an interaction",
        description="Record an interaction with a contact mentioned here",
    )
    registry.action(home.CREATE, open_wizard_blank)
    registry.action(postponed.RESUME, resume)


async def _prepare_message(
    core: Core, client: AsyncWebClient, caller: Caller, begun: Draft, start: Start
) -> Draft:
    """Read the message from the payload alone: no history scope, and no membership, is needed."""
    author_id = text(start.author, "user")
    users = markup.mentioned_users(start.searched)[:MENTIONED_AT_MOST]
    asked = [*users, author_id] if author_id else users
    profiles = await core.callers.profiles(client, asked)
    names = {user: profile.name for user, profile in profiles.items()}
    known = [profiles[user] for user in users if user in profiles]
    mentioned = await core.recognition.recognise(
        start.searched, [profile.email for profile in known if profile.email]
    )
    comment = markup.quoted(
        markup.as_read(start.words, names),
        author_of(start.author, names) or caller.t(N_("an app")),
        start.place,
        FIELDS["comment"].max_length or 3000,
    )
    return await core.wizard.start_from_message(
        caller.person,
        comment=comment,
        sent_at=datetime.fromtimestamp(float(start.sent_at), UTC),
        mentioned=mentioned,
        begun=begun,
    )
