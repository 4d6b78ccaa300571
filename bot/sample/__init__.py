"""The sample company: Business Central's demo set, 260 made-up contacts and a history.

The tables are CSV files in `data/`, the texts of templates lie in `content/`. Dates count from the
`today` that is passed in; the same day gives the same company.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from bot.domain.errors.base import SampleDataRefused
from bot.models import Contact
from bot.sample.history import add_history
from bot.sample.people import add_contacts
from bot.sample.pipeline import add_opportunities, add_segments, add_tasks
from bot.sample.setup import add_setup
from bot.services.contacts.index import index_contacts
from bot.storage.database import Database
from bot.storage.drawn_ids import tried_again


@dataclass(frozen=True, slots=True)
class SeedReport:
    """How many rows of each kind were added."""

    salespeople: int
    templates: int
    contacts: int
    opportunities: int
    segments: int
    tasks: int
    interactions: int


@tried_again
async def seed(db: Database, today: date, *, force: bool = False) -> SeedReport:
    """Add the sample company in one transaction.

    Raises `SampleDataRefused` when there are contacts already and not `force`. With `force` the
    contacts and their history are added under new numbers; codes and numbers of anything else
    that are taken already stay as they are.
    """
    async with db.begin() as session:
        if not force and await session.scalar(select(func.count()).select_from(Contact)):
            raise SampleDataRefused
        setup = await add_setup(session, today)
        contacts = await add_contacts(session)
        opportunities = await add_opportunities(session, today, contacts)
        segments = await add_segments(session, today, contacts)
        tasks = await add_tasks(session, today, contacts)
        interactions = await add_history(session, today, contacts)
        await index_contacts(session, [contact.id for contact in contacts])
    return SeedReport(
        salespeople=setup.salespeople,
        templates=setup.templates,
        contacts=len(contacts),
        opportunities=opportunities,
        segments=segments,
        tasks=tasks,
        interactions=interactions,
    )
