"""Days, times and instants as files write them, read without guessing.

A day is written from the year to the day (`2026-01-31`), with dots (`31.01.2026`), or with slashes,
which Americans and Europeans read differently: `31/01/2026` is clear, `03/04/2026` needs an order.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.domain.amounts import Refused
from bot.domain.messages import N_

if TYPE_CHECKING:
    from datetime import tzinfo

NO_DAY = N_("{column}: “{text}” is no day. Please write it as 2026-01-31.")
AMBIGUOUS = N_(
    "{column}: “{text}” may be read in two ways. Please say by --dates whether days or months "
    "come first."
)
NO_TIME = N_("{column}: “{text}” is no time. Please write it as 14:30.")
NO_INSTANT = N_(
    "{column}: “{text}” is no point in time. Please write it as 2026-01-31 14:30, in UTC."
)
ORDERS = ("dmy", "mdy")

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:T|\s+)(.+))?")
_OTHERWISE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:,?\s+(.+))?")
_CLOCK = re.compile(
    r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(?:([AaPp])\.?\s*[Mm]\.?)?"
)
_OFFSET = re.compile(r"(Z|UTC|[+-]\d{2}:?\d{2})$")


def day_of(text: str, order: str | None, zone: tzinfo | None) -> date:
    """A day; of an instant that says its offset, the day in `zone` (None: as it is written).
    Raises :class:`Refused`."""
    day, rest = _day(text, order)
    moment = _with_offset(text)
    if moment is not None and zone is not None:
        return moment.astimezone(zone).date()
    if rest:
        _clock(_OFFSET.sub("", rest).strip(), NO_DAY)
    return day


def time_of(text: str, zone: tzinfo | None) -> time:
    """A time of day, to the second; of a day with a time, the time. Raises :class:`Refused`."""
    moment = _with_offset(text)
    if moment is not None:
        return (moment.astimezone(zone) if zone else moment).time().replace(microsecond=0)
    match = _ISO.fullmatch(text) or _OTHERWISE.fullmatch(text)
    if match is not None:
        rest = match[match.re.groups]
        if not rest:
            raise Refused(NO_TIME)
        return _clock(rest, NO_TIME)
    return _clock(text, NO_TIME)


def time_within(text: str, zone: tzinfo | None) -> time | None:
    """The time that stands behind a day in one cell. Midnight is none: a workbook's days have it.
    Raises :class:`Refused`."""
    match = _ISO.fullmatch(text) or _OTHERWISE.fullmatch(text)
    if match is None or not match[match.re.groups]:
        return None
    found = time_of(text, zone)
    return found if found != time(0) else None


def instant_of(text: str) -> datetime:
    """A point in time, to the second, in UTC unless it says its offset. Raises :class:`Refused`."""
    moment = _with_offset(text)
    if moment is None:
        match = _ISO.fullmatch(text)
        if match is None:
            raise Refused(NO_INSTANT)
        clock = _clock(match[4], NO_INSTANT) if match[4] else time(0)
        try:
            moment = datetime.combine(_date(match[1], match[2], match[3]), clock, UTC)
        except Refused:
            raise Refused(NO_INSTANT) from None
    return moment.astimezone(UTC).replace(microsecond=0)


def _with_offset(text: str) -> datetime | None:
    if not _OFFSET.search(text):
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" UTC", "Z").replace("UTC", "Z"))
        return moment if moment.tzinfo else None
    except ValueError:
        return None


def _day(text: str, order: str | None) -> tuple[date, str | None]:
    if match := _ISO.fullmatch(text):
        return _date(match[1], match[2], match[3]), match[4]
    match = _OTHERWISE.fullmatch(text)
    if match is None:
        raise Refused(NO_DAY)
    first, sign, second, year, rest = match.groups()
    if order is None:
        if sign == "." or int(first) > 12 or first == second:
            order = "dmy"
        elif int(second) > 12:
            order = "mdy"
        else:
            raise Refused(AMBIGUOUS)
    day, month = (first, second) if order == "dmy" else (second, first)
    return _date(year, month, day), rest


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused(NO_DAY) from None


def _clock(text: str, problem: str) -> time:
    match = _CLOCK.fullmatch(text.strip())
    if match is None or (match[2] is None and match[4] is None):
        raise Refused(problem)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if half := (match[4] or "").lower():
        if not 1 <= hour <= 12:
            raise Refused(problem)
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Refused(problem) from None
