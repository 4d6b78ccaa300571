"""Campaigns: managers keep them, everybody sees what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.forging import press_unseen
from tests.scenarios.setup.test_records import (
    BENJAMIN,
    ESTER,
    HELENA,
    OTIS,
    has_title,
    listing,
    opened,
)

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_a_manager_creates_a_campaign_with_the_next_number(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    await stage.execute(
        "INSERT INTO campaigns (no, description) "
        "SELECT 'CP0005', 'Taken' WHERE NOT EXISTS (SELECT 1 FROM campaigns WHERE no = 'CP0005')"
    )
    await stage.execute("UPDATE number_series SET last_used = 4 WHERE code = 'CAMPAIGN'")
    modal = await listing(ester, "Campaigns")
    await modal.press("New")
    await has_title(modal, "Campaign")
    await modal.type("Description", "Autumn fair")
    await modal.pick_date("Starting date", "2026-10-05")
    await modal.pick_date("Ending date", "2026-10-01")
    await modal.submit()
    assert modal.error("Ending date") == "It can't end before it starts."
    await modal.pick_date("Ending date", "2026-10-30")
    await modal.choose("Salesperson", "Otis Falls")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert "Response rate" not in modal.text
    (row,) = await stage.rows("SELECT * FROM campaigns WHERE description = 'Autumn fair'")
    assert (row["no"], row["salesperson_code"]) == ("CP0006", "OF")
    assert str(row["ending_date"]) == "2026-10-30"


async def test_everybody_sees_what_came_of_a_campaign(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await stage.execute("UPDATE salespeople SET role = 'reader' WHERE code = 'BC'")
    await stage.execute("UPDATE interactions SET campaign_no = NULL, campaign_entry_id = NULL")
    await stage.execute(
        "UPDATE interactions SET campaign_no = 'CP1001', campaign_target = (1 = 1), "
        "campaign_response = (id IN (SELECT min(id) FROM interactions)) "
        "WHERE id IN (SELECT id FROM interactions WHERE NOT canceled ORDER BY id LIMIT 4)"
    )
    modal = await listing(benjamin, "Campaigns")
    assert "New" not in modal.buttons
    (campaign,) = await stage.rows("SELECT description FROM campaigns WHERE no = 'CP1001'")
    modal = await opened(modal, campaign["description"], "Campaign")
    assert "Targets contacted: 4" in modal.text.replace("*", "")
    assert "Response rate: 25%" in modal.text.replace("*", "")
    assert "Change" not in modal.buttons
    await modal.press("Campaign entries")
    await has_title(modal, "Campaign entries")
    await modal.press("Back")
    await has_title(modal, "Campaign")
    await modal.press("Interactions")
    log = await benjamin.modal("Interaction log")
    await log.cancel()
    await press_unseen(benjamin, "setup.archive:campaigns:CP1001")
    refused = await benjamin.modal(lambda m: m.alerts)
    assert refused.alerts == ["Only managers may change campaigns."]


async def test_an_archived_campaign_is_offered_no_more(stage: Stage) -> None:
    otis = stage.person(OTIS)
    (campaign,) = await stage.rows("SELECT description FROM campaigns WHERE no = 'CP1001'")
    modal = await opened(await listing(otis, "Campaigns"), campaign["description"], "Campaign")
    assert "Delete" not in modal.buttons
    await modal.press("Archive", confirm=True)
    await modal.until(lambda m: "CP1001 · archived" in m.text)
    await modal.press("Campaigns")
    await modal.until(lambda m: "Search" in m.labels)
    await modal.press("Set-up")
    await modal.until(lambda m: "Your role" in m.text)
    await modal.press("Open", near="Interaction templates")
    await modal.until(lambda m: "Search" in m.labels)
    await modal.press("New")
    await has_title(modal, "Interaction template")
    assert await modal.options("Campaign", campaign["description"]) == []


async def test_campaigns_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await stage.execute("UPDATE salespeople SET role = 'manager' WHERE name = 'Helena Ray'")
    await helena.command("/touchpoint")
    modal = await helena.modal("Paramétrage")
    await modal.press("Ouvrir", near="Campagnes")
    await modal.until(lambda m: "Campagnes" in m.texts)
    await modal.press("Nouveau")
    await modal.until(lambda m: m.title == "Campagne")
    assert {"N°", "Statut", "Date de début", "Date de fin"} <= set(modal.labels)
