"""Walking the wizard: one listener takes any step's submission, one any change or button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import DraftStoreUnavailable
from bot.domain.errors.drafts import DraftInSegment
from bot.domain.wizard.edits import Edit
from bot.handlers.acts import act_of
from bot.handlers.wizard import notices
from bot.views.forms import fields
from bot.views.segments import cards as segment_cards
from bot.views.wizard import form as wizard_form
from bot.views.wizard.form import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.core import Core
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.services.wizard.finishing import Outcome
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Registry
    from bot.views.blocks import View


def read_edit(inbound: Inbound, caller: Caller) -> Edit:
    """The form of a window, and what its picture showed. Forged metadata is no draft's id."""
    view = inbound.body["view"]
    draft_id, _, revision = view.get("private_metadata", "").partition(":")
    actions = inbound.body.get("actions") or [{}]
    return Edit(
        owner=caller.person.owner,
        draft_id=draft_id,
        revision=int(revision) if revision.isdecimal() else -1,
        window=view["id"],
        acted_at=actions[0].get("action_ts", ""),
        sent_at=inbound.sent_at,
        form=fields.read_form(
            view.get("state", {}).get("values", {}),
            view.get("blocks", ()),
            inbound.argument if inbound.key == fields.CHANGE else "",
        ),
    )


class Walk:
    def __init__(self, core: Core, screens: HomeScreens) -> None:
        self._core = core
        self._screens = screens

    async def submit(self, inbound: Inbound) -> Ack:
        """*Next* or *Finish*: which of them, the submitted step tells."""
        caller = await self._core.callers.of(inbound)
        edit = read_edit(inbound, caller)
        step = inbound.argument
        if step == wizard_form.LAST_STEP:
            outcome = await self._core.wizard.finish(edit, caller.person, step, act_of(inbound))
        else:
            outcome = await self._core.wizard.go_on(edit, caller.person, step)
        self._follow_up(inbound, caller, outcome)
        if outcome.problems and outcome.draft.step == step:
            errors = wizard_form.field_errors(outcome.problems, outcome.draft, caller.t)
            if errors is not None and _drawn(inbound.body["view"]) >= errors.keys():
                return {"response_action": "errors", "errors": errors}
        return {"response_action": "update", "view": await self._picture(inbound, caller, outcome)}

    async def change(self, inbound: Inbound) -> Ack:
        """A field was changed, or Enter pressed in it: saved; redrawn where it changed others."""
        caller = await self._core.callers.of(inbound)
        outcome = await self._core.wizard.change(read_edit(inbound, caller), caller.person)
        return await self._redraw(inbound, caller, outcome, only_if_changed=True)

    async def more(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        wanted = inbound.argument == "1"
        edit = read_edit(inbound, caller)
        outcome = await self._core.wizard.change(edit, caller.person, more=wanted)
        return await self._redraw(inbound, caller, outcome)

    async def preview(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        outcome = await self._core.wizard.change(read_edit(inbound, caller), caller.person)
        return await self._redraw(inbound, caller, outcome)

    async def drop_file(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        outcome = await self._core.wizard.drop_file(read_edit(inbound, caller), caller.person)
        return await self._redraw(inbound, caller, outcome)

    async def pick(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        edit = read_edit(inbound, caller)
        outcome = await self._core.wizard.pick(edit, caller.person, inbound.argument)
        return await self._redraw(inbound, caller, outcome)

    async def back(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        edit = read_edit(inbound, caller)
        outcome = await self._core.wizard.go_back(edit, caller.person, inbound.argument)
        return await self._redraw(inbound, caller, outcome)

    async def finish_now(self, inbound: Inbound) -> Ack:
        caller = await self._core.callers.of(inbound)
        edit = read_edit(inbound, caller)
        act = act_of(inbound)
        outcome = await self._core.wizard.finish(edit, caller.person, inbound.argument, act)
        return await self._redraw(inbound, caller, outcome)

    async def close(self, inbound: Inbound) -> Ack:
        """*Postpone*, or the X: the draft is kept, its owner told once."""
        caller = await self._core.callers.of(inbound)
        edit = read_edit(inbound, caller)
        try:
            draft = await self._core.waiting.postpone(caller.person, edit)
        except DraftStoreUnavailable:
            told = notices.tell_not_postponed(inbound.client, caller)
            self._core.tasks.spawn(told, "tell that a draft could not be marked")
            return None
        if draft is not None:
            told = notices.tell_postponed(self._core, inbound.client, caller, draft)
            self._core.tasks.spawn(told, "tell of a postponed draft")
        self._screens.refresh(inbound.client, caller)
        return None

    async def _redraw(
        self, inbound: Inbound, caller: Caller, outcome: Outcome, *, only_if_changed: bool = False
    ) -> Ack:
        self._follow_up(inbound, caller, outcome)
        picture = await self._picture(inbound, caller, outcome)
        view = inbound.body["view"]
        shown, wanted = (_drawn(view), _around(view)), (_drawn(picture), _around(picture))
        if not only_if_changed or shown != wanted:
            self._core.windows.redraw(inbound.client, view, picture)
        return None

    async def _picture(self, inbound: Inbound, caller: Caller, outcome: Outcome) -> View:
        if outcome.logged is not None:
            draft, interaction = outcome.draft, outcome.logged
            merged = draft.number("contact") not in {None, interaction.contact_id}
            view = inbound.body["view"]
            return wizard_form.logged(
                interaction,
                caller.t,
                merged=draft.labels.get("contact", "") if merged else "",
                late=() if outcome.wrote else wizard_form.late_words(view, interaction),
            )
        if outcome.segment is not None:
            told = caller.t(DraftInSegment.template)
            return segment_cards.card(outcome.segment, caller.t, told, "success")
        preview = await self._core.previews.of(outcome.draft)
        screen = Screen(
            self._core.clock(), outcome.problems, outcome.stale, outcome.left_out, preview
        )
        return wizard_form.form(outcome.draft, caller.t, screen)

    def _follow_up(self, inbound: Inbound, caller: Caller, outcome: Outcome) -> None:
        if outcome.logged is None:
            self._core.metrics.drafts_saved.inc()
            if outcome.listed_anew or outcome.segment is not None:
                self._screens.refresh(inbound.client, caller)
            if outcome.segment is not None:
                told = notices.tell_after(inbound.client, outcome.draft, caller.t, logged=True)
                self._core.tasks.spawn(told, "tell that a segment has its interaction")
            if outcome.segment is not None and outcome.segment.file is not None:
                work = self._core.files.fetch(inbound.client)
                self._core.tasks.spawn(work, "fetch the file of a segment")
        else:
            if outcome.wrote:
                self._core.metrics.interactions_logged.inc()
            self._core.tasks.spawn_behind(
                self._after_logging(inbound.client, caller, outcome.draft, outcome.logged),
                "clean up after logging",
            )

    async def _after_logging(
        self, client: AsyncWebClient, caller: Caller, draft: Draft, interaction: LoggedInteraction
    ) -> None:
        """Clean up, bring App Home up to date, fetch the interaction's file."""
        await clean_up(self._core, client, caller, draft, interaction)
        self._screens.refresh(client, caller)
        if isinstance(draft.values.get("content"), dict):
            # By itself: those who wait for their confirmation don't wait for a long file.
            work = self._core.files.fetch(client)
            self._core.tasks.spawn(work, "fetch the file of an interaction")


async def clean_up(
    core: Core,
    client: AsyncWebClient,
    caller: Caller,
    draft: Draft,
    interaction: LoggedInteraction,
) -> None:
    """Confirm once, delete the draft it was, bring its notice up to date.

    Also run at the next start for a draft that a crash left behind; harmless to repeat.
    """
    # It may be gone by now, as a list of drafts that is drawn meanwhile removes a logged one; else
    # the one in the store knows of a notice that was sent since.
    latest = await core.drafts.load(draft.id) or draft
    await notices.confirm(core, client, caller.person.user_id, interaction, caller.t)
    await core.drafts.remove(latest)
    await notices.tell_after(client, latest, caller.t, logged=True)


def _drawn(view: Mapping[str, Any]) -> set[str]:
    """The ids of a view's input blocks, which name what the bot last put into them."""
    inputs = (block for block in view.get("blocks", ()) if block["type"] == "input")
    return {block.get("block_id", "") for block in inputs}


def _around(view: Mapping[str, Any]) -> list[str | None]:
    """What stands around the fields: sentences, the count of steps, buttons."""
    said: list[str | None] = []
    for block in view.get("blocks", ()):
        match block["type"]:
            case "alert":
                said.append((block.get("text") or {}).get("text"))
            case "context":
                said += [element.get("text") for element in block.get("elements", ())]
            case "actions":
                said += [element.get("action_id") for element in block.get("elements", ())]
    return said


def register(registry: Registry, walk: Walk) -> None:
    registry.view_submission(wizard_form.CALLBACK, walk.submit)
    registry.view_closed(wizard_form.CALLBACK, walk.close)
    registry.action(fields.CHANGE, walk.change)
    registry.action(wizard_form.MORE, walk.more)
    registry.action(wizard_form.BACK, walk.back)
    registry.action(wizard_form.FINISH, walk.finish_now)
    registry.action(wizard_form.PICK, walk.pick)
    registry.action(wizard_form.PREVIEW, walk.preview)
    registry.action(wizard_form.DROP_FILE, walk.drop_file)
