"""Reads a line typed after ``/interaction`` (see :mod:`bot.domain.wizard.one_line`)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import dateparser
from sqlalchemy import select

from bot.domain.enums import InformationFlow
from bot.domain.wizard.one_line import OneLine, Template, read
from bot.models import InteractionTemplate, InteractionTemplateLanguage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.people.person import Person
    from bot.storage.database import Database

LANGUAGES = ["en", "fr"]
_ORDER = {"en": "MDY", "fr": "DMY"}
_TEMPLATES = (
    select(
        InteractionTemplate.code,
        InteractionTemplate.description,
        InteractionTemplate.information_flow,
        InteractionTemplateLanguage.description.label("named"),
    )
    .outerjoin(
        InteractionTemplateLanguage,
        InteractionTemplateLanguage.template_code == InteractionTemplate.code,
    )
    .where(InteractionTemplate.archived_at.is_(None))
    .order_by(InteractionTemplate.code)
)


class Lines:
    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def read(self, line: str, person: Person) -> OneLine:
        """What a line says, in either language, seen from the person's day and clock."""
        async with self._db.read() as session:
            rows = (await session.execute(_TEMPLATES)).all()
        names: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
        for row in rows:
            outbound = row.information_flow is InformationFlow.OUTBOUND
            names[row.code, outbound] |= {row.description, row.named or row.description}
        templates = [Template(code, tuple(said), out) for (code, out), said in names.items()]
        now = self._clock().astimezone(ZoneInfo(person.zone)).replace(tzinfo=None)

        def read_moment(words: str) -> tuple[datetime, bool] | None:
            return moment(words, now, person.locale)

        # Beside the event loop: the first date of a process loads the library's languages.
        return await asyncio.to_thread(read, line, templates, read_moment)


def moment(words: str, now: datetime, locale: str = "en") -> tuple[datetime, bool] | None:
    """A day, and maybe a time, in words: in the past, where that is left open. ``now`` is local.

    The answer says whether a time was among the words; None for what is no moment.
    """
    bare = words.strip().removesuffix(" dernier")
    settings = {
        "RELATIVE_BASE": now,
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": _ORDER.get(locale, "DMY"),
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(bare, languages=LANGUAGES, settings=settings)
    if found is None:
        return None
    # Without a time the library gives midnight, or the time of now.
    timed = (found.hour, found.minute) not in {(0, 0), (now.hour, now.minute)}
    return found, timed


def warm() -> None:
    """Have the library load its languages, which takes most of a second, before anybody waits for
    a window whose trigger lives for three."""
    for words in ("yesterday at 10:30", "hier à 10h30"):
        moment(words, datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
