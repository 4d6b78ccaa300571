"""Rows as JSON Lines: one object on each line.

Not one array, since who reads a million rows can then do so a line at a time as well, and a file
that was cut off is good up to its last line. Unlike in CSV, texts stay as they are: nothing that
reads JSON takes a text for a formula.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import orjson

from bot.services.csv_stream import ROWS_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence


async def json_lines_of(
    names: Sequence[str], rows: AsyncIterable[Iterable[object]]
) -> AsyncIterator[bytes]:
    """Every object has all the names, in their order; an empty cell is null."""
    lines: list[bytes] = []
    async for row in rows:
        cells = dict(zip(names, row, strict=True))
        lines.append(orjson.dumps(cells, default=_plain, option=orjson.OPT_APPEND_NEWLINE))
        if len(lines) == ROWS_AT_ONCE:
            yield b"".join(lines)
            lines.clear()
    yield b"".join(lines)


def _plain(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)  # its 14 digits survive
    raise TypeError
