"""What people type for an amount or a duration, read without guessing wrong.

Both come as plain text: Slack's number field knows neither a French comma nor ``1h15``.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from bot.domain.messages import N_, Text

MAX_COST = Decimal("99999999.99")
MAX_DURATION_MIN = 7 * 24 * 60

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)$")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3}|\.\d{3})+$")
_OTHER = {".": ",", ",": "."}
_DURATION = re.compile(
    r"""(?:
        (?P<minutes>\d+)\s*(?:m|min|mins|minutes?|mn)?\.?
      | (?P<h>\d+)\s*(?:h|hours?|heures?|hrs?|:)\s*
        (?:(?P<m>\d{1,2})\s*(?:m|min|mins|minutes?|mn)?\.?)?
    )$""",
    re.VERBOSE,
)


class Refused(ValueError):
    """A typed value that can't be taken; ``text`` says why, for the field it stands in."""

    def __init__(self, message: str, **parameters: object) -> None:
        super().__init__(message)
        self.text = Text(message, parameters)


def read_cost(typed: str, decimal_sign: str = ".") -> Decimal:
    """An amount of money, at least 0, with at most two decimals.

    Accepts spaces and one kind of grouping sign: ``1 234,5``, ``1,234.50``. A lone sign before
    exactly three digits is the decimal sign of the user's language or else groups thousands.
    Raises :class:`Refused`.
    """
    text = _SPACES.sub("", typed)
    if not _NUMBER.match(text):
        raise Refused(N_("Please enter an amount such as 8 or 12.50."))
    try:
        amount = Decimal(_plain(text, decimal_sign))
    except InvalidOperation:
        raise Refused(N_("Please enter an amount such as 8 or 12.50.")) from None
    if amount < 0:
        raise Refused(N_("A cost can't be negative."))
    if amount > MAX_COST:
        raise Refused(N_("A cost can be at most {limit}."), limit=MAX_COST)
    if amount != amount.quantize(Decimal("0.01")):
        raise Refused(N_("A cost has at most two decimals."))
    return amount.quantize(Decimal("0.01"))


def _plain(text: str, decimal_sign: str) -> str:
    """``text`` without grouping and with a point; as it is where its signs make no sense."""
    signs = {sign for sign in ".," if sign in text}
    if len(signs) == 2:
        decimal = max(signs, key=text.rfind)
    else:
        (decimal,) = signs or {"."}
        grouped = _THOUSANDS.match(text)
        if grouped and (text.count(decimal) > 1 or decimal != decimal_sign):
            decimal = _OTHER[decimal]
    whole, point, rest = text.partition(decimal)
    if _OTHER[decimal] in whole and _THOUSANDS.match(whole):
        whole = whole.replace(_OTHER[decimal], "")
    return f"{whole}.{rest}" if point else whole


def read_duration(typed: str) -> int:
    """Whole minutes, 0 to :data:`MAX_DURATION_MIN`: ``75``, ``1h15``, ``1:15``, ``90 min``.

    Raises :class:`Refused`.
    """
    text = " ".join(typed.split()).casefold()
    if re.match(r"-\s*\d", text):
        raise Refused(N_("A duration can't be negative."))
    if re.match(r"\d*[.,]\d+\s*(m|min|mins|minutes?|mn)?$", text):
        raise Refused(N_("A duration is in whole minutes, such as 75, 1h15 or 1:15."))
    found = _DURATION.match(text)
    if found is None or not text.isascii():
        raise Refused(N_("Please enter minutes, or hours and minutes: 75, 1h15 or 1:15."))
    if found["minutes"] is not None:
        minutes = _at_most_9_digits(found["minutes"])
    else:
        rest = int(found["m"] or 0)
        if rest > 59:
            raise Refused(N_("Please enter minutes, or hours and minutes: 75, 1h15 or 1:15."))
        minutes = _at_most_9_digits(found["h"]) * 60 + rest
    if minutes > MAX_DURATION_MIN:
        raise Refused(
            N_("A duration can be at most {limit} minutes (seven days)."), limit=MAX_DURATION_MIN
        )
    return minutes


def _at_most_9_digits(digits: str) -> int:
    # Beyond any limit either way, and no number that takes long to make.
    return int(digits.lstrip("0")[:9] or 0)
