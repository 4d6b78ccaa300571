"""The next number of a series, inside its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.models import Contact, NumberSeries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncSession


async def next_number(
    session: AsyncSession, code: str, *, description: str, prefix: str, digits: int
) -> str:
    """Draw a number; whoever draws at the same time waits and gets the one after it.

    A series that is missing is made from `description`, `prefix` and `digits`: it would be an
    error in Business Central, but a user of Slack can't set one up.
    """
    return (await _draw(session, 1, code, description=description, prefix=prefix, digits=digits))[0]


async def next_contact_numbers(
    session: AsyncSession, count: int, promised: Callable[[str], bool]
) -> list[str]:
    """Draw numbers for so many new contacts; those in use or `promised` to others are skipped."""
    numbers: list[str] = []
    while missing := count - len(numbers):
        drawn = await _draw(
            session, missing, "CONTACT", description="Contacts", prefix="CT", digits=6
        )
        used = set(await session.scalars(select(Contact.no).where(Contact.no.in_(drawn))))
        numbers += (no for no in drawn if no not in used and not promised(no))
    return numbers


async def _draw(
    session: AsyncSession, count: int, code: str, *, description: str, prefix: str, digits: int
) -> list[str]:
    draw = (
        update(NumberSeries)
        .where(NumberSeries.code == code)
        .values(last_used=NumberSeries.last_used + count)
        .returning(NumberSeries.prefix, NumberSeries.last_used, NumberSeries.digits)
        .execution_options(synchronize_session=False)
    )
    row = (await session.execute(draw)).one_or_none()
    if row is None:
        await _make(session, code, description, prefix, digits)
        row = (await session.execute(draw)).one()
    first = row.last_used - count + 1
    return [f"{row.prefix}{last:0{row.digits}}" for last in range(first, row.last_used + 1)]


async def _make(
    session: AsyncSession, code: str, description: str, prefix: str, digits: int
) -> None:
    made = insert(NumberSeries).values(
        code=code, description=description, prefix=prefix, digits=digits
    )
    try:
        async with session.begin_nested():
            await session.execute(made)
    except IntegrityError:
        # Somebody else made it first.
        await session.scalar(select(NumberSeries.code).where(NumberSeries.code == code))
