"""Any table of contacts, written as any kind of file and read again, is the same."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.imports.contact_columns import COLUMNS
from tests.imports.making import rows_of, write_csv, write_workbook

_CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=20
).map(str.strip) | st.sampled_from(['"', "a,b", "c;d", "e\tf", "g|h", "two\nlines", "'", "=1"])
_COLUMNS = st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=6, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    headings = ["name", *(name for name in draw(_COLUMNS) if name != "name")]
    width = len(headings)
    rows = draw(st.lists(st.lists(_CELLS, min_size=width, max_size=width), max_size=5))
    return [headings, *rows]


def _expected(table: list[list[str]]) -> list[tuple[int, dict[str, str]]]:
    headings, *rows = table
    read = [
        (number, {name: cell for name, cell in zip(headings, row, strict=True) if cell})
        for number, row in enumerate(rows, 2)
    ]
    return [(number, cells) for number, cells in read if cells]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tables(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_as_csv(table: list[list[str]], delimiter: str, encoding: str, line_end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        write_csv(path, table, encoding=encoding, delimiter=delimiter, line_end=line_end)
        assert rows_of(path) == _expected(table)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_as_a_workbook(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cells = [[None if cell == "" else cell for cell in row] for row in table]
        path = write_workbook(Path(folder) / "a.xlsx", cells)
        assert rows_of(path) == _expected(table)
