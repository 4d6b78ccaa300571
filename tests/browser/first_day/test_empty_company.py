"""A company's first day at the page: from an empty database to the first interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.wizard_page import at_home

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser
STEPS = ("Interaction templates", "Salespeople linked", "Contacts")


async def ticked(home: Locator, screen: Screen, *done: str) -> None:
    """Wait until just these steps are ticked."""
    wanted = [f"{'✓' if step in done else '○'} {screen.who(step)}" for step in STEPS]
    items = home.locator(".block-section")
    await expect(items).to_contain_text(wanted, use_inner_text=True)


async def press(home: Locator, screen: Screen, label: str) -> None:
    await home.get_by_role("button", name=screen.who(label), exact=True).click()


async def closed(screen: Screen) -> None:
    await screen.page.keyboard.press("Escape")
    await expect(screen.form).to_have_count(0)


async def at_a_channel(screen: Screen) -> None:
    sidebar = screen.page.get_by_test_id("sidebar")
    await sidebar.get_by_role("button", name="general").click()


async def test_the_steps_are_ticked_and_the_first_interaction_is_logged(screen: Screen) -> None:
    home = await at_home(screen.page)
    await expect(home.get_by_role("heading").first).to_have_text(screen.who("Set up Touchpoint"))
    await ticked(home, screen)

    await press(home, screen, "Bring in the starter templates")
    question = screen.question("Bring in the starter templates?", "Ajouter les modèles de départ ?")
    await screen.answer(question, "Bring in")
    await ticked(home, screen, "Interaction templates")
    starter = home.get_by_role("button", name=screen.who("Bring in the starter templates"))
    await expect(starter).to_have_count(0)

    await press(home, screen, "Link me")
    await screen.has_title("Who are you?")
    await screen.submit("Continue", "Continuer")
    await screen.has_title("Create interaction")
    await closed(screen)
    await ticked(home, screen, "Interaction templates", "Salespeople linked")

    await at_a_channel(screen)
    await screen.open("/contact", "Contacts")
    await screen.press("New person", "New person")
    await screen.field("First name").fill("Zoé")
    await screen.field("Surname").fill("Quillfeather")
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Contact")
    await expect(screen.form).to_contain_text("CT000001")
    await screen.press("Create interaction", "Create interaction")
    call = screen.who.reads("Outgoing phone call", "Appel téléphonique sortant")
    await screen.choose("Interaction template", call, call)
    await screen.button("Finish now").click()
    await screen.has_title("Interaction logged")
    await closed(screen)

    home = await at_home(screen.page)
    await expect(home.get_by_role("heading").first).to_have_text(screen.who("Interactions"))
    await expect(home).to_contain_text("Zoé Quillfeather")
    await expect(home).not_to_contain_text(screen.who("Set up Touchpoint"))


async def test_the_question_can_be_answered_with_no(screen: Screen) -> None:
    home = await at_home(screen.page)
    await press(home, screen, "Bring in the starter templates")
    question = screen.question("Bring in the starter templates?", "Ajouter les modèles de départ ?")
    await screen.answer(question, "Cancel")
    await ticked(home, screen)


async def test_the_set_up_is_open_before_anything_is_there(screen: Screen) -> None:
    home = await at_home(screen.page)
    await press(home, screen, "Set-up")
    await screen.has_title("Set-up")
    await screen.says("Your role: Administrator", "Votre rôle : Administrateur")
    row = screen.form.locator(".block-section", has_text=screen.who("Interaction templates"))
    await row.get_by_role("button", name=screen.who("Open"), exact=True).click()
    await screen.says("There is nothing here yet.", "Il n’y a encore rien ici.")
    await expect(screen.button("New")).to_be_visible()
