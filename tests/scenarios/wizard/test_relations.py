"""The step about campaigns and opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import begin, fill, finish_now, go_on, press

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_opportunities_are_those_of_the_company_and_the_salesperson(
    stage_on_both: Stage,
) -> None:
    modal = await fill(await begin(stage_on_both.person("Benjamin Chiu")), "Robert Townes")
    await go_on(modal, "Opportunity")
    offered = await modal.options("Opportunity")
    assert offered == ["—", "Storage facilities (OP100022)"]  # the others are closed or Jim's
    await modal.choose("Opportunity", "Storage facilities")
    await finish_now(modal)
    (row,) = await stage_on_both.logged()
    (found,) = await stage_on_both.rows("SELECT id FROM opportunities WHERE no = 'OP100022'")
    assert row["opportunity_id"] == found["id"]


async def test_the_list_follows_the_contact(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Robert Townes")
    await go_on(modal, "Opportunity")
    await modal.choose("Opportunity", "Storage facilities")
    await press(modal, "Back", "Contact")
    await modal.choose("Contact", "Helen Ray")  # of another company
    await go_on(modal, "Opportunity")
    assert modal.value("Opportunity") is None
    assert await modal.options("Opportunity") == ["—", "Swivel chair (OP100023)"]


async def test_another_person_of_the_same_company_keeps_the_opportunity(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Robert Townes")
    await go_on(modal, "Opportunity")
    await modal.choose("Opportunity", "Storage facilities")
    await press(modal, "Back", "Contact")
    await modal.choose("Contact", "Olivia Lockhart")
    await go_on(modal, "Opportunity")
    assert modal.value("Opportunity") == "Storage facilities (OP100022)"


async def test_the_list_follows_the_salesperson(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Jesse Homer")
    await press(modal, "More fields", "Salesperson")
    await modal.choose("Salesperson", "Helena Ray")
    await go_on(modal, "Opportunity")
    assert await modal.options("Opportunity", "STORAGE") == ["Storage system (OP100026)"]


async def test_an_opportunity_can_be_taken_out_again(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Robert Townes")
    await go_on(modal, "Opportunity")
    await modal.choose("Opportunity", "Storage facilities")
    await modal.choose("Opportunity", "—")
    await finish_now(modal)
    assert (await stage.logged())[0]["opportunity_id"] is None


async def test_nothing_is_guessed(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Robert Townes")
    await go_on(modal, "Opportunity")
    assert modal.value("Opportunity") is None
    assert modal.value("Campaign") is None


async def test_a_campaign_is_logged_with_its_flags_and_one_entry(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    before = await stage_on_both.rows("SELECT * FROM campaign_entries")
    for _ in range(2):
        modal = await fill(await begin(benjamin))
        await go_on(modal, "Campaign")
        assert "Increase sale (CP1001)" in await modal.options("Campaign", "increase")
        await modal.choose("Campaign", "Increase sale")
        await modal.check("Campaign target")
        await finish_now(modal)
        await modal.cancel()
    rows = await stage_on_both.logged()
    assert [row["campaign_no"] for row in rows] == ["CP1001", "CP1001"]
    assert all(row["campaign_target"] and not row["campaign_response"] for row in rows)
    assert len({row["campaign_entry_id"] for row in rows}) == 1
    after = await stage_on_both.rows("SELECT * FROM campaign_entries")
    assert len(after) <= len(before) + 1
