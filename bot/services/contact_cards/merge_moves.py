"""What points to a contact, moved to the one that it was merged into, and back.

Each is one statement for a table, in the caller's transaction. Interactions keep the name that
their contact had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, and_, delete, insert, or_, select, tuple_, update

from bot.models import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    Interaction,
    Opportunity,
    Segment,
    SegmentLine,
    Task,
)
from bot.services.row_json import row_from_json, row_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Base

BATCH = 500
"""Rows that a statement names by their keys."""

BELONGINGS: tuple[type[Base], ...] = (
    ContactMailingGroup,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactBusinessRelation,
)
"""Tables of which a contact has each code once."""

ONCE: tuple[type[Base], ...] = (SegmentLine, *BELONGINGS)
"""Where the contact that stays keeps its own row if both have one."""

POINTING: tuple[tuple[type[Base], str], ...] = (
    (Contact, "company_id"),
    (Interaction, "contact_id"),
    (Interaction, "contact_company_id"),
    (Opportunity, "contact_id"),
    (Opportunity, "contact_company_id"),
    (Task, "contact_id"),
    (Task, "contact_company_id"),
    (SegmentLine, "contact_id"),
    (SegmentLine, "contact_company_id"),
    *((table, "contact_id") for table in BELONGINGS),
)

Keys = list[list[Any]]


async def move(
    session: AsyncSession, loser: int, winner: int
) -> tuple[dict[str, Keys], dict[str, list[dict[str, Any]]]]:
    """The keys of what points to the winner now, by table and column; and by table the rows that
    are gone since the winner had the like: in the same segment, of the same code."""
    await _touch_segments(session, (loser, winner))
    dropped: dict[str, list[dict[str, Any]]] = {}
    for model in ONCE:
        rows = await _drop_doubles(session, model, loser, winner)
        if rows:
            dropped[model.__tablename__] = rows
    moved: dict[str, Keys] = {}
    for model, column in POINTING:
        table = _table(model)
        keys = select(*table.primary_key).where(table.c[column] == loser)
        found = [list(key) for key in await session.execute(keys)]
        if found:
            await session.execute(
                update(table).where(table.c[column] == loser).values({column: winner})
            )
            moved[f"{table.name}.{column}"] = [_after(table, column, key, winner) for key in found]
    return moved, dropped


async def move_back(
    session: AsyncSession,
    loser: int,
    winner: int,
    moved: Mapping[str, Keys],
    dropped: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """The reverse, of what still points to the winner; what went elsewhere meanwhile stays
    there, and what was logged or removed is gone."""
    await _touch_segments(session, (winner,))
    for model, column in POINTING:
        table = _table(model)
        keys = moved.get(f"{table.name}.{column}", [])
        for start in range(0, len(keys), BATCH):
            named = _named(table, keys[start : start + BATCH])
            await session.execute(
                update(table).where(named, table.c[column] == winner).values({column: loser})
            )
    for model in ONCE:
        for kept in dropped.get(model.__tablename__, ()):
            row = row_from_json(model, kept)
            if await _has_room(session, model, row):
                await session.execute(insert(model).values(**row))


async def _has_room(session: AsyncSession, model: type[Base], row: Mapping[str, Any]) -> bool:
    """Whether the row's key is free, and its segment still there."""
    table = _table(model)
    key = and_(*(column == row[column.name] for column in table.primary_key))
    if (await session.execute(select(*table.primary_key).where(key))).first() is not None:
        return False
    return model is not SegmentLine or await session.get(Segment, row["segment_no"]) is not None


async def _touch_segments(session: AsyncSession, contacts: Sequence[int]) -> None:
    """Nobody logs another preview than they saw."""
    having = select(SegmentLine.segment_no).where(
        or_(SegmentLine.contact_id.in_(contacts), SegmentLine.contact_company_id.in_(contacts))
    )
    await session.execute(
        update(Segment)
        .where(Segment.no.in_(having))
        .values(revision=Segment.revision + 1)
        .execution_options(synchronize_session=False)
    )


async def _drop_doubles(
    session: AsyncSession, model: type[Base], loser: int, winner: int
) -> list[dict[str, Any]]:
    """Remove the loser's rows whose like the winner has."""
    table = _table(model)
    same = "segment_no" if model is SegmentLine else "code"
    winners = select(table.c[same]).where(table.c.contact_id == winner)
    doubles = and_(table.c.contact_id == loser, table.c[same].in_(winners))
    found = await session.execute(select(table).where(doubles))
    rows = [row_to_json(dict(row)) for row in found.mappings()]
    if rows:
        await session.execute(delete(table).where(doubles))
    return rows


def _after(table: Table, column: str, key: list[Any], winner: int) -> list[Any]:
    """A row's key once its column points to the winner."""
    names = [part.name for part in table.primary_key]
    return [winner if name == column else part for name, part in zip(names, key, strict=True)]


def _named(table: Table, keys: Sequence[Sequence[Any]]) -> ColumnElement[bool]:
    columns = tuple(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_([tuple(key) for key in keys])


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)
