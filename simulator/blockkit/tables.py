"""Tables, data tables and charts.

https://docs.slack.dev/reference/block-kit/blocks: table-block, data-table-block,
data-visualization-block
"""

from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.report import Place, Report
from simulator.blockkit.rich_text import PARTS
from simulator.blockkit.shapes import (
    Array,
    Boolean,
    Enum,
    Integer,
    Nullable,
    Number,
    Object,
    Shape,
    String,
    Typed,
    tagged,
)

_BLOCK_ID = String(limits.BLOCK_ID)
_CELL = Typed(
    {
        "raw_text": tagged({"text": String(None, 1)}, required=("text",)),
        "raw_number": tagged({"value": Number(), "text": String(None, 1)}, required=("value",)),
        "rich_text": tagged({"elements": PARTS}, required=("elements",)),
    }
)


def rows_are_even(value: dict[str, Any], at: Place, report: Report) -> None:
    """Each row of a data table has as many cells as the header, which is plain."""
    rows = value.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows) or not rows:
        return
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            report.add(((at, "rows"), index), wording.ROWS_UNEVEN)
    for index, cell in enumerate(rows[0]):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            report.add((((at, "rows"), 0), index), wording.HEADER_RICH_TEXT)
    column = value.get("row_header_column_index")
    if isinstance(column, int) and column >= len(rows[0]):
        report.add((at, "row_header_column_index"), wording.above(len(rows[0]) - 1))


def one_point_per_category(value: dict[str, Any], at: Place, report: Report) -> None:
    """Series have names of their own and one point for each category."""
    series, axis = value.get("series"), value.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    if not isinstance(series, list) or not isinstance(categories, list):
        return
    names: set[str] = set()
    for index, line in enumerate(series):
        if not isinstance(line, dict):
            continue
        here: Place = ((at, "series"), index)
        name, points = line.get("name"), line.get("data")
        if isinstance(name, str):
            if name in names:
                report.add((here, "name"), wording.taken("name", name))
            names.add(name)
        if isinstance(points, list):
            labels = [point.get("label") for point in points if isinstance(point, dict)]
            if sorted(map(str, labels)) != sorted(map(str, categories)):
                report.add((here, "data"), wording.POINTS_PER_CATEGORY)


_LABEL = String(limits.CHART_LABEL, 1)
_POINT = Object({"label": _LABEL, "value": Number()}, required=("label", "value"))
_PLOTTED = tagged(
    {
        "series": Array(
            Object(
                {"name": _LABEL, "data": Array(_POINT, limits.CHART_POINTS, 1)},
                required=("name", "data"),
            ),
            limits.CHART_SERIES,
            1,
        ),
        "axis_config": Object(
            {
                "categories": Array(_LABEL, limits.CHART_POINTS, 1),
                "x_label": String(limits.CHART_AXIS_LABEL),
                "y_label": String(limits.CHART_AXIS_LABEL),
            },
            required=("categories",),
        ),
    },
    required=("series", "axis_config"),
    rules=(one_point_per_category,),
)
_PIE = tagged(
    {
        "segments": Array(
            Object({"label": _LABEL, "value": Number(positive=True)}, ("label", "value")),
            limits.CHART_SEGMENTS,
            1,
        )
    },
    required=("segments",),
)

TABLE = tagged(
    {
        "block_id": _BLOCK_ID,
        "rows": Array(Array(_CELL, limits.TABLE_COLUMNS, 1), limits.TABLE_ROWS, 1),
        "column_settings": Array(
            Nullable(
                Object(
                    {
                        "align": Enum(frozenset({"left", "center", "right"})),
                        "is_wrapped": Boolean(),
                    }
                )
            ),
            limits.TABLE_COLUMNS,
        ),
    },
    required=("rows",),
)

TABLES: dict[str, Shape] = {
    "table": TABLE,
    "data_table": tagged(
        {
            "block_id": _BLOCK_ID,
            "caption": String(None, 1),
            "page_size": Integer(1, limits.DATA_TABLE_PAGE),
            "row_header_column_index": Integer(0),
            "rows": Array(
                Array(_CELL, limits.DATA_TABLE_COLUMNS, 1),
                limits.DATA_TABLE_ROWS,
                limits.DATA_TABLE_MIN_ROWS,
            ),
        },
        required=("caption", "rows"),
        rules=(rows_are_even,),
    ),
    "data_visualization": tagged(
        {
            "block_id": _BLOCK_ID,
            "title": String(limits.CHART_TITLE, 1),
            "chart": Typed({"pie": _PIE, "bar": _PLOTTED, "line": _PLOTTED, "area": _PLOTTED}),
        },
        required=("title", "chart"),
    ),
}
