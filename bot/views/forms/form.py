"""A form as a table of fields: drawn block by block, read back, and told what is wrong with it.

A block's id is the field's key and the round in which the field was drawn. Slack keeps what its
user entered where an id comes back, and takes our value where it changes: so a form that keeps its
ids keeps what was typed, and one that is to show something else gets another round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.forms import NOTHING, SEARCHED, Kind
from bot.views import blocks
from bot.views.forms import elements, redrawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.forms import Entered, Field, Problem
    from bot.i18n import Translator
    from bot.views.blocks import Block

Fields = "Mapping[str, Field]"


def draw(field: Field, entered: Entered, t: Translator, *, action: str, number: int = 0) -> Block:
    """The input block of a field. Its action is ``action:key``, of which the listener of a list
    that is searched is told; ``number`` is the round."""
    block = blocks.input_block(
        label_of(field, t),
        elements.draw(field, entered, f"{action}:{field.key}", t),
        block_id=f"{field.key}.{number}",
        optional=not field.required,
        dispatch=field.dispatch,
        hint=field.hint if field.own_words else t(field.hint),
    )
    if field.dispatch and field.kind is Kind.LINE:
        sent_on = {"trigger_actions_on": ["on_enter_pressed"]}
        block["element"]["dispatch_action_config"] = sent_on
    return block


def label_of(field: Field, t: Translator) -> str:
    """What stands above a field."""
    return field.label if field.own_words else t(field.label)


def draw_all(
    fields: Iterable[Field],
    entered: Mapping[str, Entered],
    t: Translator,
    *,
    action: str,
    number: int = 0,
) -> list[Block]:
    """The blocks of several fields."""
    return [
        draw(field, entered.get(field.key, NOTHING), t, action=action, number=number)
        for field in fields
    ]


def read(
    view: Mapping[str, Any], fields: Mapping[str, Field], acted_on: str = ""
) -> dict[str, Entered]:
    """The fields of a view that Slack sends. Blocks that aren't in the table are passed over, as
    are fields that Slack says nothing about.

    ``acted_on`` is the field whose change was sent. A choice that goes back to what was drawn is a
    change as well; a text that is as it was drawn was only left with Enter.
    """
    touched = redrawn.touched(view)
    form: dict[str, Entered] = {}
    for block_id, states in redrawn.values(view).items():
        key, _, number = block_id.rpartition(".")
        field = fields.get(key)
        if field is None or not number.isdecimal():
            continue
        for state in states.values():
            entered = elements.read(field.kind, state)
            if entered is not None:
                chosen_again = key == acted_on and state.get("type") != "plain_text_input"
                form[key] = replace(
                    entered,
                    drawn_at=int(number),
                    touched=block_id in touched or chosen_again,
                )
    return form


def errors(
    view: Mapping[str, Any],
    fields: Mapping[str, Field],
    problems: Iterable[Problem],
    t: Translator,
) -> dict[str, str] | None:
    """A sentence at each field that is wrong, by the id of its block; None where one of them
    can't be shown, as Slack shows none at a list that is searched, nor at a field out of sight."""
    shown = {
        redrawn.first_id(block["block_id"]).rpartition(".")[0]: block["block_id"]
        for block in view.get("blocks", ())
        if block.get("type") == "input"
    }
    sentences: dict[str, str] = {}
    for problem in problems:
        field = fields.get(problem.field)
        if field is None or field.kind in SEARCHED or problem.field not in shown:
            return None
        sentences[shown[problem.field]] = t(problem.text)
    return sentences
