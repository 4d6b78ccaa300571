"""Collects what was refused while a payload is walked.

A place is a chain of keys ending in the pointer of the payload's root. Chains are cheap to make
for every node of a view; they become a JSON pointer only where something is refused.
"""

from typing import TypeAlias, Union

from simulator.blockkit.violation import Violation

Place: TypeAlias = Union[str, "tuple[Place, str | int]"]


def pointer(place: Place) -> str:
    """The JSON pointer (RFC 6901) of a place."""
    keys: list[str] = []
    while isinstance(place, tuple):
        place, key = place
        keys.append(str(key).replace("~", "~0").replace("/", "~1"))
    return "/".join([place, *reversed(keys)])


class Report:
    """The violations found so far; `code` is Slack's error for those without one of their own."""

    __slots__ = ("code", "violations")

    def __init__(self, code: str) -> None:
        self.code = code
        self.violations: list[Violation] = []

    def add(self, place: Place, sentence: str, code: str | None = None) -> None:
        """Notes that Slack refuses what stands at `place`."""
        where = pointer(place)
        message = f"{sentence} [json-pointer:{where}]"
        self.violations.append(Violation(code or self.code, where, message))
