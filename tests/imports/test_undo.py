"""An import can be undone for a week, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from bot.domain.errors.imports import ImportUndone, ImportUnknown
from bot.domain.messages import Text
from bot.models import Contact, ContactWord, ImportRow, Segment, SegmentLine
from bot.services.imports.imports import Imports
from bot.services.imports.prepared import Request
from bot.services.imports.undo import UNDONE_FOR, forget_old
from bot.storage.database import Database
from tests.imports.making import bring, contacts, importer, in_region, write_csv
from tests.imports.test_contacts import ANNA, HEADINGS, add
from tests.making import NOW


async def _words(database: Database) -> set[str]:
    async with database.read() as session:
        return set(await session.scalars(select(ContactWord.word)))


async def test_what_was_created_goes_and_what_was_changed_is_as_before(
    database: Database, tmp_path: Path
) -> None:
    await add(database, name="Ann Berg", email="anna@example.com", city="Lund")
    before = await contacts(database, "no", "name", "city", "phone", "company_id", "country_code")
    path = write_csv(tmp_path / "a.csv", [HEADINGS, ANNA, ["Bo", "Ek", "Acme", "bo@example.com"]])
    report = await bring(database, path)
    assert report.id is not None
    undone = await importer(database).undo(report.id)
    assert (undone.removed, undone.restored, undone.left, undone.kept) == (2, 1, 0, [])
    columns = ("no", "name", "city", "phone", "company_id", "country_code")
    assert await contacts(database, *columns) == before
    words = await _words(database)
    assert "ann" in words
    assert not {"anna", "bo", "acme"} & (words - {"anna"})


async def test_a_created_contact_that_something_refers_to_is_kept_and_named(
    database: Database, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, ANNA, ["Bo", "Ek", "Acme", "bo@example.com"]])
    report = await bring(database, path)
    assert report.id is not None
    async with database.begin() as session:
        await session.execute(insert(Segment).values(no="SM1"))
        await session.execute(insert(SegmentLine).values(segment_no="SM1", line_no=1, contact_id=2))
    undone = await importer(database).undo(report.id)
    assert (undone.removed, undone.kept_count) == (1, 2)
    assert undone.kept == [
        ("CT000002", "Anna Berg", [Text("segment lines")]),
        ("CT000001", "Acme", [Text("other contacts")]),
    ]
    assert await contacts(database, "name") == [("Acme",), ("Anna Berg",)]


async def test_a_value_that_was_changed_since_stays(database: Database, tmp_path: Path) -> None:
    await add(database, email="anna@example.com", city="Lund", phone="1")
    table = [["E-Mail", "City", "Phone"], ["anna@example.com", "Malmö", "2"]]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert report.id is not None
    async with database.begin() as session:
        await session.execute(update(Contact).values(phone="3"))
    undone = await importer(database).undo(report.id)
    assert (undone.restored, undone.left) == (1, 1)
    assert await contacts(database, "city", "phone") == [("Lund", "3")]


async def test_an_import_is_undone_once_and_within_a_week(
    database: Database, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        await bring(database, write_csv(tmp_path / f"{name}.csv", [["Name"], [name]]))
    service = importer(database)
    await service.undo(1)
    with pytest.raises(ImportUndone):
        await service.undo(1)
    with pytest.raises(ImportUnknown):
        await service.undo(3)
    later = Imports(database, lambda: NOW + UNDONE_FOR, in_region("US"))
    with pytest.raises(ImportUnknown):
        await later.undo(2)
    assert [row.file_name for row in (await service.page(None)).rows] == ["b.csv", "a.csv"]
    assert not (await later.page(None)).rows
    await forget_old(database, NOW + UNDONE_FOR - timedelta(seconds=1))
    assert await _rows(database) == 2
    await forget_old(database, NOW + UNDONE_FOR)
    assert await _rows(database) == 0


async def _rows(database: Database) -> int | None:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(ImportRow))


async def test_an_undone_file_can_be_brought_in_again(database: Database, tmp_path: Path) -> None:
    request = Request(write_csv(tmp_path / "a.csv", [HEADINGS, ANNA]))
    service = importer(database)
    first = await service.bring_in(request)
    assert first.id is not None
    await service.undo(first.id)
    again = await service.bring_in(request)
    assert again.counts == first.counts
