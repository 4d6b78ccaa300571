"""What an app answers to a `block_suggestion` and to a `view_submission`."""

from collections.abc import Mapping
from typing import Any

from simulator.blockkit.violation import Violation


def validate_options(reply: Mapping[str, Any]) -> list[Violation]:
    """Every reason for which Slack shows no options from an answer to `block_suggestion`."""
    return []


def validate_submission_reply(
    reply: Mapping[str, Any], view: Mapping[str, Any]
) -> list[Violation]:
    """Every reason for which Slack refuses an answer to a `view_submission` of `view`."""
    return []
