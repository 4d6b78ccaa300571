"""What arrives from a window, laid over the draft that it belongs to.

Slack repeats, delays and reorders what it delivers, keeps old input where a block's id repeats and
may leave a field out. So a form says for every field at which revision it was drawn, and only what
still belongs to the draft is taken: a field that the bot has drawn anew since is passed over,
unless its user had changed it (what a person types comes before what the bot fills in, also when
they were quicker than the new picture), a field that is absent was not cleared, an action that a
later one overtook changes nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.forms import as_value
from bot.domain.messages import N_, Text
from bot.domain.wizard.table import FIELDS, step_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Entered, Value
    from bot.domain.wizard.draft import Draft


@dataclass(frozen=True, slots=True)
class Edit:
    """A form from a window, and the draft and revision that its picture showed.

    ``acted_at`` is Slack's timestamp of the action (seconds as text), blank for a submission;
    ``sent_at`` is when Slack sent the payload (whole seconds), where that is known; ``arrived_at``
    is when it came, by our clock (seconds).
    """

    owner: str
    draft_id: str
    revision: int
    window: str
    acted_at: str = ""
    sent_at: float | None = None
    arrived_at: float = 0.0
    form: Mapping[str, Entered] = field(default_factory=dict)


def is_stale(draft: Draft, edit: Edit) -> bool:
    """Another window has written since this one was drawn."""
    if edit.window == draft.window:
        return edit.revision < draft.taken_over
    return edit.revision != draft.revision


def is_overtaken(draft: Draft, edit: Edit) -> bool:
    """Something later came from the same window, which holds all that its user sees there.

    A form is shut while it is submitted: whoever acts there later had no answer.
    """
    return edit.window == draft.window and _acted_at(edit) < _seconds(draft.acted_at)


def take(draft: Draft, edit: Edit) -> Draft:
    """The draft with the form's values, and with its window noted."""
    same_window = edit.window == draft.window
    if is_overtaken(draft, edit):
        return draft
    on_step = {field.key for field in step_of(draft).fields}
    current, outdated = {}, {}
    for key, entered in edit.form.items():
        if entered.refused:
            continue
        if key in on_step and entered.drawn_at == draft.drawn_at(key):
            current[key] = entered
        elif key in FIELDS and same_window and _overrules(draft, edit, key, entered):
            outdated[key] = entered
    taken = draft.typing(*_parts(current))
    if outdated:
        taken = taken.retyping(*_parts(outdated))
    again = dict.fromkeys(refused(draft, edit), draft.revision + 1)
    taken = replace(taken, drawn={**taken.drawn, **again})
    typed = [key for key in edit.form if taken.values.get(key) != draft.values.get(key)]
    when = _acted_at(edit) if edit.acted_at else min(_acted_at(edit), edit.arrived_at)
    return replace(
        taken,
        typed_at={**draft.typed_at, **dict.fromkeys(typed, when)},
        typed_in={**draft.typed_in, **dict.fromkeys(typed, edit.revision)},
        window=edit.window,
        acted_at=edit.acted_at or (draft.acted_at if same_window else ""),
        postponed=False,
    )


def refused(draft: Draft, edit: Edit) -> list[str]:
    """The fields in which the user chose a list's sign of trouble; they are drawn anew."""
    return [
        key
        for key, entered in edit.form.items()
        if entered.refused and entered.drawn_at == draft.drawn_at(key)
    ]


def _overrules(draft: Draft, edit: Edit, key: str, entered: Entered) -> bool:
    """Whether a field of an outdated picture still is what its user wants.

    A submission is the last thing that happens in a picture, unless Slack had no answer to it and
    its user went on there; then it may come once more. An action may have been delayed. Both yield
    to what was typed after them: later by the clock, which knows of a submission only the second,
    or in a later picture.
    """
    later_picture = draft.typed_in.get(key, edit.revision) > edit.revision
    later = _acted_at(edit) < draft.typed_at.get(key, 0.0)
    return entered.touched and not later_picture and not later


def _acted_at(edit: Edit) -> float:
    """When the user did it, by Slack's clock; for a submission the latest time that it can be."""
    if edit.acted_at:
        return _seconds(edit.acted_at)
    return math.inf if edit.sent_at is None else edit.sent_at + 1


def _parts(form: Mapping[str, Entered]) -> tuple[dict[str, Value], dict[str, str | None]]:
    return (
        {key: as_value(entered) for key, entered in form.items()},
        {key: entered.label for key, entered in form.items()},
    )


def take_over(draft: Draft, window: str) -> Draft:
    """The stored draft, drawn anew for a window whose picture was out of date.

    What is typed into that picture until the new one is there is out of date as well.
    """
    taken_over = draft.taken_over if window == draft.window else draft.revision + 1
    return replace(draft.redrawing(), window=window, acted_at="", taken_over=taken_over)


def left_out(draft: Draft, edit: Edit) -> list[tuple[str, str | Text]]:
    """What stood in an out-of-date window and differs from the draft: (field key, text).

    Shown beside the redrawn form, so that nothing typed there is lost to its user.
    """
    told = ((key, _as_read(entered)) for key, entered in edit.form.items() if key in FIELDS)
    return [
        (key, text)
        for key, text in told
        if text and as_value(edit.form[key]) != draft.values.get(key)
    ]


def _as_read(entered: Entered) -> str | Text:
    """A value as its user saw it; blank for one that nobody would miss."""
    if entered.chosen:
        return ", ".join(choice.label for choice in entered.chosen)
    match entered.value:
        case bool() as ticked if entered.touched:
            return Text(N_("Yes") if ticked else N_("No"))
        case dict() as file:
            return str(file.get("name") or file.get("id") or "")
        case str() as text:
            return entered.label or (text.strip() and text)
    return ""


def _seconds(acted_at: str) -> float:
    try:
        seconds = float(acted_at or 0)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0
