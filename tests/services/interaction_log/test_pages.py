"""Pages of the log: each entry is on one of them, in order, in both directions."""

from datetime import timedelta

import pytest

from bot.domain.interaction_log.filters import EVERYTHING, MINE, LogFilter
from tests.services.company import FINE_ART, MEAGAN, ROBERT
from tests.services.interaction_log.world import DAY, LogWorld


@pytest.mark.parametrize(
    "chosen",
    [
        EVERYTHING,
        MINE,
        LogFilter(contact=FINE_ART),
        LogFilter(whose="mine", contact=FINE_ART),
        LogFilter(contact=MEAGAN, canceled="no"),
    ],
)
async def test_pages_have_each_entry_of_a_filter_once(world: LogWorld, chosen: LogFilter) -> None:
    expected = []
    for number in range(24):
        contact = (FINE_ART, MEAGAN, ROBERT)[number % 3]
        logged_by, salesperson = ("U1", "U2")[number % 2], ("OF", "JO")[number // 2 % 2]
        day = DAY + timedelta(days=number * 7 % 5)
        entry = await world.log(
            contact, logged_by=logged_by, salesperson_code=salesperson, date=day
        )
        mine = logged_by == "U1" or salesperson == "OF"
        theirs = contact == chosen.contact or (chosen.contact, contact) == (FINE_ART, MEAGAN)
        if (chosen.whose == "all" or mine) and (chosen.contact is None or theirs):
            expected.append((day, entry))
    ids = [entry for _, entry in sorted(expected, reverse=True)]
    pages = [await world.entries.page(world.otis, chosen, count=5)]
    while pages[-1].older:
        pages.append(await world.entries.page(world.otis, chosen, pages[-1].older, count=5))
    assert [row.id for page in pages for row in page.rows] == ids
    back = [pages[-1]]
    while back[-1].newer:
        back.append(await world.entries.page(world.otis, chosen, back[-1].newer, count=5))
    assert [row.id for page in reversed(back) for row in page.rows] == ids
