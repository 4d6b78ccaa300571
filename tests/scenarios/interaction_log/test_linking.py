"""An entry is linked to a campaign and an opportunity after it was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.interaction_log.test_log import correcting, log_of, opened, recorded

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN = "Benjamin Chiu"


async def linking(person: Person) -> Modal:
    modal = await opened(await log_of(person), "Meagan Bond")
    await modal.press("Link")
    return await modal.until(lambda m: m.title == "Link")


async def entry(stage: Stage) -> dict[str, object]:
    [row] = await stage.rows("SELECT * FROM interactions ORDER BY id DESC LIMIT 1")
    return row


async def test_a_campaign_and_what_came_of_it(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await recorded(benjamin)
    modal = await linking(benjamin)
    await modal.check("Campaign response")
    await modal.submit()
    assert modal.error("Campaign response") == "Please choose a campaign first."
    await modal.choose("Campaign", "Event")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert "Campaign: — → Event" in modal.text
    row = await entry(stage)
    assert row["campaign_no"] == "CP1002"
    [made] = await stage.rows(
        "SELECT campaign_no FROM campaign_entries WHERE id = :id", id=row["campaign_entry_id"]
    )
    assert made["campaign_no"] == "CP1002"
    await modal.press("Link")
    await modal.until(lambda m: m.title == "Link")
    await modal.choose("Campaign", "—", typed="")
    await modal.check("Campaign response", on=False)
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    row = await entry(stage)
    assert (row["campaign_no"], row["campaign_entry_id"]) == (None, None)
    acts = await stage.rows("SELECT act FROM interaction_changes ORDER BY id")
    assert [each["act"] for each in acts] == ["link", "link"]


async def test_an_opportunity_of_the_contact_goes_with_another_contact(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await recorded(benjamin)
    modal = await linking(benjamin)
    (offered,) = [o for o in await modal.options("Opportunity") if o != "—"]
    assert offered.startswith("Table lighting")
    await modal.choose("Opportunity", offered)
    await modal.submit()
    await modal.until(lambda m: "Opportunity: — → Table lighting" in m.text)
    await modal.x()
    form = await correcting(benjamin)
    await form.choose("Contact", "Jesse Homer (Relecloud, Portland)", typed="relec")
    await form.submit()
    await form.until(lambda m: "Opportunity: Table lighting → —" in m.text)
    assert (await entry(stage))["opportunity_id"] is None
