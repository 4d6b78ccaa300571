"""Drafts as JSON and back. Unknown members of an older or newer bot's draft are passed over."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import orjson

from bot.domain.forms import Choice
from bot.domain.wizard.draft import Draft, Notice
from bot.domain.wizard.first_act import Start

_NAMES = {field.name for field in fields(Draft)} - {
    "id",
    "owner",
    "revision",
    "postponed",
    "start",
}


_START_NAMES = {field.name for field in fields(Start)}


def to_json(draft: Draft) -> bytes:
    """The whole draft; what the store keeps beside it, its revision for one, is read from there."""
    return orjson.dumps(replace(draft, start=None), default=_plain)


def start_to_json(start: Start) -> bytes:
    """What a draft was begun with, which is kept beside it until its form has come up."""
    return orjson.dumps(start)


def start_from_json(text: str | bytes) -> Start:
    """The same again."""
    read = orjson.loads(text)
    return Start(**{name: read[name] for name in _START_NAMES if name in read})


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
