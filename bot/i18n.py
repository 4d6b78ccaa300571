"""Languages: gettext catalogues for the words, Babel for dates, numbers and lists.

The catalogues are read from their ``.po`` files when the bot starts, so there is no compiled file
to go stale.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

from bot.domain.languages import LOCALE_OF
from bot.domain.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOCALES = ("en", "fr")


class Translator:
    """One language. ``t("…")`` says a message, ``t(Text(…))`` a sentence with parameters."""

    def __init__(self, locale: str, catalogue: gettext.NullTranslations) -> None:
        self.locale = locale
        self._babel = Locale.parse(locale)
        self._catalogue = catalogue
        self.decimal_sign: str = get_decimal_symbol(self._babel)

    def __call__(self, message: str | Text, **parameters: object) -> str:
        if isinstance(message, Text):
            return self(message.message, **message.parameters)
        said = self._catalogue.gettext(message) if message else ""
        return said.format(**self._shown(parameters)) if parameters else said

    def plural(self, one: str, many: str, count: int, **parameters: object) -> str:
        """``{count}`` is always there."""
        said = self._catalogue.ngettext(one, many, count)
        return said.format(**self._shown({"count": count} | parameters))

    def _shown(self, parameters: dict[str, object]) -> dict[str, str]:
        return {name: self.show(value) for name, value in parameters.items()}

    def show(self, value: object) -> str:
        """A value as this language writes it: dates, times, numbers, nested sentences."""
        match value:
            case Text():
                return self(value)
            case datetime():
                return str(format_datetime(value, "medium", locale=self._babel))
            case date():
                return str(format_date(value, "long", locale=self._babel))
            case time():
                return str(format_time(value, "short", locale=self._babel))
            case bool():
                return str(value)
            case Decimal():
                return str(format_decimal(value, "#,##0.00", locale=self._babel))
            case int():
                return str(format_decimal(value, locale=self._babel))
            case _:
                return str(value)

    def percent(self, value: Decimal) -> str:
        """So many of a hundred, with the decimals that it has."""
        return str(format_percent(value / 100, locale=self._babel, decimal_quantization=False))

    def day(self, value: date) -> str:
        """A short date with its weekday, for lists."""
        return str(format_skeleton("yMMMEd", value, locale=self._babel))

    def short_day(self, value: date) -> str:
        """A day and its month, for columns."""
        return str(format_skeleton("MMMd", value, locale=self._babel))

    def clock(self, value: time) -> str:
        return str(format_time(value, "short", locale=self._babel))

    def moment(self, value: datetime, zone: str) -> str:
        """An instant on the user's clock."""
        local = value.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())} {self.clock(local.time())}"

    def age(self, since: datetime, now: datetime) -> str:
        """How long ago, such as *5 minutes ago*; at least a minute, and never in the future."""
        return str(
            format_timedelta(
                min(since - now, timedelta(seconds=-1)),
                granularity="minute",
                add_direction=True,
                locale=self._babel,
            )
        )

    def language(self, code: str) -> str:
        """A Business Central language code with its name: *French (France) – FRA*."""
        name = self.language_name(code)
        return f"{name} – {code}" if name else code

    def language_name(self, code: str) -> str | None:
        """The name of a Business Central language code: *French (France)*."""
        locale = LOCALE_OF.get(code)
        name = Locale.parse(locale).get_display_name(self._babel) if locale else None
        return f"{name[:1].upper()}{name[1:]}" if name else None

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The names of all countries by their codes of two letters."""
        territories = self._babel.territories.items()
        return {code: str(name) for code, name in territories if _is_country(code)}

    def listing(self, words: Sequence[str]) -> str:
        """Words as a list in a sentence: *a, b and c*."""
        return str(format_list(list(words), locale=self._babel))


@cache
def translator(locale: str) -> Translator:
    """The translator of a locale that :func:`closest` returned."""
    return Translator(locale, _catalogue(locale))


def closest(wanted: str | None, default: str = "en") -> str:
    """The catalogue for a Slack locale such as ``fr-FR``; ``default`` for one that we lack."""
    try:
        language = Locale.parse((wanted or default).replace("-", "_")).language
    except (ValueError, UnknownLocaleError):
        return default
    return language if language in LOCALES else default


def _is_country(code: str) -> bool:
    # Numbers are continents, these letters private use or the whole world.
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}


def _catalogue(locale: str) -> gettext.NullTranslations:
    source = files("bot") / "locales" / locale / "LC_MESSAGES" / "touchpoint.po"
    if locale == "en" or not source.is_file():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
