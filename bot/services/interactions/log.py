"""The interaction log: finishing a draft, and reading back what was logged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, select

from bot.domain.logged_interaction import LoggedInteraction
from bot.models import Interaction, InteractionComment, InteractionTemplate, Salesperson
from bot.services.interactions.participants import others_checked
from bot.services.interactions.rows import Participant, write
from bot.services.interactions.targets import checked, found_for, hold
from bot.services.templates.names import NAME, read_in
from bot.storage.drawn_ids import tried_again

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from bot.domain.people.person import Person
    from bot.domain.wizard.checks import Entry
    from bot.storage.database import Database
    from bot.storage.transaction_scripts import Script


class InteractionLog:
    def __init__(self, db: Database) -> None:
        self._db = db

    @tried_again
    async def log(
        self, draft_id: str, entry: Entry, person: Person, now: datetime
    ) -> tuple[LoggedInteraction, bool]:
        """Write the entry in one transaction. Returns it and whether this call wrote it.

        A draft is logged at most once: a second call, at the same time or after a crash, returns
        the first one's interaction. Raises :class:`NotLoggable`.
        """
        written = await self._db.transact(self._logging(draft_id, entry, person, now))
        if written is not None:
            return written, True
        logged = await self.of_draft(draft_id, person.locale)
        assert logged is not None
        return logged, False

    def _logging(
        self, draft_id: str, entry: Entry, person: Person, now: datetime
    ) -> Script[LoggedInteraction | None]:
        dialect = self._db.dialect
        if dialect == "postgresql":  # SQLite has one writer anyway
            yield from hold(draft_id, entry)
        found = yield from found_for(draft_id, entry, person.locale, dialect)
        if found.interaction_id is not None:
            return None
        first = Participant(entry, checked(found, entry))
        others = yield from others_checked(draft_id, first, person.locale, dialect)
        return (yield from write(draft_id, [first, *others], person, now))

    async def of_draft(self, draft_id: str, locale: str = "en") -> LoggedInteraction | None:
        """The interaction that a draft has become, with its template's name in ``locale``."""
        rows = await self._db.fetch(_OF_DRAFT, {"draft": draft_id, **read_in(locale)})
        if not rows:
            return None
        others: Sequence[Any] = ()
        if rows[0].together_id is not None:
            others = await self._db.fetch(_TOGETHER_WITH, {"first": rows[0].id})
        return replace(_read(rows[0]), also=tuple(other.contact_name for other in others))

    async def logged_drafts(self, draft_ids: Collection[str]) -> set[str]:
        """Which of these drafts are in the log already."""
        ids, found = list(draft_ids), set[str]()
        for start in range(0, len(ids), _DRAFTS_AT_ONCE):
            some = ids[start : start + _DRAFTS_AT_ONCE]
            asked = dict.fromkeys(_DRAFT_NAMES) | dict(zip(_DRAFT_NAMES, some, strict=False))
            found.update(row.draft_id for row in await self._db.fetch(_LOGGED_DRAFTS, asked))
        return found

    async def latest_of(
        self, salesperson_code: str, limit: int = 10, *, locale: str = "en"
    ) -> list[LoggedInteraction]:
        """The last interactions that a salesperson did, newest first."""
        asked = {"salesperson": salesperson_code, "most": limit, **read_in(locale)}
        rows = await self._db.fetch(_LATEST, asked)
        return [_read(row) for row in rows]


def _logged() -> Select[*tuple[Any, ...]]:
    comment = (
        select(InteractionComment.comment)
        .where(InteractionComment.interaction_id == Interaction.id)
        .order_by(InteractionComment.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Interaction.id,
            Interaction.draft_id,
            Interaction.contact_id,
            Interaction.contact_name,
            Interaction.contact_company_name,
            Interaction.description,
            Interaction.date,
            Interaction.time,
            Interaction.duration_min,
            Interaction.cost,
            Interaction.evaluation,
            Interaction.attempt_failed,
            Interaction.canceled,
            Interaction.logged_by,
            Interaction.together_id,
            NAME.label("template"),
            Salesperson.name.label("salesperson"),
            comment.label("comment"),
        )
        .join(InteractionTemplate, InteractionTemplate.code == Interaction.template_code)
        .join(Salesperson, Salesperson.code == Interaction.salesperson_code)
    )


_OF_DRAFT = (
    _logged().where(Interaction.draft_id == bindparam("draft")).order_by(Interaction.id).limit(1)
)
_TOGETHER_WITH = (
    select(Interaction.contact_name)
    .where(
        Interaction.together_id == bindparam("first", type_=Integer),
        Interaction.id != bindparam("first", type_=Integer),
    )
    .order_by(Interaction.id)
)
_LATEST = (
    _logged()
    .where(
        Interaction.salesperson_code == bindparam("salesperson"),
        Interaction.deletion_id.is_(None),
    )
    .order_by(Interaction.logged_at.desc(), Interaction.id.desc())
    .limit(bindparam("most", type_=Integer))
)


_DRAFTS_AT_ONCE = 10
"""As many as a page of a list has."""
_DRAFT_NAMES = [f"draft_{n}" for n in range(_DRAFTS_AT_ONCE)]
_LOGGED_DRAFTS = select(Interaction.draft_id).where(
    Interaction.draft_id.in_([bindparam(name) for name in _DRAFT_NAMES])
)


def _read(row: Any) -> LoggedInteraction:
    return LoggedInteraction(
        id=row.id,
        draft_id=row.draft_id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        company_name=row.contact_company_name,
        template=row.template,
        description=row.description,
        date=row.date,
        time=row.time,
        duration_min=row.duration_min,
        cost=row.cost,
        evaluation=row.evaluation and str(row.evaluation),
        attempt_failed=row.attempt_failed,
        canceled=row.canceled,
        salesperson=row.salesperson,
        logged_by=row.logged_by,
        comment=row.comment,
    )
