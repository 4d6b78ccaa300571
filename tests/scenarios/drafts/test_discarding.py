"""Discard asks first, and can be taken back for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.script import Refused
from tests.scenarios.forging import press_unseen
from tests.scenarios.walking import begin, fill, finish_now, notices, wizard

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage

NAMED = "Meagan Bond (School of Fine Art, Miami) · Outgoing phone call"


async def postpone(stage: Stage, person: Person) -> None:
    await (await fill(await begin(person))).cancel()
    await stage.quiet()


async def test_discard_asks_first(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await postpone(any_stage, benjamin)
    with pytest.raises(Refused) as asked:
        await benjamin.press_in_message("Discard")
    dialog = asked.value.details["confirm"]
    assert dialog["title"]["text"] == "Discard this draft?"
    assert NAMED in dialog["text"]["text"]
    assert (dialog["confirm"]["text"], dialog["deny"]["text"]) == ("Discard", "Keep")
    assert len(await any_stage.drafts()) == 1
    await benjamin.press_in_message("Discard", confirm=True)
    assert await any_stage.drafts() == []
    home = await benjamin.open_home()
    assert "Nothing is waiting to be finished." in home.text


async def test_the_notice_brings_the_draft_back(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await postpone(any_stage, benjamin)
    notice = await benjamin.press_in_message("Discard", confirm=True)
    await any_stage.quiet()
    assert notice.texts == [f"Discarded: {NAMED}"]
    assert notice.buttons == ["Bring back"]
    await notice.press("Bring back")
    await any_stage.quiet()
    assert notice.buttons == ["Resume", "Discard"]
    await notice.press("Resume")
    await finish_now(await wizard(benjamin))
    assert len(await any_stage.logged()) == 1


async def test_home_discards_and_brings_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone(stage, benjamin)
    home = await benjamin.open_home()
    await home.press("Discard", confirm=True)
    await home.until(lambda h: f"Discarded: {NAMED}" in h.texts)
    await stage.quiet()
    (notice,) = [m for m in benjamin.messages() if "Discarded" in m.text]
    await home.press("Bring back")
    await home.until(lambda h: "Resume" in h.buttons)
    assert "Bring back" not in home.buttons
    await stage.quiet()
    assert notice.buttons == ["Resume", "Discard"]


async def test_the_list_discards_and_brings_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone(stage, benjamin)
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    await modal.press("Discard", confirm=True)
    await modal.until(lambda m: m.buttons == ["Bring back"])
    await modal.press("Bring back")
    await modal.until(lambda m: m.buttons == ["Resume", "Discard"])


async def test_resume_on_a_discarded_draft_says_how_to_get_it_back(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone(stage, benjamin)
    action = (await notices(benjamin))[0].blocks[-1]["elements"][0]["action_id"]
    await benjamin.press_in_message("Discard", confirm=True)
    await stage.quiet()
    await press_unseen(benjamin, action)
    modal = await benjamin.modal(lambda m: m.alerts)
    assert "bring it back" in modal.alerts[0]


async def test_typing_on_in_a_window_whose_draft_was_discarded_elsewhere_is_told(
    stage: Stage,
) -> None:
    phone = stage.person("Benjamin Chiu")
    modal = await fill(await begin(phone))
    desktop = stage.second_device(phone)
    home = await desktop.open_home()
    await home.press("Discard", confirm=True)
    await modal.type("Description", "Still typing")
    await modal.submit()
    assert "This draft was discarded" in modal.alerts[0]
    assert modal.value("Description") == "Still typing"
    await home.until(lambda h: "Bring back" in h.buttons)
    await home.press("Bring back")
    await stage.quiet()
    await modal.submit()
    assert "Campaign" in modal.labels
    await finish_now(modal)
    assert (await stage.logged())[0]["description"] == "Still typing"


async def test_discarding_twice_does_no_harm(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone(stage, benjamin)
    action = (await notices(benjamin))[0].blocks[-1]["elements"][1]["action_id"]
    await benjamin.press_in_message("Discard", confirm=True)
    await press_unseen(benjamin, action)
    await stage.quiet()
    home = await benjamin.open_home()
    assert home.buttons.count("Bring back") == 1
