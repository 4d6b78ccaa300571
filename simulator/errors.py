"""How Slack says no to an app."""

from simulator.blockkit import Violation
from simulator.wire import Json


class SlackError(Exception):
    """An answer `{"ok": false, "error": code, …}` of the Web API."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: Json = dict(details)


def refused(violations: list[Violation]) -> SlackError:
    """The answer to a payload that the Block Kit rules refuse."""
    messages = [
        f"[ERROR] {violation.message} [json-pointer:{violation.pointer}]"
        for violation in violations
    ]
    return SlackError(violations[0].code, response_metadata={"messages": messages})


def invalid_arguments(*messages: str) -> SlackError:
    """The answer to missing or malformed arguments."""
    return SlackError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )
