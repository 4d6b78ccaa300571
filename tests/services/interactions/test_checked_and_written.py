"""What is checked stays so until it is written: nobody changes it in between."""

import asyncio
from typing import Any

import pytest

from bot.domain.forms import Value
from bot.models import Interaction
from bot.services.interactions.targets import checked
from tests.outsider import changed, changing, done_or_waiting
from tests.services.company import MEAGAN, MEGAN, OPEN_DEAL
from tests.services.desk import Desk, Window, call, fields_of
from tests.services.log_rows import rows

BLOCKS = f"UPDATE contacts SET privacy_blocked = true WHERE id = {MEAGAN}"
CHANGES = {
    "the contact is blocked": (BLOCKS,),
    "the contact is deleted": (
        f"UPDATE contacts SET deleted_at = '2026-03-16 10:00:00' WHERE id = {MEAGAN}",
    ),
    "the contact is merged": (f"UPDATE contacts SET merged_into_id = {MEGAN} WHERE id = {MEAGAN}",),
    "the contact is a minor": (f"UPDATE contacts SET minor = true WHERE id = {MEAGAN}",),
    "the template is archived": (
        "UPDATE interaction_templates SET archived_at = '2026-03-16' WHERE code = 'OUTGOING'",
    ),
    "the template loses its language": (
        "DELETE FROM interaction_template_languages WHERE template_code = 'OUTGOING'",
    ),
    "the salesperson is blocked": ("UPDATE salespeople SET blocked = true WHERE code = 'OF'",),
    "the campaign goes": ("DELETE FROM campaigns WHERE no = 'CP2'",),
    "the opportunity is closed": (
        f"UPDATE opportunities SET closed = true WHERE id = {OPEN_DEAL}",
    ),
}


async def _filled_in(desk: Desk, **values: Value) -> Window:
    window = await desk.open()
    await window.change(**call(MEAGAN, **values))
    await window.next()
    return window.type(campaign="CP2", opportunity=str(OPEN_DEAL))


@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_logged_for_is_not_changed_between_check_and_write(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    between: list[bool] = []

    def looked_at(*found: Any) -> Any:
        targets = checked(*found)
        between.append(changed(desk.database, *CHANGES[change]))
        return targets

    monkeypatch.setattr("bot.services.interactions.log.checked", looked_at)
    window = await _filled_in(desk)
    assert (await window.finish()).wrote
    assert between == [False]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_a_change_that_is_under_way_is_waited_for(desk: Desk) -> None:
    """On SQLite one writer waits for the other anyway."""
    window = await _filled_in(desk)
    async with changing(desk.database, BLOCKS):
        finish = asyncio.create_task(window.finish())
        await done_or_waiting(desk.database, finish)
    assert fields_of(await finish) == {"contact": "{contact} is blocked for privacy reasons."}
    assert await rows(desk.database, Interaction) == []


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_so_is_one_of_the_contact_that_this_one_was_merged_into(desk: Desk) -> None:
    window = await _filled_in(desk)
    assert changed(desk.database, *CHANGES["the contact is merged"])
    async with changing(
        desk.database, f"UPDATE contacts SET privacy_blocked = true WHERE id = {MEGAN}"
    ):
        finish = asyncio.create_task(window.finish())
        await done_or_waiting(desk.database, finish)
    assert list(fields_of(await finish)) == ["contact"]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_those_who_log_for_one_contact_do_not_wait_for_each_other(desk: Desk) -> None:
    """What a Finish for her holds is held meanwhile, as `SELECT … FOR SHARE` holds it."""
    window = await desk.open()
    await window.change(**call(MEAGAN))
    held = (
        f"SELECT 1 FROM contacts WHERE id = {MEAGAN} FOR SHARE",
        "SELECT 1 FROM interaction_templates WHERE code = 'OUTGOING' FOR SHARE",
        "SELECT 1 FROM salespeople WHERE code = 'OF' FOR SHARE",
    )
    async with changing(desk.database, *held):
        assert (await window.finish()).wrote
