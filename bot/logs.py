"""Structured logs that never carry a body, a token or a word that somebody typed.

Three fences: only named fields are printed, exceptions are printed without their message unless it
can't quote data, and what looks like a credential is blacked out wherever it comes from.
"""

import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

import orjson
import redis.exceptions
from slack_sdk.errors import SlackApiError

FIELDS = ("team", "user", "kind", "key", "draft_id", "reference")
"""The fields that a log line may carry besides its message."""

_LONGEST_FIELD = 100
_current: ContextVar[dict[str, str]] = ContextVar("log_fields")

# Bot, user, app-level, refresh and configuration tokens; web hooks and response_urls; the
# one-time ticket in the address of a Socket Mode connection.
_CREDENTIAL = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|hooks\.slack\.com/\S+|wss?://[^\s'\"]+|ticket=[\w-]+"
)

# Messages of these speak of code, files and connections, never of data. A KeyError or a ValueError
# quotes what it couldn't use, a database error the row.
_SPEAKING = (
    AttributeError,
    ImportError,
    NameError,
    OSError,
    RecursionError,
    TypeError,
    redis.exceptions.ConnectionError,
)


@contextmanager
def log_fields(**fields: str | None) -> Iterator[None]:
    """Adds fields to every line logged inside, also by tasks that are started inside."""
    token = _current.set(_merged(fields))
    try:
        yield
    finally:
        _current.reset(token)


def _merged(fields: dict[str, str | None]) -> dict[str, str]:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise ValueError(f"not a log field: {', '.join(sorted(unknown))}")
    return {**_current.get({}), **{name: value for name, value in fields.items() if value}}


def _fields_of(record: logging.LogRecord) -> dict[str, str]:
    given = {name: getattr(record, name) for name in FIELDS if getattr(record, name, None)}
    merged = {**_current.get({}), **given}
    return {name: str(merged[name])[:_LONGEST_FIELD] for name in FIELDS if name in merged}


def redact(text: str) -> str:
    """``text`` with every credential blacked out."""
    return _CREDENTIAL.sub("(redacted)", text)


def describe_error(error: BaseException) -> str:
    """The exception's type, and what may be said about it."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, SlackApiError):
        answer = getattr(error.response, "data", error.response)
        return f"{name}: {answer.get('error') if isinstance(answer, dict) else 'unreadable'}"
    if isinstance(error, _SPEAKING):
        return f"{name}: {error}"
    sqlstate = getattr(error, "sqlstate", None)
    if sqlstate:
        return f"{name}: SQLSTATE {sqlstate}"
    original = getattr(error, "orig", None)
    if isinstance(original, BaseException):
        return f"{name}: {describe_error(original)}"
    return name


def format_error(error: BaseException) -> str:
    """The traceback of ``error`` and of what led to it, innermost first, without quoted data."""
    parts: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        parts.append(format_error(cause) + "\nwhich led to\n")
    parts.extend(traceback.format_tb(error.__traceback__))
    parts.append(describe_error(error))
    if isinstance(error, BaseExceptionGroup):
        parts.extend(f"\nin the group: {format_error(inner)}" for inner in error.exceptions)
    return "".join(parts)


class TextFormatter(logging.Formatter):
    """One line for a person, the traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {name}={value}" for name, value in _fields_of(record).items())
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line = (
            f"{stamp}.{int(record.msecs):03d}Z {record.levelname:<7} {record.name}: "
            f"{record.getMessage()}{fields}"
        )
        if record.exc_info and record.exc_info[1]:
            line += "\n" + format_error(record.exc_info[1])
        return redact(line)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            **_fields_of(record),
        }
        if record.exc_info and record.exc_info[1]:
            entry["error"] = describe_error(record.exc_info[1])
            entry["traceback"] = format_error(record.exc_info[1])
        return redact(orjson.dumps(entry).decode())


def slack_logger(name: str) -> logging.Logger:
    """A logger to hand to slack_sdk and slack_bolt. At DEBUG they print bodies and answers, and
    they build those lines whenever the logger has no level of its own: so it is always INFO or
    above, whatever LOG_LEVEL says."""
    logger = logging.getLogger(f"bot.slack.{name}")
    logger.setLevel(max(logging.INFO, logging.getLogger("bot").getEffectiveLevel()))
    return logger


def set_up_logging(level: str, log_format: str, stream: TextIO | None = None) -> None:
    """Sends all logs to ``stream`` (standard error if None). ``level`` is for Touchpoint's own
    loggers; libraries speak from WARNING on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level)
    for name in ("slack_sdk", "slack_bolt", "sqlalchemy", "asyncio", "aiohttp", "redis"):
        logging.getLogger(name).setLevel(logging.WARNING)
