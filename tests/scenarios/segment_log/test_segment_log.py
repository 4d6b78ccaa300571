"""A segment is looked through before it is logged, and logged once, as its user agreed to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from simulator.script import Refused
from tests.scenarios.logging import (
    NO,
    block,
    card_of,
    interactions,
    lines,
    log,
    press,
    preview_of,
    repeat,
    told,
)

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_the_preview_says_how_many_and_why_not_the_others(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    assert "9 interactions will be logged" in modal.text
    assert "1 line is left out" in modal.text
    assert "Blocked for privacy reasons: 1" in modal.text
    assert modal.buttons.count("Show") == 2  # of what is logged, and of the one reason
    await modal.press("Show", near="Blocked for privacy reasons")
    await modal.until(lambda m: "Meagan Bond" in m.text)
    assert "Robert Townes" not in modal.text
    await press(modal, "Back to the preview", "Preview")
    await modal.until(lambda m: "Log" in m.buttons)
    await modal.press("Show", near="9 interactions")
    await modal.until(lambda m: "Robert Townes" in m.text)
    assert "Meagan Bond" not in modal.text
    assert await interactions(stage) == []


async def test_log_asks_with_the_count(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    with pytest.raises(Refused) as asked:
        await modal.press("Log")
    dialog = asked.value.details["confirm"]
    assert dialog["title"]["text"] == "Log segment SM10001?"
    assert dialog["text"]["text"] == "10 interactions will be logged."
    assert await interactions(any_stage) == []
    await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(any_stage)) == 10
    assert await lines(any_stage) == []
    message = await told(benjamin, "Segment SM10001 is logged: Increase sale")
    assert message.buttons == ["Open", "Take back"]
    assert "10 interactions" in message.text


async def test_lines_left_out_stay_in_the_segment_unless_their_user_lets_them_go(
    stage: Stage,
) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(stage, benjamin)
    assert "1 line left out (Blocked for privacy reasons: 1)" in modal.text
    assert "1 line stays in segment SM10001" in modal.text
    assert len(await lines(stage)) == 1
    await stage.execute("UPDATE contacts SET privacy_blocked = false")
    await press(modal, "Segment SM10001", "Segment")
    await press(modal, "Preview and log", "Preview")
    assert "this is what was left in it" in modal.text
    await modal.check("Keep lines that are left out", on=False)
    await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(stage)) == 10
    parts = await stage.rows("SELECT part FROM logged_segments ORDER BY part")
    assert [row["part"] for row in parts] == [1, 2]


async def test_lines_left_out_go_with_the_segment_on_wish(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.check("Keep lines that are left out", on=False)
    await press(modal, "Log", "Segment logged", confirm=True)
    assert "stays in segment" not in modal.text
    assert await lines(stage) == []
    assert await stage.rows("SELECT no FROM segments WHERE no = :no", no=NO) == []


async def test_each_contact_once_on_wish(stage: Stage) -> None:
    await repeat(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    assert "11 interactions will be logged" in modal.text
    assert "1 line has a contact of an earlier line" in modal.text
    await modal.check("Log each contact once")
    await modal.until(lambda m: "10 interactions will be logged" in m.text)
    assert "Contact already on an earlier line: 1" in modal.text
    await press(modal, "Log", "Segment logged", confirm=True)
    contacts = [row["contact_id"] for row in await interactions(stage)]
    assert len(contacts) == len(set(contacts)) == 10


async def test_a_follow_up_segment_comes_along(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.check("Create a follow-up segment")
    await modal.check("Carry the template over")
    await modal.press("Show", near="10 interactions")
    await press(modal, "Back to the preview", "Preview")
    await modal.until(lambda m: "Log" in m.buttons)
    await press(modal, "Log", "Segment logged", confirm=True)
    await stage.quiet()
    (follow_up,) = await stage.rows(
        "SELECT no, template_code FROM segments WHERE description = 'Follow-up on segment SM10001'"
    )
    assert follow_up["template_code"] == "BUS"
    assert len(await lines(stage, follow_up["no"])) == 10
    message = await told(benjamin, f"Follow-up segment {follow_up['no']} with 10 contacts")
    await modal.press(f"Segment {follow_up['no']}")
    await modal.until(lambda m: m.title == "Segment" and "10 lines" in m.text)
    await modal.cancel()
    await message.press(f"Segment {follow_up['no']}")
    opened = await benjamin.modal("Segment")
    assert "10 lines" in opened.text


async def test_a_segment_that_changed_meanwhile_is_not_logged(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await block(stage)
    await modal.press("Log", confirm=True)
    await modal.until(lambda m: m.alerts)
    assert "9 interactions would be logged, not 10" in modal.alerts[0]
    assert "9 interactions will be logged" in modal.text
    assert await interactions(stage) == []
    await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(stage)) == 9


async def test_a_second_window_logs_nothing_more(any_stage: Stage) -> None:
    phone = any_stage.person("Benjamin Chiu")
    desk = any_stage.second_device(phone)
    first, second = await preview_of(phone), await preview_of(desk)
    await press(first, "Log", "Segment logged", confirm=True)
    await press(second, "Log", "Logged segment", confirm=True)
    assert "Segment SM10001 is logged already." in second.alerts
    assert len(await interactions(any_stage)) == 10
    assert len([m for m in phone.messages() if "is logged" in m.text]) == 1


async def test_a_double_click_and_a_replay_log_nothing_more(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    twice = [modal.press("Log", confirm=True) for _ in range(2)]
    await asyncio.gather(*twice)
    await modal.until(lambda m: "Take back" in m.buttons)
    pressed = [
        entry for entry in stage.slack.traffic("block_actions") if "log.do" in str(entry.body)
    ]
    assert pressed
    await stage.slack.replay(pressed[-1])
    assert len(await interactions(stage)) == 10
    assert len([m for m in benjamin.messages() if "is logged" in m.text]) == 1
    assert len(await stage.rows("SELECT id FROM logged_segments")) == 1


async def test_an_empty_segment_says_what_to_do(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin, "SM10002")
    assert modal.alerts == ["Segment SM10002 has no contacts. Add some before you log it."]
    assert "Log" not in modal.buttons
    await press(modal, "Back to the segment", "Segment")


async def test_from_an_old_card_a_segment_leads_to_what_was_logged(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await card_of(benjamin)
    await log(stage, stage.second_device(benjamin))
    await press(modal, "Preview and log", "Logged segment")
    assert modal.alerts == ["Segment SM10001 is logged already."]


async def test_a_list_of_the_preview_is_downloaded(stage: Stage) -> None:
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.press("Download", near="1 line is left out")
    await modal.until(lambda m: m.alerts)
    assert modal.alerts == ["The file is coming to your conversation with Touchpoint."]
    await stage.quiet()
    message = await told(benjamin, "SM10001 left out.csv is here.")
    assert message.buttons == []
    (shared,) = [m for m in benjamin.messages() if m.posted.files]
    (file,) = shared.posted.files
    assert file["name"] == "SM10001 left out.csv"
    content = stage.slack.slack.blobs.get(file["id"]).decode("utf-8-sig")
    assert "Meagan Bond" in content
    assert "Blocked for privacy reasons" in content
    assert "Robert Townes" not in content


async def test_french_words(stage: Stage) -> None:
    await block(stage)
    helena = stage.person("Helena Ray")
    await helena.command(f"/segment {NO}")
    modal = await helena.modal("Segment")
    await press(modal, "Aperçu et journalisation", "Aperçu")
    assert "9 interactions seront journalisées" in modal.text
    assert "Bloqué pour confidentialité : 1" in modal.text
    await modal.check("Créer un segment de suivi")
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    await stage.quiet()
    assert (await told(helena, "Segment SM10001 journalisé : Increase sale")).buttons[0] == "Ouvrir"
    described = await stage.rows("SELECT description FROM segments ORDER BY no")
    assert "Suivi du segment SM10001" in [row["description"] for row in described]
