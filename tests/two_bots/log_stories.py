"""What changes an entry of the interaction log, delivered to two bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.interaction_log.test_deleting import canceled
from tests.scenarios.interaction_log.test_linking import linking
from tests.scenarios.interaction_log.test_log import correcting, log_of, opened, recorded
from tests.scenarios.logging import press
from tests.two_bots.looks import benjamin, count

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both


async def canceling_an_entry(stage: Stage, both: Both) -> None:
    await recorded(benjamin(stage))
    modal = await opened(await log_of(benjamin(stage)), "Meagan Bond")
    await press(modal, "Cancel interaction", "Cancel interaction")
    await modal.type("Reason", "Wrong day")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Interaction")
    assert modal.alerts == ["The interaction is canceled. It counts no more."]
    assert await count(stage, "interaction_changes", act="cancel") == 1


async def correcting_an_entry(stage: Stage, both: Both) -> None:
    await recorded(benjamin(stage))
    modal = await correcting(benjamin(stage))
    await modal.type("Description", "Talked about armchairs")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Interaction")
    assert modal.alerts == ["Saved."]
    assert await count(stage, "interaction_changes", act="correct") == 1


async def linking_an_entry(stage: Stage, both: Both) -> None:
    await recorded(benjamin(stage))
    modal = await linking(benjamin(stage))
    await modal.choose("Campaign", "Event")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Interaction")
    assert await count(stage, "interaction_changes", act="link") == 1


async def commenting_on_an_entry(stage: Stage, both: Both) -> None:
    await recorded(benjamin(stage))
    modal = await opened(await log_of(benjamin(stage)), "Meagan Bond")
    await press(modal, "Comment", "Comment")
    await modal.type("Comment", "Wants forty armchairs")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Interaction")
    assert await count(stage, "interaction_comments", comment="Wants forty armchairs") == 1


async def deleting_canceled_entries(stage: Stage, both: Both) -> None:
    modal = await press(await canceled(benjamin(stage)), "Delete canceled", "Delete canceled")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Interaction log")
    assert modal.alerts[0].startswith("1 interaction is deleted.")
    assert await count(stage, "entry_deletions", count=1) == 1


async def undoing_a_deletion(stage: Stage, both: Both) -> None:
    modal = await press(await canceled(benjamin(stage)), "Delete canceled", "Delete canceled")
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction log")
    await press(modal, "Delete canceled", "Delete canceled")
    async with both.doubled():
        await modal.press("Undo")
        await modal.until(lambda m: m.alerts)
    assert modal.alerts == ["1 interaction is in the log again."]
    assert await count(stage, "entry_deletions", count=1) == 0


STORIES = (
    linking_an_entry,
    canceling_an_entry,
    correcting_an_entry,
    commenting_on_an_entry,
    deleting_canceled_entries,
    undoing_a_deletion,
)
