"""What travels: JSON objects as Slack sends and takes them."""

import re
from typing import Any

Json = dict[str, Any]

_SURROGATES = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` without lone surrogates, which a browser may send and UTF-8 can't hold."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
