"""Telephone numbers in the one form in which they can be compared, E.164 (`+33142685300`)."""

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers

DEFAULT_REGIONS = ("US", "FR", "DE", "GB", "CH", "BE", "DK", "SE", "NO", "FI")
"""Where a number without country code may be from, most likely first."""

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
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def readings(typed: str, regions: Sequence[str] = DEFAULT_REGIONS) -> set[str]:
    """What a number typed whole can mean; empty when it doesn't look like a number."""
    typed = typed.strip()
    if not _LOOKS_LIKE_A_NUMBER.fullmatch(typed):
        return set()
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    return set(filter(None, (e164(typed, region) for region in regions)))


def mentioned(text: str, regions: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The valid numbers in running text with their places, read as each region would."""
    for region in regions:
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            form = phonenumbers.PhoneNumberFormat.E164
            yield match.start, phonenumbers.format_number(match.number, form)
