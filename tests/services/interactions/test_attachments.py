"""Files of interactions: fetched once, found until they are."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.models import Attachment
from bot.services.interactions.attachments import Attachments
from tests.making import NOW
from tests.services.company import MEAGAN
from tests.services.desk import Desk, call


async def _logged_with_files(desk: Desk, *ids: str) -> None:
    for file_id in ids:
        window = await desk.open()
        await window.change(**call(MEAGAN, template="INSDOC"))
        await window.next()
        await window.type(content={"id": file_id, "name": f"{file_id}.pdf"}).finish()


async def test_files_are_to_be_fetched_until_they_are_stored(desk: Desk) -> None:
    attachments = Attachments(desk.database)
    await _logged_with_files(desk, "F1", "F2")
    (first, one), (second, two) = await attachments.to_fetch()
    assert (one, two) == ("F1", "F2")
    await attachments.store(first, b"\x00\xffpdf", NOW)
    assert await attachments.to_fetch() == [(second, "F2")]
    async with desk.database.read() as session:
        statement = select(Attachment).options(undefer(Attachment.content))
        stored = (await session.scalars(statement.where(Attachment.id == first))).one()
    assert (stored.content, stored.size, stored.fetched_at) == (b"\x00\xffpdf", 5, NOW)


async def test_a_second_fetch_changes_nothing(desk: Desk) -> None:
    attachments = Attachments(desk.database)
    await _logged_with_files(desk, "F1")
    ((key, _),) = await attachments.to_fetch()
    await attachments.store(key, b"first", NOW)
    await attachments.store(key, b"second", NOW)
    async with desk.database.read() as session:
        content = (await session.scalars(select(Attachment.content))).one()
    assert content == b"first"


async def test_a_round_takes_no_more_than_asked(desk: Desk) -> None:
    await _logged_with_files(desk, "F1", "F2", "F3")
    found = await Attachments(desk.database).to_fetch(limit=2)
    assert [file_id for _, file_id in found] == ["F1", "F2"]
