"""The next number of a series, inside its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.models import NumberSeries

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def next_number(
    session: AsyncSession, code: str, *, description: str, prefix: str, digits: int
) -> str:
    """Draw a number; whoever draws at the same time waits and gets the one after it.

    A series that is missing is made from `description`, `prefix` and `digits`: it would be an
    error in Business Central, but a user of Slack can't set one up.
    """
    draw = (
        update(NumberSeries)
        .where(NumberSeries.code == code)
        .values(last_used=NumberSeries.last_used + 1)
        .returning(NumberSeries.prefix, NumberSeries.last_used, NumberSeries.digits)
        .execution_options(synchronize_session=False)
    )
    row = (await session.execute(draw)).one_or_none()
    if row is None:
        await _make(session, code, description, prefix, digits)
        row = (await session.execute(draw)).one()
    return f"{row.prefix}{row.last_used:0{row.digits}}"


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
