"""An import or a restore has left sequences behind: whoever finishes doesn't notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.outsider import let_ids_lag
from tests.scenarios.walking import LOGGED, begin, fill, finish_now, go_on

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


@pytest.mark.parametrize("stage_on_both", ["postgresql"], indirect=True)
async def test_an_interaction_with_all_that_draws_ids_is_logged_once(stage_on_both: Stage) -> None:
    stage = stage_on_both
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await go_on(modal, "Campaign")
    await modal.choose("Campaign", "CP1001")
    await go_on(modal, "Evaluation")
    await modal.type("Comment", "Wants ten of them")
    await let_ids_lag(stage.db)
    await modal.submit()
    assert modal.title == LOGGED
    (row,) = await stage.logged()
    assert row["comment"] == "Wants ten of them"
    assert row["campaign_no"] == "CP1001"
    assert await stage.drafts() == []


@pytest.mark.parametrize("stage_on_both", ["postgresql"], indirect=True)
async def test_so_is_one_with_finish_now(stage_on_both: Stage) -> None:
    modal = await fill(await begin(stage_on_both.person("Benjamin Chiu")))
    await let_ids_lag(stage_on_both.db)
    await finish_now(modal)
    assert len(await stage_on_both.logged()) == 1
