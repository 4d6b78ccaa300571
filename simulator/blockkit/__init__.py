"""What Slack accepts of Block Kit: views, messages, option lists and submission replies."""

from simulator.blockkit.message import validate_message
from simulator.blockkit.replies import validate_options, validate_submission_reply
from simulator.blockkit.view import validate_view
from simulator.blockkit.violation import Violation

__all__ = [
    "Violation",
    "validate_message",
    "validate_options",
    "validate_submission_reply",
    "validate_view",
]
