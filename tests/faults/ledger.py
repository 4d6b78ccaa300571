"""What the people were promised: every value that the app acknowledged, and for which draft.

Written from the simulator's traffic alone, so from what went over the wire.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.services.wizard.first_act import draft_id_of
from tests.faults import forms

if TYPE_CHECKING:
    from simulator.slack import Slack
    from simulator.traffic import Entry
    from tests.faults.forms import Json, Shown

ACKNOWLEDGED_WITHIN_MS = 3000
TOLD_WITHIN_S = 5.0
DERIVING = ("contact", "template", "language", "salesperson")
"""Choosing one of these may change other fields, by the rules of the wizard."""
NEVER_OVERWRITTEN = frozenset({"description", "comment", "content", "contact", "template"})
LAST_STEP = "wizard:result"


@dataclass
class Act:
    """Something that a person did in a wizard, with the form as it stood.

    `told_not_saved`: the app answered with a sentence that it could not take it just now;
    `sent_back`: a Finish that was answered with the form and what is wrong in it.
    """

    number: int
    time: float
    draft: str
    window: str
    user: str
    what: str
    submitted: bool
    finishes: bool
    form: dict[str, Shown]
    acknowledged: bool = False
    told_not_saved: bool = False
    sent_back: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """The `values` of which one has to be found, and the number of the act that promised it."""

    values: frozenset[str]
    promised_by: int


@dataclass
class Ledger:
    """`owed()` is what has to be found at the end.

    `begun` are the drafts of commands with words and of messages that the app acknowledged, `seen`
    those whose form was on a screen.
    """

    slack: Slack
    acts: dict[str, Act] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    discarded: set[str] = field(default_factory=set)
    told_logged: set[str] = field(default_factory=set)
    confirmations: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    failures_told: int = 0
    _draft_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slack.traffic.listen(self._hear)

    @property
    def submits(self) -> int:
        return sum(act.submitted for act in self.acts.values())

    @property
    def drafts(self) -> set[str]:
        return {act.draft for act in self.acts.values()}

    def finished(self) -> set[str]:
        """Drafts for which a person pressed *Finish* or *Finish now*."""
        return {act.draft for act in self.acts.values() if act.finishes}

    def may_be_logged_since(self, draft: str) -> int:
        """The number of the first Finish that wasn't sent back."""
        numbers = [
            act.number
            for act in self.acts.values()
            if act.draft == draft and act.finishes and not act.sent_back
        ]
        return min(numbers, default=0)

    def story(self, draft: str) -> str:
        """What was done to a draft, to be read when something is wrong with it."""
        lines = []
        for act in sorted(self.acts.values(), key=lambda act: act.number):
            if act.draft == draft:
                new = {key: shown.value for key, shown in act.form.items() if shown.touched}
                marks = "acknowledged" if act.acknowledged else "-"
                marks += " told not saved" if act.told_not_saved else ""
                lines.append(f"    {act.time:.3f} {act.window} {act.what} {marks} {new}")
        return "\n".join(lines)

    def owed(self) -> dict[str, dict[str, Owed]]:
        """For every draft and field: the values of which one has to be there.

        It is the last acknowledged one, or one that was sent later: that may have been saved
        although the bot died before it could acknowledge it.
        """
        owed: dict[str, dict[str, Owed]] = defaultdict(dict)
        for act in sorted(self.acts.values(), key=lambda act: act.number):
            fields = owed[act.draft]
            derives = any(act.form[key].touched for key in DERIVING if key in act.form)
            if derives:
                for key in fields.keys() - NEVER_OVERWRITTEN:
                    del fields[key]
            for key, shown in act.form.items():
                if not derives or key in NEVER_OVERWRITTEN:
                    _enter(fields, key, shown, act)
        return owed

    def _hear(self, entry: Entry) -> None:
        if entry.direction == "to_app":
            if entry.kind in {"view_submission", "block_actions"}:
                self._hear_of_act(entry)
            elif entry.kind in {"slash_command", "message_action"}:
                self._hear_of_first_act(entry)
        elif entry.kind == "api:views.update" and entry.status == 200:
            view = _view(entry.body["view"])
            self._note_form(view)
            self._hear_of_window(str(entry.body["view_id"]), view)
        elif entry.kind == "api:views.open" and entry.status == 200:
            self._note_form(_view(entry.body["view"]))
        elif entry.kind == "api:chat.postMessage" and entry.status == 200:
            self._hear_of_message(entry)

    def _hear_of_first_act(self, entry: Entry) -> None:
        """Something to record; what is only to be shown begins no draft, nor what was refused."""
        words = entry.kind == "message_action" or (
            entry.body["command"] == "/interaction" and entry.body["text"].strip()
        )
        in_time = (entry.duration_ms or 0) <= ACKNOWLEDGED_WITHIN_MS
        if words and entry.status == 200 and in_time and not entry.response:
            self.begun.add(draft_id_of(entry.body["trigger_id"]))

    def _note_form(self, view: Json) -> None:
        if _is_form(view):
            self.seen.add(_draft_id(view))

    def _hear_of_act(self, entry: Entry) -> None:
        if entry.summary.startswith(("duplicate: ", "replay of ")):
            return
        view = entry.body.get("view") or {}
        actions = entry.body.get("actions") or [{}]
        action = str(actions[0].get("action_id", ""))
        acknowledged = entry.status == 200 and (entry.duration_ms or 0) <= ACKNOWLEDGED_WITHIN_MS
        if action.startswith("draft.discard:") and entry.status != "pending":
            self.discarded.add(action.partition(":")[2])
        if not _is_form(view):
            return
        act = self.acts.get(entry.body["trigger_id"])
        if act is None:
            act = self.acts[entry.body["trigger_id"]] = _act(entry, view, action)
            self._draft_of[act.window] = act.draft
        if entry.status == "pending":
            return
        act.acknowledged = acknowledged
        reply = entry.response if isinstance(entry.response, dict) else {}
        act.sent_back = "errors" in reply or _is_form(reply.get("view", {}))
        if "view" in reply:
            self._hear_of_window(act.window, reply["view"], act)

    def _hear_of_window(self, window: str, view: Json, act: Act | None = None) -> None:
        draft = self._draft_of.get(window)
        blocks = view["blocks"]
        if draft is None or not blocks:
            return
        if str(blocks[0].get("block_id")).startswith("failure"):
            self.failures_told += 1
            for told in [act] if act is not None else self._just_done(window):
                told.told_not_saved = True
        elif blocks[0].get("level") == "success":
            self.told_logged.add(draft)
        elif act is None and _is_form(view) and any(b.get("level") == "error" for b in blocks):
            for finish in self._just_done(window):
                finish.sent_back = True

    def _just_done(self, window: str) -> list[Act]:
        now = self.slack.clock.now()
        return [
            act
            for act in self.acts.values()
            if act.window == window and not act.submitted and now - act.time < TOLD_WITHIN_S
        ]

    def _hear_of_message(self, entry: Entry) -> None:
        blocks = _view(entry.body.get("blocks") or [])
        first = str(blocks[0].get("text", {}).get("text", "")) if blocks else ""
        if first.startswith("✓"):
            self.confirmations[blocks[1]["elements"][0]["text"]] += 1
        for block in blocks:
            pressed = [str(element.get("action_id")) for element in block.get("elements", [])]
            if any(action.startswith("draft.discard:") for action in pressed):
                self.notices[pressed[0].partition(":")[2]] += 1


def _enter(fields: dict[str, Owed], key: str, shown: Shown, act: Act) -> None:
    before = fields[key].values if key in fields else frozenset()
    if not act.acknowledged or act.told_not_saved:
        if before and shown.touched:
            if shown.value is None:
                del fields[key]
            else:
                fields[key] = Owed(before | {shown.value}, act.number)
    elif shown.value is not None and (shown.touched or shown.value in before):
        if before != {shown.value}:
            fields[key] = Owed(frozenset({shown.value}), act.number)
    elif shown.value is None or key not in NEVER_OVERWRITTEN:
        fields.pop(key, None)


def _act(entry: Entry, view: Json, action: str) -> Act:
    submitted = entry.kind == "view_submission"
    form = forms.read(view)
    if action.startswith("wizard.pick:"):
        form["contact"] = forms.Shown(action.partition(":")[2], None)
    changed = action.partition("wizard.change:")[2]
    if changed in form and entry.body["actions"][0]["type"] != "plain_text_input":
        # Also when what it showed at first was chosen again. In a text that is Enter, no change.
        form[changed] = forms.Shown(form[changed].value, None)
    return Act(
        number=entry.id,
        time=entry.time,
        draft=_draft_id(view),
        window=str(view["id"]),
        user=str(entry.body["user"]["id"]),
        what=f"{entry.kind} {entry.summary}",
        submitted=submitted,
        finishes=(
            view["callback_id"] == LAST_STEP if submitted else action.startswith("wizard.finish")
        ),
        form=form,
    )


def _draft_id(view: Json) -> str:
    return str(json.loads(view["private_metadata"])["draft_id"])


def _is_form(view: Json) -> bool:
    return str(view.get("callback_id", "")).startswith("wizard:")


def _view(given: Any) -> Any:
    """Web API arguments come as objects or as JSON texts."""
    if isinstance(given, str):
        return json.loads(given)
    return given
