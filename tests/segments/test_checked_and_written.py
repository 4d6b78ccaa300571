"""What is checked while a segment is changed stays so until it is written."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from bot.domain.errors.criteria import CriteriaCodeTaken, SavedCriteriaUnknown
from bot.domain.errors.segments import (
    CampaignUnknown,
    ContactsRefused,
    LineContactRefused,
    SalespersonUnavailable,
    TemplateUnavailable,
)
from bot.domain.segments.lines import Lines
from tests.making import person
from tests.outsider import changing, done_or_waiting
from tests.segments.crowd import Crowd, add, nos

BLOCKS_P2 = "UPDATE contacts SET privacy_blocked = true WHERE no = 'P2'"
SPRING = "INSERT INTO saved_segment_criteria (code) VALUES ('SPRING')"


@pytest.fixture
def dialect() -> str:
    """On SQLite one writer waits for the other anyway."""
    return "postgresql"


async def _meanwhile(crowd: Crowd, use_case: Awaitable[Any], *changes: str) -> Any:
    """What becomes of a use case that begins before others have committed their changes."""
    async with changing(crowd.database, *changes):
        work = asyncio.ensure_future(use_case)
        await done_or_waiting(crowd.database, work)
    return await work


async def test_a_contact_that_is_just_being_blocked_is_not_put_on_a_segment(crowd: Crowd) -> None:
    no = await crowd.segment()
    with pytest.raises(ContactsRefused):
        await _meanwhile(crowd, crowd.lines.add_by_hand(no, [crowd.ids["P2"]]), BLOCKS_P2)
    assert await crowd.members(no) == []


async def test_nor_does_it_take_a_line_over(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    replaced = crowd.lines.change_line(no, 10_000, {}, contact_id=crowd.ids["P2"])
    with pytest.raises(LineContactRefused):
        await _meanwhile(crowd, replaced, BLOCKS_P2)
    assert await crowd.members(no) == ["P1"]


@pytest.mark.parametrize(
    ("changes", "meanwhile", "refused"),
    [
        (
            {"template_code": "CALL"},
            "UPDATE interaction_templates SET archived_at = '2026-03-16' WHERE code = 'CALL'",
            TemplateUnavailable,
        ),
        (
            {"salesperson_code": "JO"},
            "UPDATE salespeople SET blocked = true WHERE code = 'JO'",
            SalespersonUnavailable,
        ),
        ({"campaign_no": "CP1"}, "DELETE FROM campaigns WHERE no = 'CP1'", CampaignUnknown),
    ],
)
@pytest.mark.parametrize("of_line", [False, True])
async def test_what_is_chosen_while_it_goes_is_refused(
    crowd: Crowd,
    changes: dict[str, Any],
    meanwhile: str,
    refused: type[Exception],
    *,
    of_line: bool,
) -> None:
    no = await crowd.segment()
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    chosen: Awaitable[Any] = (
        crowd.lines.customise(no, Lines(), changes)  # type: ignore[arg-type]
        if of_line
        else crowd.segments.change_header(no, changes)  # type: ignore[arg-type]
    )
    with pytest.raises(refused):
        await _meanwhile(crowd, chosen, meanwhile)


async def test_a_code_that_somebody_else_is_just_taking_is_taken(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    with pytest.raises(CriteriaCodeTaken):
        await _meanwhile(crowd, crowd.criteria.save(no, "SPRING", None, person()), SPRING)


async def test_criteria_that_are_just_being_removed_for_good_are_not_brought_back(
    crowd: Crowd,
) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    await crowd.criteria.save(no, "SPRING", None, person())
    await crowd.criteria.forget("SPRING")
    with pytest.raises(SavedCriteriaUnknown):
        await _meanwhile(
            crowd,
            crowd.criteria.bring_back("SPRING"),
            "DELETE FROM saved_segment_criteria_lines",
            "DELETE FROM saved_segment_criteria",
        )
