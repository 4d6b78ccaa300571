"""Segments are found again: in the list, in App Home, on their cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from simulator.client import payloads
from simulator.delivery.delivery import INTERACTIVE, Delivery
from tests.scenarios.logging import card_of, press

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage


async def _many(stage: Stage, count: int) -> None:
    """Further segments of Benjamin's, of a day ago, named in turn after two seasons."""
    await stage.execute("UPDATE segments SET created_at = '2026-03-15 09:00:00'")
    for number in range(count):
        await stage.execute(
            "INSERT INTO segments (no, description, date, salesperson_code, created_by, created_at)"
            " SELECT :no, :description, date, salesperson_code, created_by, created_at"
            " FROM segments WHERE no = 'SM10002'",
            no=f"SX{number:03}",
            description=("Spring", "Autumn")[number % 2] + f" {number}",
        )


def _offers(button: str, modal: Modal) -> bool:
    return button in modal.buttons


async def test_a_search_goes_on_over_the_pages(stage: Stage) -> None:
    await _many(stage, 30)
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment Spring")
    modal = await benjamin.modal("Segments")
    assert "Autumn" not in modal.text
    for button, then in (("Next page", "Previous page"), ("Previous page", "Next page")):
        await modal.press(button)
        await modal.until(partial(_offers, then))
        assert "Segments with “Spring”" in modal.text
        assert "Spring" in modal.text
        assert "Autumn" not in modal.text
    await modal.press("My segments")
    await modal.until(lambda m: "Autumn" in m.text)


async def test_app_home_shows_the_latest_segments_of_ones_own(stage: Stage) -> None:
    await _many(stage, 7)
    benjamin = stage.person("Benjamin Chiu")
    home = await benjamin.open_home()
    await home.until(lambda shown: "Your segments" in shown.text)
    assert [no for no in range(7) if f"SX{no:03}" in home.text] == [2, 3, 4, 5, 6]
    await home.press("All segments")
    modal = await benjamin.modal("Segments")
    await press(modal, "New segment", "New segment")
    await modal.type("Description", "Brand new")
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    await modal.cancel()
    await home.until(lambda shown: "Brand new" in shown.text)
    await home.press("Open", near="Brand new")
    modal = await benjamin.modal("Segment")
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: m.title == "Segments")
    await home.until(lambda shown: "Brand new" not in shown.text)


async def test_a_segment_that_is_logged_leaves_app_home(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    home = await helena.open_home()
    await home.until(lambda shown: "SM10001" in shown.text)
    modal = await press(await card_of(helena), "Aperçu et journalisation", "Aperçu")
    await press(modal, "Journaliser", "Segment journalisé", confirm=True)
    await home.until(lambda shown: "SM10001" not in shown.text)


async def test_a_form_that_is_sent_twice_creates_one_segment(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment")
    modal = await press(await benjamin.modal("Segments"), "New segment", "New segment")
    await modal.type("Description", "Only one")
    for number in range(2):
        sent = payloads.view_submission(benjamin.client, modal.view)
        name = f"again {number}"
        delivery = Delivery(INTERACTIVE, "view_submission", name, sent, accepts_reply=True)
        await stage.slack.slack.deliver(delivery)
    await stage.quiet()
    rows = await stage.rows("SELECT no FROM segments WHERE description = 'Only one'")
    assert len(rows) == 1


async def test_a_card_shows_all_that_the_header_gives(stage: Stage) -> None:
    await stage.execute(
        "UPDATE segments SET subject = 'Spring sale', content = 'Dear customer, …',"
        " information_flow = 'outbound', initiated_by = 'us', campaign_no = 'CP1001',"
        " campaign_target = true, ignore_contact_correspondence_type = true WHERE no = 'SM10001'"
    )
    modal = await card_of(stage.person("Benjamin Chiu"))
    for told in (
        "Interaction group: Letters",
        "Campaign target: Yes",
        "Information flow: Outbound",
        "Initiated by: Us",
        "Ignore contact's correspondence type: Yes",
        "Subject: Spring sale",
        "Content: Dear customer, …",
    ):
        assert told in modal.text
    assert "Campaign response" not in modal.text
