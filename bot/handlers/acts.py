"""Which act a payload delivers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from bot.domain.acts import Act
from bot.views.blocks import picture_of
from bot.views.forms import redrawn

if TYPE_CHECKING:
    from bot.handlers.callers import Caller
    from bot.slack.payload import Inbound


def act_of(inbound: Inbound, caller: Caller) -> Act:
    """The caller's act behind a payload from a form, or from a button in a window or in a message.

    In a window it is the picture that its user saw, and what they pressed there. So it is the same
    for a payload that is delivered again or to another bot, and also when a user whose answer got
    lost presses once more, for which Slack has a new trigger. A message's picture has no name, and
    a button in it may be pressed again on purpose: there each trigger is an act.
    """
    pressed = [inbound.kind, inbound.key, inbound.argument]
    view = inbound.body.get("view")
    if view is None:
        return Act(_mark([*pressed, inbound.trigger_id]), by=caller.person)
    key = _mark([*pressed, picture_of(view)])
    return Act(key, _mark(redrawn.values(view)), by=caller.person)


def _mark(told: object) -> str:
    return hashlib.blake2b(
        orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=16
    ).hexdigest()
