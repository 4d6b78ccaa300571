"""The list of logged segments, and what each of them is worth in its card: pages, parts, words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.scenarios.logging import NO, block, interactions, lines, log, press, told
from tests.scenarios.test_french import english, texts_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage


async def listed(person: Person) -> Modal:
    """The list of logged segments, opened from that of segments."""
    await person.command("/segment")
    return await press(await person.modal("Segments"), "Logged segments", "Logged segments")


async def test_many_are_shown_in_pages_the_newest_first(stage: Stage) -> None:
    for number in range(1, 26):
        await stage.execute(
            "INSERT INTO logged_segments (id, segment_no, description, logged_at)"
            " VALUES (:id, :no, 'Earlier one', :at)",
            id=100 + number,
            no=f"SM0{number:04}",
            at=(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)).isoformat(sep=" "),
        )
    modal = await listed(stage.person("Benjamin Chiu"))
    assert "1 to 10 of 25" in modal.text
    assert modal.text.index("SM00025") < modal.text.index("SM00016")
    await modal.press("Next page")
    await modal.until(lambda m: "11 to 20 of 25" in m.text)
    await modal.press("Last page")
    await modal.until(lambda m: "21 to 25 of 25" in m.text)
    assert "Next page" not in modal.buttons
    await modal.press("First page")
    await modal.until(lambda m: "1 to 10 of 25" in m.text)
    await modal.type("Search", "sm00007")
    await modal.submit()
    assert "SM00007" in modal.text
    assert "SM00025" not in modal.text


async def test_a_segment_that_is_logged_in_two_parts_has_an_entry_for_each(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).cancel()
    await stage.execute("UPDATE contacts SET privacy_blocked = false WHERE name = 'Meagan Bond'")
    await (await log(stage, benjamin)).cancel()
    modal = await listed(benjamin)
    assert f"{NO} (2) · Increase sale" in modal.text
    await press(modal, "Open", "Logged segment", near=f"{NO} (2)")
    assert "1 interaction" in modal.text
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "Restore" in m.buttons)
    assert modal.alerts == [f"{NO} (2): 1 interaction is canceled."]
    assert sorted(row["canceled"] for row in await interactions(stage)) == [0] * 9 + [1]
    await press(modal, "Logged segments", "Logged segments")
    assert modal.text.count("canceled") == 1


async def test_a_restored_one_can_be_taken_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    before = await lines(stage)
    modal = await press(await log(stage, benjamin), "Open", "Logged segment")
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "Restore" in m.buttons)
    assert "Take back" not in modal.buttons
    await modal.press("Restore", confirm=True)
    await modal.until(lambda m: "Take back" in m.buttons)
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Segment")
    assert (await interactions(stage), await lines(stage)) == ([], before)
    await press(modal, "All segments", "Segments")
    await press(modal, "Logged segments", "Logged segments")
    assert "No logged segment to show." in modal.text


async def test_campaign_entries_are_counted_and_go_with_their_interactions(stage: Stage) -> None:
    entries = "SELECT * FROM campaign_entries WHERE segment_no = :no"
    benjamin = stage.person("Benjamin Chiu")
    modal = await press(await log(stage, benjamin), "Open", "Logged segment")
    count = len(await stage.rows(entries, no=NO))
    assert count > 0
    assert f"Campaign entries: {count}" in modal.text
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "Restore" in m.buttons)
    assert all(row["canceled"] for row in await stage.rows(entries, no=NO))
    await modal.press("Restore", confirm=True)
    await modal.until(lambda m: "Take back" in m.buttons)
    assert not any(row["canceled"] for row in await stage.rows(entries, no=NO))
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Segment")
    assert await stage.rows(entries, no=NO) == []


async def test_no_screen_has_an_english_word_in_french(stage: Stage) -> None:
    await block(stage)
    forbidden = english()

    def check(modal: Modal) -> None:
        assert texts_of(modal.blocks) & forbidden == set()
        assert not {modal.title, modal.submit_button, modal.close_button} & forbidden

    helena = stage.person("Helena Ray")
    await helena.command(f"/segment {NO}")
    modal = await helena.modal("Segment")
    await press(modal, "Aperçu et journalisation", "Aperçu")
    check(modal)
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    check(modal)
    await modal.press("Ouvrir")
    await modal.until(lambda m: "Télécharger" in m.buttons)
    check(modal)
    await press(modal, "Contacts", "Contacts")
    check(modal)
    await press(modal, "Segment de suivi", "Segment de suivi")
    check(modal)
    await modal.cancel()
    await helena.command("/segment")
    modal = await press(
        await helena.modal("Segments"), "Segments journalisés", "Segments journalisés"
    )
    check(modal)
    await modal.cancel()
    message = await told(helena, f"Segment {NO} journalisé")
    assert texts_of(message.blocks) & forbidden == set()
    await message.press("Annuler la journalisation", confirm=True)
    modal = await helena.modal("Segment")
    assert modal.alerts == [f"Le segment {NO} est de retour ; 9 interactions sont supprimées."]
