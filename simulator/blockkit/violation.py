"""One reason for which Slack refuses a payload."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """A refused place of a payload, in the words of Slack's Web API.

    `code` is what `error` of the answer holds, `pointer` the JSON pointer of the place, and
    `message` the sentence of `response_metadata.messages` without its "[ERROR] " prefix.
    """

    code: str
    pointer: str
    message: str
