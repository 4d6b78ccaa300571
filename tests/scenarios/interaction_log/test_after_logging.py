"""Right after *Finish*: create another, correct, take back, see the contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import LOGGED, begin, fill, finish_now, wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN, ESTER = "Benjamin Chiu", "Ester Henderson"


async def finished(person: Person) -> Modal:
    modal = await fill(await begin(person))
    await modal.type("Description", "Talked about armchairs")
    return await finish_now(modal)


async def test_what_was_taken_back_is_a_draft_again(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    before = len(await stage.logged())
    modal = await finished(benjamin)
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Create interaction")
    assert modal.value("Description") == "Talked about armchairs"
    assert "Meagan Bond" in str(modal.value("Contact"))
    assert len(await stage.logged()) == before
    await finish_now(modal)
    [row] = (await stage.logged())[before:]
    assert row["description"] == "Talked about armchairs"


async def test_it_is_taken_back_from_its_message_too(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    before = len(await stage.logged())
    await (await finished(benjamin)).x()
    await (await benjamin.message(LOGGED)).press("Take back", confirm=True)
    modal = await wizard(benjamin)
    assert modal.value("Description") == "Talked about armchairs"
    await benjamin.message("Taken back. The draft is there again.")
    assert len(await stage.logged()) == before


async def test_it_is_taken_back_for_ten_minutes_and_while_nobody_changed_it(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await finished(benjamin)
    stage.clock.pass_by(minutes=11)
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: any("for 10 minutes" in alert for alert in m.alerts))
    assert await stage.drafts() == []


async def test_another_begins_with_the_same_contact_and_template(stage: Stage) -> None:
    modal = await finished(stage.person(BENJAMIN))
    await modal.press("Create another")
    await modal.until(lambda m: m.title == "Create interaction")
    assert modal.value("Interaction template") == "Outgoing phone call"


async def test_it_is_corrected_and_its_contact_is_seen(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await finished(benjamin)
    await modal.press("Correct")
    await modal.until(lambda m: m.title == "Correct")
    await modal.type("Cost", "12.50")
    await modal.submit()
    await modal.until(lambda m: "Cost: 12.50" in m.text)
    await modal.x()
    await (await benjamin.message(LOGGED)).press("Contact")
    modal = await benjamin.modal("Contact")
    assert "Meagan Bond" in modal.text
