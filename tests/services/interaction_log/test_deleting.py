"""Canceled entries are deleted: counted, gone from every list, brought back for a day, purged."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.enums import Evaluation, SalespersonRole
from bot.domain.errors.interaction_log import (
    DeletionUnknown,
    EntryUnknown,
    OthersAreCanceled,
    TooLateToUndoDeletion,
)
from bot.domain.errors.people import NotAllowed
from bot.domain.interaction_log.deletion import UNDONE_FOR
from bot.domain.interaction_log.filters import EVERYTHING, LogFilter
from bot.domain.segment_log.rules import TAKE_BACK
from bot.models import (
    Attachment,
    AuditEntry,
    EntryDeletion,
    Interaction,
    InteractionChange,
    InteractionComment,
)
from tests.making import person
from tests.services.company import FINE_ART, MEAGAN, ROBERT
from tests.services.interaction_log.world import LogWorld
from tests.services.log_rows import rows


async def test_only_canceled_entries_of_the_filter_are_deleted(world: LogWorld) -> None:
    kept = await world.log()
    gone = await world.canceled()
    other = await world.canceled(ROBERT)
    assert await world.delete(LogFilter(contact=FINE_ART)) == 1
    assert sorted(await world.shown()) == sorted([kept, other])
    assert gone not in await world.shown(LogFilter(canceled="only"))


async def test_nothing_can_be_done_with_a_deleted_entry(world: LogWorld) -> None:
    gone = await world.canceled()
    await world.delete()
    changes, act = world.changes, world.act
    for doing in (
        changes.restore(gone, act=act()),
        changes.evaluate([gone], Evaluation.POSITIVE, act=act()),
        changes.comment(gone, "Hello", world.otis, act=act()),
        world.corrections.correct(gone, {"description": "Else"}, world.now, "", act=act()),
        world.entries.card(gone, "en"),
        world.entries.origin(gone),
    ):
        with pytest.raises(EntryUnknown):
            await doing


async def test_undone_they_are_as_they_were(world: LogWorld) -> None:
    gone = await world.canceled()
    await world.changes.comment(gone, "By mistake", world.otis, act=world.act())
    before = await world.entries.card(gone, "en")
    await world.delete()
    assert await world.deletions.undo(await world.last_deletion(), act=world.act()) == 1
    assert await world.entries.card(gone, "en") == before
    assert await rows(world.database, EntryDeletion) == []


async def test_a_deletion_is_undone_once_and_for_a_day(world: LogWorld) -> None:
    await world.canceled()
    await world.delete()
    first = await world.last_deletion()
    await world.deletions.undo(first, act=world.act())
    with pytest.raises(DeletionUnknown):
        await world.deletions.undo(first, act=world.act())
    await world.delete()
    second = await world.last_deletion()
    world.now += UNDONE_FOR
    assert (await world.deletions.deletable(world.otis, EVERYTHING)).earlier == []
    with pytest.raises(TooLateToUndoDeletion):
        await world.deletions.undo(second, act=world.act())


async def test_the_same_act_deletes_once(world: LogWorld) -> None:
    await world.canceled()
    act = world.act()
    for _ in range(2):
        assert await world.deletions.delete(world.otis, EVERYTHING, 1, act=act) == 1
    assert len(await rows(world.database, EntryDeletion)) == 1


async def test_others_than_were_counted_are_not_deleted(world: LogWorld) -> None:
    gone = await world.canceled()
    with pytest.raises(OthersAreCanceled):
        await world.deletions.delete(world.otis, EVERYTHING, 2, act=world.act())
    assert await world.shown() == [gone]
    assert await rows(world.database, EntryDeletion) == []


async def test_only_managers_delete_and_undo(world: LogWorld) -> None:
    await world.canceled()
    plain = person(role=SalespersonRole.SALESPERSON)
    with pytest.raises(NotAllowed):
        await world.deletions.deletable(plain, EVERYTHING)
    with pytest.raises(NotAllowed):
        await world.deletions.delete(plain, EVERYTHING, 1, act=world.act(plain))
    await world.delete()
    with pytest.raises(NotAllowed):
        await world.deletions.undo(await world.last_deletion(), act=world.act(plain))


async def test_after_a_day_they_are_purged_with_all_that_is_theirs(world: LogWorld) -> None:
    kept = await world.log()
    gone = await world.canceled()
    for entry in (kept, gone):
        await world.changes.comment(entry, "Hello", world.otis, act=world.act())
    async with world.database.begin() as session:
        session.add(Attachment(interaction_id=gone, name="offer.pdf"))
    await world.delete()
    await world.deletions.purge()
    assert len(await rows(world.database, Interaction)) == 2
    world.now += UNDONE_FOR
    await world.deletions.purge()
    assert [row.id for row in await rows(world.database, Interaction)] == [kept]
    comments = await rows(world.database, InteractionComment)
    assert [row.interaction_id for row in comments] == [kept]
    for table in (Attachment, InteractionChange, EntryDeletion):
        assert await rows(world.database, table) == []


async def test_a_file_that_others_share_stays_with_them(world: LogWorld) -> None:
    kept = await world.log()
    gone = await world.canceled()
    async with world.database.begin() as session:
        file = Attachment(interaction_id=gone, name="offer.pdf")
        session.add(file)
        await session.flush()
        await session.execute(
            update(Interaction).where(Interaction.id == kept).values(attachment_id=file.id)
        )
    await world.delete()
    world.now += UNDONE_FOR
    await world.deletions.purge()
    assert [row.interaction_id for row in await rows(world.database, Attachment)] == [kept]


async def test_the_audit_trail_says_who_deleted_how_many(world: LogWorld) -> None:
    await world.canceled()
    await world.delete()
    await world.deletions.undo(await world.last_deletion(), act=world.act())
    deleted, undone = await rows(world.database, AuditEntry)
    assert (deleted.act, deleted.done_by, deleted.after) == ("delete", "U1", {"count": 1})
    assert (undone.act, undone.subject) == ("undelete", deleted.subject)


def test_a_deleted_entry_outlives_the_taking_back_of_its_segment() -> None:
    # What was purged couldn't become a line again, and nobody would be told.
    assert UNDONE_FOR >= TAKE_BACK >= timedelta(0)


async def test_a_correction_to_another_contact_forgets_how_the_former_was_reached(
    world: LogWorld,
) -> None:
    entry = await world.log(MEAGAN, contact_via="+14255550107")
    seen = (await world.entries.card(entry, "en")).modified_at
    values = {"contact_id": FINE_ART}
    assert await world.corrections.correct(entry, values, seen, "", act=world.act())
    card = await world.entries.card(entry, "en")
    assert (card.row.contact_name, card.contact_via) == ("School of Fine Art", None)
    assert card.changes[-1].before["contact_via"] == "+14255550107"
