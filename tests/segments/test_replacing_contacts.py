"""Another contact on a line (business-central 3.5, 3.8): inherited values follow, own ones stay."""

from decimal import Decimal

import pytest

from bot.domain.errors.segments import LineContactRefused, NegativeAmount, SegmentLineUnknown
from bot.domain.segments.lines import Lines
from tests.segments.crowd import Crowd, add, nos, reduce


async def test_inherited_values_follow_the_new_contact_and_own_ones_stay(crowd: Crowd) -> None:
    no = await crowd.segment(salesperson_code=None)
    await crowd.lines.add_by_hand(no, [crowd.ids["C2"], crowd.ids["P2"], crowd.ids["P7"]])
    await crowd.lines.customise(no, Lines.of([20_000]), {"description": "Mine", "cost": Decimal(5)})
    await crowd.lines.change_line(no, 20_000, {}, contact_id=crowd.ids["P1"])
    assert await crowd.members(no) == ["C2", "P1", "P7"]
    line = await crowd.lines.line(no, 20_000)
    assert (line.contact_name, line.company_name) == ("Jürgen Müller", "Zebra Werke")
    assert line.values.salesperson_code == "JO"
    assert (line.values.description, line.values.cost) == ("Mine", Decimal(5))
    assert line.own == {"description", "cost"}


async def test_it_is_two_steps_each_of_which_can_be_taken_back(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"], crowd.ids["P2"]])
    await crowd.lines.customise(no, Lines.of([10_000]), {"description": "Mine"})
    before = await crowd.rows(no)
    await crowd.lines.change_line(no, 10_000, {}, contact_id=crowd.ids["P3"])
    steps = await crowd.criteria.history(no)
    assert steps[1:] == [reduce(nos("P1")), add(nos("P3"))]
    await crowd.criteria.go_back(no)
    assert await crowd.members(no) == ["P2"]
    await crowd.criteria.go_back(no)
    assert await crowd.rows(no) == before


async def test_a_contact_may_come_to_be_there_twice_as_by_hand(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"], crowd.ids["P2"]])
    await crowd.lines.change_line(no, 20_000, {}, contact_id=crowd.ids["P1"])
    assert await crowd.members(no) == ["P1", "P1"]
    assert (await crowd.criteria.history(no))[-1] == add(nos("P1"), allow_existing_contacts=True)


async def test_the_same_contact_is_no_change(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P2"]])
    await crowd.lines.change_line(no, 10_000, {}, contact_id=crowd.ids["P8"])  # merged into P2
    assert len(await crowd.criteria.history(no)) == 1


@pytest.mark.parametrize("refused", ["P5", "P6", "P9"])
async def test_who_may_not_enter_is_refused_and_nothing_changes(crowd: Crowd, refused: str) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    before = await crowd.rows(no)
    with pytest.raises(LineContactRefused) as raised:
        await crowd.lines.change_line(
            no, 10_000, {"description": "Other"}, contact_id=crowd.ids[refused]
        )
    assert refused in str(raised.value.text.parameters["contact"])
    assert await crowd.rows(no) == before
    assert len(await crowd.criteria.history(no)) == 1


async def test_all_of_the_form_or_nothing(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    before = await crowd.rows(no)
    with pytest.raises(NegativeAmount):
        await crowd.lines.change_line(no, 10_000, {"cost": Decimal(-1)}, contact_id=crowd.ids["P2"])
    assert await crowd.rows(no) == before
    with pytest.raises(SegmentLineUnknown):
        await crowd.lines.change_line(no, 50_000, {}, contact_id=crowd.ids["P2"])


async def test_a_line_without_contact_gets_one(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.add_blank_line(no)
    await crowd.lines.change_line(
        no, 10_000, {"description": "New"}, ["description"], contact_id=crowd.ids["P1"]
    )
    assert await crowd.members(no) == ["P1"]
    assert (await crowd.lines.line(no, 10_000)).own == frozenset()
