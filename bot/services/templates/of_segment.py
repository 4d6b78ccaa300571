"""The template of a segment, inside its caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.segments import TemplateUnavailable
from bot.models import InteractionTemplate
from bot.services.templates.facts import facts, template_rows
from bot.services.templates.names import NAME, read_in

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.template_facts import TemplateFacts

_TEMPLATE = template_rows(NAME)
_HELD_TEMPLATE = _TEMPLATE.with_for_update(read=True, of=InteractionTemplate)


async def chosen_template(
    session: AsyncSession, code: str, *, new: bool, locale: str = "en"
) -> TemplateFacts:
    """A template with its languages, called as in ``locale``. Raises `TemplateUnavailable`.

    An archived one stays where it was chosen already, but can't be chosen (`new`), and whoever
    archives one that is being chosen waits.
    """
    statement = _HELD_TEMPLATE if new else _TEMPLATE
    rows = (await session.execute(statement, {"wanted": code, **read_in(locale)})).all()
    if not rows or (new and rows[0].archived_at is not None):
        raise TemplateUnavailable(code=code)
    return facts(rows)
