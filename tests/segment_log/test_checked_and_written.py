"""What a segment's log looks at stays so until it is committed."""

import asyncio
from typing import Any

import pytest

from bot.domain.errors.segment_log import InteractionsChanged
from bot.domain.segment_log.rules import Logged, LogOptions
from bot.services.segment_log import set_aside
from tests.outsider import changed, changing, done_or_waiting
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import MEAGAN

CHANGES = {
    "a contact is blocked": f"UPDATE contacts SET privacy_blocked = true WHERE id = {MEAGAN}",
    "a contact is deleted": f"UPDATE contacts SET deleted_at = '2026-03-16' WHERE id = {MEAGAN}",
    "the template is archived": (
        "UPDATE interaction_templates SET archived_at = '2026-03-16' WHERE code = 'OUTGOING'"
    ),
    "a line's template is archived": (
        "UPDATE interaction_templates SET archived_at = '2026-03-16' WHERE code = 'GOLF'"
    ),
    "the template loses a language": (
        "DELETE FROM interaction_template_languages WHERE template_code = 'OUTGOING'"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("once", [False, True])
async def test_what_was_looked_at_is_not_changed_before_the_commit(
    world: World, monkeypatch: pytest.MonkeyPatch, change: str, *, once: bool
) -> None:
    no = await world.segment((*GOOD, MEAGAN))
    await world.customise(no, 2, template_code="GOLF")
    between: list[bool] = []
    clear = set_aside.clear

    def clear_later(*here: Any, **options: Any) -> Any:
        between.append(changed(world.database, CHANGES[change]))
        yield from clear(*here, **options)

    monkeypatch.setattr(set_aside, "clear", clear_later)
    done = await world.log.log(no, OTIS, LogOptions(duplicates_once=once))
    assert done.logged == (len(GOOD) if once else len(GOOD) + 1)
    assert between == [False]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_a_contact_that_is_just_being_blocked_is_left_out(world: World) -> None:
    """On SQLite one writer waits for the other anyway, as in all that follows."""
    no = await world.segment()
    async with changing(world.database, CHANGES["a contact is blocked"]):
        log = asyncio.create_task(world.log.log(no, OTIS, LogOptions()))
        await done_or_waiting(world.database, log)
    done = await log
    assert isinstance(done, Logged)
    assert (done.logged, done.left_out) == (len(GOOD) - 1, {"privacy_blocked": 1})
    assert MEAGAN not in await world.times_logged()


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_a_contact_that_is_just_being_unblocked_is_logged_once_if_so_wished(
    world: World,
) -> None:
    no = await world.segment((*GOOD, MEAGAN))
    await world.block(MEAGAN)
    unblock = f"UPDATE contacts SET privacy_blocked = false WHERE id = {MEAGAN}"
    async with changing(world.database, unblock):
        log = asyncio.create_task(world.log.log(no, OTIS, LogOptions(duplicates_once=True)))
        await done_or_waiting(world.database, log)
    await log
    assert (await world.times_logged())[MEAGAN] == 1


DONE = {
    "evaluated": "UPDATE interactions SET evaluation = 'positive' WHERE contact_id = 1",
    "canceled": "UPDATE interactions SET canceled = true WHERE contact_id = 1",
    "commented": (
        "INSERT INTO interaction_comments (interaction_id, comment)"
        " SELECT id, 'Wants ten' FROM interactions WHERE contact_id = 1"
    ),
    "given a file": (
        "INSERT INTO attachments (interaction_id, name)"
        " SELECT id, 'offer.pdf' FROM interactions WHERE contact_id = 1"
    ),
}


@pytest.mark.parametrize("deed", DONE)
@pytest.mark.parametrize("evaluated_before", [False, True])
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_what_somebody_is_just_doing_with_an_interaction_keeps_it_from_being_taken_back(
    world: World, deed: str, *, evaluated_before: bool
) -> None:
    no = await world.segment()
    if evaluated_before:
        await world.customise(no, GOOD.index(MEAGAN) + 1, evaluation="neutral")
    done = await world.log.log(no, OTIS, LogOptions())
    async with changing(world.database, DONE[deed]):
        back = asyncio.create_task(world.log.take_back(done.logged_segment_id))
        await done_or_waiting(world.database, back)
    with pytest.raises(InteractionsChanged):
        await back
    assert len(await world.interactions()) == len(GOOD)
