"""Walking the wizard: one listener takes any step's submission, one any change or button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import DraftStoreUnavailable
from bot.domain.errors.drafts import DraftInSegment
from bot.domain.wizard.edits import Edit
from bot.domain.wizard.table import FIELDS
from bot.handlers.acts import act_of
from bot.handlers.windows.results import FieldErrors
from bot.views.forms import form
from bot.views.metadata import unpack
from bot.views.segments import cards as segment_cards
from bot.views.wizard import fields
from bot.views.wizard import form as wizard_form
from bot.views.wizard.form import OfDraft, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any

    from bot.handlers.callers import Caller
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.after import AfterWriting
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.finishing import Outcome
    from bot.services.wizard.postponed import PostponedDrafts
    from bot.services.wizard.wizard import Wizard
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


def read_edit(inbound: Inbound, caller: Caller) -> Edit:
    """The form of a window, and what its picture showed. Forged metadata is no draft's id."""
    view = inbound.body["view"]
    shown = unpack(OfDraft, view)
    actions = inbound.body.get("actions") or [{}]
    return Edit(
        owner=caller.person.owner,
        draft_id=shown.draft_id,
        revision=shown.revision,
        window=view["id"],
        acted_at=actions[0].get("action_ts", ""),
        sent_at=inbound.sent_at,
        form=fields.read(view, inbound.argument if inbound.key == fields.CHANGE else ""),
    )


class Walk:
    """What is pressed and changed in the wizard's window."""

    def __init__(
        self,
        wizard: Wizard,
        postponed: PostponedDrafts,
        previews: Previews,
        after: AfterWriting,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._wizard = wizard
        self._postponed = postponed
        self._previews = previews
        self._after = after
        self._clock = clock

    async def submit(self, inbound: Inbound, caller: Caller) -> Result:
        """*Next* or *Finish*: which of them, the submitted step tells."""
        edit = read_edit(inbound, caller)
        step = inbound.argument
        if step == wizard_form.LAST_STEP:
            outcome = await self._wizard.finish(edit, caller.person, step, act_of(inbound, caller))
        else:
            outcome = await self._wizard.go_on(edit, caller.person, step)
        self._after.written(inbound, caller, outcome)
        if outcome.problems and outcome.draft.step == step:
            errors = form.errors(inbound.body["view"], FIELDS, outcome.problems, caller.t)
            if errors is not None and errors.keys() <= _current(outcome):
                return FieldErrors(errors)
        return await self._view(inbound, caller, outcome)

    async def change(self, inbound: Inbound, caller: Caller) -> Result:
        """A field was changed, or Enter pressed in it: saved; redrawn where it changed others."""
        outcome = await self._wizard.change(read_edit(inbound, caller), caller.person)
        drawn = await self.redrawn(inbound, caller, outcome)
        shown = inbound.body["view"]
        if (_drawn(shown), _around(shown)) == (_drawn(drawn), _around(drawn)):
            return None
        return drawn

    async def more(self, inbound: Inbound, caller: Caller) -> Result:
        wanted, edit = inbound.argument == "1", read_edit(inbound, caller)
        outcome = await self._wizard.change(edit, caller.person, more=wanted)
        return await self.redrawn(inbound, caller, outcome)

    async def preview(self, inbound: Inbound, caller: Caller) -> Result:
        outcome = await self._wizard.change(read_edit(inbound, caller), caller.person)
        return await self.redrawn(inbound, caller, outcome)

    async def drop_file(self, inbound: Inbound, caller: Caller) -> Result:
        outcome = await self._wizard.drop_file(read_edit(inbound, caller), caller.person)
        return await self.redrawn(inbound, caller, outcome)

    async def pick(self, inbound: Inbound, caller: Caller) -> Result:
        edit = read_edit(inbound, caller)
        outcome = await self._wizard.pick(edit, caller.person, inbound.argument)
        return await self.redrawn(inbound, caller, outcome)

    async def back(self, inbound: Inbound, caller: Caller) -> Result:
        edit = read_edit(inbound, caller)
        outcome = await self._wizard.go_back(edit, caller.person, inbound.argument)
        return await self.redrawn(inbound, caller, outcome)

    async def finish_now(self, inbound: Inbound, caller: Caller) -> Result:
        edit, act = read_edit(inbound, caller), act_of(inbound, caller)
        outcome = await self._wizard.finish(edit, caller.person, inbound.argument, act)
        return await self.redrawn(inbound, caller, outcome)

    async def close(self, inbound: Inbound, caller: Caller) -> Ack:
        """*Postpone*, or the X: the draft is kept, its owner told once."""
        return await self.postpone(inbound, caller, read_edit(inbound, caller))

    async def postpone(self, inbound: Inbound, caller: Caller, edit: Edit) -> Ack:
        try:
            draft = await self._postponed.postpone(caller.person, edit)
        except DraftStoreUnavailable:
            self._after.not_postponed(inbound.client, caller)
            return None
        self._after.postponed(inbound.client, caller, draft)
        return None

    async def redrawn(self, inbound: Inbound, caller: Caller, outcome: Outcome) -> View:
        """What the wizard shows after this outcome, which other listeners are told of."""
        self._after.written(inbound, caller, outcome)
        return await self._view(inbound, caller, outcome)

    async def _view(self, inbound: Inbound, caller: Caller, outcome: Outcome) -> View:
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
        preview = await self._previews.of(outcome.draft)
        screen = Screen(self._clock(), outcome.problems, outcome.stale, outcome.left_out, preview)
        return wizard_form.form(outcome.draft, caller.t, screen)


def _current(outcome: Outcome) -> set[str]:
    """The ids of the blocks of the fields with problems, as the draft has them now."""
    return {f"{p.field}.{outcome.draft.drawn_at(p.field)}" for p in outcome.problems}


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


def register(app: Feature[Caller], windows: Windows, walk: Walk) -> None:
    app.view(wizard_form.CALLBACK, windows.shows_at_once(walk.submit))
    app.view_closed(wizard_form.CALLBACK, walk.close)
    app.action(fields.CHANGE, windows.shows_at_once(walk.change))
    app.action(wizard_form.MORE, windows.shows_at_once(walk.more))
    app.action(wizard_form.BACK, windows.shows_at_once(walk.back))
    app.action(wizard_form.FINISH, windows.shows_at_once(walk.finish_now))
    app.action(wizard_form.PICK, windows.shows_at_once(walk.pick))
    app.action(wizard_form.PREVIEW, windows.shows_at_once(walk.preview))
    app.action(wizard_form.DROP_FILE, windows.shows_at_once(walk.drop_file))
