"""The audit trail: who changed what in the set-up, and what it was before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, func, insert, select

from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.domain.setup.shown import Audited
from bot.models import AuditEntry, Salesperson
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.people.person import Person
    from bot.storage.database import Database
    from bot.storage.transaction_scripts import Script


@dataclass(frozen=True, slots=True)
class Done:
    """What was done (``create``, ``change``, ``archive`` …) to which record of which kind."""

    act: str
    kind: str
    subject: str


def record_act(
    session: AsyncSession,
    by: Person | None,
    now: datetime,
    done: Done,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write an entry in the transaction that does the act; of what was changed, what differs.
    Nothing is written of a change of nothing."""
    old, new = _plain(before or {}), _plain(after or {})
    differs = {key for key in (*old, *new) if old.get(key) != new.get(key)}
    if done.act == "change" and not differs:
        return
    session.add(
        AuditEntry(
            done_at=now,
            done_by=by.user_id if by else None,
            act=done.act,
            kind=done.kind,
            subject=done.subject,
            before={key: old[key] for key in old if key in differs} or None,
            after={key: new[key] for key in new if key in differs} or None,
        )
    )


_TABLE = cast("Table", AuditEntry.__table__)
_WRITTEN = ("done_at", "done_by", "act", "kind", "subject", "after")
_ADD = insert(_TABLE).values(
    {name: bindparam(f"the_{name}", type_=_TABLE.c[name].type) for name in _WRITTEN}
)


def record_in_script(
    by: Person, now: datetime, done: Done, after: Mapping[str, Any]
) -> Script[None]:
    """The same for an act that is a script of statements; of a bulk act, what it made."""
    values = (now, by.user_id, done.act, done.kind, done.subject, _plain(after))
    named = {f"the_{name}": value for name, value in zip(_WRITTEN, values, strict=True)}
    yield Ask(_ADD, named)


class AuditTrail:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def page(self, by: Person, offset: int, count: int, *, words: str = "") -> Page[Audited]:
        """Newest first; every word is in the record's code or in the name of who did it. Raises
        :class:`bot.domain.errors.people.NotAllowed`."""
        check(by, Right.SEE_SETUP)
        entries = select(AuditEntry, Salesperson.name).outerjoin(
            Salesperson, Salesperson.slack_user_id == AuditEntry.done_by
        )
        for word in words.lower().split():
            entries = entries.where(
                func.lower(AuditEntry.subject).contains(word, autoescape=True)
                | func.lower(Salesperson.name).contains(word, autoescape=True)
            )
        newest = entries.order_by(AuditEntry.id.desc()).offset(offset).limit(count)
        async with self._db.read() as session:
            total = await session.scalar(select(func.count()).select_from(entries.subquery())) or 0
            rows = (await session.execute(newest)).all()
            return Page(tuple(_audited(entry, name) for entry, name in rows), offset, total)


def _audited(row: AuditEntry, name: str | None) -> Audited:
    return Audited(
        row.done_at,
        row.done_by,
        row.act,
        row.kind,
        row.subject,
        row.before or {},
        row.after or {},
        name,
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON can hold them."""
    return {
        key: str(value) if isinstance(value, Decimal | date) else value
        for key, value in values.items()
    }
