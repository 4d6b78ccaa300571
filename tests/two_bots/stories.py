"""Every form, and every button of a window, that creates or changes something.

Each story leads up to it, doubles it, and says what the database holds then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.scenarios.choosing import add_group, form, names, new_segment, steps
from tests.scenarios.logging import (
    NO,
    card_of,
    interactions,
    lines,
    log,
    press,
    preview_of,
    told,
)
from tests.scenarios.test_follow_ups import FOLLOW_UP
from tests.scenarios.test_follow_ups import form as follow_up_form
from tests.scenarios.test_line_forms import form_of, form_of_all
from tests.scenarios.test_linking import asked
from tests.scenarios.test_segment_criteria_saved import saved
from tests.scenarios.test_segment_header import shape
from tests.scenarios.test_segment_lines import lines_of
from tests.scenarios.walking import at_the_result, begin, fill

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both

MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"
FIRST, SECOND = "Spring mailing", "Autumn mailing"


def benjamin(stage: Stage) -> Person:
    return stage.person("Benjamin Chiu")


async def count(stage: Stage, table: str, **wanted: Any) -> int:
    conditions = " AND ".join(f"{name} = :{name}" for name in wanted)
    rows = await stage.rows(f"SELECT count(*) AS n FROM {table} WHERE {conditions}", **wanted)
    return int(rows[0]["n"])


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


async def adding_by_hand(stage: Stage, both: Both) -> None:
    modal = await press(await new_segment(benjamin(stage), FIRST), "Lines", "Lines")
    await press(modal, "Add by hand", "Add by hand")
    await modal.choose("Contacts", MEAGAN, ROBERT)
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["2 contacts were added."]
    assert await names(stage, FIRST) == [MEAGAN, ROBERT]
    assert await steps(stage, FIRST) == ["add"]


async def removing_a_line(stage: Stage, both: Both) -> None:
    modal = await lines_of(benjamin(stage))
    async with both.doubled():
        await modal.press("Remove", near=MEAGAN, confirm=True)
        await modal.until(lambda m: m.alerts)
    assert modal.alerts == ["The line is removed. Go back on the segment brings it back."]
    assert len(await lines(stage)) == 9


async def removing_chosen_lines(stage: Stage, both: Both) -> None:
    modal = await press(await lines_of(benjamin(stage)), "Choose lines", "Choose lines")
    await modal.choose("Lines", MEAGAN, ROBERT)
    async with both.doubled():
        await press(modal, "Remove the chosen lines", "Lines", confirm=True)
    assert modal.alerts == ["2 lines are removed. Go back on the segment brings them back."]
    assert len(await lines(stage)) == 8


async def changing_a_line(stage: Stage, both: Both) -> None:
    modal = await form_of(await lines_of(benjamin(stage)))
    await modal.type("Description", "Only for Meagan")
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["1 line is changed."]


async def replacing_a_contact(stage: Stage, both: Both) -> None:
    modal = await form_of(await lines_of(benjamin(stage)))
    await modal.choose("Contact", ROBERT)
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["1 line is changed."]
    (meagan,) = await stage.rows("SELECT id FROM contacts WHERE name = :name", name=MEAGAN)
    present = [row["contact_id"] for row in await lines(stage)]
    assert (len(present), present.count(meagan["id"])) == (10, 0)


async def changing_many_lines(stage: Stage, both: Both) -> None:
    before = await lines(stage)
    modal = await form_of_all(benjamin(stage))
    await modal.type("Description", "For everybody")
    async with both.doubled():
        await modal.submit()
    assert modal.alerts == ["10 lines are changed."]
    assert {row["description"] for row in await lines(stage)} == {"For everybody"}
    # What they were before is still known.
    await modal.press("Undo the change")
    await modal.until(lambda m: m.alerts == ["10 lines are as they were before."])
    assert await lines(stage) == before


async def undoing_a_change_of_many_lines(stage: Stage, both: Both) -> None:
    before = await lines(stage)
    modal = await form_of_all(benjamin(stage))
    await modal.type("Description", "For everybody")
    await modal.submit()
    async with both.doubled():
        await modal.press("Undo the change")
        await modal.until(lambda m: m.alerts == ["10 lines are as they were before."])
    assert await lines(stage) == before


async def logging(stage: Stage, both: Both) -> None:
    modal = await preview_of(benjamin(stage))
    async with both.doubled():
        await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(stage)) == 10
    assert len([m for m in benjamin(stage).messages() if "is logged" in m.text]) == 1


async def logging_with_a_follow_up_segment(stage: Stage, both: Both) -> None:
    modal = await preview_of(benjamin(stage))
    await modal.check("Create a follow-up segment")
    async with both.doubled():
        await press(modal, "Log", "Segment logged", confirm=True)
    assert len(await interactions(stage)) == 10
    assert await count(stage, "segments", description=FOLLOW_UP) == 1


async def canceling_a_log(stage: Stage, both: Both) -> None:
    modal = await press(await log(stage, benjamin(stage)), "Open", "Logged segment")
    async with both.doubled():
        await modal.press("Cancel interactions", confirm=True)
        await modal.until(lambda m: "Restore" in m.buttons)
    assert modal.alerts == [f"{NO}: 10 interactions are canceled."]


async def restoring_a_log(stage: Stage, both: Both) -> None:
    modal = await press(await log(stage, benjamin(stage)), "Open", "Logged segment")
    await modal.press("Cancel interactions", confirm=True)
    await modal.until(lambda m: "Restore" in m.buttons)
    async with both.doubled():
        await modal.press("Restore", confirm=True)
        await modal.until(lambda m: "Cancel interactions" in m.buttons)
    assert modal.alerts == [f"{NO}: 10 interactions are restored."]


async def taking_a_log_back(stage: Stage, both: Both) -> None:
    before = await lines(stage)
    modal = await press(await log(stage, benjamin(stage)), "Open", "Logged segment")
    async with both.doubled():
        await press(modal, "Take back", "Segment", confirm=True)
    assert await lines(stage) == before
    assert await interactions(stage) == []


async def following_up(stage: Stage, both: Both) -> None:
    modal = await follow_up_form(stage, benjamin(stage))
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Segment")
    assert await count(stage, "segments", description=FOLLOW_UP) == 1
    assert len(await names(stage, FOLLOW_UP)) == 10


async def changing_a_header(stage: Stage, both: Both) -> None:
    modal = await shape(await card_of(benjamin(stage)))
    await modal.type("Description", "Spring fair")
    async with both.doubled():
        await press(modal, "Finish now", "Segment")
    assert await count(stage, "segments", no=NO, description="Spring fair") == 1


async def logging_in_a_job(stage: Stage, both: Both) -> None:
    modal = await preview_of(benjamin(stage))
    async with both.doubled(later="10 interactions"):
        await modal.press("Log", confirm=True)
        await modal.until(lambda m: "is being logged" in m.text)
    assert len(await interactions(stage)) == 10
    assert await count(stage, "jobs", kind="log") == 1
    assert len([m for m in benjamin(stage).messages() if "is logged" in m.text]) == 1


async def following_up_in_a_job(stage: Stage, both: Both) -> None:
    modal = await preview_of(benjamin(stage))
    await modal.press("Log", confirm=True)
    await stage.quiet()
    await modal.x()
    await (await told(benjamin(stage), "is logged")).press("Open")
    modal = await benjamin(stage).modal("Logged segment")
    await press(modal, "Follow-up segment", "Follow-up segment")
    async with both.doubled():
        await modal.submit()
    assert await count(stage, "segments", description=FOLLOW_UP) == 1
    assert await count(stage, "jobs", kind="follow_up") == 1


async def finishing_an_interaction(stage: Stage, both: Both) -> None:
    modal = await at_the_result(benjamin(stage))
    async with both.doubled():
        await modal.submit()
    assert len(await stage.logged()) == 1


async def going_on(stage: Stage, both: Both) -> None:
    modal = await fill(await begin(benjamin(stage)))
    async with both.doubled():
        await modal.submit()
    assert "Step 2 of 3" in modal.text


async def creating_a_salesperson(stage: Stage, both: Both) -> None:
    modal = await asked(stage.person("Claire Fontaine"))
    async with both.doubled():
        await modal.submit()
    assert await count(stage, "salespeople", code="CF") == 1


async def linking_a_salesperson(stage: Stage, both: Both) -> None:
    modal = await asked(stage.person("Claire Fontaine"))
    await modal.choose("Vendeur", "Lina Townsend")
    async with both.doubled():
        await modal.submit()


STORIES = (
    creating_a_segment,
    deleting_a_segment,
    bringing_a_segment_back,
    adding_by_criteria,
    reusing_a_logged_segment,
    reusing_saved_criteria,
    going_back,
    forgetting_criteria,
    saving_criteria,
    describing_saved_criteria,
    deleting_saved_criteria,
    bringing_saved_criteria_back,
    adding_by_hand,
    removing_a_line,
    removing_chosen_lines,
    changing_a_line,
    replacing_a_contact,
    changing_many_lines,
    undoing_a_change_of_many_lines,
    logging,
    logging_with_a_follow_up_segment,
    canceling_a_log,
    restoring_a_log,
    taking_a_log_back,
    following_up,
    changing_a_header,
    going_on,
    finishing_an_interaction,
    creating_a_salesperson,
    linking_a_salesperson,
)
JOBS = (logging_in_a_job, following_up_in_a_job)
SENT = (
    creating_a_segment,
    adding_by_criteria,
    saving_criteria,
    adding_by_hand,
    replacing_a_contact,
    changing_many_lines,
    going_on,
    finishing_an_interaction,
    creating_a_salesperson,
)
"""Forms, whose window shows what is answered."""
