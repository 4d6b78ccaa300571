"""How a line's contact is reached: phone, mobile and e-mail, as links where they can be one.

Only ``mrkdwn`` has links, and there is no writing ``*`` or ``_`` as typed in it. So what isn't a
plain number or address stands beside the links as ``plain_text``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.domain.messages import N_
from bot.views import blocks
from bot.views.punctuation import named

if TYPE_CHECKING:
    from bot.domain.segments.lines import Line
    from bot.i18n import Translator
    from bot.views.blocks import Block

_NUMBER = re.compile(r"\+?[\d\s()./\-]*\d[\d\s()./\-]*")
_ADDRESS = re.compile(r"[^\s@*~`<>|]+@[^\s@*~`<>|]+")
_ITALIC = re.compile(r"(?<!\w)_")
_NOT_IN_ADDRESSES = re.compile(r"[\"#%&(),/:;=?\[\\\]^{}]")
_MARKUP = re.compile(r"[*_~`<>|]")


def of(line: Line, t: Translator) -> list[Block]:
    """A small line beneath who it is about; nothing where nothing is known."""
    found = [
        _told(text, _phone(text, number), t(label), t)
        for label, text, number in (
            (N_("Phone"), line.phone, line.phone_e164),
            (N_("Mobile"), line.mobile_phone, line.mobile_phone_e164),
        )
        if text and text.strip()
    ]
    if line.email and line.email.strip():
        found.append(_told(line.email, _mail(line.email), "", t))
    return [blocks.context(*found)] if found else []


def _told(text: str, address: str | None, label: str, t: Translator) -> Block:
    shown = " ".join(text.split())
    if address is None:
        return blocks.plain(named(label, shown, t) if label else shown)
    link = f"<{address}|{blocks.escape(shown)}>"
    return blocks.mrkdwn(named(blocks.escape(label), link, t) if label else link)


def _phone(text: str, number: str | None) -> str | None:
    """Where a call goes: the number in international form, else its digits as they stand."""
    if number and not _MARKUP.search(text):
        return f"tel:{number}"
    if not _NUMBER.fullmatch(text.strip()):
        return None
    digits = re.sub(r"[^+0-9]", "", text.replace("(0)", "") if "+" in text else text)
    return f"tel:{digits}"


def _mail(text: str) -> str | None:
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or _ITALIC.search(address):
        return None
    return "mailto:" + _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0], safe=""), address)
