"""Files of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.services.imports.contacts.plan import Plan, stage
from bot.services.imports.contacts.staging import ContactStaging
from bot.services.imports.contacts.undo import undo_contacts
from bot.services.imports.contacts.write import Writer
from bot.services.imports.kinds import Kind
from bot.services.imports.layouts import CONTACTS

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.imports.cells import Manner
    from bot.domain.imports.outcomes import Undone
    from bot.services.imports.files.source import Source
    from bot.services.imports.kinds import Progress


class Contacts(Kind[ContactStaging]):
    """Companies and persons, known by number, external id, e-mail, phone and name."""

    name = "contacts"
    layout = CONTACTS
    held = ("contacts",)
    labels = {"company_id": N_("Company")}  # noqa: RUF012 - read only, as declared

    def staging(self) -> ContactStaging:
        return ContactStaging()

    def stage(
        self, source: Source, staging: ContactStaging, manner: Manner, progress: Progress
    ) -> None:
        stage(source, staging, manner, self.occasion.region, progress)

    async def plan(
        self, session: AsyncSession, staging: ContactStaging, progress: Progress
    ) -> None:
        await Plan(session, staging, self.occasion.region).make(progress)

    async def write(
        self, session: AsyncSession, staging: ContactStaging, import_id: int, progress: Progress
    ) -> int:
        region, now = self.occasion.region, self.occasion.now
        return await Writer(session, staging, import_id, region, now).write(progress)

    def count_made(self, staging: ContactStaging) -> int:
        return staging.count_companies_to_create()

    async def undo(self, session: AsyncSession, import_id: int) -> Undone:
        return await undo_contacts(session, import_id, self.occasion.region, self.occasion.now)
