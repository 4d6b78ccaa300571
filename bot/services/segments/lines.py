"""The lines of a segment: a page of them, one of them, customise, reset, add and remove by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import doer
from bot.domain.errors.criteria import CriteriaChanged
from bot.domain.errors.segments import SegmentLineUnknown
from bot.domain.pages import Page
from bot.domain.segments.lines import FIELDS, Added, Changed, Lines, Removed
from bot.services.criteria.record import header_of, take_header
from bot.services.done_once import once
from bot.services.segments import line_changes, line_undo, members
from bot.services.segments.pages import chosen, found_by, lines_of, page_of
from bot.services.templates.of_segment import chosen_template
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.segments.lines import Line, LineChanges
    from bot.domain.template_facts import TemplateFacts
    from bot.storage.database import Database


class SegmentLines:
    """Raises :class:`bot.domain.errors.segments.SegmentUnknown` wherever the segment is gone."""

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
        """One line. Raises :class:`bot.domain.errors.segments.SegmentLineUnknown`."""
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
            return await line_changes.count_lines(session, where)

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
        template returns the line to inheriting. Raises a
        :class:`bot.domain.errors.segments.SegmentError`.
        """
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            header = await take_header(session, no, None)
            return await line_changes.customise(session, header, where, changes)

    async def reset(self, no: str, lines: Lines, fields: Collection[str] | None = None) -> int:
        """Let fields (all, if None) be inherited again; how many lines had any of them."""
        where = chosen(no, lines, self._db.dialect)
        async with self._db.begin() as session:
            await take_header(session, no, None)
            return await line_changes.reset(session, where, FIELDS if fields is None else fields)

    async def change(
        self,
        no: str,
        lines: Lines,
        changes: LineChanges,
        inherit: Collection[str] = (),
        *,
        act: Act | None = None,
    ) -> Changed:
        """The form of many lines, all of it or nothing. Raises as ``customise``.

        An ``act`` that was done before, here as in the following, gives what it gave then (see
        :mod:`bot.services.done_once`).
        """
        where = chosen(no, lines, self._db.dialect)

        async def changing(session: AsyncSession) -> Changed:
            header = await take_header(session, no, doer(act))
            await line_undo.keep(session, no, where)
            count = await line_changes.change(session, header, where, changes, inherit)
            return Changed(count, header.revision)

        return await once(self._db, act, Changed, changing)

    async def undo_change(self, no: str, revision: int, *, act: Act | None = None) -> int:
        """Take back what ``change`` did, unless the segment was changed since; how many lines.

        ``revision`` is what it answered. Raises
        :class:`bot.domain.errors.criteria.CriteriaChanged`.
        """

        async def undoing(session: AsyncSession) -> int:
            header = await take_header(session, no, doer(act))
            if header.revision != revision + 1:
                raise CriteriaChanged(no=no)
            return await line_undo.undo(session, no)

        return await once(self._db, act, int, undoing)

    @tried_again
    async def change_line(
        self,
        no: str,
        line_no: int,
        changes: LineChanges,
        inherit: Collection[str] = (),
        *,
        contact_id: int | None = None,
        seen: str | None = None,
        act: Act | None = None,
    ) -> int:
        """The form of one line, all of it or nothing; how many lines were changed.

        ``contact_id``: another contact stands on the line. What is the line's own stays, all else
        follows the new contact. ``seen`` is the id of the contact whom the user saw there. Raises
        as ``customise``, also of :mod:`bot.domain.segments.errors` ``LineContactRefused`` and
        ``LineContactChanged``, and ``SegmentLineUnknown``.
        """
        where = chosen(no, Lines.of([line_no]), self._db.dialect)

        async def changing(session: AsyncSession) -> int:
            header = await take_header(session, no, doer(act))
            if seen is not None:
                await members.check_contact(session, no, line_no, seen)
            if contact_id is not None:
                await members.replace(session, no, line_no, contact_id)
            count = await line_changes.change(session, header, where, changes, inherit)
            return count if contact_id is None else 1

        return await once(self._db, act, int, changing)

    @tried_again
    async def add_by_hand(
        self, no: str, contact_ids: Sequence[int], *, act: Act | None = None
    ) -> Added:
        """Add contacts at the end, in this order, also a second time; one criteria action.

        Raises :class:`bot.domain.errors.segments.ContactsRefused`, naming them; then nothing was
        added.
        """

        async def adding(session: AsyncSession) -> Added:
            await take_header(session, no, doer(act))
            return await members.add(session, no, contact_ids)

        return await once(self._db, act, Added, adding)

    @tried_again
    async def remove_by_hand(self, no: str, lines: Lines, *, act: Act | None = None) -> Removed:
        """Remove lines; one criteria action, which can be taken back, where any is there."""
        where = chosen(no, lines, self._db.dialect)

        async def removing(session: AsyncSession) -> Removed:
            await take_header(session, no, doer(act))
            return await members.remove(session, no, lines, where)

        return await once(self._db, act, Removed, removing)
