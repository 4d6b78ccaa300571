"""A Slack message's text as a person reads it.

Source: https://docs.slack.dev/messaging/formatting-message-text: references stand in angle
brackets, and ``&``, ``<`` and ``>`` of the author are written as entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANY_DIGITS = 6
"""Digits that make a text a telephone number, not a time or a room."""

_REFERENCE = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_ENTITY = re.compile(r"&(?:lt|gt|amp);")
_LONE_AMPERSAND = re.compile(r"&(?!(?:lt|gt|amp);)")
_NOT_IN_A_LINK = dict.fromkeys(map(ord, "<>|\n"))

_CODE = re.compile(r"(```.+?```|`[^`\n]+`)", re.DOTALL)
_QUOTE = re.compile(r"^(?:&gt;|>)+ ?", re.MULTILINE)


def _style(mark: str) -> re.Pattern[str]:
    """A reference, or words between two marks, which stand where a word begins and ends."""
    sign = re.escape(mark[0])
    return re.compile(
        rf"<[^<>\n]*>|(?<![\w{sign}]){sign * len(mark)}(?=[^\s{sign}])"
        rf"((?:<[^<>\n]*>|[^<>\n{sign}])+)(?<!\s){sign * len(mark)}(?![\w@{sign}])"
    )


_STYLES = tuple(map(_style, ("*", "_", "~")))
_MARKDOWN_STYLES = tuple(map(_style, ("**", "__", "~~", "*", "_")))
_MARKDOWN_LINK = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*)\]\([^()\n]*\)"
    r"|\[(?P<label>[^\[\]\n]*)\]\((?P<url>[^()\s]+)(?:\s[^()\n]*)?\)"
    r"|<(?P<bare>[@#!][^<>\n]+|[a-z]+:[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>"
)
_MARKDOWN_BEGIN = re.compile(r"#{1,6}(?:[ \t]+|$)|(?:(?:&gt;|>)[ \t]?)+")
_MARKDOWN_ITEM = re.compile(r"([ \t]*)[-*+][ \t]+")
_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0xE000
"""Where a sign that stands for itself waits meanwhile: among the characters for private use."""
_BACK = {_ASIDE + code: chr(code) for code in range(128)}
_BACK |= {_ASIDE + ord(sign): entity for entity, sign in _ENTITIES}


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
        scheme, _, address = target.partition(":")
        if scheme in {"mailto", "tel"}:
            address = address.partition("?")[0]
            return label if _tells(label or "", address) else _with(label, address)
        return _with(label, target)

    read = _REFERENCE.sub(shown, text)
    for entity, character in _ENTITIES:
        read = read.replace(entity, character)
    return read


def _with(label: str | None, target: str) -> str:
    return f"{label} ({target})" if label and label != target else target


def _tells(label: str, address: str) -> bool:
    """Whether a label says where its link leads: the address, or a number as people write it."""
    digits = sum(map(str.isdigit, label))
    return address.lower() in label.lower() or ("@" not in address and digits >= MANY_DIGITS)


def literal(text: str, told: str = "") -> str:
    """Words that hold no references, as Slack writes them within `text`.

    Slack gives such words with entities in some places and without them in others. So an entity
    is left one, unless ``told``, the message's own ``text``, shows that its author wrote it.
    """
    written = _angles(text.replace("&", "&amp;"))
    if _ENTITY.search(text) and written not in told:
        return _angles(_LONE_AMPERSAND.sub("&amp;", text))
    return written


def _angles(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str = "") -> str:
    """A link as Slack writes it; ``label`` is Slack's text already."""
    target = literal(url.translate(_NOT_IN_A_LINK))
    if not target:
        return label
    shown = label.translate(_NOT_IN_A_LINK).strip()
    return f"<{target}|{shown}>" if shown else f"<{target}>"


def unstyled(text: str) -> str:
    """Slack's text without its signs for bold, italic, struck, code and quotes."""
    parts = _CODE.split(text)
    parts[1::2] = [code.strip("`") for code in parts[1::2]]
    parts[::2] = [_without(_STYLES, _QUOTE.sub("", words)) for words in parts[::2]]
    return "".join(parts)


def from_markdown(text: str) -> str:
    """What a `markdown` block says, as Slack's text without styles; its tables keep their bars."""
    escaped = _MARKDOWN_ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    lines = "\n".join(map(_markdown_line, filter(_shows, escaped.splitlines())))
    written, end = "", 0
    for found in _MARKDOWN_LINK.finditer(lines):
        written += literal(lines[end : found.start()])
        if found["bare"]:
            address = found["bare"]
            mail = "@" in address[1:] and ":" not in address
            written += f"<mailto:{address}|{address}>" if mail else found[0]
        elif found["url"]:
            written += link(found["url"], literal(found["label"]))
        else:
            written += literal(found["alt"])
        end = found.end()
    written += literal(lines[end:])
    return _without(_MARKDOWN_STYLES, written).replace("`", "").translate(_BACK)


def _shows(line: str) -> bool:
    """Whether a line of Markdown is more than a fence, a rule or the rule of a table."""
    signs = set(line) - {" ", "\t"}
    rule = (signs <= set("|:-") and "-" in signs) or (len(signs) == 1 and signs <= set("*_"))
    return not (rule or line.lstrip().startswith(("```", "~~~")))


def _markdown_line(line: str) -> str:
    begun = _MARKDOWN_BEGIN.match(line)
    words = line[begun.end() :] if begun else line
    if words.startswith("|"):
        words = words.strip().strip("|").strip()
    return _MARKDOWN_ITEM.sub(r"\1• ", words, count=1) if _MARKDOWN_ITEM.match(words) else words


def _without(styles: Iterable[re.Pattern[str]], text: str) -> str:
    for style in styles:
        text = style.sub(lambda found: found[1] or found[0], text)
    return text


def permalink(domain: str, channel: str, ts: str, thread_ts: str | None = None) -> str:
    """The address of a message. Made here, since asking Slack for it needs membership."""
    address = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    if thread_ts and thread_ts != ts:
        address += f"?thread_ts={thread_ts}&cid={channel}"
    return address


def quoted(text: str, author: str, address: str, limit: int) -> str:
    """A message as a comment: its text, who wrote it and where (``address`` or blank), ``limit``
    characters at most."""
    source = f"— {author}, {address}" if address else f"— {author}"
    room = limit - len(source) - 2
    shown = text if len(text) <= room else text[: room - 1].rstrip() + "…"
    return f"{shown}\n\n{source}" if shown else source
