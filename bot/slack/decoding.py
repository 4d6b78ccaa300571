"""Text as Slack sends it, JSON or a form, read into a dict, or refused.

Whoever cuts an emoji in two makes half a surrogate pair of it, which JSON can carry and nothing
behind us can: it becomes U+FFFD. A NUL, which PostgreSQL takes in no text, is left out.
"""

import binascii
import re
from typing import Any

import orjson

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole pair
    r"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(?P<nul>u0000)"
    r"|.)",
    re.DOTALL,
)


class RejectedError(Exception):
    """A request that isn't from Slack, isn't fresh, or can't be read. ``reason`` is one word."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


def malformed() -> RejectedError:
    """What is raised for a payload that can't be read."""
    return RejectedError("malformed", 400)


def decode(raw: bytes, content_type: str) -> dict[str, Any]:
    """Slack's payload from a request's bytes: JSON for events, a form with a ``payload`` for
    interactivity, a plain form for commands. Raises RejectedError."""
    try:
        if content_type.startswith("application/json"):
            return read_json(raw.decode())
        form = _form(raw)
    except ValueError:
        raise malformed() from None
    return read_json(form["payload"]) if "payload" in form else form


def read_json(text: str) -> dict[str, Any]:
    """A JSON object. Raises RejectedError for anything else."""
    try:
        if "\\u0000" in text:
            text = _ESCAPE.sub(_mended, text)
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError:
            found = orjson.loads(_ESCAPE.sub(_mended, text))
        orjson.dumps(found)  # fails for what is nested so deep that no answer could repeat it
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        raise malformed() from None
    if not isinstance(found, dict):
        raise malformed()
    return found


def _mended(escape: re.Match[str]) -> str:
    if escape["half"]:
        return "\\ufffd"
    return "" if escape["nul"] else escape[0]


def _form(raw: bytes) -> dict[str, str]:
    """Raises ValueError for bytes that are no UTF-8, and for a percent sign without its digits."""
    pairs = (pair.partition(b"=") for pair in raw.split(b"&") if pair)
    return {_unquoted(name): _unquoted(value) for name, _, value in pairs}


def _unquoted(encoded: bytes) -> str:
    # Quoted-printable is the same but for its sign, and the decoder that the standard library has
    # in C: urllib.parse takes as long for a form as all the rest of a wizard's step.
    printable = encoded.replace(b"=", b"=3D").replace(b"%", b"=").replace(b"+", b" ")
    plain = binascii.a2b_qp(printable)
    if len(plain) != len(encoded) - 2 * encoded.count(b"%"):
        raise ValueError("a percent sign without two digits")
    return plain.decode().replace("\0", "")
