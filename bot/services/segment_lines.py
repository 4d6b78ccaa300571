"""The lines of a segment: a page of them, one of them, customise, reset, add and remove by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, exists, func, select, update

from bot.domain.segment_errors import CriteriaChanged
from bot.domain.segment_lines import (
    FIELDS,
    OF_TEMPLATE,
    Changed,
    Lines,
    Own,
    Removed,
    mask,
    names,
    tidy,
)
from bot.domain.segments import TEXT_LENGTH, Page
from bot.errors import (
    CampaignFlagWithoutCampaign,
    CampaignUnknown,
    NegativeAmount,
    SalespersonUnavailable,
    SegmentLineUnknown,
    TemplateNotClearable,
    TextTooLong,
)
from bot.models import Campaign, Salesperson, SegmentLine
from bot.services import line_undo, segment_members
from bot.services.criteria_record import header_of, take_header
from bot.services.segment_pages import chosen, found_by, lines_of, page_of
from bot.services.segment_templates import chosen_template
from bot.services.segment_values import LINES, VALUES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.database import Database
    from bot.domain.facts import TemplateFacts
    from bot.domain.segment_lines import Added, Line, LineChanges
    from bot.models import Segment


class SegmentLines:
    """Raises :class:`bot.errors.SegmentUnknown` wherever the segment is gone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def page(
        self,
        no: str,
        offset: int,
        count: int,
        words: str = "",
        *,
        customised: bool = False,
        locale: str = "en",
    ) -> Page[Line]:
        """Lines in their order, with what would be logged for each.

        ``words`` each begin a word of the contact's or its company's name, or are the contact's
        number. ``customised``: only lines with something of their own. Templates are called as in
        ``locale``.
        """
        lines = Lines(words=words.strip(), customised=customised)
        async with self._db.read() as session:
            await header_of(session, no)
            rows, total = await page_of(
                session,
                no,
                lines,
                offset=offset,
                count=count,
                dialect=self._db.dialect,
                locale=locale,
            )
        return Page(tuple(rows), offset, total)

    async def line(self, no: str, line_no: int, locale: str = "en") -> Line:
        """One line. Raises :class:`bot.errors.SegmentLineUnknown`."""
        async with self._db.read() as session:
            await header_of(session, no)
            found = await lines_of(session, no, [line_no], locale)
        if not found:
            raise SegmentLineUnknown(no=no)
        return found[0]

    async def find(self, no: str, words: str, count: int) -> list[Line]:
        """At most so many lines, in their order, to choose from while somebody types; ``words``
        as for ``page``."""
        where = chosen(no, Lines(words=words.strip()), self._db.dialect)
        async with self._db.read() as session:
            await header_of(session, no)
            return await found_by(session, no, where, count)

    async def count(self, no: str, lines: Lines) -> int:
        """How many of the chosen lines there are."""
        where = chosen(no, lines, self._db.dialect)
        async with self._db.read() as session:
            await header_of(session, no)
            return await _count(session, where)

    async def template(
        self, no: str, line: Line | None, locale: str = "en"
    ) -> TemplateFacts | None:
        """The template that stands on a line, or that of the segment; None where none was chosen.

        Called as in ``locale``.
        """
        async with self._db.read() as session:
            header = await header_of(session, no)
            code = line.values.template_code if line else header.template_code
            return await chosen_template(session, code, new=False, locale=locale) if code else None

    async def customise(self, no: str, lines: Lines, changes: LineChanges) -> int:
        """Make values the lines' own; how many lines. See 3.5.

        A template brings its own values, so what the line had of these is dropped; the header's
        template returns the line to inheriting. Raises a :class:`bot.errors.SegmentError`.
        """
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            return await _customise(session, await take_header(session, no), where, changes)

    async def reset(self, no: str, lines: Lines, fields: Collection[str] | None = None) -> int:
        """Let fields (all, if None) be inherited again; how many lines had any of them."""
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            await take_header(session, no)
            return await _reset(session, where, FIELDS if fields is None else fields)

    async def change(
        self, no: str, lines: Lines, changes: LineChanges, inherit: Collection[str] = ()
    ) -> Changed:
        """The form of many lines, all of it or nothing. Raises as ``customise``."""
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            header = await take_header(session, no)
            await line_undo.keep(session, no, where)
            count = await _change(session, header, where, changes, inherit)
            return Changed(count, header.revision)

    async def undo_change(self, no: str, revision: int) -> int:
        """Take back what ``change`` did, unless the segment was changed since; how many lines.

        ``revision`` is what it answered. Raises
        :class:`bot.domain.segment_errors.CriteriaChanged`.
        """
        async with self._db.begin() as session:
            header = await take_header(session, no)
            if header.revision != revision + 1:
                raise CriteriaChanged(no=no)
            return await line_undo.undo(session, no)

    async def change_line(
        self,
        no: str,
        line_no: int,
        changes: LineChanges,
        inherit: Collection[str] = (),
        *,
        contact_id: int | None = None,
    ) -> int:
        """The form of one line, all of it or nothing; how many lines were changed.

        ``contact_id``: another contact stands on the line. What is the line's own stays, all else
        follows the new contact. Raises as ``customise``, also
        :class:`bot.domain.segment_errors.LineContactRefused` and ``SegmentLineUnknown``.
        """
        where = chosen(no, Lines.of([line_no]), self._db.dialect)
        async with self._db.begin() as session:
            header = await take_header(session, no)
            if contact_id is not None:
                await segment_members.replace(session, no, line_no, contact_id)
            count = await _change(session, header, where, changes, inherit)
            return count if contact_id is None else 1

    async def add_by_hand(self, no: str, contact_ids: Sequence[int]) -> Added:
        """Add contacts at the end, in this order, also a second time; one criteria action.

        Raises :class:`bot.errors.ContactsRefused`, naming them; then nothing was added.
        """
        async with self._db.begin() as session:
            await take_header(session, no)
            return await segment_members.add(session, no, contact_ids)

    async def remove_by_hand(self, no: str, lines: Lines) -> Removed:
        """Remove lines; one criteria action, which can be taken back, where any is there."""
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            await take_header(session, no)
            return await segment_members.remove(session, no, lines, where)


async def _change(
    session: AsyncSession,
    header: Segment,
    where: Sequence[ColumnElement[bool]],
    changes: LineChanges,
    inherit: Collection[str],
) -> int:
    count = await _customise(session, header, where, changes) if changes else 0
    reset = await _reset(session, where, inherit) if inherit else 0
    return count if changes else reset  # what changes fields changes every chosen line


async def _customise(
    session: AsyncSession,
    header: Segment,
    where: Sequence[ColumnElement[bool]],
    changes: LineChanges,
) -> int:
    values = {name: tidy(value) for name, value in cast("Mapping[str, Any]", changes).items()}
    await _check(session, values)
    # Counted first: a line that gets the header's template back may have nothing own any more.
    count = await _count(session, where)
    if "template_code" in values:
        await _choose_template(session, header, where, values.pop("template_code"))
    if values:
        own = SegmentLine.customised.bitwise_or(int(mask(values)))
        await _update(session, where, {**values, "customised": own})
    if values.get("campaign_target") or values.get("campaign_response"):
        await _check_campaign(session, where)
    return count


async def _count(session: AsyncSession, where: Sequence[ColumnElement[bool]]) -> int:
    lines = select(func.count()).select_from(SegmentLine).where(*where)
    return (await session.scalar(lines)) or 0


async def _reset(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], fields: Collection[str]
) -> int:
    bits = mask(fields)
    had_any = SegmentLine.customised.bitwise_and(int(bits)) != 0
    return await _update(session, [*where, had_any], _inherited(bits))


async def _choose_template(
    session: AsyncSession, header: Segment, where: Sequence[ColumnElement[bool]], code: str
) -> None:
    """Give lines another template; those that have it already keep what they have."""
    template = await chosen_template(session, code, new=code != header.template_code)
    dropped = OF_TEMPLATE | (Own.CAMPAIGN_NO if template.campaign_no else Own(0))
    has_own = SegmentLine.customised.bitwise_and(int(Own.TEMPLATE_CODE)) != 0
    if code == header.template_code:
        await _update(session, [*where, has_own], _inherited(dropped | Own.TEMPLATE_CODE))
        return
    own = SegmentLine.customised.bitwise_and(~int(dropped)).bitwise_or(int(Own.TEMPLATE_CODE))
    values = _inherited(dropped) | {
        "template_code": code,
        "group_code": template.group_code or None,
        "customised": own,
    }
    differs = ~has_own | (SegmentLine.template_code != code)
    await _update(session, [*where, differs], values)


def _inherited(bits: Own) -> dict[str, Any]:
    """The values that take fields off a line."""
    blank: dict[str, Any] = dict.fromkeys(names(bits))
    if Own.TEMPLATE_CODE in bits:
        blank["group_code"] = None
    return blank | {"customised": SegmentLine.customised.bitwise_and(~int(bits))}


async def _update(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], values: dict[str, Any]
) -> int:
    statement = update(SegmentLine).where(*where).values(values)
    result = await session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount


async def _check(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """Whether the values may stand on a line."""
    mask(values)  # an unknown name is a defect
    if "template_code" in values and values["template_code"] is None:
        raise TemplateNotClearable
    for name in ("description", "subject"):
        if len(values.get(name) or "") > TEXT_LENGTH:
            raise TextTooLong(length=TEXT_LENGTH)
    if values.get("cost", 0) < 0 or values.get("duration_min", 0) < 0:
        raise NegativeAmount
    if code := values.get("salesperson_code"):
        salesperson = await session.get(Salesperson, code)
        if salesperson is None or salesperson.blocked:
            raise SalespersonUnavailable(code=code)
    if (no := values.get("campaign_no")) and await session.get(Campaign, no) is None:
        raise CampaignUnknown(no=no)


async def _check_campaign(session: AsyncSession, where: Sequence[ColumnElement[bool]]) -> None:
    """Target and response mean nothing on a line without a campaign."""
    without = exists().select_from(LINES).where(*where, VALUES["campaign_no"].is_(None))
    if await session.scalar(select(without)):
        raise CampaignFlagWithoutCampaign
