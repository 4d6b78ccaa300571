"""Writes what an import of templates has planned, in its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.template_columns import TEXT
from bot.models import InteractionGroup, InteractionTemplate, InteractionTemplateLanguage
from bot.services.imports.kinds import ROWS_AT_ONCE
from bot.services.imports.records import Changes, Notes, write_changes
from bot.services.imports.templates.plan import text_of
from bot.services.templates.texts import AUDITED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.kinds import Progress
    from bot.services.imports.staging import RecordStaging, StagedRecord

TABLE = InteractionTemplate.__tablename__
GROUPS = InteractionGroup.__tablename__


async def write_templates(
    session: AsyncSession,
    staging: RecordStaging,
    groups: Mapping[str, str],
    notes: Notes,
    progress: Progress,
) -> None:
    """Write groups, then templates and their texts."""
    for code, description in groups.items():
        session.add(InteractionGroup(code=code, description=description))
        notes.created(GROUPS, code, 0, {"code": code, "description": description})
    await session.flush()
    for batch in staging.batches(Outcome.NEW, ROWS_AT_ONCE):
        for row in batch:
            if row.result["template"] is not None:
                _add_template(session, notes, row, row.result["template"])
        await session.flush()
    for outcome in (Outcome.NEW, Outcome.CHANGED):
        for batch in staging.batches(outcome, ROWS_AT_ONCE):
            for row in batch:
                await _write(session, notes, row)
            await session.flush()
            progress(len(batch))
    await _add_default_texts(session, staging, notes)


def _add_template(
    session: AsyncSession, notes: Notes, row: StagedRecord, values: dict[str, Any]
) -> None:
    template = InteractionTemplate(code=row.key)
    write_changes(template, InteractionTemplate, values)
    session.add(template)
    notes.created(TABLE, row.key, row.number, {"code": row.key, **values})


async def _write(session: AsyncSession, notes: Notes, row: StagedRecord) -> None:
    """The changes of a template, and the text of a row, which is new or changed."""
    changes: Changes = row.result.get("changes", {}) if "template" in row.result else row.result
    of_text = {TEXT[name]: pair for name, pair in changes.items() if name in TEXT}
    of_template = {name: pair for name, pair in changes.items() if name not in TEXT}
    template = await session.get_one(InteractionTemplate, row.key)
    if of_template:
        after = {name: pair[1] for name, pair in of_template.items()}
        write_changes(template, InteractionTemplate, after)
        notes.changed(TABLE, row.key, row.number, of_template)
    language = row.values.get("text_language_code")
    if language is None:
        return
    text = await session.get(InteractionTemplateLanguage, (row.key, language))
    code = f"{row.key} {language}"
    if text is None:
        values = {"description": template.description, "content": None, **text_of(row)}
        _add_text(session, row.key, language, values)
        notes.created(AUDITED, code, row.number, {"language_code": language, **values})
    elif of_text:
        after = {name: pair[1] for name, pair in of_text.items()}
        write_changes(text, InteractionTemplateLanguage, after)
        notes.changed(AUDITED, code, row.number, of_text)


async def _add_default_texts(session: AsyncSession, staging: RecordStaging, notes: Notes) -> None:
    """A new template has a text in its default language, called as it is."""
    for batch in staging.batches(Outcome.NEW, ROWS_AT_ONCE):
        for row in batch:
            values = row.result["template"] or {}
            language = values.get("language_code")
            if not language:
                continue
            if await session.get(InteractionTemplateLanguage, (row.key, language)) is None:
                text = {"description": values["description"], "content": None}
                _add_text(session, row.key, language, text)
                notes.created(AUDITED, f"{row.key} {language}", row.number, text)
        await session.flush()


def _add_text(session: AsyncSession, code: str, language: str, values: dict[str, Any]) -> None:
    session.add(InteractionTemplateLanguage(template_code=code, language_code=language, **values))
