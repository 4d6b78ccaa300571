"""Rules that look at several properties of one object. Malformed properties are left to shapes."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.report import Place, Report
from simulator.blockkit.shapes import Rule

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def bad_date(text: str) -> str | None:
    """YYYY-MM-DD, and a day of the calendar."""
    try:
        if _DATE.fullmatch(text) and date.fromisoformat(text):
            return None
    except ValueError:
        pass
    return wording.BAD_DATE


def bad_time(text: str) -> str | None:
    """HH:mm from 00:00 to 23:59."""
    return None if _TIME.fullmatch(text) else wording.BAD_TIME


def bad_number(text: str) -> str | None:
    """Digits with a sign and a fraction if need be."""
    return None if _NUMBER.fullmatch(text) else wording.BAD_NUMBER


def bad_https(text: str) -> str | None:
    """video_url and title_url must be https."""
    return None if text.startswith("https://") else wording.BAD_HTTPS


def exactly_one(one: str, other: str) -> Rule:
    """Exactly one of two properties: options or option_groups, image_url or slack_file."""

    def rule(value: dict[str, Any], at: Place, report: Report) -> None:
        if (one in value) == (other in value):
            report.add(at, wording.either(one, other))

    return rule


def at_most_one(one: str, other: str) -> Rule:
    """Not both of two properties."""

    def rule(value: dict[str, Any], at: Place, report: Report) -> None:
        if one in value and other in value:
            report.add(at, wording.either(one, other))

    return rule


def at_least_one(names: tuple[str, ...], sentence: str) -> Rule:
    """One of several properties must be there."""

    def rule(value: dict[str, Any], at: Place, report: Report) -> None:
        if not any(name in value for name in names):
            report.add(at, sentence)

    return rule


def _choices(value: dict[str, Any]) -> list[Any]:
    options = value.get("options")
    if isinstance(options, list):
        return options
    groups = value.get("option_groups")
    found: list[Any] = []
    for group in groups if isinstance(groups, list) else ():
        inner = group.get("options") if isinstance(group, dict) else None
        if isinstance(inner, list):
            found.extend(inner)
    return found


def initial_is_an_option(value: dict[str, Any], at: Place, report: Report) -> None:
    """`initial_option` must equal an option in every property, `emoji` included."""
    if "initial_option" in value and value["initial_option"] not in _choices(value):
        report.add((at, "initial_option"), wording.NOT_AN_OPTION)


def initials_are_options(value: dict[str, Any], at: Place, report: Report) -> None:
    """The same for `initial_options`, which Slack refuses empty, too (maxchehab/phelia#23)."""
    initial = value.get("initial_options")
    if isinstance(initial, list):
        choices = _choices(value)
        if not initial or any(item not in choices for item in initial):
            report.add((at, "initial_options"), wording.NOT_AN_OPTION)


def lengths_fit(value: dict[str, Any], at: Place, report: Report) -> None:
    """min_length up to max_length, and the initial value no longer than that."""
    low, high = value.get("min_length", 0), value.get("max_length", limits.PLAIN_TEXT_INPUT)
    if not isinstance(low, int) or not isinstance(high, int):
        return
    if low > high:
        report.add((at, "min_length"), wording.MIN_ABOVE_MAX)
    initial = value.get("initial_value")
    if isinstance(initial, str) and len(initial) > high:
        report.add((at, "initial_value"), wording.too_long(high))


def numbers_fit(value: dict[str, Any], at: Place, report: Report) -> None:
    """min_value up to max_value; whole numbers unless decimals are allowed."""
    found: dict[str, Decimal] = {}
    for name in ("min_value", "max_value", "initial_value"):
        text = value.get(name)
        if isinstance(text, str) and not bad_number(text):
            found[name] = Decimal(text)
            if value.get("is_decimal_allowed") is False and "." in text:
                report.add((at, name), wording.BAD_INTEGER)
    if "min_value" in found and "max_value" in found and found["min_value"] > found["max_value"]:
        report.add((at, "min_value"), wording.MIN_ABOVE_MAX)


def lines_fit(value: dict[str, Any], at: Place, report: Report) -> None:
    """min_lines up to max_lines."""
    low, high = value.get("min_lines"), value.get("max_lines")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        report.add((at, "min_lines"), wording.MIN_ABOVE_MAX)


def ten_digits(value: dict[str, Any], at: Place, report: Report) -> None:
    """`initial_date_time` is in seconds: 10 digits."""
    stamp = value.get("initial_date_time")
    if isinstance(stamp, int) and not 10**9 <= stamp < 10**10:
        report.add((at, "initial_date_time"), wording.BAD_TIMESTAMP)


def collapsible_if_collapsed(value: dict[str, Any], at: Place, report: Report) -> None:
    """A container that starts collapsed must be collapsible."""
    if value.get("default_collapsed") is True and value.get("is_collapsible") is not True:
        report.add((at, "default_collapsed"), wording.COLLAPSED_NOT_COLLAPSIBLE)


def no_file_with_dispatch(value: dict[str, Any], at: Place, report: Report) -> None:
    """docs input-block: dispatch_action with a file_input raises an unsupported type error."""
    element = value.get("element")
    if (
        value.get("dispatch_action") is True
        and isinstance(element, dict)
        and element.get("type") == "file_input"
    ):
        report.add(((at, "element"), "type"), wording.unsupported("file_input"))
