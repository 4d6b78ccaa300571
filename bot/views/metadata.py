"""What a window carries for us from one payload to the next, in its private metadata."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.errors.base import UnknownControl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

State = TypeVar("State")
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def pack(state: object) -> str:
    """A text, a number or a dataclass of them as metadata; Slack takes 3,000 characters."""
    packed: bytes = _adapter(type(state)).dump_json(state, exclude_defaults=True)
    return packed.decode()


def unpack(kind: type[State], view: Mapping[str, Any]) -> State:
    """What :func:`pack` wrote into a view that Slack sends. Raises :class:`UnknownControl` for
    anything else."""
    try:
        state: State = _adapter(kind).validate_json(view.get("private_metadata") or "", strict=True)
    except ValidationError:
        raise UnknownControl from None
    return state
