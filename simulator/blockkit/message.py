"""Messages as `chat.postMessage`, `chat.postEphemeral`, `chat.update` and response URLs accept them."""

from typing import Any

from simulator.blockkit.violation import Violation


def validate_message(
    text: str | None, blocks: list[Any] | None, attachments: list[Any] | None = None
) -> list[Violation]:
    """Every reason for which Slack refuses a message; empty when it accepts it."""
    return []
