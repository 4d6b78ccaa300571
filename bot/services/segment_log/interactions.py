"""The interactions of a segment: INSERT … SELECT over its lines with their effective values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BigInteger,
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
    not_,
    select,
)
from sqlalchemy.orm import aliased

from bot.domain.enums import ContactType, CorrespondenceType
from bot.models import CampaignEntry, Interaction, LoggedSegmentLine, Segment, SegmentLine
from bot.models.base import UtcDateTime
from bot.services.segments.loggable import reason
from bot.services.segments.values import (
    INHERITING,
    LINES,
    MIXED,
    VALUES,
    company,
    contact,
    lines_that_inherit,
)
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import FromClause, Insert, Select, Table

    from bot.domain.people.person import Person
    from bot.services.segment_log.merged_content import Merging
    from bot.services.segments.values import LineExpressions
    from bot.storage.transaction_scripts import Script

assert set(VALUES) <= set(inspect(Interaction).columns.keys())

_is_company = contact.type == ContactType.COMPANY
_INTERACTIONS = cast("Table", Interaction.__table__)
_log = bindparam("the_log", type_=Integer)
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
    mixed = _of_lines(MIXED, LINES, merging, with_campaigns, without_repeated)
    inheriting = _of_lines(INHERITING, Segment.__table__, merging, with_campaigns, without_repeated)
    return (
        _insert(inheriting, SegmentLine.customised == 0),
        _insert(mixed, SegmentLine.customised != 0),
    )


def _of_lines(
    lines: LineExpressions,
    source: FromClause,
    merging: Merging | None,
    with_campaigns: bool,
    without_repeated: bool,
) -> Select[Any]:
    values = lines.values
    columns: dict[str, Any] = {
        **values,
        "subject": func.coalesce(values["subject"], values["description"]),
        "contact_id": contact.id,
        "contact_name": contact.name,
        # A company stands for itself (business-central 1.2), a person for the employer.
        "contact_company_id": case((_is_company, contact.id), else_=company.id),
        "contact_company_name": case((_is_company, contact.name), else_=company.name),
        "contact_via": case(
            (values["correspondence_type"] == CorrespondenceType.EMAIL, contact.email),
            else_=contact.phone,
        ),
        "logged_at": _now,
        "modified_at": _now,
        "logged_by": bindparam("the_user", type_=String),
        "segment_no": SegmentLine.segment_no,
        "logged_segment_id": _log,
        "segment_line_no": SegmentLine.line_no,
        "attachment_id": lines.attachment,
    }
    if merging is not None:
        columns["content"] = merging.content(lines)
    if with_campaigns:
        entry = aliased(CampaignEntry, name="entry")
        of_line = and_(entry.logged_segment_id == _log, entry.campaign_no == values["campaign_no"])
        columns["campaign_entry_id"] = entry.id
        source = source.outerjoin(entry, of_line)
    if lines is INHERITING:
        source = lines_that_inherit(source)
    if merging is not None:
        source = merging.rows(source, lines)
    labelled = [column.label(name) for name, column in columns.items()]
    rows = (
        select(*labelled)
        .select_from(source)
        .where(
            SegmentLine.segment_no == bindparam("the_segment", type_=String),
            SegmentLine.line_no.between(
                bindparam("the_first", type_=BigInteger), bindparam("the_last", type_=BigInteger)
            ),
            reason(lines).is_(None),
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


def _insert(rows: Select[Any], which: ColumnElement[bool]) -> Insert:
    return insert(_INTERACTIONS).from_select(
        rows.selected_columns.keys(), rows.where(which), include_defaults=False
    )
