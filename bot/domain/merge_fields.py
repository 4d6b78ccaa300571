"""Merge fields: ``{{contact.name}}`` in a template's text, replaced by the contact's own data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MERGE_FIELDS = (
    "contact.name",
    "contact.company",
    "contact.city",
    "salesperson.name",
    "salesperson.email",
    "date",
)
_FIELD = re.compile(r"\{\{\s*([a-z][a-z_.]*)\s*\}\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContentPreview:
    """A text with its merge fields filled.

    ``contact`` is whose, where the text is for many; ``text`` is None as long as it is for nobody.
    """

    text: str | None
    contact: str | None = None


def unknown_fields(text: str) -> list[str]:
    """The fields named in ``text`` that don't exist, as written, in their order."""
    return [found[0] for found in _FIELD.finditer(text) if found[1].lower() not in MERGE_FIELDS]


def fields_in(text: str) -> dict[str, str]:
    """The known fields named in ``text``: as written there, and their names."""
    found = ((field[0], field[1].lower()) for field in _FIELD.finditer(text))
    return {written: name for written, name in found if name in MERGE_FIELDS}


def merge(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every known field replaced; others are left as written."""
    return _FIELD.sub(lambda found: values.get(found[1].lower(), found[0]), text)
