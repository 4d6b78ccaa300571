"""Imports, and interactions of several contacts, delivered to two bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.imports.test_from_slack import (
    IMPORTED,
    checked,
    columns_of,
    dropped,
    imported,
)
from tests.scenarios.walking import begin, fill
from tests.two_bots.looks import benjamin, count

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both


async def importing_a_file(stage: Stage, both: Both) -> None:
    person = benjamin(stage)
    modal = await checked(await columns_of(person, await dropped(person)))
    async with both.doubled("is being imported"):
        await modal.submit()
        await person.message(IMPORTED, "app")
    assert await count(stage, "imports", file_name="people.csv") == 1
    assert await count(stage, "contacts", email="zoe@fabrikam.example") == 1


async def undoing_an_import(stage: Stage, both: Both) -> None:
    person = benjamin(stage)
    await imported(person, await checked(await columns_of(person, await dropped(person))))
    await person.command("/touchpoint")
    modal = await person.modal("Set-up")
    await modal.press("Open", near="Imports")
    await modal.until(lambda m: "people.csv" in m.text)
    async with both.doubled("is being undone"):
        await modal.press("Undo import", confirm=True)
        await person.message("The import of people.csv is undone.", "app")
    assert await count(stage, "contacts", email="zoe@fabrikam.example") == 0
    assert await count(stage, "audit_entries", act="undo import") == 1


async def finishing_with_others(stage: Stage, both: Both) -> None:
    modal = await fill(await begin(benjamin(stage)))
    await modal.press("More fields")
    await modal.until(lambda m: "Also took part" in m.labels)
    await modal.choose("Also took part", "Robert Townes", "Olivia Lockhart")
    await modal.until(lambda m: "What is recorded" in m.labels)
    await modal.choose("What is recorded", "One interaction each")
    await both.quiet()
    async with both.doubled():
        await modal.press("Finish now")
        await modal.until(lambda m: m.title == "Interaction logged")
    (row,) = await stage.rows(
        "SELECT count(*) AS n FROM interactions WHERE together_id IS NOT NULL"
    )
    assert row["n"] == 3


STORIES = (importing_a_file, undoing_an_import, finishing_with_others)
