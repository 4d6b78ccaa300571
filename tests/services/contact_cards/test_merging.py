"""Two contacts become one with all that belonged to both, and for a week two again."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.domain.acts import Act
from bot.domain.contacts.merging import GIVEN_UP, UNDONE_FOR
from bot.domain.enums import ContactType, SalespersonRole
from bot.domain.errors.contacts import (
    BlockedNotMerged,
    ContactChangedMeanwhile,
    KindsDiffer,
    MergeNotUndone,
    OneContactOnly,
)
from bot.domain.errors.people import NotAllowed
from bot.models import Base, Contact, ContactMailingGroup, MailingGroup, Segment, SegmentLine
from bot.services.company.settings import Company
from bot.services.contact_cards.merge_moves import POINTING
from bot.services.contact_cards.merging import ContactMerging
from bot.services.contact_cards.twins import SAME_EMAIL, SAME_NAME, LikelyTwins
from bot.services.contacts.index import index_contacts
from bot.services.contacts.search import ContactSearch
from bot.storage.database import Database
from tests.making import NOW, person
from tests.services.company import FINE_ART, MEAGAN, ROBERT
from tests.services.interaction_log.world import LogWorld

MANAGER = person(role=SalespersonRole.MANAGER)
ELSEWHERE = {
    "contacts.merged_into_id",  # who leads to the loser leads on to the winner
    "contact_merges.winner_id",
    "contact_merges.loser_id",
    "distinct_contacts.first_id",
    "distinct_contacts.second_id",
}


class World:
    def __init__(self, database: Database) -> None:
        self.db = database
        self.now = NOW
        self.merging = ContactMerging(
            database, Company(database, lambda: NOW, {}), lambda: self.now
        )
        self.twins = LikelyTwins(database)
        self._acts = count(1)

    def act(self, by: Any = MANAGER) -> Act:
        return Act(f"merge {next(self._acts)}", by=by)

    async def twin(self, name: str = "Megan Bond", **values: Any) -> int:
        async with self.db.begin() as session:
            number = 900 + next(self._acts)
            contact = Contact(id=number, no=f"TW{number}", type=ContactType.PERSON, name=name)
            for column, value in values.items():
                setattr(contact, column, value)
            session.add(contact)
            await session.flush()
            await index_contacts(session, [contact.id], "US")
            return contact.id

    async def merge(self, kept: int, given_up: int, **chosen: str) -> int:
        sides = await self.merging.sides(MANAGER, kept, given_up)
        seen = (sides[0].modified_at, sides[1].modified_at)
        return await self.merging.merge(kept, given_up, chosen, seen, act=self.act())

    async def contact(self, key: int) -> Contact:
        async with self.db.read() as session:
            return await session.get_one(Contact, key)

    async def state(self) -> dict[str, list[str]]:
        """All rows, but for what a merge and its undoing leave behind on purpose."""
        left = {"contacts_to_index", "audit_entries", "done_acts", "segments"}
        state = {}
        async with self.db.read() as session:
            for table in Base.metadata.sorted_tables:
                if table.name not in left:
                    columns = [c.name for c in table.columns if c.name != "modified_at"]
                    rows = await session.execute(
                        text(f"SELECT {', '.join(columns)} FROM {table.name}")
                    )
                    state[table.name] = sorted(map(repr, rows))
        return state


@pytest.fixture
def world(company: Database) -> World:
    return World(company)


def test_everything_that_points_to_a_contact_is_moved() -> None:
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "contacts"
    }
    moved = {f"{model.__tablename__}.{column}" for model, column in POINTING}
    assert moved == pointing - ELSEWHERE


async def test_what_belonged_to_both_belongs_to_the_one_that_stays(world: World) -> None:
    log = LogWorld(world.db)
    twin = await world.twin(job_title="Buyer", phone="+1 206 555 0188")
    entries = [await log.log(MEAGAN), await log.log(twin)]
    assert await world.merge(MEAGAN, twin, name=GIVEN_UP) == MEAGAN
    meagan = await world.contact(MEAGAN)
    assert (meagan.name, meagan.job_title) == ("Megan Bond", "Buyer")
    assert (await log.figures(MEAGAN)).interactions == len(entries)
    search = ContactSearch(world.db)
    assert [hit.id for hit in (await search.find("megan bond")).hits] == [MEAGAN]
    gone = await search.get(twin)
    assert gone is not None
    assert gone.id == MEAGAN


async def test_of_two_lines_in_a_segment_and_two_memberships_one_stays(world: World) -> None:
    twin = await world.twin()
    async with world.db.begin() as session:
        session.add_all(
            [Segment(no="SM1", created_by="U1"), MailingGroup(code="X", description="X")]
        )
        await session.flush()
        session.add_all(
            SegmentLine(segment_no="SM1", line_no=number * 10_000, contact_id=key)
            for number, key in enumerate((MEAGAN, twin), 1)
        )
        session.add_all(ContactMailingGroup(contact_id=key, code="X") for key in (MEAGAN, twin))
    before = await world.state()
    await world.merge(MEAGAN, twin)
    async with world.db.read() as session:
        lines = list(await session.scalars(select(SegmentLine.contact_id)))
        groups = list(await session.scalars(select(ContactMailingGroup.contact_id)))
        revision = await session.scalar(select(Segment.revision))
    assert lines == groups == [MEAGAN]
    assert revision == 1  # so that nobody logs the former preview
    merges = await world.merging.undoable(MEAGAN)
    assert await world.merging.undo(merges[0].id, act=world.act()) == twin
    assert await world.state() == before


async def test_undone_all_is_as_it_was(world: World) -> None:
    log = LogWorld(world.db)
    twin = await world.twin(job_title="Buyer", exclude_from_segment=True)
    await log.log(MEAGAN), await log.log(twin)
    before = await world.state()
    await world.merge(MEAGAN, twin, name=GIVEN_UP)
    [merge] = await world.merging.undoable(MEAGAN)
    assert merge.name == "Megan Bond"
    await world.merging.undo(merge.id, act=world.act())
    assert await world.state() == before
    assert await world.merging.undoable(MEAGAN) == ()


async def test_what_was_changed_since_stays_changed(world: World) -> None:
    twin = await world.twin(job_title="Buyer")
    await world.merge(MEAGAN, twin)
    async with world.db.begin() as session:
        meagan = await session.get_one(Contact, MEAGAN)
        meagan.job_title = "Head of purchasing"
    [merge] = await world.merging.undoable(MEAGAN)
    await world.merging.undo(merge.id, act=world.act())
    assert (await world.contact(MEAGAN)).job_title == "Head of purchasing"


async def test_after_a_week_it_is_too_late(world: World) -> None:
    await world.merge(MEAGAN, await world.twin())
    [merge] = await world.merging.undoable(MEAGAN)
    world.now += UNDONE_FOR + timedelta(seconds=1)
    assert await world.merging.undoable(MEAGAN) == ()
    with pytest.raises(MergeNotUndone):
        await world.merging.undo(merge.id, act=world.act())
    await world.merging.purge()
    assert await world.state() | {"contact_merges": []} == await world.state()


async def test_a_company_s_persons_go_with_it(world: World) -> None:
    house = await world.twin("School of Fine Arts", type=ContactType.COMPANY)
    ann = await world.twin("Ann Other", company_id=house)
    await world.merge(FINE_ART, house)
    assert (await world.contact(ann)).company_id == FINE_ART


async def test_who_may_not_and_what_can_t_be_merged_is_refused(world: World) -> None:
    twin, blocked = await world.twin(), await world.twin("Blocked", privacy_blocked=True)
    seller = person(role=SalespersonRole.SALESPERSON)
    with pytest.raises(NotAllowed):
        await world.merging.sides(seller, MEAGAN, twin)
    sides = await world.merging.sides(MANAGER, MEAGAN, twin)
    seen = (sides[0].modified_at, sides[1].modified_at)
    with pytest.raises(NotAllowed):
        await world.merging.merge(MEAGAN, twin, {}, seen, act=world.act(seller))
    for other, refusal in (
        (MEAGAN, OneContactOnly),
        (FINE_ART, KindsDiffer),
        (blocked, BlockedNotMerged),
    ):
        with pytest.raises(refusal):
            await world.merging.sides(MANAGER, MEAGAN, other)
    stale = (seen[0] - timedelta(days=1), seen[1])
    with pytest.raises(ContactChangedMeanwhile):
        await world.merging.merge(MEAGAN, twin, {}, stale, act=world.act())


async def test_likely_twins_are_listed_until_somebody_says_that_they_are_two(world: World) -> None:
    robert = await world.contact(ROBERT)
    same_name = await world.twin(robert.name, company_id=robert.company_id)
    first = await world.twin("A. Smith", email="a@smith.example", email_folded="a@smith.example")
    second = await world.twin("Anna Smith", email="A@smith.example", email_folded="a@smith.example")
    page = await world.twins.page(MANAGER, 0, 10)
    assert [(pair.first.id, pair.second.id, pair.because) for pair in page.rows] == [
        (first, second, SAME_EMAIL),
        (ROBERT, same_name, SAME_NAME),
    ]
    await world.merging.keep_apart(second, first, act=world.act())
    page = await world.twins.page(MANAGER, 0, 10)
    assert [pair.first.id for pair in page.rows] == [ROBERT]
