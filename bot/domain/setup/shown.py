"""Records as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: its code and name, what is said beside it, whether it is retired;
    ``own_name`` is what it is called where its reader's language has no name for it."""

    code: str
    name: str
    listed: Mapping[str, Any]
    retired: bool
    own_name: str = ""


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record with its values by column; ``names`` say what the codes among them are called."""

    code: str
    values: Mapping[str, Any]
    names: Mapping[str, str]
    retired: bool
    in_use: bool


@dataclass(frozen=True, slots=True)
class Audited:
    """An entry of the trail; ``before`` and ``after`` hold what differs, by column;
    ``name`` is what the salesperson is called who did it."""

    done_at: datetime
    done_by: str | None
    act: str
    kind: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    name: str | None = None
