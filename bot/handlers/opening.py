"""Opening the wizard: command, shortcuts, the button in App Home, and resuming a draft."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain import slack_text
from bot.domain.block_words import text
from bot.domain.message_words import author_of, place_of, words_of
from bot.domain.wizard import FIELDS
from bot.domain.words import N_
from bot.errors import NotLinked
from bot.handlers.doors import open_modal
from bot.views import drafts, home, link, opening, wizard
from bot.views.wizard import Screen

if TYPE_CHECKING:
    from bot.core import Core
    from bot.domain.draft import Draft
    from bot.handlers.callers import Caller
    from bot.inbound import Inbound
    from bot.registry import Ack, Registry
    from bot.views.blocks import View

Start = Callable[["Caller"], Awaitable["Draft"]]
"""Makes or finds the draft that a window is opened on."""
MENTIONED_AT_MOST = 10


class Opener:
    """Slack gets its answer at once; the modal opens beside it, within the trigger's life."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(self, inbound: Inbound, start: Start) -> None:
        """Open the wizard on the draft that ``start`` makes or finds."""
        self._core.tasks.spawn(self._open(inbound, start), "open the wizard")

    async def form(self, caller: Caller, start: Start) -> View:
        """The wizard, or for somebody without a salesperson the form that links them."""
        if not caller.person.linked:
            if not self._core.people.self_service:
                raise NotLinked
            draft, name = await start(caller), caller.person.name
            return link.form(caller.t, name=name, code=_initials(name), draft_id=draft.id)
        return await self.wizard(caller, await start(caller))

    async def wizard(self, caller: Caller, draft: Draft) -> View:
        preview = await self._core.previews.of(draft)
        return wizard.form(draft, caller.t, Screen(self._core.clock(), preview=preview))

    async def _open(self, inbound: Inbound, start: Start) -> None:
        await open_modal(self._core, inbound, lambda caller: self.form(caller, start))


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isalnum()).upper()[:20]


def register(registry: Registry, core: Core, opener: Opener) -> None:
    async def open_wizard(inbound: Inbound) -> Ack:
        words = inbound.argument
        if words.strip().lower() in {"help", "aide"}:
            t = (await core.callers.of(inbound)).t
            return {"response_type": "ephemeral", "text": opening.interaction_help(t)}
        opener.open(inbound, lambda caller: _start_from_words(core, inbound, caller))
        return None

    async def open_wizard_blank(inbound: Inbound) -> Ack:
        opener.open(inbound, lambda caller: core.wizard.start(caller.person))
        return None

    async def open_wizard_from_message(inbound: Inbound) -> Ack:
        opener.open(inbound, lambda caller: _start_from_message(core, inbound, caller))
        return None

    async def resume(inbound: Inbound) -> Ack:
        view = inbound.body.get("view") or {}
        if view.get("type") == "modal":  # in the list of drafts: the wizard takes its place
            caller = await core.callers.of(inbound)
            draft = await core.wizard.resume(caller.person, inbound.argument)
            picture = await opener.wizard(caller, draft)
            core.windows.redraw(inbound.client, view, picture)
        else:
            opener.open(inbound, lambda caller: core.wizard.resume(caller.person, inbound.argument))
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
    registry.action(drafts.RESUME, resume)


async def _start_from_words(core: Core, inbound: Inbound, caller: Caller) -> Draft:
    """Read the words as they were typed: Slack sends mentions and addresses in brackets."""
    users = slack_text.mentioned_users(inbound.argument)[:MENTIONED_AT_MOST]
    profiles = await core.callers.profiles(inbound.client, users)
    names = {user: profile.name for user, profile in profiles.items()}
    words = slack_text.as_read(inbound.argument, names)
    return await core.wizard.start(caller.person, words.strip().removeprefix("@"))


async def _start_from_message(core: Core, inbound: Inbound, caller: Caller) -> Draft:
    """Read the message from the payload alone: no history scope, and no membership, is needed."""
    message = inbound.body["message"]
    words, author_id = words_of(message), text(message, "user")
    users = words.users[:MENTIONED_AT_MOST]
    asked = [*users, author_id] if author_id else users
    profiles = await core.callers.profiles(inbound.client, asked)
    names = {user: profile.name for user, profile in profiles.items()}
    known = [profiles[user] for user in users if user in profiles]
    mentioned = await core.recognition.recognise(
        words.searched, [profile.email for profile in known if profile.email]
    )
    comment = slack_text.quoted(
        slack_text.as_read(words.text, names),
        author_of(message, names) or caller.t(N_("an app")),
        place_of(inbound.body),
        FIELDS["comment"].max_length or 3000,
    )
    return await core.wizard.start_from_message(
        caller.person,
        comment=comment,
        sent_at=datetime.fromtimestamp(float(message["ts"]), UTC),
        mentioned=mentioned,
    )
