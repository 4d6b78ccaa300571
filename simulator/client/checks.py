"""What Slack's client doesn't let a user enter, choose or submit."""

import math
import re
from datetime import date
from typing import Any

from simulator.client.elements import EXTERNAL, Placed, options_of
from simulator.client.inputs import InputState
from simulator.client.refused import Refused
from simulator.wire import Json

REQUIRED = "Please complete this required field."
TEXT_LIMIT = 3000
FILE_LIMIT = 10 * 1024 * 1024

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_value(place: Placed, value: Any, inputs: InputState) -> Any:
    """The value as the client keeps it. Raises Refused when it can't be entered at all."""
    kind = place.kind
    assert kind is not None
    if value in (None, "", []):
        return [] if isinstance(kind.empty, list) else None
    if kind.key == "rich_text_value":
        return value if isinstance(value, dict) else _rich_text(str(value))
    if kind.key == "value":
        return _text(place, value)
    if kind.key == "selected_option":
        return _option(place, value, inputs)
    if kind.key == "selected_options":
        chosen = [_option(place, option, inputs) for option in _list(value)]
        return _at_most(place.element.get("max_selected_items"), chosen)
    if kind.key == "files":
        return _files(place, _list(value))
    if isinstance(kind.empty, list):
        return _at_most(place.element.get("max_selected_items"), _list(value))
    return _moment(kind.key, value)


def problem_on_submit(place: Placed, value: Any) -> str | None:
    """The sentence under a field that keeps the client from submitting, or None."""
    element = place.element
    if value in (None, "", []):
        return REQUIRED if place.required else None
    if place.type == "number_input":
        return _number_problem(element, str(value))
    if place.type == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Enter a valid email address"
    if place.type == "url_text_input" and not _URL.fullmatch(str(value)):
        return "Enter a valid URL"
    least = element.get("min_length", 0)
    if isinstance(value, str) and len(value) < least:
        return f"Must be at least {least} characters"
    return None


def _text(place: Placed, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("invalid_value", "Text is wanted")
    limit = int(place.element.get("max_length", TEXT_LIMIT))
    if len(value) > limit:
        raise Refused("too_long", f"The field takes at most {limit} characters")
    if not place.element.get("multiline") and ("\n" in value or "\r" in value):
        raise Refused("invalid_value", "The field has a single line")
    return value


def _rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _option(place: Placed, chosen: Any, inputs: InputState) -> Json:
    if place.type in EXTERNAL:
        known = inputs.offered(place)
        present = inputs.get(place)
        known += present if isinstance(present, list) else [present] if present else []
    else:
        known = options_of(place.element)
    wanted = chosen.get("value") if isinstance(chosen, dict) else chosen
    for option in known:
        if option["value"] == wanted:
            return dict(option)
    raise Refused("not_an_option", f"{wanted!r} isn't among the options")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("invalid_value", "A list is wanted")
    return value


def _at_most(limit: Any, chosen: list[Any]) -> list[Any]:
    if isinstance(limit, int) and len(chosen) > limit:
        raise Refused("too_many", f"At most {limit} can be chosen")
    return chosen


def _files(place: Placed, files: list[Any]) -> list[Any]:
    _at_most(place.element.get("max_files", 10), files)
    types = place.element.get("filetypes") or []
    for file in files:
        if types and file["filetype"] not in types:
            raise Refused("invalid_value", f"Files of type {file['filetype']} aren't accepted")
        if file["size"] > FILE_LIMIT:
            raise Refused("invalid_value", "A file has at most 10 MB")
    return files


def _moment(key: str, value: Any) -> Any:
    if key == "selected_date":
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError) as error:
            raise Refused("invalid_value", "A date like 2026-01-31 is wanted") from error
    if key == "selected_time" and not (isinstance(value, str) and _TIME.fullmatch(value)):
        raise Refused("invalid_value", "A time like 23:59 is wanted")
    if key == "selected_date_time" and not (isinstance(value, int) and 10**9 <= value < 10**10):
        raise Refused("invalid_value", "Seconds since 1970 are wanted, in ten digits")
    return value


def _number_problem(element: Json, text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return "Enter a valid number"
    if not math.isfinite(number):
        return "Enter a valid number"
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Enter a whole number"
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Must be at least {least}"
    if most is not None and number > float(most):
        return f"Must be at most {most}"
    return None
