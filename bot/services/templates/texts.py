"""The texts of interaction templates, language by language: read, written and removed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.acts import doer
from bot.domain.errors.setup import (
    DefaultLanguageNeeded,
    RecordUnknown,
    TextChanged,
    TextsDisagree,
    TextTaken,
    TextUnknown,
)
from bot.domain.people.rights import Right, check
from bot.domain.setup.template_texts import (
    CONTENT_LENGTH,
    TemplateText,
    default_language_problem,
    wizard_action_problem,
)
from bot.models import InteractionTemplate, InteractionTemplateLanguage
from bot.services.done_once import once
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database

AUDITED = "interaction_template_languages"


class TemplateTexts:
    """Every method raises :class:`bot.domain.errors.people.NotAllowed` for who may not."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def of(self, by: Person, code: str) -> tuple[TemplateText, ...]:
        """The texts of a template, by language."""
        check(by, Right.SEE_SETUP)
        statement = (
            select(InteractionTemplateLanguage)
            .where(InteractionTemplateLanguage.template_code == code)
            .order_by(InteractionTemplateLanguage.language_code)
        )
        async with self._db.read() as session:
            return tuple(map(_text, await session.scalars(statement)))

    async def one(self, by: Person, code: str, language: str) -> TemplateText:
        """Raises :class:`bot.domain.errors.setup.TextUnknown`."""
        check(by, Right.SEE_SETUP)
        async with self._db.read() as session:
            row = await session.get(InteractionTemplateLanguage, (code, language))
            if row is None:
                raise TextUnknown
            return _text(row)

    async def add(self, code: str, text: TemplateText, *, act: Act | None) -> str:
        """A text in one more language. Raises ``RecordUnknown``, ``TextTaken`` and
        ``TextsDisagree``."""

        async def adding(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            template = await _held(session, code)
            there = await session.get(InteractionTemplateLanguage, (code, text.language_code))
            if there is not None:
                raise TextTaken
            if template.language_code is None and not (await session.scalars(_of(template))).all():
                template.language_code = text.language_code  # else nobody else would read it
            _agree(template, text)
            named = replace(text, description=text.description or template.description)
            session.add(InteractionTemplateLanguage(template_code=code, **asdict(named)))
            self._audit(session, act, _done("create", code, text.language_code), after=named)
            return text.language_code

        return await once(self._db, act, str, adding)

    async def change(self, code: str, text: TemplateText, *, seen: str, act: Act | None) -> str:
        """Change a text, all but its language; ``seen`` is the :func:`mark` of what its user saw.
        Raises ``RecordUnknown``, ``TextUnknown``, ``TextChanged`` and ``TextsDisagree``."""

        async def changing(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            template = await _held(session, code)
            row = await _existing(session, code, text.language_code)
            before = _text(row)
            if mark(before) != seen:
                raise TextChanged
            _agree(template, text)
            row.description = text.description or template.description
            if text.content != before.content[:CONTENT_LENGTH].strip():
                row.content = text.content or None  # a form holds no more of a longer one
            done = _done("change", code, text.language_code)
            self._audit(session, act, done, before=before, after=_text(row))
            return text.language_code

        return await once(self._db, act, str, changing)

    async def remove(self, code: str, language: str, *, act: Act | None) -> str:
        """Raises ``RecordUnknown``, ``TextUnknown`` and ``DefaultLanguageNeeded``."""

        async def removing(session: AsyncSession) -> str:
            check(doer(act), Right.SETUP)
            template = await _held(session, code)
            row = await _existing(session, code, language)
            if template.language_code == language:
                raise DefaultLanguageNeeded
            self._audit(session, act, _done("delete", code, language), before=_text(row))
            await session.delete(row)
            return language

        return await once(self._db, act, str, removing)

    def _audit(
        self,
        session: AsyncSession,
        act: Act | None,
        done: Done,
        *,
        before: TemplateText | None = None,
        after: TemplateText | None = None,
    ) -> None:
        record_act(
            session,
            doer(act),
            self._clock(),
            done,
            before=asdict(before) if before else None,
            after=asdict(after) if after else None,
        )


def _done(what: str, code: str, language: str) -> Done:
    return Done(what, AUDITED, f"{code} {language}")


def mark(text: TemplateText) -> str:
    """Tells a text from every other, for a window to carry."""
    parts = "\0".join((text.language_code, text.description, text.content))
    return hashlib.blake2s(parts.encode(), digest_size=8).hexdigest()


async def _held(session: AsyncSession, code: str) -> InteractionTemplate:
    """The template, locked: two who write its texts, or its wizard action, go one by one."""
    template = await session.get(InteractionTemplate, code, with_for_update=True)
    if template is None:
        raise RecordUnknown(code=code)
    return template


async def _existing(session: AsyncSession, code: str, language: str) -> InteractionTemplateLanguage:
    row = await session.get(InteractionTemplateLanguage, (code, language))
    if row is None:
        raise TextUnknown
    return row


async def settle(session: AsyncSession, template: InteractionTemplate, *, new: bool) -> None:
    """Make sure that a written template goes together with its texts: a new one gets a row in its
    default language, called as it is. Raises ``TextsDisagree``."""
    texts = {row.language_code: row.content or "" for row in await session.scalars(_of(template))}
    language = template.language_code
    if new and language:
        session.add(
            InteractionTemplateLanguage(
                template_code=template.code,
                language_code=language,
                description=template.description,
            )
        )
        texts[language] = ""
    if problem := default_language_problem(language, texts):
        raise TextsDisagree("language_code", problem)
    if language and (problem := wizard_action_problem(template.wizard_action, texts[language])):
        raise TextsDisagree("wizard_action", problem)


def _of(template: InteractionTemplate) -> Select[InteractionTemplateLanguage]:
    return select(InteractionTemplateLanguage).where(
        InteractionTemplateLanguage.template_code == template.code
    )


def _agree(template: InteractionTemplate, text: TemplateText) -> None:
    if template.language_code == text.language_code and (
        problem := wizard_action_problem(template.wizard_action, text.content)
    ):
        raise TextsDisagree("content", problem)


def _text(row: InteractionTemplateLanguage) -> TemplateText:
    return TemplateText(row.language_code, row.description, row.content or "")
