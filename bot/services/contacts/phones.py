"""Telephone numbers in the one form in which they can be compared, E.164 (`+33142685300`)."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

import phonenumbers

USUAL_REGIONS = ("US", "FR", "DE", "GB", "CH", "BE", "AT", "DK", "SE", "NO", "FI")
"""Where a number without country code may be from besides the company's own country.

A number is only ever compared whole with those of contacts, so a reading too many does no harm.
"""

_INTERNATIONAL = phonenumbers.PhoneNumberFormat.E164
_RUN_OF_DIGITS = re.compile(r"(?<!\w)[+(]?\d[\d \u00a0\u202f().\-/]{5,24}\d(?!\w)")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[+(]?[\d\s().\-/\u00a0\u202f]{6,30}")


def e164(number: str | None, region: str | None) -> str | None:
    """The number in international form; None if it is none. `region` is an ISO country code."""
    if not number:
        return None
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, _INTERNATIONAL)


Region = Callable[[], Awaitable[str]]
"""Says in which country a number without a country code is; it may change while the bot runs."""


def always(region: str) -> Region:
    """The same country every time."""

    async def same() -> str:
        return region

    return same


def regions_from(default_region: str) -> tuple[str, ...]:
    """The regions to read a bare number in, the company's own (ISO code) first."""
    return tuple(dict.fromkeys((default_region.upper(), *USUAL_REGIONS)))


def readings(typed: str, regions: Iterable[str]) -> set[str]:
    """What a number typed whole can mean; empty when it doesn't look like a number."""
    typed = typed.strip()
    if not _LOOKS_LIKE_A_NUMBER.fullmatch(typed):
        return set()
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    return set(filter(None, (e164(typed, region) for region in regions)))


def mentioned(text: str, regions: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The numbers in running text with their places.

    The first region is read with all care for how people write numbers side by side, the others
    take what stands between other text as one number.
    """
    for match in phonenumbers.PhoneNumberMatcher(text, regions[0]):
        yield match.start, phonenumbers.format_number(match.number, _INTERNATIONAL)
    for run in _RUN_OF_DIGITS.finditer(text):
        for number in readings(run[0], regions[1:]):
            yield run.start(), number
