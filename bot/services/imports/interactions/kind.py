"""Files of interactions: the history that a company brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.imports.interaction_columns import LAYOUT
from bot.domain.imports.outcomes import Outcome
from bot.domain.messages import N_, Text
from bot.services.exports.interactions import INTERACTIONS as EXPORTED
from bot.services.imports.interactions.plan import InteractionPlan
from bot.services.imports.interactions.rows import read_interaction
from bot.services.imports.interactions.undo import undo_interactions
from bot.services.imports.interactions.write import InteractionWriter
from bot.services.imports.kinds import Kind
from bot.services.imports.layouts import with_headings_of
from bot.services.imports.staging import RecordStaging

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.imports.cells import Manner
    from bot.domain.imports.outcomes import Undone
    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Progress

_OTHERWISE = N_("Row {row} is about the same, and says otherwise.")


class Interactions(Kind[RecordStaging]):
    """Known by the id of the other system beside the contact, or by all that a row says."""

    name = "interactions"
    layout = with_headings_of(
        EXPORTED,
        LAYOUT,
        {
            "template_description": "template_code",
            "salesperson_name": "salesperson_code",
        },
    )
    held = ("contacts",)

    def staging(self) -> RecordStaging:
        return RecordStaging()

    def stage(
        self, source: Source, staging: RecordStaging, manner: Manner, progress: Progress
    ) -> None:
        today = self.occasion.now.date()
        for number, cells, _ in source.rows:
            row = read_interaction(number, cells, source.present, manner, today)
            if isinstance(row, list):
                staging.add_ended(number, Outcome.REFUSED, row)
            elif earlier := staging.of_key(row.key):
                same = earlier[0].values == row.values
                problem = Text(_OTHERWISE, {"row": str(earlier[0].number)})
                outcome = Outcome.REPEATED if same else Outcome.REFUSED
                staging.add_ended(number, outcome, [] if same else [problem])
            else:
                staging.add(row)
            progress(1)

    async def plan(self, session: AsyncSession, staging: RecordStaging, progress: Progress) -> None:
        await InteractionPlan(session, staging, self.occasion.now).make(progress)

    async def write(
        self, session: AsyncSession, staging: RecordStaging, import_id: int, progress: Progress
    ) -> int:
        await InteractionWriter(session, staging, import_id, self.occasion.now).write(progress)
        return 0

    async def undo(self, session: AsyncSession, import_id: int) -> Undone:
        return await undo_interactions(session, import_id, self.occasion.now)
