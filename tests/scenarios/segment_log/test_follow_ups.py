"""A segment is followed up: when it is logged or later, all of its contacts or only some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator.script import Refused
from tests.scenarios.choosing import names
from tests.scenarios.logging import NO, block, card_of, interactions, log, press, preview_of, told

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

FOLLOW_UP = f"Follow-up on segment {NO}"


async def outcomes(stage: Stage) -> list[str]:
    """Two contacts answered, the next three were not reached; the names of all, in their order."""
    rows = await interactions(stage)
    for row in rows[:2]:
        await stage.execute(
            "UPDATE interactions SET campaign_response = true WHERE id = :id", id=row["id"]
        )
    for row in rows[2:5]:
        await stage.execute(
            "UPDATE interactions SET attempt_failed = true WHERE id = :id", id=row["id"]
        )
    return [row["contact_name"] for row in rows]


async def form(stage: Stage, person: Person) -> Modal:
    """The form that follows up the segment that was just logged."""
    modal = await press(await log(stage, person), "Open", "Logged segment")
    return await press(modal, "Follow-up segment", "Follow-up segment")


async def followed_up(stage: Stage) -> dict[str, Any]:
    """The header of the follow-up segment."""
    (row,) = await stage.rows("SELECT * FROM segments WHERE description = :words", words=FOLLOW_UP)
    return row


@pytest.mark.parametrize(
    ("which", "first", "last"),
    [("All contacts", 0, 10), ("Without a response", 2, 10), ("Not reached", 2, 5)],
)
async def test_a_logged_segment_is_followed_up_by_what_came_of_it(
    stage: Stage, which: str, first: int, last: int
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(stage, benjamin)
    everybody = await outcomes(stage)
    await modal.choose("Contacts", which)
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert await names(stage, FOLLOW_UP) == everybody[first:last]
    assert (await followed_up(stage))["template_code"] is None


async def test_the_template_comes_along_on_wish(stage: Stage) -> None:
    modal = await form(stage, stage.person("Benjamin Chiu"))
    await modal.check("Carry the template over")
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert "Interaction template: Business letter" in modal.text
    assert (await followed_up(stage))["template_code"] == "BUS"


async def test_who_may_not_enter_a_segment_any_more_is_counted(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(stage, benjamin)
    await block(stage)
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    no = (await followed_up(stage))["no"]
    assert modal.alerts == [
        f"Follow-up segment {no} has 9 contacts. 1 contact may not be added to a segment any more."
    ]
    assert "Meagan Bond" not in await names(stage, FOLLOW_UP)


async def test_the_list_of_those_not_reached_leads_to_their_follow_up(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await press(await log(stage, benjamin), "Open", "Logged segment")
    everybody = await outcomes(stage)
    await press(modal, "Contacts", "Contacts")
    await modal.choose("All contacts", "Not reached")
    await modal.until(lambda m: "3 contacts" in m.text)
    await press(modal, "Follow-up segment", "Follow-up segment")
    assert modal.value("Contacts") == "Not reached"
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert await names(stage, FOLLOW_UP) == everybody[2:5]


async def test_at_log_time_only_contacts_that_are_logged_are_followed_up(
    stage_on_both: Stage,
) -> None:
    stage = stage_on_both
    await block(stage)
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.check("Create a follow-up segment")
    await press(modal, "Log", "Segment logged", confirm=True)
    header = await followed_up(stage)
    assert f"Follow-up segment {header['no']} with 9 contacts" in modal.text
    assert header["template_code"] is None
    assert "Meagan Bond" not in await names(stage, FOLLOW_UP)


@pytest.mark.parametrize("also", [[], ["Create a follow-up segment"]])
async def test_at_log_time_those_who_have_answered_can_be_left_out(
    stage_on_both: Stage, also: list[str]
) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await press(await card_of(benjamin), "Lines", "Lines")
    await modal.press("Change", near="Meagan Bond")
    await modal.until(lambda m: m.title == "Change lines")
    await modal.check("Campaign response")
    await modal.submit()
    assert modal.alerts == ["1 line is changed."]
    await press(modal, f"Segment {NO}", "Segment")
    await press(modal, "Preview and log", "Preview")
    for choice in [*also, "Follow up only without a response"]:
        await modal.check(choice)
    await press(modal, "Log", "Segment logged", confirm=True)
    header = await followed_up(stage)
    assert f"Follow-up segment {header['no']} with 9 contacts" in modal.text
    assert "Meagan Bond" not in await names(stage, FOLLOW_UP)
    assert header["template_code"] is None


async def test_the_wish_for_its_template_is_a_wish_for_a_follow_up(stage: Stage) -> None:
    modal = await preview_of(stage.person("Benjamin Chiu"))
    await modal.check("Carry the template over")
    await press(modal, "Log", "Segment logged", confirm=True)
    assert (await followed_up(stage))["template_code"] == "BUS"
    assert len(await names(stage, FOLLOW_UP)) == 10


async def test_nothing_is_logged_when_its_follow_up_would_be_empty(stage: Stage) -> None:
    await stage.execute("UPDATE segments SET campaign_response = true WHERE no = :no", no=NO)
    modal = await preview_of(stage.person("Benjamin Chiu"))
    await modal.check("Follow up only without a response")
    await modal.press("Log", confirm=True)
    await modal.until(lambda m: bool(m.alerts))
    assert modal.alerts[0].startswith("Nothing was logged: every contact has answered")
    assert await interactions(stage) == []
    await modal.check("Follow up only without a response", on=False)
    await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(stage)) == 10


async def test_a_follow_up_stays_a_segment_of_its_own_when_the_log_is_taken_back(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await preview_of(benjamin)
    await modal.check("Create a follow-up segment")
    await press(modal, "Log", "Segment logged", confirm=True)
    await stage.quiet()
    await modal.cancel()
    message = await told(benjamin, f"Segment {NO} is logged")
    stays = f"Segment {(await followed_up(stage))['no']}, which was made from it, stays."
    with pytest.raises(Refused) as asked:
        await message.press("Take back")
    assert asked.value.details["confirm"]["text"]["text"].endswith(stays)
    await message.press("Open")
    modal = await benjamin.modal("Logged segment")
    with pytest.raises(Refused) as asked:
        await modal.press("Take back")
    assert asked.value.details["confirm"]["text"]["text"].endswith(stays)
    await modal.cancel()
    await message.press("Take back", confirm=True)
    modal = await benjamin.modal("Segment")
    await stage.quiet()
    assert modal.alerts == [f"Segment {NO} is back; 10 interactions are removed."]
    await modal.cancel()
    await benjamin.command(f"/segment {(await followed_up(stage))['no']}")
    modal = await benjamin.modal("Segment")
    assert "10 lines" in modal.text
    await modal.press("Go back", confirm=True)
    await modal.until(lambda m: "Removed: 10; restored: 0; lines now: 0." in m.text)


async def test_french_follow_ups(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command(f"/segment {NO}")
    modal = await helena.modal("Segment")
    await press(modal, "Aperçu et journalisation", "Aperçu")
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    await modal.press("Ouvrir")
    await modal.until(lambda m: "Segment de suivi" in m.buttons)
    await press(modal, "Segment de suivi", "Segment de suivi")
    assert modal.choices("Contacts") == ["Tous les contacts", "Sans réponse", "Non joints"]
    assert modal.value("Description") == f"Suivi du segment {NO}"
    await outcomes(stage)
    await modal.choose("Contacts", "Sans réponse")
    await modal.check("Garder le modèle")
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert modal.alerts[0].endswith("a 8 contacts.")
    assert "Lettre commerciale" in modal.text
