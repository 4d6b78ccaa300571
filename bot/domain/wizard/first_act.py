"""What a draft is begun with, before anybody or anything is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.slack_messages.block_words import text
from bot.domain.slack_messages.markup import as_read
from bot.domain.slack_messages.message_words import place_of, words_of

_AUTHOR = ("user", "username", "bot_id", "bot_profile")


@dataclass(frozen=True, slots=True)
class Start:
    """A command's ``words``, or a message: what it shows, what only its notification says, the
    members that name its author, where it stands and when it was sent (a Unix time in Slack's
    notation). All as Slack writes it, with mentions by their ids."""

    words: str = ""
    unseen: str = ""
    author: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    sent_at: str = ""

    @property
    def is_message(self) -> bool:
        return bool(self.sent_at)

    @property
    def searched(self) -> str:
        """All words in which contacts may be named."""
        return f"{self.words}\n{self.unseen}" if self.unseen else self.words

    @property
    def readable(self) -> str:
        """The words as they can be read without asking who is mentioned."""
        return " ".join(as_read(self.words, {}).split())


def start_of_message(body: Mapping[str, Any]) -> Start:
    """What a message shortcut's payload holds of its message."""
    message = body["message"]
    words = words_of(message)
    return Start(
        words=words.text,
        unseen=words.unseen,
        author={key: message[key] for key in _AUTHOR if message.get(key)},
        place=place_of(body),
        sent_at=text(message, "ts"),
    )
