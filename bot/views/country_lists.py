"""Countries and languages to choose from, by their names in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.domain.folding import fold
from bot.domain.forms import Choice
from bot.domain.languages import LOCALE_OF
from bot.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_CODE = 10
"""The longest code of a country or a language, in characters."""


def found(table: str, query: str, locale: str) -> list[Choice]:
    """Entries whose name or code has the words of ``query``.

    What was typed is offered as a code itself where the list has no such code: contacts may come
    with codes of their company's own.
    """
    words = fold(query).split()
    choices = (_countries if table == "countries" else _languages)(locale)
    hits = [each for each in choices if all(word in fold(each.label) for word in words)]
    typed = query.strip().upper()
    if typed and len(typed) <= LONGEST_CODE and all(each.value != typed for each in choices):
        hits.append(Choice(typed, typed))
    return hits


@cache
def _countries(locale: str) -> Sequence[Choice]:
    countries = translator(locale).countries.items()
    ordered = sorted(countries, key=lambda each: fold(each[1]))
    return [Choice(code, f"{name} ({code})") for code, name in ordered]


@cache
def _languages(locale: str) -> Sequence[Choice]:
    t = translator(locale)
    named = [Choice(code, t.language(code)) for code in LOCALE_OF]
    return sorted(named, key=lambda each: fold(each.label))
