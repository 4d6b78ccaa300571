"""How a contact is told apart in a list: name, company and city in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.contacts.contact import ContactHit

OPTION_LENGTH = 75
"""The longest text of an option that Slack takes, in characters."""


def contact_label(contact: ContactHit) -> str:
    """``Meagan Bond (School of Fine Art, Atlanta)``, as :func:`option_label` makes it."""
    company = contact.company_name if contact.type == "person" else None
    return option_label(contact.name, company, contact.city)


def option_label(name: str, company: str | None, city: str | None) -> str:
    """Name, company and city in at most :data:`OPTION_LENGTH` characters.

    Where that is too long, the name keeps the most room, then the company.
    """
    whole = _label(name, company, city)
    if len(whole) <= OPTION_LENGTH:
        return whole
    city = clip(city or "", 12)
    room = OPTION_LENGTH - len(_label("", "x" if company else None, city)) + bool(company)
    name = clip(name, max(room - len(company or ""), 34 if company else room))
    return _label(name, company and clip(company, max(room - len(name), 8)), city)


def _label(name: str, company: str | None, city: str | None) -> str:
    about = ", ".join(part for part in (company, city) if part)
    return f"{name} ({about})" if about else name


def clip(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"
