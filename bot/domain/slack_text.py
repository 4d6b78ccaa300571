"""A Slack message's text as a person reads it.

Source: https://docs.slack.dev/messaging/formatting-message-text: references stand in angle
brackets, and ``&``, ``<`` and ``>`` of the author are written as entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFERENCE = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def mentioned_users(text: str) -> list[str]:
    """The ids of the users that a message mentions, each once, in their order."""
    return list(dict.fromkeys(_MENTION.findall(text)))


def as_read(text: str, names: Mapping[str, str]) -> str:
    """``text`` with mentions as names (``names`` by user id), links as their labels."""

    def shown(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target.startswith("@"):
            return "@" + (names.get(target[1:]) or label or target[1:])
        if target.startswith("#"):
            return "#" + (label or target[1:])
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        if label and label != target and not target.startswith(("mailto:", "tel:")):
            return f"{label} ({target})"
        return label or target

    read = _REFERENCE.sub(shown, text)
    for entity, character in _ENTITIES:
        read = read.replace(entity, character)
    return read


def permalink(domain: str, channel: str, ts: str, thread_ts: str | None = None) -> str:
    """The address of a message. Made here, since asking Slack for it needs membership."""
    address = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    if thread_ts and thread_ts != ts:
        address += f"?thread_ts={thread_ts}&cid={channel}"
    return address


def quoted(text: str, author: str, address: str, limit: int) -> str:
    """A message as a comment: its text, who wrote it and where, ``limit`` characters at most."""
    source = f"— {author}, {address}"
    room = limit - len(source) - 2
    shown = text if len(text) <= room else text[: room - 1].rstrip() + "…"
    return f"{shown}\n\n{source}" if shown else source
