"""Drafts as JSON and back. Unknown members of an older or newer bot's draft are passed over."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

import orjson

from bot.domain.draft import Choice, Draft, Notice

_NAMES = {field.name for field in fields(Draft)} - {"id", "owner", "revision", "postponed"}


def to_json(draft: Draft) -> bytes:
    """The whole draft; what the store keeps beside it, its revision for one, is read from there."""
    return orjson.dumps(draft, default=_plain)


def from_json(
    text: str | bytes, *, draft_id: str, owner: str, revision: int, postponed: bool
) -> Draft:
    """The draft again. Raises :class:`ValueError` when ``text`` is no draft."""
    read = orjson.loads(text)
    data: dict[str, Any] = {name: read[name] for name in _NAMES if name in read}
    data["typed"] = frozenset(data.get("typed", ()))
    data["created_at"] = datetime.fromisoformat(data["created_at"])
    data["updated_at"] = datetime.fromisoformat(data["updated_at"])
    data["offered"] = tuple(Choice(**choice) for choice in data.get("offered", ()))
    data["notice"] = Notice(**data["notice"]) if data.get("notice") else None
    return Draft(id=draft_id, owner=owner, revision=revision, postponed=postponed, **data)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError
