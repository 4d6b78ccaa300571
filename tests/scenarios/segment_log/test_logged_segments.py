"""Logged segments are looked through, canceled, restored, followed up and taken back as a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.segment_log import downloads
from simulator.script import Refused
from tests.scenarios.forging import press_unseen
from tests.scenarios.logging import (
    NO,
    block,
    interactions,
    lines,
    log,
    press,
    told,
)

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage


async def logged_card(stage: Stage, person: Person) -> Modal:
    """The card of the segment that was just logged."""
    return await press(await log(stage, person), "Open", "Logged segment")


async def done(modal: Modal) -> Modal:
    """Wait for the sentence about what was done."""
    return await modal.until(lambda m: m.alerts)


async def test_the_list_is_searched_and_leads_to_a_card(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).cancel()
    await (await log(stage, benjamin, "SM10004")).cancel()
    await benjamin.command("/segment")
    modal = await press(await benjamin.modal("Segments"), "Logged segments", "Logged segments")
    assert "SM10001 · Increase sale" in modal.text
    await modal.type("Search", "workpl arrang")
    await modal.submit()
    assert "No logged segment to show." in modal.text
    await modal.type("Search", "arrangement working")
    await modal.submit()
    assert "SM10001" not in modal.text
    assert modal.value("Search") == "arrangement working"
    await press(modal, "Open", "Logged segment")
    assert "10 interactions" in modal.text
    assert "Logged by" in modal.text
    await press(modal, "Logged segments", "Logged segments")
    await modal.press("Logged by me")
    await modal.until(lambda m: "All logged segments" in m.buttons)
    assert "SM10004" in modal.text


async def test_the_card_counts_what_came_of_it(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(stage, benjamin)
    keys = [row["id"] for row in await interactions(stage)]
    await stage.execute(
        "UPDATE interactions SET evaluation = 'positive' WHERE id = :id", id=keys[0]
    )
    await stage.execute("UPDATE interactions SET attempt_failed = true WHERE id = :id", id=keys[1])
    await stage.execute(
        "UPDATE interactions SET campaign_response = true WHERE id = :id", id=keys[2]
    )
    await press(modal, "Open", "Logged segment")
    for words in ("Reached: 8", "Not reached: 1", "Positive: 1", "Responses: 1"):
        assert words in modal.text
    assert "Blocked for privacy reasons: 1" in modal.text
    assert "1 line stayed in the segment" in modal.text
    assert "Take back" not in modal.buttons
    assert "2 of its interactions were evaluated" in modal.text


async def test_contacts_are_shown_as_they_were(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    await stage.execute("UPDATE contacts SET name = 'Meagan Smith' WHERE name = 'Meagan Bond'")
    key = (await interactions(stage))[0]["id"]
    await stage.execute("UPDATE interactions SET attempt_failed = true WHERE id = :id", id=key)
    await press(modal, "Contacts", "Contacts")
    assert "Meagan Bond (School of Fine Art)" in modal.text
    assert "10 contacts" in modal.text
    await modal.type("Search", "meagan")
    await modal.submit()
    assert "1 contact" in modal.texts[0]
    await modal.clear("Search")
    await modal.submit()
    await modal.choose("All contacts", "Not reached")
    await modal.until(lambda m: "1 contact" in m.texts[0])
    await press(modal, "Back to the logged segment", "Logged segment")


async def test_canceling_and_restoring_ask_and_leave_single_ones_alone(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    key = (await interactions(stage))[0]["id"]
    await stage.execute("UPDATE interactions SET canceled = true WHERE id = :id", id=key)
    await modal.press("Logged segments")
    await press(await benjamin.modal("Logged segments"), "Open", "Logged segment")
    with pytest.raises(Refused) as asked:
        await modal.press("Cancel interactions")
    assert asked.value.details["confirm"]["text"]["text"].startswith("9 interactions stay visible")
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "Restore" in m.buttons)
    assert modal.alerts == [
        "SM10001: 9 interactions are canceled. 1 was canceled on its own before and stays so."
    ]
    assert all(row["canceled"] for row in await interactions(stage))
    assert "Take back" not in modal.buttons
    with pytest.raises(Refused) as asked:
        await modal.press("Restore")
    assert asked.value.details["confirm"]["text"]["text"] == (
        "9 interactions count again. 1 was canceled on its own before and stays so."
    )
    await modal.press("Restore", confirm=True)
    await modal.until(lambda m: "Cancel interactions" in m.buttons)
    canceled = [row["id"] for row in await interactions(stage) if row["canceled"]]
    assert canceled == [key]


async def test_canceling_in_two_windows_cancels_once(stage: Stage) -> None:
    phone = stage.person("Benjamin Chiu")
    first = await logged_card(stage, phone)
    desk = stage.second_device(phone)
    await desk.command("/segment")
    second = await press(await desk.modal("Segments"), "Logged segments", "Logged segments")
    await press(second, "Open", "Logged segment")
    await first.press("Cancel interactions", confirm=True)
    await done(first)
    await second.press("Cancel interactions", confirm=True)
    await done(second)
    assert second.alerts == ["This logged segment is canceled already."]
    assert "Restore" in second.buttons


async def test_following_up_those_who_were_not_reached(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    for row in (await interactions(stage))[:3]:
        await stage.execute(
            "UPDATE interactions SET attempt_failed = true WHERE id = :id", id=row["id"]
        )
    await press(modal, "Follow-up segment", "Follow-up segment")
    assert modal.value("Description") == "Follow-up on segment SM10001"
    await modal.choose("Contacts", "Not reached")
    await modal.check("Carry the template over")
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    (created,) = await stage.rows("SELECT * FROM segments WHERE description LIKE 'Follow-up on%'")
    assert created["template_code"] == "BUS"
    assert len(await lines(stage, created["no"])) == 3
    assert modal.alerts == [f"Follow-up segment {created['no']} has 3 contacts."]


async def test_nobody_to_follow_up_keeps_the_form(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    await press(modal, "Follow-up segment", "Follow-up segment")
    await modal.choose("Contacts", "Not reached")
    await modal.type("Description", "Try again")
    await modal.submit()
    assert modal.alerts == ["No contact of this logged segment can be followed up this way."]
    assert modal.value("Description") == "Try again"


async def test_taking_back_in_the_message(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    before = await lines(stage)
    await (await log(stage, benjamin)).cancel()
    message = await told(benjamin, "Segment SM10001 is logged")
    with pytest.raises(Refused) as asked:
        await message.press("Take back")
    dialog = asked.value.details["confirm"]
    assert dialog["title"]["text"] == "Take segment SM10001 back?"
    assert "10 interactions are removed" in dialog["text"]["text"]
    await message.press("Take back", confirm=True)
    modal = await benjamin.modal("Segment")
    await stage.quiet()
    sentence = "Segment SM10001 is back; 10 interactions are removed."
    assert modal.alerts == [sentence]
    assert message.texts == [sentence]
    assert message.buttons == ["Open"]
    assert await interactions(stage) == []
    assert await lines(stage) == before
    await modal.cancel()
    await message.press("Open")
    assert "10 lines" in (await benjamin.modal("Segment")).text


async def test_taking_back_twice_does_no_harm(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).cancel()
    message = await told(benjamin, "Segment SM10001 is logged")
    action = message.blocks[-1]["elements"][-1]["action_id"]
    await message.press("Take back", confirm=True)
    await (await benjamin.modal("Segment")).cancel()
    before = await lines(stage)
    await press_unseen(benjamin, action)
    modal = await benjamin.modal(lambda m: m.alerts)
    assert "no longer there" in modal.alerts[0]
    assert await lines(stage) == before


async def test_what_was_changed_since_is_not_taken_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).cancel()
    key = (await interactions(stage))[0]["id"]
    await stage.execute("UPDATE interactions SET evaluation = 'negative' WHERE id = :id", id=key)
    message = await told(benjamin, "Segment SM10001 is logged")
    await message.press("Take back", confirm=True)
    modal = await benjamin.modal("Logged segment")
    assert "can't be taken back" in modal.alerts[0]
    assert len(await interactions(stage)) == 10
    assert "Take back" in message.buttons


async def test_it_is_too_late_after_a_day(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).cancel()
    stage.clock.pass_by(hours=25)
    message = await told(benjamin, "Segment SM10001 is logged")
    await message.press("Take back", confirm=True)
    modal = await benjamin.modal("Logged segment")
    assert modal.alerts == ["A segment can be taken back for 24 hours after it was logged."]
    assert "Take back" not in modal.buttons


async def test_taking_back_from_the_card_with_a_rest_in_the_segment(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    before = await lines(stage)
    modal = await logged_card(stage, benjamin)
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Segment")
    assert await lines(stage) == before


@pytest.mark.parametrize("in_memory", [10, 1_000_000])
async def test_interactions_are_downloaded(
    stage: Stage, in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "IN_MEMORY", in_memory)
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    await modal.press("Download")
    await stage.quiet()
    await told(benjamin, "SM10001.csv is here.")
    content = file_of(stage, benjamin)
    assert len(content.splitlines()) == 11
    assert "Meagan Bond" in content


def file_of(stage: Stage, person: Person) -> str:
    """The file in the person's conversation with the app."""
    (shared,) = [m for m in person.messages() if m.posted.files]
    (file,) = shared.posted.files
    return stage.slack.slack.blobs.get(file["id"]).decode("utf-8-sig")


async def test_a_file_that_could_not_be_sent_says_so(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await logged_card(stage, benjamin)
    stage.slack.fault("server_error", "files.completeUploadExternal", count=9)
    await modal.press("Download")
    await stage.quiet()
    assert await told(benjamin, "SM10001.csv could not be sent. Please press Download again")


async def test_french_cards(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command(f"/segment {NO}")
    modal = await helena.modal("Segment")
    await press(modal, "Aperçu et journalisation", "Aperçu")
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    await modal.press("Ouvrir")
    await modal.until(lambda m: "Télécharger" in m.buttons)
    assert "Joints : 10" in modal.text
    await modal.press("Annuler les interactions", confirm=True)
    await modal.until(lambda m: "Rétablir" in m.buttons)
    assert modal.alerts == ["SM10001 : 10 interactions sont annulées."]
