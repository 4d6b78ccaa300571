"""Somebody asks to be linked to an existing salesperson."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.enums import LinkDecision


@dataclass(frozen=True, slots=True)
class Question:
    """The message in which an administrator is asked; ``user_id`` is the administrator."""

    channel: str
    ts: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request with what administrators decide by."""

    id: int
    user_id: str
    user_name: str
    user_email: str | None
    salesperson_code: str
    salesperson_name: str
    salesperson_email: str | None
    decision: LinkDecision | None
    decided_by: str | None
    questions: Sequence[Question]
