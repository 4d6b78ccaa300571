"""What a handler returns for its user to see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.views.blocks import View


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """The submitted form stays, with a sentence at each field that is wrong, by block id."""

    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SlowWork:
    """``content`` may outlast Slack's three seconds: ``meanwhile`` draws what is shown until it is
    there, ``failed`` the window with the sentence that says what went wrong after that."""

    content: Awaitable[Result]
    meanwhile: Callable[[], View]
    failed: Callable[[str], View]


Result: TypeAlias = "View | FieldErrors | SlowWork | None"
"""A view, in the window that the payload came from or in a new one; None: nothing changes."""
