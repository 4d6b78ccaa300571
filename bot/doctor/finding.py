"""What is found, one line for each thing."""

from dataclasses import dataclass

PATIENCE_S = 10.0
"""How long a server may take to answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is right, and what was seen or is to be done.

    ``warns``: nothing is broken, but somebody can't do yet what they came for.
    """

    name: str
    right: bool
    text: str
    warns: bool = False

    def __str__(self) -> str:
        mark = "WRONG" if not self.right else "warn " if self.warns else "ok   "
        return f"{mark}  {self.name}: {self.text}"
