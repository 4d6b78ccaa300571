"""Contacts put on a segment, or taken off it, by hand (business-central 3.8).

Every manual edit is one criteria action, so that it can be taken back, saved and replayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.domain.contacts.contact import is_blocked
from bot.domain.criteria.criteria import ContactFilter, Filters, Options, Step
from bot.domain.enums import ContactType, CriteriaAction
from bot.domain.errors.segments import (
    ContactsRefused,
    LineContactChanged,
    LineContactRefused,
    SegmentLineUnknown,
)
from bot.domain.segments.header import LINE_STEP
from bot.domain.segments.lines import Added, Lines, Removed
from bot.models import Contact, SegmentLine
from bot.services.criteria.record import record
from bot.services.criteria.steps import extent, last_number, remember_insertion
from bot.services.criteria.steps import remove as remove_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession


async def add(session: AsyncSession, no: str, contact_ids: Sequence[int]) -> Added:
    """Add contacts at the end, in this order. Raises `ContactsRefused`.

    Somebody chose exactly these, so neither an exclusion nor a line they have already holds them
    back; the recorded options say so for a replay. A merged contact stands for its survivor.
    """
    contacts = await _allowed(session, contact_ids)
    before, _ = await extent(session, no)
    last = await last_number(session, no)
    there = await _there(session, no, {contact.id for contact in contacts})
    action_no = await record(session, no, _adding(contacts, there))
    if contacts:
        await session.execute(
            insert(SegmentLine),
            [
                {"segment_no": no, "line_no": last + LINE_STEP * at, **_columns(contact)}
                for at, contact in enumerate(contacts, start=1)
            ],
        )
    await remember_insertion(session, no, action_no, last, len(contacts))
    ids = [contact.id for contact in contacts]
    return Added(
        action_no,
        changed=len(contacts),
        lines=before + len(contacts),
        already=len(there.union(key for key in ids if ids.count(key) > 1)),
        excluded=len({contact.id for contact in contacts if contact.exclude_from_segment}),
    )


async def remove(
    session: AsyncSession, no: str, lines: Lines, where: Sequence[ColumnElement[bool]]
) -> Removed:
    """Remove the lines that `where` names; `lines` is how they were chosen.

    Lines that have gone already are no step of the criteria.
    """
    before, _ = await extent(session, no)
    if await session.scalar(select(SegmentLine.line_no).where(*where).limit(1)) is None:
        return Removed(0, before)
    if lines == Lines():
        filters = Filters()  # everybody, without naming them all
    else:
        of_lines = (
            select(Contact.no)
            .join(SegmentLine, SegmentLine.contact_id == Contact.id)
            .where(*where)
            .order_by(SegmentLine.line_no)
        )
        filters = _by_number(dict.fromkeys(await session.scalars(of_lines)))
    action_no = await record(session, no, Step(CriteriaAction.REDUCE, filters))
    removed = await remove_lines(session, no, action_no, select(SegmentLine.line_no).where(*where))
    return Removed(removed, before - removed, action_no)


async def check_contact(session: AsyncSession, no: str, line_no: int, seen: str) -> None:
    """Raises `LineContactChanged` where another contact than `seen` stands on a line."""
    found = await session.execute(
        select(SegmentLine.contact_id, Contact.name)
        .outerjoin(Contact, Contact.id == SegmentLine.contact_id)
        .where(SegmentLine.segment_no == no, SegmentLine.line_no == line_no)
    )
    row = found.one_or_none()
    if row is None:
        raise SegmentLineUnknown(no=no)
    if str(row.contact_id) != seen:
        raise LineContactChanged(contact=row.name or "—")


async def replace(session: AsyncSession, no: str, line_no: int, contact_id: int) -> None:
    """Put another contact on a line, which keeps its number and all that is its own.

    Two criteria actions, as in business-central 3.8: the one contact is removed, the other added.
    Raises `LineContactRefused`, `SegmentLineUnknown`.
    """
    where = (SegmentLine.segment_no == no, SegmentLine.line_no == line_no)
    found = await session.execute(select(*SegmentLine.__table__.columns).where(*where))
    row = found.mappings().one_or_none()
    if row is None:
        raise SegmentLineUnknown(no=no)
    try:
        (contact,) = await _allowed(session, [contact_id])
    except ContactsRefused as error:
        raise LineContactRefused(contact=error.text.parameters["contacts"]) from None
    if row["contact_id"] == contact.id:
        return
    await remove(session, no, Lines.of([line_no]), where)
    there = await _there(session, no, {contact.id})
    action_no = await record(session, no, _adding([contact], there))
    await session.execute(insert(SegmentLine).values({**row, **_columns(contact)}))
    await remember_insertion(session, no, action_no, line_no - LINE_STEP, 1)


def _adding(contacts: Sequence[Contact], there: Collection[int]) -> Step:
    """The step that adds just these; its options let a replay do the same."""
    ids = {contact.id for contact in contacts}
    options = Options(
        allow_existing_contacts=bool(there) or len(ids) < len(contacts),
        ignore_exclusion=any(contact.exclude_from_segment for contact in contacts),
    )
    chosen = _by_number(dict.fromkeys(contact.no for contact in contacts))
    return Step(CriteriaAction.ADD, chosen, options)


def _columns(contact: Contact) -> dict[str, int | None]:
    company = contact.id if contact.type is ContactType.COMPANY else contact.company_id
    return {"contact_id": contact.id, "contact_company_id": company}


def _by_number(numbers: Collection[str]) -> Filters:
    # A number that nobody has, rather than no filter, which would mean everybody.
    return Filters(contact=ContactFilter(nos=tuple(numbers) or ("-",)))


async def _allowed(session: AsyncSession, contact_ids: Sequence[int]) -> list[Contact]:
    """The contacts, or who they were merged into. Whoever blocks one of them meanwhile waits."""
    known: dict[int, Contact] = {}
    refused: list[str] = []
    for contact_id in dict.fromkeys(contact_ids):
        contact = await _held(session, contact_id)
        seen = {contact_id}
        while contact is not None and contact.merged_into_id not in {None, *seen}:
            seen.add(contact.id)
            contact = await _held(session, contact.merged_into_id)
        if contact is None:
            refused.append(str(contact_id))
        elif contact.deleted_at is not None or is_blocked(
            contact.privacy_blocked, contact.minor, contact.parental_consent_received
        ):
            refused.append(f"{contact.name} ({contact.no})")
        else:
            known[contact_id] = contact
    if refused:
        raise ContactsRefused(contacts=", ".join(refused))
    return [known[contact_id] for contact_id in contact_ids]


async def _held(session: AsyncSession, contact_id: int | None) -> Contact | None:
    return await session.get(Contact, contact_id, with_for_update={"read": True})


async def _there(session: AsyncSession, no: str, ids: Collection[int]) -> set[int]:
    """Those of the contacts that stand on a line."""
    there = select(SegmentLine.contact_id).where(
        SegmentLine.segment_no == no, SegmentLine.contact_id.in_(ids)
    )
    return {key for key in await session.scalars(there.distinct()) if key is not None}
