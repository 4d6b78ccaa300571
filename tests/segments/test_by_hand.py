"""Lines added and removed by hand (business-central 3.8), each edit a criteria action."""

import pytest
from sqlalchemy import update

from bot.domain.errors.segments import ContactsRefused
from bot.domain.segments.lines import Lines
from bot.models import Contact
from tests.segments.crowd import Crowd, add, nos, reduce


async def test_several_contacts_are_added_in_the_order_chosen(crowd: Crowd) -> None:
    no = await crowd.segment()
    ids = crowd.ids
    applied = await crowd.lines.add_by_hand(no, [ids["P2"], ids["C1"], ids["P1"]])
    assert (applied.changed, applied.action_no) == (3, 1)
    assert await crowd.members(no) == ["P2", "C1", "P1"]
    assert await crowd.criteria.history(no) == [add(nos("P2", "C1", "P1"))]


async def test_a_contact_may_be_there_twice(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    assert await crowd.members(no) == ["P1", "P1"]
    again = add(nos("P1"), allow_existing_contacts=True)
    assert await crowd.criteria.history(no) == [add(nos("P1")), again]


@pytest.mark.parametrize("words", ["chloe", "CHLOÉ", "chloé dup", "Chloe adatum"])
async def test_lines_are_found_whatever_case_or_accents(crowd: Crowd, words: str) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P3"], crowd.ids["P1"]])
    page = await crowd.lines.page(no, 0, 10, words)
    assert ([line.contact_no for line in page.rows], page.total) == (["P3"], 1)


async def test_an_excluded_contact_may_be_chosen_by_hand(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P4"]])
    line = (await crowd.lines.page(no, 0, 10)).rows[0]
    assert (line.contact_no, line.excluded, line.hindrance) == ("P4", True, None)
    assert await crowd.criteria.history(no) == [add(nos("P4"), ignore_exclusion=True)]


async def test_blocked_contacts_minors_and_the_dead_are_refused_by_name(crowd: Crowd) -> None:
    no = await crowd.segment()
    ids = crowd.ids
    with pytest.raises(ContactsRefused) as refused:
        await crowd.lines.add_by_hand(no, [ids["P1"], ids["P5"], ids["P6"], ids["P9"]])
    named = refused.value.text.parameters["contacts"]
    assert named == "Petra Private (P5), Mia Minor (P6), Dora Deleted (P9)"
    assert (await crowd.members(no), await crowd.criteria.history(no)) == ([], [])


async def test_a_merged_contact_stands_for_its_survivor(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P8"]])
    assert await crowd.members(no) == ["P2"]


async def test_a_line_is_removed_and_its_double_stays(crowd: Crowd) -> None:
    no = await crowd.segment()
    ids = crowd.ids
    await crowd.lines.add_by_hand(no, [ids["P1"], ids["P2"], ids["P1"]])
    removed = await crowd.lines.remove_by_hand(no, Lines.of([10_000]))
    assert (removed.lines, removed.left, removed.may_reset) == (1, 2, False)
    assert await crowd.members(no) == ["P2", "P1"]
    assert (await crowd.criteria.history(no))[-1] == reduce(nos("P1"))


async def test_lines_found_by_words_are_removed_together(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    removed = await crowd.lines.remove_by_hand(no, Lines(words="zebra"))
    assert (removed.lines, removed.left) == (3, 3)
    assert await crowd.members(no) == ["P7", "C2", "P3"]


async def test_a_contact_blocked_since_is_found_by_words(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    async with crowd.database.begin() as session:
        blocked = update(Contact).where(Contact.no == "P1").values(privacy_blocked=True)
        await session.execute(blocked)
    page = await crowd.lines.page(no, 0, 10, "mull zeb")
    assert [line.contact_no for line in page.rows] == ["P1"]


async def test_adding_tells_who_was_there_already_and_who_is_excluded(crowd: Crowd) -> None:
    no = await crowd.segment()
    ids = crowd.ids
    added = await crowd.lines.add_by_hand(no, [ids["P1"], ids["P4"]])
    assert (added.changed, added.already, added.excluded) == (2, 0, 1)
    added = await crowd.lines.add_by_hand(no, [ids["P1"], ids["P2"], ids["P8"]])  # P8 is P2 by now
    assert (added.changed, added.already, added.excluded) == (3, 2, 0)
    assert added.lines == 5


async def test_what_has_gone_already_is_no_step(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"], crowd.ids["P2"]])
    for chosen in (Lines.of([50_000]), Lines.of([]), Lines(words="nobody")):
        removed = await crowd.lines.remove_by_hand(no, chosen)
        assert (removed.lines, removed.left, removed.action_no) == (0, 2, None)
        assert not removed.may_reset
    assert len(await crowd.criteria.history(no)) == 1
    removed = await crowd.lines.remove_by_hand(no, Lines.of([10_000, 20_000, 50_000]))
    assert (removed.lines, removed.left, removed.action_no) == (2, 0, 2)
    assert removed.may_reset


async def test_lines_are_found_by_the_number_of_their_contact(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P3"], crowd.ids["P1"]])
    for words in ("P1", "p1", " P1 "):
        assert [line.contact_no for line in await crowd.lines.find(no, words, 10)] == ["P1"]
        assert (await crowd.lines.page(no, 0, 10, words)).total == 1
    assert await crowd.lines.find(no, "P2", 10) == []


async def test_lines_are_offered_in_their_order_and_counted(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    found = await crowd.lines.find(no, "", 3)
    assert [line.line_no for line in found] == [10_000, 20_000, 30_000]
    assert await crowd.lines.count(no, Lines()) == len(await crowd.members(no))
    assert await crowd.lines.count(no, Lines.of([10_000, 10_001])) == 1
