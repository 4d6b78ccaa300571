"""Records as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: its code and name, what is said beside it, whether it is retired."""

    code: str
    name: str
    listed: Mapping[str, Any]
    retired: bool


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record with its values by column; ``names`` say what the codes among them are called."""

    code: str
    values: Mapping[str, Any]
    names: Mapping[str, str]
    retired: bool
    in_use: bool
