"""The preview of a log: numbers, pages of lines, and lists to download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select

from bot.domain.errors.segment_log import DescriptionMissing, SegmentAlreadyLogged, SegmentEmpty
from bot.domain.errors.segments import SegmentUnknown
from bot.domain.messages import N_
from bot.domain.pages import Page
from bot.domain.people.rights import check_segment
from bot.domain.segment_log.rules import REASONS, Part, Preview, PreviewLine, Reason
from bot.models import LoggedSegment, SegmentLine
from bot.services.criteria.record import header_of
from bot.services.csv_stream import csv_of
from bot.services.segments.loggable import REASON, described_line, repeated_lines
from bot.services.segments.values import LINES, VALUES, company, contact

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.messages import Text
    from bot.domain.people.person import Person
    from bot.i18n import Translator
    from bot.models import Segment
    from bot.storage.database import Database

TITLES = (
    N_("Line"),
    N_("Contact No."),
    N_("Contact"),
    N_("Company"),
    N_("City"),
    N_("E-mail"),
    N_("Phone"),
    N_("Interaction template"),
    N_("Description"),
    N_("Date"),
    N_("Salesperson"),
    N_("Reason"),
)
_EXPORTED = ("template_code", "description", "date", "salesperson_code")


class SegmentPreview:
    """Reading only. Raises :class:`bot.domain.errors.segments.SegmentUnknown` where the segment is
    gone, and ``SegmentAlreadyLogged`` where it was logged."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def check(self, no: str, by: Person | None = None) -> None:
        """Raises :class:`SegmentAlreadyLogged` where nothing of the segment is left to log, and
        ``NotAllowed`` where the segment is somebody else's, which ``by`` may not change."""
        async with self._db.read() as session:
            header = await _header(session, no)
        check_segment(by, header.created_by, header.salesperson_code)

    async def of(self, no: str, *, duplicates_once: bool = False) -> Preview:
        """What logging would do now, in numbers."""
        counting = (
            select(REASON.label("reason"), func.count().label("number"))
            .select_from(LINES)
            .where(SegmentLine.segment_no == no)
            .group_by(REASON)
        )
        repeating = select(func.count()).select_from(repeated_lines(no))
        async with self._db.read() as session:
            header = await _header(session, no)
            counts = {row.reason: row.number for row in await session.execute(counting)}
            repeated = (await session.scalar(repeating)) or 0
            latest = await _latest(session, no)
            described = (header.description or "").strip() or await session.scalar(
                select(described_line(no))
            )
        to_log = counts.pop(None, 0)
        left_out = {reason: counts[reason] for reason in Reason if reason in counts}
        lines = to_log + sum(left_out.values())
        if duplicates_once and repeated:
            left_out[Reason.DUPLICATE] = repeated
            to_log -= repeated
        return Preview(
            no=no,
            description=header.description,
            lines=lines,
            to_log=to_log,
            left_out=left_out,
            repeated=0 if duplicates_once else repeated,
            obstacle=_obstacle(
                no, lines - left_out.get(Reason.NO_CONTACT, 0), latest, described=bool(described)
            ),
            rest=latest is not None,
            revision=header.revision,
        )

    async def lines(
        self,
        no: str,
        part: Part | Reason,
        *,
        offset: int = 0,
        count: int = 10,
        duplicates_once: bool = False,
    ) -> Page[PreviewLine]:
        """A page of one list of the preview, in the order of the lines."""
        chosen = _chosen(no, part, duplicates_once=duplicates_once)
        async with self._db.read() as session:
            await _header(session, no)
            total = await session.scalar(chosen.with_only_columns(func.count()).order_by(None))
            rows = (await session.execute(chosen.offset(offset).limit(count))).all()
        shown = tuple(
            PreviewLine(
                line_no=row.line_no,
                contact_id=row.contact_id,
                contact_no=row.contact_no,
                contact_name=row.contact_name,
                company_name=row.company_name,
                city=row.city,
                reason=Reason(row.reason) if row.reason else None,
            )
            for row in rows
        )
        return Page(shown, offset, total or 0)

    def export(
        self, no: str, part: Part | Reason, t: Translator, *, duplicates_once: bool = False
    ) -> AsyncIterator[bytes]:
        """One list of the preview as CSV, piece by piece (see :mod:`bot.services.csv_stream`)."""
        chosen = _chosen(no, part, duplicates_once=duplicates_once)
        return csv_of([t(title) for title in TITLES], self._exported(chosen, t))

    async def _exported(self, chosen: Select[Any], t: Translator) -> AsyncIterator[list[object]]:
        reasons = {reason.value: t(text) for reason, text in REASONS.items()}
        async with self._db.read_in_transaction() as session:
            async for row in await session.stream(chosen):
                yield [
                    row.line_no,
                    row.contact_no,
                    row.contact_name,
                    row.company_name,
                    row.city,
                    row.email,
                    row.phone,
                    *(getattr(row, name) for name in _EXPORTED),
                    reasons.get(row.reason),
                ]


def _chosen(no: str, part: Part | Reason, *, duplicates_once: bool) -> Select[Any]:
    """The lines of one list of the preview, in their order."""
    repeated = repeated_lines(no)
    is_repeated = SegmentLine.line_no.in_(select(repeated.c.line_no))
    reason: ColumnElement[Any] = REASON
    conditions: list[ColumnElement[bool]] = [SegmentLine.segment_no == no]
    if part is Reason.DUPLICATE or part is Part.REPEATED:
        # Only asked for where there are some; these are lines that could be logged.
        conditions.append(is_repeated)
        if part is Reason.DUPLICATE:
            reason = literal(Reason.DUPLICATE.value)
    elif part is Part.TO_LOG:
        conditions.append(REASON.is_(None))
        if duplicates_once:
            conditions.append(~is_repeated)
    elif part is Part.LEFT_OUT:
        if duplicates_once:
            reason = func.coalesce(REASON, Reason.DUPLICATE.value)
            conditions.append(REASON.is_not(None) | is_repeated)
        else:
            conditions.append(REASON.is_not(None))
    else:
        conditions.append(REASON.in_([part.value]))
    return (
        select(
            SegmentLine.line_no,
            SegmentLine.contact_id,
            contact.no.label("contact_no"),
            contact.name.label("contact_name"),
            company.name.label("company_name"),
            contact.city,
            contact.email,
            func.coalesce(contact.phone, contact.mobile_phone).label("phone"),
            *(VALUES[name].label(name) for name in _EXPORTED),
            reason.label("reason"),
        )
        .select_from(LINES)
        .where(*conditions)
        .order_by(SegmentLine.line_no)
    )


def _obstacle(
    no: str, contacts: int, latest: LoggedSegment | None, *, described: bool
) -> Text | None:
    if latest is not None and not latest.kept:
        return SegmentAlreadyLogged(no=no, logged_segment_id=latest.id).text
    if not described:
        return DescriptionMissing(no=no).text
    return None if contacts else SegmentEmpty(no=no).text


async def _header(session: AsyncSession, no: str) -> Segment:
    try:
        return await header_of(session, no)
    except SegmentUnknown:
        latest = await _latest(session, no)
        if latest is None or latest.kept:
            raise
        raise SegmentAlreadyLogged(no=no, logged_segment_id=latest.id) from None


async def _latest(session: AsyncSession, no: str) -> LoggedSegment | None:
    statement = select(LoggedSegment).where(LoggedSegment.segment_no == no)
    newest = statement.order_by(LoggedSegment.part.desc()).limit(1)
    return (await session.scalars(newest)).one_or_none()
