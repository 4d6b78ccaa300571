"""What a reader and a manager may not do isn't offered to them at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.setup.walking import closed, listed, opened, shown
from tests.browser.wizard_page import at_home, command

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser
WINDOWS = (
    ("/contact", "Contacts", ("New person", "New company", "Likely duplicates")),
    (
        "/contact meagan bond",
        "Contact",
        ("Create interaction", "No answer", "Edit", "Merge", "Delete"),
    ),
    ("/segment", "Segments", ("New segment",)),
    ("/interactions", "Interaction log", ("Evaluate", "Download", "Delete canceled")),
)
"""Commands, the windows that they open, and what in them is not for readers."""
CHANGES = ("New", "Change", "Archive", "Block", "Delete")


async def become(stage: Stage, role: str) -> None:
    await stage.execute("UPDATE salespeople SET role = :r WHERE code IN ('BC', 'HR')", r=role)


async def offers_none(screen: Screen, *labels: str) -> None:
    for label in labels:
        await expect(screen.button(label), label).to_have_count(0)


async def offered(screen: Screen, count: int) -> None:
    """Wait until each button of a window that changes something is there so many times."""
    for line, title, labels in WINDOWS:
        await screen.open(line, title)
        for label in labels:
            await expect(screen.button(label), label).to_have_count(count)
        await closed(screen)


async def test_a_reader_looks_on(screen: Screen, stage: Stage) -> None:
    await become(stage, "reader")
    await screen.open("/touchpoint", "Set-up")
    await screen.says("Your role: Reader", "Votre rôle : Lecteur")
    await screen.says(
        "The set-up is for managers and administrators.",
        "Le paramétrage est réservé aux responsables et aux administrateurs.",
    )
    buttons = screen.form.locator(".block-section button")
    await expect(buttons).to_have_count(1)
    await shown(screen, "Campaigns")
    await offers_none(screen, "New")
    await opened(screen, "Increase sale", "Campaign")
    await offers_none(screen, *CHANGES)
    await closed(screen)

    await offered(screen, 0)
    await command(screen.page, "/interaction")
    looks_on = "You may look everything up, but not record anything."
    await screen.says(looks_on, screen.who(looks_on))
    await closed(screen)
    home = await at_home(screen.page)
    await expect(home).to_contain_text(screen.who(looks_on))
    for label in ("Create interaction", "Set-up"):
        button = home.get_by_role("button", name=screen.who(label), exact=True)
        await expect(button).to_have_count(0)


async def test_a_manager_sees_the_set_up_and_changes_campaigns(
    screen: Screen, stage: Stage
) -> None:
    await become(stage, "manager")
    await offered(screen, 1)
    golf = screen.who.reads("Golf event", "Journée de golf")
    for records, name, title in (
        ("Interaction templates", golf, "Interaction template"),
        ("Interaction groups", "Meetings", "Interaction group"),
        ("Salespeople", "Otis Falls", "Salesperson"),
        ("Mailing groups", "X-mas card", "Mailing group"),
        ("Number series", "Contacts", "Number series"),
    ):
        await listed(screen, records)
        await offers_none(screen, "New")
        await opened(screen, name, title)
        await offers_none(screen, *CHANGES, "Add a language", "Change text", "Remove")
        await closed(screen)
    await screen.open("/touchpoint", "Set-up")
    row = screen.form.locator(".block-section").filter(
        has=screen.page.get_by_text(screen.who("Company"), exact=True)
    )
    await row.get_by_role("button").click()
    await screen.has_title("Company")
    await offers_none(screen, "Change")
    await screen.press("Set-up", "Set-up")
    await shown(screen, "Campaigns")
    await expect(screen.button("New")).to_be_visible()
    await opened(screen, "Increase sale", "Campaign")
    await expect(screen.button("Change")).to_be_visible()
