"""Long lists as CSV, piece by piece, for a spreadsheet to open.

UTF-8 with a byte order mark, without which Excel takes it for something else. A text that begins
like a formula gets an apostrophe in front, so that opening the file runs nothing.
"""

from __future__ import annotations

import csv
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


def harmless(value: object) -> object:
    """A cell that a spreadsheet takes for text where it begins like a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
