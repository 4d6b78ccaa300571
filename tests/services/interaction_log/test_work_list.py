"""What App Home tells of recent work: whose interactions of which days are counted, and who reads
the team's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.domain.enums import SalespersonRole
from bot.domain.interaction_log.work_list import Figures
from bot.models import Contact, Interaction
from bot.services.interaction_log.work_list import CONTACTS, WorkLists
from tests.making import NOW, person
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.services.desk import Desk

MONDAY = NOW.date()
SELLER = person(role=SalespersonRole.SALESPERSON)


async def logged(database: Database, contact: int = MEAGAN, **values: Any) -> None:
    entry = {
        "contact_id": contact,
        "contact_name": "Somebody",
        "date": MONDAY,
        "logged_at": NOW,
        "description": "Call",
        "template_code": "OUTGOING",
        "salesperson_code": "OF",
        "duration_min": 10,
    }
    async with database.begin() as session:
        session.add(Interaction(**(entry | values)))


def works(desk: Desk) -> WorkLists:
    return WorkLists(desk.database, lambda: desk.now)


async def test_days_are_counted_by_the_interactions_own_date_and_canceled_ones_are_not(
    desk: Desk,
) -> None:
    desk.now += timedelta(days=2)
    for day in (-1, 0, 2, 2, 6, 7):
        await logged(desk.database, date=MONDAY + timedelta(days=day))
    await logged(desk.database, date=MONDAY + timedelta(days=2), canceled=True)
    await logged(desk.database, date=MONDAY, salesperson_code="JO")
    work = await works(desk).of(SELLER)
    assert work.own is not None
    assert (work.own.today, work.own.week) == (Figures(2, 20), Figures(4, 40))
    assert work.week == (date(2026, 3, 16), date(2026, 3, 22))


async def test_the_day_is_that_of_ones_own_clock(desk: Desk) -> None:
    desk.now = NOW.replace(day=15, hour=23, minute=30)  # Monday in Paris, Sunday in New York
    await logged(desk.database)
    here = await works(desk).of(SELLER)
    there = await works(desk).of(person(role=SalespersonRole.SALESPERSON, zone="America/New_York"))
    assert here.own is not None
    assert there.own is not None
    assert (here.own.week.number, there.own.week.number) == (1, 0)


@pytest.mark.parametrize("role", SalespersonRole)
async def test_only_managers_are_told_of_the_team_the_busiest_first(
    desk: Desk, role: SalespersonRole
) -> None:
    await logged(desk.database)
    for _ in range(2):
        await logged(desk.database, salesperson_code="JO")
    work = await works(desk).of(person(role=role))
    assert work.own is not None
    assert work.own.week == Figures(1, 10)
    if role in {SalespersonRole.MANAGER, SalespersonRole.ADMINISTRATOR}:
        assert work.team is not None
        weeks = [(member.name, member.week) for member in work.team]
        assert weeks == [("Jim Olive", Figures(2, 20)), ("Otis Falls", Figures(1, 10))]
    else:
        assert work.team is None


async def test_contacts_are_those_reached_last_each_once(desk: Desk) -> None:
    people = [ROBERT, MEGAN, MEAGAN, MEGAN, TREY, FINE_ART]
    for minute, contact in enumerate(people):
        await logged(desk.database, contact, logged_at=NOW + timedelta(minutes=minute))
    later = NOW + timedelta(hours=1)
    await logged(desk.database, ROBERT, logged_at=later, attempt_failed=True)
    await logged(desk.database, ROBERT, logged_at=later, canceled=True)
    await logged(desk.database, ROBERT, logged_at=later, salesperson_code="JO")
    work = await works(desk).of(SELLER)
    assert [hit.id for hit in work.spoken_to] == [FINE_ART, TREY, MEGAN, MEAGAN, ROBERT][:CONTACTS]


async def test_a_contact_that_is_blocked_since_is_offered_no_more(desk: Desk) -> None:
    await logged(desk.database, MEAGAN)
    await logged(desk.database, ROBERT)
    async with desk.database.begin() as session:
        blocked = update(Contact).where(Contact.id == MEAGAN).values(privacy_blocked=True)
        await session.execute(blocked)
    work = await works(desk).of(SELLER)
    assert [hit.id for hit in work.spoken_to] == [ROBERT]


async def test_where_nothing_was_logged_all_is_nought(desk: Desk) -> None:
    work = await works(desk).of(person())
    assert work.own is not None
    assert (work.own.week, work.spoken_to, work.team) == (Figures(), (), ())


async def test_who_is_not_linked_has_no_figures(desk: Desk) -> None:
    stranger = person(salesperson_code=None, salesperson_name=None, linked=False, role=None)
    assert (await works(desk).of(stranger)).own is None
