"""Long lists as CSV, piece by piece, for a spreadsheet to open.

UTF-8 with a byte order mark, without which Excel takes it for something else. A text that begins
like a formula gets an apostrophe in front, so that opening the file runs nothing.
"""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence

ROWS_AT_ONCE = 1_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def csv_of(
    titles: Sequence[str], rows: AsyncIterable[Iterable[object]]
) -> AsyncIterator[bytes]:
    """A line of titles, then the rows; None is an empty field."""
    page = StringIO()
    writer = csv.writer(page)
    page.write("\ufeff")
    writer.writerow(titles)
    count = 0
    async for row in rows:
        writer.writerow([harmless(value) for value in row])
        count += 1
        if count % ROWS_AT_ONCE == 0:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take ``text`` for a formula, or for one that is marked as text.

    The latter too, so that whoever takes one apostrophe away has the text back, whatever it was.
    """
    return text.lstrip("'").startswith(_FORMULA)


def harmless(value: object) -> object:
    """A cell as CSV has it: what a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, str):
        return f"'{value}" if begins_formula(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" " if value.tzinfo is None else "T")
    return value
