"""Files of interaction templates: a row for each language of each, known by its code.

What the rows of one template say of the template itself has to be the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.imports.cells import read_cells
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.template_columns import COLUMNS, LAYOUT, TEXT
from bot.domain.messages import N_, Text
from bot.models import InteractionTemplate
from bot.services.exports.templates import TEMPLATES as EXPORTED
from bot.services.imports.kinds import Kind
from bot.services.imports.layouts import with_headings_of
from bot.services.imports.records import Notes
from bot.services.imports.staging import RecordStaging, StagedRecord
from bot.services.imports.templates.plan import TemplatePlan
from bot.services.imports.templates.undo import undo_templates
from bot.services.imports.templates.write import write_templates
from bot.services.row_json import row_to_json

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.imports.cells import Manner
    from bot.domain.imports.outcomes import Undone
    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Progress

_NO_CODE = N_("The row has no code of a template.")
_NO_LANGUAGE = N_("The row has a text and doesn't say its language.")


class Templates(Kind[RecordStaging]):
    """Groups that a template names and nothing is known of are made."""

    name = "templates"
    layout = with_headings_of(EXPORTED, LAYOUT, {})
    held = (
        "interaction_groups",
        InteractionTemplate.__tablename__,
        "interaction_template_languages",
    )

    def staging(self) -> RecordStaging:
        self._planned = TemplatePlan()
        return RecordStaging()

    def stage(
        self, source: Source, staging: RecordStaging, manner: Manner, progress: Progress
    ) -> None:
        for row in source.rows:
            read = read_cells(COLUMNS, row.by_column, manner)
            if not read.problems and "code" not in read.values:
                read.problems.append(Text(_NO_CODE))
            said = read.values.keys() & TEXT.keys()
            if not read.problems and said and "text_language_code" not in said:
                read.problems.append(Text(_NO_LANGUAGE))
            if read.problems:
                staging.add_ended(row.number, Outcome.REFUSED, read.problems)
            else:
                values = row_to_json(read.values)
                staging.add(StagedRecord(row.number, values["code"], values))
            progress(1)

    async def plan(self, session: AsyncSession, staging: RecordStaging, progress: Progress) -> None:
        await self._planned.make(session, staging, progress)

    def count_made(self, staging: RecordStaging) -> int:  # noqa: ARG002 - planned beside it
        return len(self._planned.groups)

    async def write(
        self, session: AsyncSession, staging: RecordStaging, import_id: int, progress: Progress
    ) -> int:
        groups = self._planned.groups
        notes = Notes(session, import_id, self.occasion.now)
        await write_templates(session, staging, groups, notes, progress)
        return len(groups)

    async def undo(self, session: AsyncSession, import_id: int) -> Undone:
        return await undo_templates(session, import_id)
