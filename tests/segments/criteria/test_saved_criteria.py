"""Criteria kept under a code, and logged segments, used again (business-central 3.10)."""

from datetime import timedelta

import pytest

from bot.domain.criteria.criteria import LeftOut, LoggedMembers, SavedCriteria
from bot.domain.errors.criteria import (
    CriteriaCodeNeeded,
    CriteriaCodeTaken,
    NoCriteriaToSave,
    SavedCriteriaUnknown,
)
from bot.domain.errors.segment_log import LoggedSegmentUnknown
from bot.domain.errors.segments import TextTooLong
from bot.domain.forms import Choice
from bot.i18n import translator
from bot.services.criteria.choices import CriteriaChoices
from bot.services.criteria.criteria import logged_step
from tests.making import person
from tests.segments.crowd import Crowd, add, nos, reduce, refine


async def saved(crowd: Crowd) -> str:
    """A segment whose criteria are saved as SPRING."""
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P*", "C1"), ignore_exclusion=True))
    await crowd.criteria.apply(no, reduce(nos("P7")))
    await crowd.criteria.apply(no, refine(nos("P1"), entire_companies=True))
    await crowd.criteria.save(no, " spring ", "Fairs in spring", person())
    return no


async def test_saved_criteria_are_replayed_in_order_with_entire_companies(crowd: Crowd) -> None:
    first = await saved(crowd)
    second = await crowd.segment()
    applied = await crowd.criteria.reuse(second, "SPRING")
    assert [step.action_no for step in applied] == [1, 2, 3]
    assert await crowd.members(second) == await crowd.members(first) == ["C1", "P2", "P1"]
    assert await crowd.criteria.history(second) == await crowd.criteria.history(first)


async def test_a_replay_is_rehearsed_before(crowd: Crowd) -> None:
    """Each step is counted on what the ones before it would leave; nothing is kept of that."""
    await saved(crowd)
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P3"]])
    before = await crowd.rows(no), await crowd.criteria.history(no)
    steps = await crowd.criteria.saved_steps("SPRING")
    rehearsed = await crowd.criteria.rehearse(no, steps)
    assert (await crowd.rows(no), await crowd.criteria.history(no)) == before
    assert rehearsed[0].left_out == LeftOut(already_there=1, privacy_blocked=1, minors=1)
    applied = await crowd.criteria.reuse(no, "SPRING")
    assert [(step.changed, step.after) for step in rehearsed] == [
        (step.changed, step.lines) for step in applied
    ]
    assert [step.everything for step in await crowd.criteria.rehearse(no, [refine()])] == [True]


async def test_a_replay_can_be_taken_back_step_by_step(crowd: Crowd) -> None:
    await saved(crowd)
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P3"]])
    before = await crowd.rows(no)
    await crowd.criteria.reuse(no, "SPRING")
    for _ in range(3):
        await crowd.criteria.go_back(no)
    assert await crowd.rows(no) == before


async def test_saved_criteria_are_listed_described_and_deleted(crowd: Crowd) -> None:
    no = await saved(crowd)
    await crowd.criteria.save(no, "AUTUMN", None, person())
    spring = SavedCriteria("SPRING", "Fairs in spring", "U1", 3)
    assert await crowd.criteria.saved() == [SavedCriteria("AUTUMN", None, "U1", 3), spring]
    assert await crowd.criteria.saved("fairs SPR") == [spring]
    await crowd.criteria.describe("SPRING", " Open day ")
    assert [row.description for row in await crowd.criteria.saved("open")] == ["Open day"]
    await crowd.criteria.forget("SPRING")
    assert [row.code for row in await crowd.criteria.saved()] == ["AUTUMN"]
    assert [row.code for row in await crowd.criteria.forgotten()] == ["SPRING"]
    with pytest.raises(SavedCriteriaUnknown):
        await crowd.criteria.reuse(no, "SPRING")


async def test_deleted_criteria_can_be_brought_back_for_a_day(crowd: Crowd) -> None:
    no = await saved(crowd)
    steps = await crowd.criteria.saved_steps("SPRING")
    await crowd.criteria.forget("SPRING")
    with pytest.raises(SavedCriteriaUnknown):
        await crowd.criteria.forget("SPRING")
    crowd.now += timedelta(hours=23)
    await crowd.criteria.purge()
    await crowd.criteria.bring_back("SPRING")
    assert await crowd.criteria.saved_steps("SPRING") == steps
    with pytest.raises(SavedCriteriaUnknown):
        await crowd.criteria.bring_back("SPRING")
    await crowd.criteria.forget("SPRING")
    crowd.now += timedelta(hours=24)
    assert await crowd.criteria.forgotten() == []
    with pytest.raises(SavedCriteriaUnknown):
        await crowd.criteria.bring_back("SPRING")
    await crowd.criteria.purge()
    await crowd.criteria.save(no, "SPRING", "Another", person())
    assert [row.description for row in await crowd.criteria.saved()] == ["Another"]


async def test_the_code_of_deleted_criteria_is_free(crowd: Crowd) -> None:
    no = await saved(crowd)
    await crowd.criteria.forget("SPRING")
    await crowd.criteria.save(no, "SPRING", "Another", person())
    assert [row.description for row in await crowd.criteria.saved()] == ["Another"]
    assert await crowd.criteria.forgotten() == []


async def test_what_saving_refuses(crowd: Crowd) -> None:
    no = await crowd.segment()
    with pytest.raises(NoCriteriaToSave):
        await crowd.criteria.save(no, "X", None, person())
    await crowd.criteria.apply(no, add())
    with pytest.raises(CriteriaCodeNeeded):
        await crowd.criteria.save(no, "  ", None, person())
    with pytest.raises(CriteriaCodeNeeded):
        await crowd.criteria.save(no, "x" * 21, None, person())
    with pytest.raises(TextTooLong):
        await crowd.criteria.save(no, "X", "x" * 101, person())
    await crowd.criteria.save(no, "X", None, person())
    with pytest.raises(CriteriaCodeTaken):
        await crowd.criteria.save(no, "x", None, person())


async def test_a_logged_segment_gives_a_line_for_each_of_its_interactions(crowd: Crowd) -> None:
    old = await crowd.logged_segment()
    for contact, more in (
        ("P2", {"campaign_no": "CP1"}),
        ("P1", {"campaign_no": "CP2"}),
        ("P2", {}),
        ("P3", {"canceled": True}),
        ("P4", {}),
        ("P5", {}),
        ("P6", {}),
    ):
        await crowd.log(contact, logged_segment_id=old, **more)
    await crowd.log("P7")
    no = await crowd.segment(campaign_no="CP1")
    forecast = await crowd.criteria.count(no, logged_step(old))
    assert (forecast.changed, forecast.left_out) == (4, LeftOut(privacy_blocked=1, minors=1))
    applied = await crowd.criteria.reuse_logged(no, old)
    assert (applied.changed, applied.action_no) == (4, 1)
    lines = (await crowd.lines.page(no, 0, 10)).rows
    assert [line.contact_no for line in lines] == ["P2", "P1", "P2", "P4"]
    assert [line.values.campaign_no for line in lines] == ["CP1", "CP2", "CP1", "CP1"]
    assert [bool(line.own) for line in lines] == [False, True, False, False]
    await crowd.criteria.go_back(no)
    assert await crowd.rows(no) == []


async def test_only_those_without_a_response_or_not_reached(crowd: Crowd) -> None:
    old = await crowd.logged_segment()
    await crowd.log("P1", logged_segment_id=old, campaign_no="CP1", attempt_failed=True)
    await crowd.log("P2", logged_segment_id=old, campaign_no="CP1")
    await crowd.log("P3", logged_segment_id=old, campaign_no="CP1")
    await crowd.log("P2", campaign_no="CP1", campaign_response=True)
    await crowd.log("P3", campaign_no="CP1", campaign_response=True, canceled=True)
    for members, expected in (
        (LoggedMembers.NOT_REACHED, ["P1"]),
        (LoggedMembers.NO_RESPONSE, ["P1", "P3"]),
    ):
        no = await crowd.segment()
        await crowd.criteria.reuse_logged(no, old, members)
        assert await crowd.members(no) == expected


async def test_the_criteria_name_a_logged_segment_by_its_number(crowd: Crowd) -> None:
    say = translator("en")
    old, other = await crowd.logged_segment(), await crowd.logged_segment("SM8", part=2)
    no = await crowd.segment()
    for key in (old, other):
        await crowd.log("P1", logged_segment_id=key)
        await crowd.criteria.reuse_logged(no, key)
    told = [say(line.text) for line in await crowd.criteria.sentences(no) if line.indented]
    assert told == [
        "Contacts of logged segment SM9 “Old”",
        "Contacts of logged segment SM8 (2) “Old”",
    ]
    await crowd.criteria.save(no, "OLD", None, person())
    first, _ = await crowd.criteria.saved_steps("OLD")
    assert first.filters.logged_segment.name == "SM9"
    went = await crowd.criteria.go_back(no)
    assert went.step.filters.logged_segment.name == "SM8 (2)"


async def test_segments_are_offered_by_number_and_each_log_by_name(crowd: Crowd) -> None:
    await crowd.logged_segment("SM9")
    second = await crowd.logged_segment("SM9", part=2)
    choices = CriteriaChoices(crowd.database)
    assert await choices.segments("old") == [Choice("SM9", "SM9 · Old")]
    assert (await choices.logged_segments("sm9"))[0] == Choice(str(second), "SM9 (2) · Old")


async def test_a_logged_segment_that_is_not_there(crowd: Crowd) -> None:
    with pytest.raises(LoggedSegmentUnknown):
        await crowd.criteria.reuse_logged(await crowd.segment(), 404)
