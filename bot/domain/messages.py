"""Sentences as data: marked for translation here, said in a language at the edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def N_(message: str) -> str:
    """Mark ``message`` for extraction; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Text:
    """An English gettext message and its named parameters (``{name}`` in the message)."""

    message: str
    parameters: Mapping[str, object] = field(default_factory=dict)
