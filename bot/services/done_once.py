"""Each act is done once, by however many processes it is delivered to: one way for all of them.

The transaction that does it begins with the act's key and ends with what came of it, so both are
there or neither is: a process that dies, or a form that is refused, leaves the key free. Whoever
gets the same act meanwhile waits (PostgreSQL for the key, SQLite for the writer's turn) and then
finds what came of it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite says it in the same words

from bot.domain.errors.base import DoneBefore
from bot.models import DoneAct
from bot.storage.transaction_scripts import Ask, perform

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.storage.database import Database
    from bot.storage.transaction_scripts import Script

T = TypeVar("T")

REMEMBERED_FOR = timedelta(days=7)
"""A window may stay open over a weekend before its user tries again."""

_TABLE = cast("Table", DoneAct.__table__)
_KEY = bindparam("the_key", type_=_TABLE.c.key.type)
_BEGIN = (
    insert(_TABLE)
    .values(key=_KEY, entered=bindparam("what_was_entered", type_=_TABLE.c.entered.type))
    .on_conflict_do_nothing()
    .returning(_TABLE.c.key)
)
_FOUND = select(_TABLE.c.entered, _TABLE.c.result).where(_TABLE.c.key == _KEY)
_END = (
    update(_TABLE)
    .where(_TABLE.c.key == _KEY)
    .values(result=bindparam("what_came_of_it", type_=_TABLE.c.result.type))
)


async def once(
    db: Database, act: Act | None, kind: type[T], work: Callable[[AsyncSession], Awaitable[T]]
) -> T:
    """What ``work`` returns, or returned when this act was done before.

    ``work`` gets the session of the transaction. ``kind`` is the type of what it returns, which
    JSON can hold. Without ``act``, as for what nobody pressed, it is always done. Raises what
    ``work`` does, and :class:`bot.domain.errors.base.DoneBefore`.
    """
    done, _ = await once_and_whether(db, act, kind, work)
    return done


async def once_and_whether(
    db: Database, act: Act | None, kind: type[T], work: Callable[[AsyncSession], Awaitable[T]]
) -> tuple[T, bool]:
    """The same, and whether it was done by this very call."""
    async with db.begin() as session:
        if act is None:
            return await work(session), True
        before = await perform(session, _begin(act))
        if before is not None:
            return _read(kind, before), False
        result = await work(session)
        await session.flush()
        await perform(session, _end(act, _written(kind, result)))
        return result, True


async def earlier(db: Database, act: Act, kind: type[T]) -> T | None:
    """What came of an act that was done; None for another one."""
    async with db.read() as session:
        result = await session.scalar(select(DoneAct.result).where(DoneAct.key == act.key))
    return None if result is None else _read(kind, result)


def script_once(act: Act | None, kind: type[T], script: Script[T]) -> Script[tuple[T, bool]]:
    """The same for a script that is gone through in a transaction of its own."""
    if act is None:
        return (yield from script), True
    before = yield from _begin(act)
    if before is not None:
        return _read(kind, before), False
    result = yield from script
    yield from _end(act, _written(kind, result))
    return result, True


async def forget_old(db: Database, now: datetime) -> None:
    """Remove the keys of what was done longer than :data:`REMEMBERED_FOR` ago."""
    async with db.begin() as session:
        await session.execute(delete(DoneAct).where(DoneAct.done_at <= now - REMEMBERED_FOR))


def _begin(act: Act) -> Script[str | None]:
    """Take the key; what came of the act where somebody else has it."""
    taken = yield Ask(_BEGIN, {"the_key": act.key, "what_was_entered": act.entered})
    if taken.rows:
        return None
    (found,) = (yield Ask(_FOUND, {"the_key": act.key})).rows
    if found.entered != act.entered:
        raise DoneBefore
    return str(found.result)


def _end(act: Act, result: str) -> Script[None]:
    yield Ask(_END, {"the_key": act.key, "what_came_of_it": result})


def _written(kind: type[T], result: T) -> str:
    return _adapter(cast("Any", kind)).dump_json(result).decode()


def _read(kind: type[T], result: str) -> T:
    found: T = _adapter(cast("Any", kind)).validate_json(result)
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
