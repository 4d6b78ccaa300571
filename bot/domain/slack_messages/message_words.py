"""The words of a Slack message, whoever wrote it and wherever they stand in it.

People's messages have them in `text`. Apps put them into `blocks` or into the older `attachments`
and leave `text` empty, or let it sum up the blocks for notifications; a mail that Slack itself
takes in is a file. Read is what the message shows, from top to bottom, nothing twice. The words are
as Slack writes `text`, without styles: :mod:`bot.domain.slack_messages.markup` makes them plain.

https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload,
https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.folding import fold
from bot.domain.slack_messages.block_words import entries, lines_of_blocks, text
from bot.domain.slack_messages.markup import link, literal, permalink, unstyled

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 40_000
"""Characters that are read; Slack takes as many in `text`."""

LONGEST_NAME = 200

_SAYS_NOTHING = {"[no preview available]", "This content can't be displayed."}
"""What Slack puts where an app gave no words for notifications."""

_NO_CHANNEL_S_NAME = {"directmessage", "privategroup"}


@dataclass(frozen=True, slots=True)
class MessageWords:
    """``text`` is what the message shows. ``unseen`` is shown in notifications only, for a message
    that has blocks: worth a look for names, but no part of what was written."""

    text: str
    unseen: str = ""

    @property
    def searched(self) -> str:
        """All words, those that are shown first."""
        return f"{self.text}\n{self.unseen}" if self.unseen else self.text


def words_of(message: Mapping[str, Any]) -> MessageWords:
    """The words of a message as Slack gives it to a shortcut."""
    page, told = _Page(), text(message, "text")
    page.add_blocks(message.get("blocks"), told)
    if text(message, "bot_id"):  # with signs for the eye where the same stands in `text` without
        same = _letters(unstyled(told))
        page.lines = [unstyled(told) if _letters(line) == same else line for line in page.lines]
    unseen = ""
    if page.says_something:
        unseen = unstyled(told) if told not in _SAYS_NOTHING else ""
    elif told not in _SAYS_NOTHING and (told or not page.lines):
        page = _Page()
        page.add(unstyled(told))
    for attachment in entries(message.get("attachments")):
        page.add_attachment(attachment)
    for file in entries(message.get("files")):
        page.add_file(file)
    return MessageWords(page.text, "" if page.has(unseen) else unseen)


def author_of(message: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who wrote it, as the message shows them; blank when it doesn't say. ``names`` by user id."""
    user, shown = text(message, "user"), text(message, "username")
    known, app = names.get(user), text(message.get("bot_profile"), "name")
    of_app = text(message, "bot_id")  # an app may write under another name in each message
    author = (shown or known if of_app else known or shown) or app or user
    return author[:LONGEST_NAME]


def place_of(body: Mapping[str, Any]) -> str:
    """Where a shortcut's message stands: its address, else its channel, else blank.

    Slack leaves the workspace's domain out for an app of a whole organisation.
    """
    message, channel = body.get("message"), body.get("channel")
    domain, channel_id = text(body.get("team"), "domain"), text(channel, "id")
    ts = text(message, "ts")
    if domain and channel_id and ts:
        return permalink(domain, channel_id, ts, text(message, "thread_ts") or None)
    name = text(channel, "name")
    hidden = name in _NO_CHANNEL_S_NAME or name.startswith("mpdm-")
    return f"#{name}" if name and not hidden else ""


@dataclass(slots=True)
class _Page:
    """What was read so far. ``folded`` are the same words as they are compared."""

    lines: list[str] = field(default_factory=list)
    folded: str = " "
    length: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)[:LONGEST]

    @property
    def says_something(self) -> bool:
        return any(character.isalnum() for character in self.text)

    def has(self, line: str) -> bool:
        """Whether the words of ``line`` were read already, one after the other."""
        return f" {fold(line)} " in self.folded

    def add(self, line: str) -> None:
        line = line.strip("\n").rstrip()
        if not line.strip() or self.length >= LONGEST:
            return
        self.lines.append(line)
        self.folded += f"{fold(line)} "
        self.length += len(line)

    def add_new(self, line: str) -> None:
        """Add a line that says what wasn't said yet."""
        if self.length < LONGEST and not self.has(line):
            self.add(line)

    def add_blocks(self, blocks: object, told: str = "", *, new: bool = False) -> bool:
        """Add the lines of blocks, or those that are ``new``; whether there are any at all."""
        lines = [line for line in lines_of_blocks(blocks, told) if line[0].strip()]
        said = f" {fold(' '.join(line for line, picture in lines if not picture))} "
        for line, picture in lines:
            if picture and f" {fold(line)} " in said:
                continue  # the words beside the picture say the same
            (self.add_new if new or picture else self.add)(line)
        return bool(lines)

    def add_attachment(self, attachment: Mapping[str, Any]) -> None:
        if self.add_blocks(attachment.get("blocks"), new=True):
            return  # beside blocks, the older members aren't shown
        fallback = text(attachment, "fallback")
        if not self._add_legacy(attachment) and fallback not in _SAYS_NOTHING:
            self.add_new(unstyled(fallback))

    def _add_legacy(self, attachment: Mapping[str, Any]) -> bool:
        """Add an attachment without blocks; whether it has anything but its fallback."""
        pretext, words = text(attachment, "pretext"), text(attachment, "text")
        author, address = text(attachment, "author_name"), text(attachment, "author_link")
        title, target = text(attachment, "title"), text(attachment, "title_link")
        fields, footer = [*entries(attachment.get("fields"))], text(attachment, "footer")
        quoted = [*entries(attachment.get("message_blocks"))]
        self.add_new(unstyled(pretext))
        reachable = address.startswith(("mailto:", "tel:"))
        self.add_new(link(address, literal(author)) if reachable else literal(author))
        linked = target and "<" not in title and literal(target) not in self.text
        self.add_new(link(target, unstyled(title)) if linked else unstyled(title))
        self.add_new(unstyled(words))
        for entry in () if words else quoted:  # a message that somebody passed on
            message = entry.get("message")
            self.add_blocks(message.get("blocks") if isinstance(message, dict) else (), new=True)
        for pair in fields:
            label, value = unstyled(text(pair, "title")), unstyled(_value(pair))
            if not self.has(f"{label} {value}"):
                self.add(f"{label}: {value}" if label and value else label or value)
        self.add_new(unstyled(footer))
        return any((pretext, author, title, words, fields, footer, quoted))

    def add_file(self, file: Mapping[str, Any]) -> None:
        name, title = literal(text(file, "name")), literal(text(file, "title"))
        self.add_new(title)
        self.add_new(name)
        for key, sign in (("from", ""), ("to", "→ "), ("cc", "→ ")):
            for person in entries(file.get(key)):  # a mail that was sent to Slack
                self.add_new(_correspondent(person, sign))
        self.add_new(literal(text(file, "plain_text") or text(file, "preview_plain_text")))


def _letters(line: str) -> str:
    """The words of a line as they are compared, without those that are signs alone."""
    return " ".join(word for word in fold(line).split() if any(map(str.isalnum, word)))


def _value(pair: Mapping[str, Any]) -> str:
    value = pair.get("value")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number else text(pair, "value")


def _correspondent(person: Mapping[str, Any], sign: str) -> str:
    name, address = text(person, "name").strip(), text(person, "address").strip()
    if not address:
        return ""
    return sign + literal(f"{name} <{address}>" if name and name != address else address)
