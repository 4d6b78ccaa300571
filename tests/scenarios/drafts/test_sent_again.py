"""Forms and buttons whose answer got lost, or whose first try came to nothing."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.domain.errors.base import DatabaseUnavailable
from bot.handlers.windows.windows import PATIENCE_S
from bot.services import done_once
from bot.storage.database import Database
from simulator.client import acting
from tests.scenarios.choosing import names, new_segment, steps
from tests.scenarios.forging import submit_forged
from tests.scenarios.logging import lines, press
from tests.scenarios.segment_log.test_follow_ups import form as follow_up_form
from tests.scenarios.segments.test_segment_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.transaction_scripts import Script
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

DONE_BEFORE = "This was done already, with what stood in this form before."
FIRST, SECOND = "Spring mailing", "Autumn mailing"
MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"


async def creating(person: Person) -> Modal:
    await person.command("/segment")
    modal = await press(await person.modal("Segments"), "New segment", "New segment")
    await modal.type("Description", FIRST)
    return modal


async def created(stage: Stage) -> list[str]:
    rows = await stage.rows(
        "SELECT description FROM segments WHERE description IN (:first, :second) ORDER BY no",
        first=FIRST,
        second=SECOND,
    )
    return [row["description"] for row in rows]


async def test_what_is_aborted_in_its_transaction_can_be_sent_again(
    stage_on_both: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The segment and the act's key are there both, or neither."""

    def dies(*_: object) -> Script[None]:
        raise RuntimeError("the power went")

    modal = await creating(stage_on_both.person("Benjamin Chiu"))
    with monkeypatch.context() as patched:
        patched.setattr(done_once, "_end", dies)
        await modal.submit()
    assert "Something went wrong on our side" in modal.alerts[0]
    assert await created(stage_on_both) == []
    assert await stage_on_both.rows("SELECT key FROM done_acts") == []
    await modal.submit()
    assert modal.title == "Segment"
    assert await created(stage_on_both) == [FIRST]


def lose_the_last_answer(patched: pytest.MonkeyPatch, *, late: bool = False) -> None:
    """The database commits, but nobody hears of it."""
    begin = Database.begin

    @asynccontextmanager
    async def answer_lost(database: Database) -> AsyncIterator[AsyncSession]:
        async with begin(database) as session:
            yield session
        await asyncio.sleep(PATIENCE_S + 0.1 if late else 0)
        raise DatabaseUnavailable

    patched.setattr(Database, "begin", answer_lost)


async def test_what_was_written_when_the_database_went_away_is_not_written_twice(
    stage_on_both: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last answer got lost, so nobody could know. The form is drawn again and stays one act."""
    modal = await creating(stage_on_both.person("Benjamin Chiu"))
    with monkeypatch.context() as patched:
        lose_the_last_answer(patched)
        await modal.submit()
    assert "The database does not answer right now." in modal.alerts[0]
    assert await created(stage_on_both) == [FIRST]
    await modal.submit()
    assert modal.title == "Segment"
    assert FIRST in modal.text
    assert await created(stage_on_both) == [FIRST]


async def test_a_form_that_is_drawn_again_late_stays_one_act(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another picture stood in its place meanwhile, so its blocks have new ids."""
    modal = await follow_up_form(stage, stage.person("Benjamin Chiu"))
    await modal.type("Description", FIRST)
    with monkeypatch.context() as patched:
        lose_the_last_answer(patched, late=True)
        await modal.submit()
        await modal.until(lambda m: m.alerts)
    assert modal.value("Description") == FIRST
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    assert await created(stage) == [FIRST]


async def test_a_form_that_was_changed_after_a_lost_answer_says_so(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await creating(benjamin)
    await submit_forged(modal, benjamin)
    await modal.type("Description", SECOND)
    await modal.submit()
    assert modal.alerts[0].startswith(DONE_BEFORE)
    assert modal.value("Description") == SECOND
    assert await created(stage) == [FIRST]
    await modal.submit()
    assert modal.title == "Segment"
    assert await created(stage) == [FIRST, SECOND]


async def test_a_refused_form_is_corrected_and_sent_again(stage: Stage) -> None:
    """What came to nothing has used up nothing."""
    modal = await press(await new_segment(stage.person("Benjamin Chiu"), FIRST), "Lines", "Lines")
    await press(modal, "Add by hand", "Add by hand")
    await modal.choose("Contacts", MEAGAN, ROBERT)
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = :n", n=MEAGAN)
    await modal.submit()
    assert MEAGAN in modal.alerts[0]
    await modal.choose("Contacts", ROBERT)
    await modal.submit()
    assert modal.alerts == ["1 contact was added."]
    assert await names(stage, FIRST) == [ROBERT]
    assert await steps(stage, FIRST) == ["add"]


async def test_two_buttons_of_one_picture_are_two_acts(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    shown = {"surface": "modal", "view_id": modal.view_id, "confirmed": True}
    removing = [
        {"block_id": block["block_id"], "action_id": button["action_id"]}
        for block in modal.blocks
        for button in block.get("elements", ())
        if button.get("action_id", "").startswith("segment.remove_line:")
    ]
    await asyncio.gather(
        *(acting.press(benjamin.client, {**shown, **where}) for where in removing[:2])
    )
    await stage.quiet()
    assert len(await lines(stage)) == 8
