"""Logging a segment: what is written for each line, and what is left."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from sqlalchemy import update

from bot.domain.segment_log.rules import LogOptions
from bot.models import CampaignEntry, InteractionTemplateLanguage, LoggedSegment
from tests.making import NOW
from tests.segment_log.world import GOOD, NO, OTIS, TODAY, World
from tests.services.company import FINE_ART, MEAGAN, ROBERT, TREY


async def test_each_contact_gets_an_interaction_with_the_values_of_its_line(world: World) -> None:
    no = await world.segment((MEAGAN, FINE_ART, ROBERT), salesperson_code=None)
    await world.customise(no, 1, description="Lunch", salesperson_code="JO", time=time(12, 30))
    await world.customise(no, 2, cost=Decimal("7.25"), salesperson_code="OF", subject="Your school")
    logged = await world.log.log(no, OTIS, LogOptions())
    assert (logged.logged, logged.left_out, logged.kept, logged.segment_no) == (3, {}, 0, NO)
    meagan, school, robert = await world.interactions()
    assert (meagan.contact_id, meagan.contact_name) == (MEAGAN, "Meagan Bond")
    assert (meagan.contact_company_id, meagan.contact_company_name) == (
        FINE_ART,
        "School of Fine Art",
    )
    assert (meagan.contact_via, meagan.correspondence_type) == ("meagan@art.example", "email")
    assert (meagan.description, meagan.subject, meagan.time) == ("Lunch", "Lunch", time(12, 30))
    assert (meagan.salesperson_code, robert.salesperson_code) == ("JO", "JO")
    assert (school.contact_id, school.contact_company_id) == (FINE_ART, FINE_ART)
    assert (school.cost, school.subject) == (Decimal("7.25"), "Your school")
    assert (robert.correspondence_type, robert.language_code) == ("hard_copy", "FRA")
    for row in (meagan, school, robert):
        assert (row.logged_at, row.modified_at, row.logged_by) == (NOW, NOW, "U1")
        assert (row.segment_no, row.logged_segment_id) == (no, logged.logged_segment_id)
        assert (row.template_code, row.group_code, row.date) == ("OUTGOING", "PHONE", TODAY)
        assert (row.attempt_failed, row.canceled, row.draft_id) == (False, False, None)
    assert [row.segment_line_no for row in (meagan, school, robert)] == [10_000, 20_000, 30_000]


async def test_the_segment_is_gone_and_a_logged_one_is_there(world: World) -> None:
    no = await world.segment()
    logged = await world.log.log(no, OTIS, LogOptions())
    for table in ("segments", "segment_lines", "segment_criteria"):
        assert await world.rows(table) == []
    (row,) = await world.rows(LoggedSegment)
    assert (row["segment_no"], row["description"], row["logged"]) == (no, "Spring letter", 5)
    assert (row["logged_at"], row["logged_by"], row["canceled"]) == (NOW, "U1", False)
    assert logged.logged == 5


async def test_one_campaign_entry_for_each_campaign(world: World) -> None:
    no = await world.segment(campaign_no="CP1", campaign_target=True)
    await world.customise(no, 2, campaign_no="CP2")
    await world.customise(no, 3, campaign_no=None)
    logged = await world.log.log(no, OTIS, LogOptions())
    assert logged.campaign_entries == 2
    first, second = await world.rows(CampaignEntry)
    assert [entry["campaign_no"] for entry in (first, second)] == ["CP1", "CP2"]
    assert (first["description"], first["segment_no"], first["date"]) == (
        "Spring letter",
        no,
        date(2026, 3, 16),
    )
    rows = await world.interactions()
    assert [row.campaign_no for row in rows] == ["CP1", "CP2", None, "CP1", "CP1"]
    assert [row.campaign_target for row in rows] == [True, True, False, True, True]
    assert len({row.campaign_entry_id for row in rows}) == 3
    assert rows[2].campaign_entry_id is None


async def test_a_campaign_that_no_line_has_gets_no_entry(world: World) -> None:
    no = await world.segment((MEAGAN,), campaign_no="CP1")
    await world.customise(no, 1, campaign_no=None)
    assert (await world.log.log(no, OTIS, LogOptions())).campaign_entries == 0
    assert await world.rows(CampaignEntry) == []


async def test_progress_ends_with_all_lines(world: World) -> None:
    no = await world.segment()
    told: list[tuple[int, int]] = []
    await world.log.log(no, OTIS, LogOptions(), lambda done, total: told.append((done, total)))
    assert told == [(5, 5)]


@pytest.mark.parametrize("options", [LogOptions(), LogOptions(True, True)])
async def test_texts_without_merge_fields_change_nothing_else(
    world: World, options: LogOptions
) -> None:
    """Without any in the whole database, other statements write the same rows."""
    no = await world.segment((*GOOD, MEAGAN, None), campaign_no="CP1", template_code="BUS")
    await world.customise(no, 1, description="Lunch", content="Plain text", cost=Decimal(3))
    await world.customise(no, 2, campaign_no="CP2", language_code="FRA")
    await world.block(TREY)
    with_merging = await world.log.log(no, OTIS, options)
    expected = [*await world.rows("interactions"), *await world.rows("logged_segment_lines")]
    await world.log.take_back(with_merging.logged_segment_id)
    async with world.database.begin() as session:
        content = InteractionTemplateLanguage.content
        changed = await session.execute(
            update(InteractionTemplateLanguage).where(content.like("%{{%")).values(content="")
        )
        assert changed.rowcount > 0  # type: ignore[attr-defined]
    logged = await world.log.log(no, OTIS, options)
    assert replace(logged, logged_segment_id=with_merging.logged_segment_id) == with_merging
    found = [*await world.rows("interactions"), *await world.rows("logged_segment_lines")]
    of_log = {"logged_segment_id": 0, "campaign_entry_id": 0}
    assert [row | of_log for row in found] == [row | of_log for row in expected]
