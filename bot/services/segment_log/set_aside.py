"""What becomes of the lines of a segment while it is logged.

A line that only inherits is told by its interaction: contact, company and number are there. So
only the other lines are copied, those with something of their own and those that are left out;
copying or marking all would double the time of logging.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BigInteger,
    Integer,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    null,
    select,
)

from bot.domain.segment_log.rules import Reason
from bot.models import Interaction, LoggedSegmentLine, SegmentLine
from bot.services.criteria.steps import VALUE_COLUMNS
from bot.services.segments.loggable import REASON, repeated_lines
from bot.services.segments.values import LINES
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Delete, Insert, Select, Table

    from bot.storage.transaction_scripts import Script

NAMES = ["logged_segment_id", "line_no", "reason", *VALUE_COLUMNS]

# Statements are made once: putting one together takes longer than a thousand lines need in it.
_SEGMENT = bindparam("the_segment", type_=String)
_LOG = bindparam("the_log", type_=Integer)
_HERE = and_(
    SegmentLine.segment_no == _SEGMENT,
    SegmentLine.line_no.between(
        bindparam("the_first", type_=BigInteger), bindparam("the_last", type_=BigInteger)
    ),
)
_IS_LOGGED = exists().where(
    Interaction.logged_segment_id == _LOG, Interaction.segment_line_no == SegmentLine.line_no
)
_IS_ASIDE = exists().where(
    LoggedSegmentLine.logged_segment_id == _LOG, LoggedSegmentLine.line_no == SegmentLine.line_no
)
_WHY = func.coalesce(REASON, Reason.DUPLICATE.value).label("reason")
_LINES_TABLE, _ASIDE_TABLE = (
    cast("Table", SegmentLine.__table__),
    cast("Table", LoggedSegmentLine.__table__),
)


def _copies(reason: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    values = (getattr(SegmentLine, name) for name in VALUE_COLUMNS)
    return select(_LOG, SegmentLine.line_no, reason, *values)


def _keeping(copies: Select[*tuple[Any, ...]]) -> Insert:
    return insert(_ASIDE_TABLE).from_select(NAMES, copies, include_defaults=False)


_COUNT_LEFT_OUT = (
    select(_WHY, func.count()).select_from(LINES).where(_HERE, not_(_IS_LOGGED)).group_by(_WHY)
)
_OWN = _copies(null()).where(_HERE, SegmentLine.customised != 0)
_KEEP_OWN, _KEEP_OWN_LOGGED = _keeping(_OWN), _keeping(_OWN.where(_IS_LOGGED))
_KEEP_LEFT_OUT = _keeping(
    _copies(_WHY).select_from(LINES).where(_HERE, not_(_IS_LOGGED), not_(_IS_ASIDE))
)
_KEEP_REPEATED = _keeping(
    _copies(literal(Reason.DUPLICATE.value)).where(
        SegmentLine.segment_no == _SEGMENT,
        SegmentLine.line_no.in_(select(repeated_lines(_SEGMENT).c.line_no)),
    )
)
_CLEAR = delete(_LINES_TABLE).where(_HERE)
_CLEAR_LOGGED = _CLEAR.where(_IS_LOGGED)
_FORGET_LEFT_OUT = delete(_ASIDE_TABLE).where(
    LoggedSegmentLine.logged_segment_id == _LOG, LoggedSegmentLine.reason.is_not(None)
)


@dataclass(frozen=True, slots=True)
class Range:
    """Lines of a segment by number, both ends included, and the log they are in."""

    segment_no: str
    logged_segment_id: int
    first: int
    last: int

    @property
    def parameters(self) -> dict[str, Any]:
        """For the statements above."""
        return {
            "the_segment": self.segment_no,
            "the_log": self.logged_segment_id,
            "the_first": self.first,
            "the_last": self.last,
        }


def set_repeated_aside(no: str, logged_segment_id: int) -> Script[None]:
    """Keep every loggable line whose contact stands on an earlier one, so that it isn't logged."""
    yield Ask(_KEEP_REPEATED, {"the_segment": no, "the_log": logged_segment_id})


def count_left_out(here: Range) -> Script[Counter[str]]:
    """The lines of a range that were not logged, by reason."""
    found = yield Ask(_COUNT_LEFT_OUT, here.parameters)
    return Counter({str(reason): number for reason, number in found.rows})


def clear(here: Range, *, complete: bool, keep_left_out: bool) -> Script[None]:
    """Take the lines of a range out of the segment, keeping aside what has something of its own.

    ``complete``: all of them were logged. The others are kept aside with the reason, unless they
    are to stay in the segment (``keep_left_out``).
    """
    statements: list[Insert | Delete]
    if complete:
        statements = [_KEEP_OWN, _CLEAR]
    elif keep_left_out:
        statements = [_KEEP_OWN_LOGGED, _CLEAR_LOGGED]
    else:
        statements = [_KEEP_OWN_LOGGED, _KEEP_LEFT_OUT, _CLEAR]
    for statement in statements:
        yield Ask(statement, here.parameters)


def forget_left_out(logged_segment_id: int) -> Script[None]:
    """What was left out is in the segment still, so it needs no copy."""
    yield Ask(_FORGET_LEFT_OUT, {"the_log": logged_segment_id})
