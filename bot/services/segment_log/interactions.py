"""The interactions of a segment: INSERT … SELECT over its lines with their effective values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    inspect,
    literal_column,
    not_,
    null,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, Case, Grouping

from bot.domain.enums import ContactType, CorrespondenceType
from bot.models import CampaignEntry, Interaction, LoggedSegmentLine, Segment, SegmentLine
from bot.models.base import UtcDateTime
from bot.services.segments.loggable import REASON
from bot.services.segments.values import (
    ATTACHMENT,
    LINES,
    VALUES,
    WORDED_AS_INHERITED,
    company,
    contact,
    lines_that_inherit,
    worded,
)
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import FromClause, Insert, Select, Table

    from bot.domain.people.person import Person
    from bot.services.segment_log.merged_content import Merging
    from bot.storage.transaction_scripts import Script

assert set(VALUES) <= set(inspect(Interaction).columns.keys())

_is_company = contact.type == ContactType.COMPANY
_INTERACTIONS = cast("Table", Interaction.__table__)
_log = bindparam("the_log", type_=Integer)
_WORDED = inspect(worded).selectable
_FALSE, _TRUE = literal_column("false", Boolean), literal_column("true", Boolean)
_now = bindparam("the_time", type_=UtcDateTime)


class InteractionRows:
    """How the lines of one segment become interactions.

    ``with_campaigns``: it has campaign entries to point to. ``without_repeated``: lines that were
    set aside as duplicates give no interaction.
    """

    def __init__(
        self,
        merging: Merging | None,
        *,
        logged_segment_id: int,
        person: Person,
        now: datetime,
        with_campaigns: bool,
        without_repeated: bool,
    ) -> None:
        self.logged_segment_id = logged_segment_id
        self._values = {"the_log": logged_segment_id, "the_time": now, "the_user": person.user_id}
        if merging is None:
            self._statements = _statements(with_campaigns, without_repeated)
        else:
            self._statements = _made(merging, with_campaigns, without_repeated)

    def write(self, segment_no: str, first: int, last: int) -> Script[int]:
        """Write the interactions of the lines with these numbers; how many."""
        values = self._values | {"the_segment": segment_no, "the_first": first, "the_last": last}
        written = 0
        for statement in self._statements:
            written += (yield Ask(statement, values)).number
        return written


@lru_cache
def _statements(with_campaigns: bool, without_repeated: bool) -> tuple[Insert, Insert]:
    """Made once: putting these expressions together takes as long as logging some hundred lines."""
    return _made(None, with_campaigns, without_repeated)


def _made(
    merging: Merging | None, with_campaigns: bool, without_repeated: bool
) -> tuple[Insert, Insert]:
    """One statement for lines that only inherit, one for those with something of their own.

    Most lines only inherit, and without looking at each field whether it is its own a database
    gets through them a fifth faster.
    """
    columns: dict[str, Any] = {
        **VALUES,
        "subject": func.coalesce(VALUES["subject"], VALUES["description"]),
        "contact_id": contact.id,
        "contact_name": contact.name,
        # A company stands for itself (business-central 1.2), a person for the employer.
        "contact_company_id": case((_is_company, contact.id), else_=company.id),
        "contact_company_name": case((_is_company, contact.name), else_=company.name),
        "contact_via": case(
            (VALUES["correspondence_type"] == CorrespondenceType.EMAIL, contact.email),
            else_=contact.phone,
        ),
        "logged_at": _now,
        "modified_at": _now,
        "logged_by": bindparam("the_user", type_=String),
        "segment_no": SegmentLine.segment_no,
        "logged_segment_id": _log,
        "segment_line_no": SegmentLine.line_no,
        "attachment_id": ATTACHMENT,
    }
    if merging is not None:
        columns["content"] = merging.content
    sources = [LINES, Segment.__table__]
    if with_campaigns:
        entry = aliased(CampaignEntry, name="entry")
        of_line = and_(entry.logged_segment_id == _log, entry.campaign_no == VALUES["campaign_no"])
        columns["campaign_entry_id"] = entry.id
        sources = [source.outerjoin(entry, of_line) for source in sources]
    sources[1] = lines_that_inherit(sources[1])
    if merging is not None:
        sources = [merging.rows(source) for source in sources]
    mixed, inheriting = (_rows(columns.values(), source, without_repeated) for source in sources)
    return (
        _insert(columns, _without_own(inheriting.where(SegmentLine.customised == 0))),
        _insert(columns, mixed.where(SegmentLine.customised != 0)),
    )


def _rows(columns: Iterable[Any], source: FromClause, without_repeated: bool) -> Select[Any]:
    rows = (
        select(*columns)
        .select_from(source)
        .where(
            SegmentLine.segment_no == bindparam("the_segment", type_=String),
            SegmentLine.line_no.between(
                bindparam("the_first", type_=BigInteger), bindparam("the_last", type_=BigInteger)
            ),
            REASON.is_(None),
        )
        .order_by(SegmentLine.line_no)
    )
    if without_repeated:
        aside = exists().where(
            LoggedSegmentLine.logged_segment_id == _log,
            LoggedSegmentLine.line_no == SegmentLine.line_no,
        )
        rows = rows.where(not_(aside))
    return rows


def _insert(names: Iterable[str], rows: Select[Any]) -> Insert:
    return insert(_INTERACTIONS).from_select(list(names), rows, include_defaults=False)


def _without_own(part: Any) -> Any:
    """A statement, or a part of one, as it is where no field is a line's own.

    That is where `segment_values.is_own` is false of each. What then can't be is left out, as a
    database would look at it for every line.
    """
    return visitors.replacement_traverse(part, {}, _as_inherited)


def _as_inherited(element: Any, **_: Any) -> ColumnElement[Any] | None:
    """What takes the place of a part of a statement; None where it stays."""
    if isinstance(element, Column) and element.table is _WORDED:
        return WORDED_AS_INHERITED[element.name]
    if (
        isinstance(element, BinaryExpression)
        and isinstance(element.left, BinaryExpression)
        and element.left.operator is operators.bitwise_and_op
        and element.operator in {operators.ne, operators.eq}
    ):
        return _FALSE if element.operator is operators.ne else _TRUE
    if not isinstance(element, Case) or element.value is not None:
        return None
    whens = [(_without_own(condition), _without_own(value)) for condition, value in element.whens]
    possible = [when for when in whens if not _is_false(when[0])]
    otherwise = null() if element.else_ is None else _without_own(element.else_)
    return case(*possible, else_=otherwise) if possible else otherwise


def _is_false(condition: Any) -> bool:
    return (condition.element if isinstance(condition, Grouping) else condition) is _FALSE
