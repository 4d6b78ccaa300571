"""The row of a logged segment, in place of the segment's own.

It is written before there are interactions, which point to it, and corrected where not every line
was logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import (
    Integer,
    String,
    bindparam,
    delete,
    exists,
    func,
    insert,
    null,
    select,
    true,
    update,
)

from bot.domain.errors.segment_log import DescriptionMissing, SegmentAlreadyLogged, SegmentEmpty
from bot.domain.errors.segments import SegmentUnknown
from bot.models import LoggedSegment, Segment, SegmentCriteriaLine, SegmentLine
from bot.services.row_json import row_to_json
from bot.services.segments.line_ranges import Lines
from bot.services.segments.loggable import described_line
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Table

    from bot.domain.people.person import Person
    from bot.storage.transaction_scripts import Script

_SEGMENT = bindparam("the_segment", type_=String)
_GIVEN = ("segment_no", "part", "description", "logged_at", "logged_by", "header", "criteria")
_TABLE = cast("Table", LoggedSegment.__table__)
_ADD = (
    insert(_TABLE)
    .values(
        # As it most often ends, with every line logged; else what came otherwise is written later.
        {name: bindparam(name, type_=_TABLE.c[name].type) for name in _GIVEN}
        | {"canceled": False, "logged": bindparam("all_of_them", type_=Integer)}
        | {"kept": 0, "left_out": {}}
    )
    .returning(_TABLE.c.id)
)
_latest = (
    select(LoggedSegment.id, LoggedSegment.part, LoggedSegment.kept)
    .where(LoggedSegment.segment_no == _SEGMENT)
    .order_by(LoggedSegment.part.desc())
    .limit(1)
    .subquery()
)
# Each by itself, as an index knows the first and the last without going through all.
_lines = select(
    *(
        select(found).where(SegmentLine.segment_no == _SEGMENT).scalar_subquery().label(name)
        for name, found in (
            ("lines", func.count()),
            ("first", func.min(SegmentLine.line_no)),
            ("last", func.max(SegmentLine.line_no)),
        )
    )
).subquery()
_has_contacts = exists().where(
    SegmentLine.segment_no == _SEGMENT, SegmentLine.contact_id.is_not(None)
)
_has_criteria = exists().where(SegmentCriteriaLine.segment_no == _SEGMENT)
_HEADER = select(*Segment.__table__.columns).where(Segment.no == _SEGMENT).with_for_update()
_CRITERIA = (
    select(*SegmentCriteriaLine.__table__.columns)
    .where(SegmentCriteriaLine.segment_no == _SEGMENT)
    .order_by(SegmentCriteriaLine.line_no)
)
_DELETE_CRITERIA = delete(SegmentCriteriaLine).where(SegmentCriteriaLine.segment_no == _SEGMENT)
_DELETE_SEGMENT = delete(Segment).where(Segment.no == _SEGMENT)
_KEEP_SEGMENT = update(Segment).where(Segment.no == _SEGMENT).values(revision=Segment.revision + 1)
_OF_LOG = _TABLE.c.id == bindparam("the_log", type_=Integer)
_FORGET_CRITERIA = update(_TABLE).where(_OF_LOG).values(criteria=null())
_CORRECT = (
    update(_TABLE)
    .where(_OF_LOG)
    .values(
        {
            name: bindparam(f"the_{name}", type_=_TABLE.c[name].type)
            for name in ("logged", "kept", "left_out")
        }
    )
)
_DESCRIBED = select(described_line(_SEGMENT))
_STATE = select(
    _latest, _lines, _has_contacts.label("contacts"), _has_criteria.label("criteria")
).select_from(_lines.outerjoin(_latest, true()))


class Taken(NamedTuple):
    """A segment that is about to be logged: its row, and which log of it this will be."""

    header: Any
    part: int
    lines: Lines
    has_criteria: bool


def take(no: str) -> Script[Taken]:
    """The segment, locked, so that whoever else changes or logs it waits.

    Raises ``SegmentAlreadyLogged``, ``SegmentUnknown``, ``DescriptionMissing``, ``SegmentEmpty``.
    """
    headers = (yield Ask(_HEADER, {"the_segment": no})).rows
    [found] = (yield Ask(_STATE, {"the_segment": no})).rows
    header = headers[0] if headers else None
    if found.id is not None and (header is None or not found.kept):
        raise SegmentAlreadyLogged(no=no, logged_segment_id=found.id)
    if header is None or header.deleted_at is not None:
        raise SegmentUnknown(no=no)
    if not ((header.description or "").strip() or (yield from _has_described_line(no))):
        raise DescriptionMissing(no=no)
    if not found.contacts:
        raise SegmentEmpty(no=no)
    lines = Lines(found.first, found.last, found.lines)
    return Taken(header, (found.part or 0) + 1, lines, bool(found.criteria))


def _has_described_line(no: str) -> Script[bool]:
    [(found,)] = (yield Ask(_DESCRIBED, {"the_segment": no})).rows
    return bool(found)


def add(taken: Taken, person: Person, now: datetime) -> Script[int]:
    """A logged segment that has no interactions yet; its id."""
    header = taken.header
    values = {
        "segment_no": header.no,
        "part": taken.part,
        "description": header.description,
        "logged_at": now,
        "logged_by": person.user_id,
        "header": row_to_json(header._asdict()),
        "criteria": (yield from _criteria(header.no)) if taken.has_criteria else [],
        "all_of_them": taken.lines.total,
    }
    [(log_id,)] = (yield Ask(_ADD, values)).rows
    return int(log_id)


def _criteria(no: str) -> Script[list[dict[str, Any]]]:
    rows = (yield Ask(_CRITERIA, {"the_segment": no})).rows
    return [row_to_json(row._asdict(), without={"id"}) for row in rows]


def remove_segment(taken: Taken) -> Script[None]:
    """Remove the header and its criteria. The history stays for a while."""
    of_segment = {"the_segment": taken.header.no}
    if taken.has_criteria:
        yield Ask(_DELETE_CRITERIA, of_segment)
    yield Ask(_DELETE_SEGMENT, of_segment)


def keep_segment(taken: Taken) -> Script[None]:
    """Lines stay in it; whoever saw it with the others doesn't log it unseen."""
    yield Ask(_KEEP_SEGMENT, {"the_segment": taken.header.no})


def correct(log_id: int, *, logged: int, kept: int, left_out: Mapping[str, int]) -> Script[None]:
    """What became otherwise than :func:`add` wrote. Criteria are those of a rest that is kept."""
    of_log = {"the_log": log_id}
    if kept:
        yield Ask(_FORGET_CRITERIA, of_log)
    outcome = {"the_logged": logged, "the_kept": kept, "the_left_out": dict(left_out)}
    yield Ask(_CORRECT, of_log | outcome)
