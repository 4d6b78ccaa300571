"""Which lines of a segment can be logged, and why others can't, as SQL.

The preview counts with these expressions and logging writes with them, so that what was shown is
what happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    exists,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.orm import aliased

from bot.domain.segment_log.rules import Reason
from bot.models import Salesperson, SegmentLine
from bot.services.segments.values import HINDRANCES, LINES, MIXED, VALUES, template

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, Exists, Subquery

    from bot.services.segments.values import LineExpressions

line = SegmentLine


def _word(reason: Reason) -> ColumnElement[str]:
    # Written out: PostgreSQL knows neither the type of a parameter in a CASE nor that it is short.
    return literal_column(f"'{reason.value}'", String)


_working = select(Salesperson.code).where(Salesperson.blocked.is_(False))

_OF_CONTACT = {
    "no_contact": Reason.NO_CONTACT,
    "gone": Reason.CONTACT_GONE,
    "privacy": Reason.PRIVACY_BLOCKED,
    "minor": Reason.MINOR,
}


def reason(lines: LineExpressions) -> ColumnElement[str | None]:
    """Why a line is left out; NULL for one that can be logged."""
    values = lines.values
    return case(
        *((condition, _word(_OF_CONTACT[name])) for name, condition in HINDRANCES.items()),
        (template.code.is_(None), _word(Reason.NO_TEMPLATE)),
        (template.archived_at.is_not(None), _word(Reason.TEMPLATE_ARCHIVED)),
        (
            and_(values["language_code"].is_not(None), lines.words["language_code"].is_(None)),
            _word(Reason.LANGUAGE_UNKNOWN),
        ),
        (values["salesperson_code"].is_(None), _word(Reason.NO_SALESPERSON)),
        (values["salesperson_code"].not_in(_working), _word(Reason.SALESPERSON_BLOCKED)),
        (values["date"].is_(None), _word(Reason.NO_DATE)),
        (func.coalesce(values["description"], "") == "", _word(Reason.NO_DESCRIPTION)),
        else_=null(),
    )


REASON = reason(MIXED)
"""Why a line of `LINES` is left out; NULL for one that can be logged."""


def described_line(no: str | BindParameter[str]) -> Exists:
    """Condition: a line of the segment has a description. The segment needs none of its own then,
    though lines without one are left out."""
    return exists().select_from(LINES).where(line.segment_no == no, VALUES["description"] != "")


def repeated_lines(no: str | BindParameter[str]) -> Subquery:
    """Numbers (`line_no`) of loggable lines whose contact stands on an earlier loggable one."""
    other = aliased(SegmentLine, name="other")
    several = (
        select(other.contact_id)
        .where(other.segment_no == no)
        .group_by(other.contact_id)
        .having(func.count() > 1)
    )
    place: ColumnElement[Any] = func.row_number().over(
        partition_by=line.contact_id, order_by=line.line_no
    )
    ranked = (
        select(line.line_no, place.label("place"))
        .select_from(LINES)
        .where(line.segment_no == no, line.contact_id.in_(several), REASON.is_(None))
        .subquery("ranked")
    )
    return select(ranked.c.line_no).where(ranked.c.place > 1).subquery("repeated")
