"""Deliveries that no honest client sends: another user's button, a form with other metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.client import payloads
from simulator.delivery.delivery import INTERACTIVE, Answer, Delivery

if TYPE_CHECKING:
    from simulator.script import Modal, Person


async def press_unseen(person: Person, action_id: str) -> Answer:
    """A button of a message that isn't (any more) on this person's screen."""
    client = person.client
    payload = {
        **payloads.base(client, "block_actions"),
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "D1"},
        "trigger_id": client.slack.triggers.issue(client.user.id),
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": "x"}],
    }
    return await client.slack.deliver(Delivery(INTERACTIVE, "block_actions", action_id, payload))


async def submit_forged(modal: Modal, person: Person, **changes: Any) -> Answer:
    """This modal's submission, with other ``private_metadata`` or the like, by this person."""
    payload = payloads.view_submission(person.client, modal.view)
    payload["view"] |= changes
    return await person.client.slack.deliver(
        Delivery(INTERACTIVE, "view_submission", "forged", payload, accepts_reply=True)
    )


def alerts(answer: Answer) -> list[str]:
    """The alerts of the view that an answer puts in the place of a form."""
    return [b["text"]["text"] for b in answer.body["view"]["blocks"] if b["type"] == "alert"]
