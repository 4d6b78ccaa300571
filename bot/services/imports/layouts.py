"""What the files of each kind consist of, with the headings of our own exports.

Those are taken from the exports themselves, in every language: what is written can be read again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.imports import contact_columns
from bot.domain.imports.headings import SURNAME_BESIDE_A_FIRST_NAME, key_of
from bot.i18n import LOCALES, translator
from bot.services.exports.contacts import CONTACTS as EXPORTED_CONTACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.imports.columns import Layout
    from bot.services.exports.table import Table


def with_headings_of(table: Table, layout: Layout, meant: Mapping[str, str]) -> Layout:
    """A layout that also knows the headings of an export. `meant` says which column an exported one
    is where the names differ; exported columns that are none of ours are left out."""
    headings: dict[str, list[str]] = {}
    for column in table.columns:
        target = meant.get(column.name, column.name)
        if target in layout.columns:
            ours = headings.setdefault(target, [])
            ours += (key_of(translator(locale)(column.label)) for locale in LOCALES)
            ours.append(key_of(column.name))
    merged = {}
    for target in layout.columns:
        words = dict.fromkeys((*headings.get(target, ()), *layout.headings.get(target, ())))
        if layout.of_contacts:
            words.pop(SURNAME_BESIDE_A_FIRST_NAME, None)  # what it means depends on the others
        merged[target] = tuple(words)
    return replace(layout, headings=merged)


CONTACTS = with_headings_of(
    EXPORTED_CONTACTS,
    contact_columns.LAYOUT,
    {"company_name": "company", "salesperson_name": "salesperson_code"},
)
