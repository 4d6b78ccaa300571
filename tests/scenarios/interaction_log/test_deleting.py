"""*Delete canceled*, from Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.interaction_log.test_log import log_of, opened, recorded
from tests.scenarios.test_french import T, english, texts_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

ESTER, BENJAMIN, HELENA = "Ester Henderson", "Benjamin Chiu", "Helena Ray"


async def canceled(person: Person) -> Modal:
    """The list, whose one entry was canceled."""
    await recorded(person)
    modal = await opened(await log_of(person), "Meagan Bond")
    await modal.press("Cancel interaction")
    await modal.until(lambda m: m.title == "Cancel interaction")
    await modal.type("Reason", "Wrong day")
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction" and bool(m.alerts))
    await modal.press("Back to the list")
    return await modal.until(lambda m: m.title == "Interaction log")


async def test_canceled_entries_are_counted_deleted_and_brought_back(stage_on_both: Stage) -> None:
    modal = await canceled(stage_on_both.person(BENJAMIN))
    await modal.press("Delete canceled")
    await modal.until(lambda m: m.title == "Delete canceled")
    assert "1 canceled interaction would be deleted" in modal.text
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction log")
    assert modal.alerts == [
        "1 interaction is deleted. You can undo it for a day under Delete canceled."
    ]
    assert "Meagan Bond" not in modal.text
    await modal.press("Delete canceled")
    await modal.until(lambda m: m.title == "Delete canceled")
    assert "The list has no canceled interaction." in modal.text
    await modal.press("Undo")
    await modal.until(lambda m: "1 interaction is in the log again." in m.alerts)
    await modal.press("Back")
    await modal.until(lambda m: m.title == "Interaction log")
    assert "Meagan Bond" in modal.text


async def test_what_was_restored_meanwhile_is_not_deleted(stage: Stage) -> None:
    modal = await canceled(stage.person(BENJAMIN))
    await modal.press("Delete canceled")
    await modal.until(lambda m: m.title == "Delete canceled")
    await stage.execute("UPDATE interactions SET canceled = false")
    await modal.submit()
    await modal.until(lambda m: bool(m.alerts))
    assert modal.alerts[0].startswith("Other interactions are canceled by now")
    assert "The list has no canceled interaction." in modal.text


async def test_who_isnt_a_manager_deletes_nothing(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'EH'")
    modal = await log_of(stage.person(ESTER))
    assert "Delete canceled" not in modal.buttons


async def test_deleting_can_be_read_in_french(stage: Stage) -> None:
    modal = await log_of(stage.person(HELENA), title=T("Interaction log"))
    await modal.press(T("Delete canceled"))
    await modal.until(lambda m: m.title == T("Delete canceled"))
    assert texts_of(modal.blocks) & english() == set()
