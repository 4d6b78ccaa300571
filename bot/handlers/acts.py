"""Which act a payload delivers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from bot.domain.acts import Act
from bot.views.blocks import picture_of
from bot.views.forms import redrawn

if TYPE_CHECKING:
    from bot.slack.payload import Inbound


def act_of(inbound: Inbound) -> Act:
    """The act behind a payload from a form, or from a button in a window or in a message.

    In a window it is the picture that its user saw, and what they pressed there. So it is the same
    for a payload that is delivered again or to another bot, and also when a user whose answer got
    lost presses once more, for which Slack has a new trigger. A message's picture has no name, and
    a button in it may be pressed again on purpose: there each trigger is an act.
    """
    pressed = [inbound.kind, inbound.key, inbound.argument]
    view = inbound.body.get("view")
    if view is None:
        return Act(_mark([*pressed, inbound.trigger_id]))
    return Act(_mark([*pressed, picture_of(view)]), _mark(redrawn.values(view)))


def _mark(told: object) -> str:
    return hashlib.blake2b(
        orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=16
    ).hexdigest()
