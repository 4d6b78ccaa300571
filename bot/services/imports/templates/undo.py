"""Takes an import of templates back: changes first, then what was made and nothing refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.domain.imports.outcomes import Undone
from bot.models import InteractionGroup, InteractionTemplate, InteractionTemplateLanguage
from bot.services.imports.records import imported, put_back, referring
from bot.services.imports.templates.write import GROUPS, TABLE
from bot.services.templates.texts import AUDITED

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def undo_templates(session: AsyncSession, import_id: int) -> Undone:
    """In its caller's transaction. A template that stays keeps the texts that came with it."""
    undone = Undone()
    kept: set[str] = set()
    for noted in await imported(session, import_id, TABLE):
        row = await session.get(InteractionTemplate, noted.code, with_for_update=True)
        if row is None:
            continue
        if noted.changes is not None:
            former, left = put_back(row, InteractionTemplate, noted.changes)
            undone.restored += bool(former)
            undone.left += left
        elif references := await referring(session, TABLE, row.code):
            undone.keep(row.code, row.description, references)
            kept.add(row.code)
        else:
            texts = InteractionTemplateLanguage.template_code == row.code
            await session.execute(delete(InteractionTemplateLanguage).where(texts))
            await session.delete(row)
            undone.removed += 1
    await session.flush()
    await _undo_texts(session, import_id, kept, undone)
    await _undo_groups(session, import_id, undone)
    return undone


async def _undo_texts(
    session: AsyncSession, import_id: int, kept: set[str], undone: Undone
) -> None:
    for noted in await imported(session, import_id, AUDITED):
        code, _, language = noted.code.rpartition(" ")
        text = await session.get(InteractionTemplateLanguage, (code, language))
        if text is None:
            continue
        if noted.changes is not None:
            former, left = put_back(text, InteractionTemplateLanguage, noted.changes)
            undone.restored += bool(former)
            undone.left += left
            continue
        template = await session.get_one(InteractionTemplate, code)
        if code not in kept and template.language_code != language:
            await session.delete(text)
            undone.removed += 1
    await session.flush()


async def _undo_groups(session: AsyncSession, import_id: int, undone: Undone) -> None:
    for noted in await imported(session, import_id, GROUPS):
        row = await session.get(InteractionGroup, noted.code)
        if row is None:
            continue
        if references := await referring(session, GROUPS, row.code):
            undone.keep(row.code, row.description, references)
        else:
            await session.delete(row)
            undone.removed += 1
    await session.flush()
