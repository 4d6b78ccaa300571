"""How what stands in a field is read strictly: a reader for each kind of value.

A reader gets the typed text without the blanks around it, never an empty one, or whether a box is
ticked. It returns what is stored, or raises :class:`bot.domain.amounts.Refused`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from bot.domain import amounts
from bot.domain.amounts import Refused
from bot.domain.merge_fields import unknown_fields
from bot.domain.messages import N_
from bot.domain.wizard.draft import id_from

if TYPE_CHECKING:
    from decimal import Decimal
    from enum import StrEnum

YEARS_BACK = 20
YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class Context:
    """What reading depends on beside the text.

    ``today`` is the user's day, None where the range of the days was checked before;
    ``wizard_action`` is that of the template.
    """

    today: date | None
    decimal_sign: str
    wizard_action: str | None = None


Reader = Callable[[Any, Context], Any]


def as_is(value: Any, _: Context) -> Any:
    return value


def read_id(typed: str, _: Context) -> int:
    """The id of a row; only a forged payload has another text."""
    number = id_from(typed)
    if number is None:
        raise Refused(N_("Please choose one of the values of the list."))
    return number


def read_ids(chosen: Sequence[Mapping[str, str]], context: Context) -> tuple[int, ...]:
    """The ids of several rows, each once."""
    return tuple(dict.fromkeys(read_id(each["value"], context) for each in chosen))


def one_of(enum: type[StrEnum]) -> Reader:
    return lambda typed, _: enum(typed)


def read_date(typed: str, context: Context) -> date:
    """A day that an interaction may have."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused(N_("Please choose a date.")) from None
    if context.today is None:
        return day
    first, last = allowed_dates(context.today)
    if not first <= day <= last:
        raise Refused(N_("The date must lie between {first} and {last}."), first=first, last=last)
    return day


def allowed_dates(today: date) -> tuple[date, date]:
    """The first and last day that an interaction may have (both included)."""
    return _years(today, -YEARS_BACK), _years(today, YEARS_AHEAD)


def _years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def read_time(typed: str, _: Context) -> time:
    try:
        return time.fromisoformat(typed)
    except ValueError:
        raise Refused(N_("Please choose a time.")) from None


def read_cost(typed: str, context: Context) -> Decimal:
    return amounts.read_cost(typed, context.decimal_sign)


def read_duration(typed: str, _: Context) -> int:
    return amounts.read_duration(typed)


def read_content(typed: str, context: Context) -> str:
    if context.wizard_action == "merge" and (unknown := unknown_fields(typed)):
        raise Refused(N_("There is no merge field {field}."), field=unknown[0])
    return typed
