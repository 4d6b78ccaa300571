"""Every form, and every button of a window, that creates or changes something.

Each story leads up to it, doubles it, and says what the database holds then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.choosing import names, new_segment, steps
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
from tests.scenarios.people.test_linking import asked
from tests.scenarios.segment_log.test_follow_ups import FOLLOW_UP
from tests.scenarios.segment_log.test_follow_ups import form as follow_up_form
from tests.scenarios.segments.test_line_forms import form_of, form_of_all
from tests.scenarios.segments.test_segment_header import shape
from tests.scenarios.segments.test_segment_lines import lines_of
from tests.scenarios.walking import at_the_result, begin, fill
from tests.two_bots import choosing_stories as choosing
from tests.two_bots import file_stories, log_stories, set_up_stories
from tests.two_bots.looks import FIRST, MEAGAN, ROBERT, benjamin, count

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both


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
    """Two have her address, so she says which of them she is."""
    await stage.execute(
        "UPDATE salespeople SET email_folded = 'claire.fontaine@contoso.com'"
        " WHERE code IN ('LT', 'RB')"
    )
    claire = stage.person("Claire Fontaine")
    modal = await asked(claire)
    await modal.choose("Vendeur", "Lina Townsend")
    async with both.doubled():
        await modal.submit()
    assert await count(stage, "salespeople", slack_user_id=claire.id) == 1


async def asking_to_be_a_salesperson(stage: Stage, both: Both) -> None:
    await stage.execute(
        "UPDATE salespeople SET role = 'administrator', slack_user_id = 'U000000BC1'"
        " WHERE code = 'BC'"
    )
    claire = stage.person("Claire Fontaine")
    modal = await asked(claire)
    await modal.choose("Vendeur", "Lina Townsend")
    async with both.doubled():
        await modal.submit()
    assert await count(stage, "link_requests", user_id=claire.id) == 1
    asked_for = [m for m in benjamin(stage).messages() if "wants to record" in m.text]
    assert len(asked_for) == 1


STORIES = (
    choosing.creating_a_segment,
    choosing.deleting_a_segment,
    choosing.bringing_a_segment_back,
    choosing.adding_by_criteria,
    choosing.reusing_a_logged_segment,
    choosing.reusing_saved_criteria,
    choosing.going_back,
    choosing.forgetting_criteria,
    choosing.saving_criteria,
    choosing.describing_saved_criteria,
    choosing.deleting_saved_criteria,
    choosing.bringing_saved_criteria_back,
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
    asking_to_be_a_salesperson,
    *log_stories.STORIES,
    *set_up_stories.STORIES,
    *file_stories.STORIES,
)
JOBS = (logging_in_a_job, following_up_in_a_job)
SENT = (
    choosing.creating_a_segment,
    choosing.adding_by_criteria,
    choosing.saving_criteria,
    adding_by_hand,
    replacing_a_contact,
    changing_many_lines,
    going_on,
    finishing_an_interaction,
    creating_a_salesperson,
)
"""Forms, whose window shows what is answered."""
