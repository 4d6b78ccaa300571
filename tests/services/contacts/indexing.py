"""The index of contacts made from nothing."""

from sqlalchemy import delete, update

from bot.models import Contact, ContactToIndex, ContactWord, NearWord
from bot.services.contacts.index import index_missing
from bot.storage.database import Database


async def index_anew(database: Database) -> int:
    """Index every contact as if none ever was; the answer is how many."""
    async with database.begin() as session:
        for table in (ContactWord, NearWord, ContactToIndex):
            await session.execute(delete(table))
        await session.execute(update(Contact).values(search_name=""))
    return await index_missing(database)
