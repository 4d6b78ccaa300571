"""Drafts as JSON and back. Unknown members of an older or newer bot's draft are passed over."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from bot.domain.draft import Choice, Draft, Notice

_BESIDE = {"id", "owner", "revision", "postponed"}
"""What the store keeps beside the text."""
_NAMES = {field.name for field in fields(Draft)} - _BESIDE


def to_json(draft: Draft) -> str:
    """The draft without its revision and its flag, which the store keeps beside it."""
    data = asdict(draft) | {
        "typed": sorted(draft.typed),
        "created_at": draft.created_at.isoformat(),
        "updated_at": draft.updated_at.isoformat(),
    }
    for name in _BESIDE:
        del data[name]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)


def from_json(
    text: str | bytes, *, draft_id: str, owner: str, revision: int, postponed: bool
) -> Draft:
    """The draft again. Raises :class:`ValueError` when ``text`` is no draft."""
    data: dict[str, Any] = {key: value for key, value in json.loads(text).items() if key in _NAMES}
    data["typed"] = frozenset(data.get("typed", ()))
    data["created_at"] = datetime.fromisoformat(data["created_at"])
    data["updated_at"] = datetime.fromisoformat(data["updated_at"])
    data["offered"] = tuple(Choice(**choice) for choice in data.get("offered", ()))
    data["notice"] = Notice(**data["notice"]) if data.get("notice") else None
    return Draft(id=draft_id, owner=owner, revision=revision, postponed=postponed, **data)
