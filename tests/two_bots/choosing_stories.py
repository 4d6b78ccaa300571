"""Segments, their criteria, and saved ones: each story leads up to a form or a button that creates
or changes something, doubles it, and says what the database holds then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.choosing import add_group, form, names, new_segment, steps
from tests.scenarios.criteria.test_segment_criteria_saved import saved
from tests.scenarios.logging import NO, card_of, log, press
from tests.two_bots.looks import FIRST, SECOND, benjamin, count

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both


async def creating_a_segment(stage: Stage, both: Both) -> None:
    person = benjamin(stage)
    await person.command("/segment")
    modal = await press(await person.modal("Segments"), "New segment", "New segment")
    await modal.type("Description", FIRST)
    async with both.doubled():
        await modal.submit()
    assert await count(stage, "segments", description=FIRST) == 1


async def deleting_a_segment(stage: Stage, both: Both) -> None:
    modal = await card_of(benjamin(stage))
    async with both.doubled():
        await press(modal, "Delete", "Segments", confirm=True)
    assert modal.alerts == [f"Segment {NO} is deleted."]


async def bringing_a_segment_back(stage: Stage, both: Both) -> None:
    modal = await press(await card_of(benjamin(stage)), "Delete", "Segments", confirm=True)
    async with both.doubled():
        await press(modal, "Bring back", "Segment")
    assert modal.alerts == [f"Segment {NO} is back."]
    assert await count(stage, "segments", no=NO, deleted_by=benjamin(stage).id) == 0


async def adding_by_criteria(stage: Stage, both: Both) -> None:
    modal = await new_segment(benjamin(stage), FIRST)
    await form(modal, "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.check("Allow existing contacts")
    await modal.submit()
    async with both.doubled():
        await modal.submit()
    found = await names(stage, FIRST)
    assert len(found) == len(set(found)) > 0
    assert await steps(stage, FIRST) == ["add"]


async def reusing_a_logged_segment(stage: Stage, both: Both) -> None:
    await (await log(stage, benjamin(stage))).x()
    modal = await new_segment(benjamin(stage), FIRST)
    await form(modal, "Reuse logged segment", "Logged segment")
    await modal.choose("Logged segment", NO)
    await modal.choose("Which contacts", "All contacts")
    await modal.submit()
    async with both.doubled():
        await modal.submit()
    assert len(await names(stage, FIRST)) == 10
    assert await steps(stage, FIRST) == ["add"]


async def reusing_saved_criteria(stage: Stage, both: Both) -> None:
    await (await saved(benjamin(stage))).x()
    modal = await new_segment(benjamin(stage), SECOND)
    await form(modal, "Reuse criteria", "Reuse criteria")
    await modal.choose("Saved criteria", "CARDS")
    await modal.submit()
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["The criteria were used again."]
    assert await steps(stage, SECOND) == ["add", "reduce"]


async def going_back(stage: Stage, both: Both) -> None:
    modal = await add_group(await new_segment(benjamin(stage), FIRST), "X-mas card")
    await add_group(modal, "X-mas gift")
    async with both.doubled():
        await modal.press("Go back", confirm=True)
    assert await steps(stage, FIRST) == ["add"]


async def forgetting_criteria(stage: Stage, both: Both) -> None:
    modal = await add_group(await new_segment(benjamin(stage), FIRST), "X-mas card")
    await form(modal, "Reduce", "Reduce contacts")
    await modal.submit()
    await modal.submit()
    async with both.doubled():
        await press(modal, "Forget the criteria", "Segment")
    assert await steps(stage, FIRST) == []


async def saving_criteria(stage: Stage, both: Both) -> None:
    modal = await add_group(await new_segment(benjamin(stage), FIRST), "X-mas card")
    await form(modal, "Save criteria", "Save criteria")
    await modal.type("Code", "cards")
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["The criteria are saved as CARDS."]
    assert await count(stage, "saved_segment_criteria", code="CARDS") == 1


async def describing_saved_criteria(stage: Stage, both: Both) -> None:
    modal = await _saved_card(stage)
    await modal.type("Description", "All of them")
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["The description of CARDS is changed."]


async def deleting_saved_criteria(stage: Stage, both: Both) -> None:
    modal = await _saved_card(stage)
    async with both.doubled():
        await modal.press("Delete", confirm=True)
        await modal.until(lambda m: m.alerts)
    assert modal.alerts == ["CARDS is deleted."]


async def bringing_saved_criteria_back(stage: Stage, both: Both) -> None:
    modal = await _saved_card(stage)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "Bring back" in m.buttons)
    async with both.doubled():
        await modal.press("Bring back")
        await modal.until(lambda m: "CARDS is back." in m.alerts)


async def _saved_card(stage: Stage) -> Modal:
    await (await saved(benjamin(stage))).x()
    await benjamin(stage).command("/segment")
    modal = await benjamin(stage).modal("Segments")
    await form(modal, "Saved criteria", "Saved criteria")
    await modal.press("Open")
    return await modal.until(lambda m: "Delete" in m.buttons)
