"""A change of many lines is taken back whole, as long as nothing else was changed since."""

from decimal import Decimal

import pytest

from bot.domain.errors.criteria import CriteriaChanged
from bot.domain.segments.lines import Lines
from tests.segments.crowd import Crowd


async def _shaped(crowd: Crowd) -> str:
    """Lines with and without something of their own."""
    no = await crowd.segment(template_code="CALL")
    await crowd.lines.add_by_hand(no, [crowd.ids[key] for key in ("P1", "P2", "P3", "C1")])
    await crowd.lines.customise(no, Lines.of([20_000]), {"description": "Own", "subject": None})
    await crowd.lines.customise(no, Lines.of([30_000]), {"campaign_no": "CP1"})
    return no


async def test_lines_get_back_what_was_their_own(crowd: Crowd) -> None:
    no = await _shaped(crowd)
    before = await crowd.rows(no)
    changes = {"description": "For all", "cost": Decimal(3), "campaign_no": "CP2"}
    done = await crowd.lines.change(no, Lines(), changes, ["duration_min"])  # type: ignore[arg-type]
    assert done.lines == 4
    assert {row["description"] for row in await crowd.rows(no)} == {"For all"}
    assert await crowd.lines.undo_change(no, done.revision) == 4
    assert await crowd.rows(no) == before


async def test_lines_that_were_not_changed_stay_as_they_are(crowd: Crowd) -> None:
    no = await _shaped(crowd)
    before = await crowd.rows(no)
    done = await crowd.lines.change(no, Lines.of([10_000, 20_000]), {}, ["description"])
    assert done.lines == 1
    assert await crowd.lines.undo_change(no, done.revision) == 2
    assert await crowd.rows(no) == before


async def test_only_while_nothing_else_was_changed(crowd: Crowd) -> None:
    no = await _shaped(crowd)
    done = await crowd.lines.change(no, Lines(), {"description": "For all"})
    await crowd.lines.customise(no, Lines.of([10_000]), {"description": "Another's"})
    changed = await crowd.rows(no)
    with pytest.raises(CriteriaChanged):
        await crowd.lines.undo_change(no, done.revision)
    assert await crowd.rows(no) == changed


async def test_and_only_once(crowd: Crowd) -> None:
    no = await _shaped(crowd)
    done = await crowd.lines.change(no, Lines(), {"description": "For all"})
    await crowd.lines.undo_change(no, done.revision)
    with pytest.raises(CriteriaChanged):
        await crowd.lines.undo_change(no, done.revision)


async def test_going_back_knows_nothing_of_it(crowd: Crowd) -> None:
    no = await _shaped(crowd)
    await crowd.lines.change(no, Lines(), {"description": "For all"})
    await crowd.criteria.go_back(no)
    assert await crowd.rows(no) == []
