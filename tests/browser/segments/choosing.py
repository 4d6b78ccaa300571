"""Choosing contacts at the page: a new segment, a step of criteria, and one step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.screen import Screen

FIRST, SECOND = "Spring mailing", "Autumn mailing"
ADDED = (
    "1. Add contacts – Mailing group: X-mas card",
    "1. Ajouter des contacts – Groupe de publipostage : X-mas card",
)
REDUCED = (
    "2. Remove contacts that match (reduce) – Contact type: Company",
    "2. Retirer du segment les contacts correspondants (réduire) – Type de contact : Société",
)
"""The two steps of :func:`cards_of_persons`, as they are told in English and in French."""


async def new_segment(screen: Screen, description: str = FIRST) -> None:
    """A new segment's card, by keyboard."""
    await screen.open("/segment", "Segments")
    await create(screen, description)


async def create(screen: Screen, description: str) -> None:
    """The same, from the list of segments."""
    await screen.press("New segment", "New segment")
    await expect(screen.field("Description")).to_be_focused()
    await screen.page.keyboard.type(description)
    await screen.page.keyboard.press("Enter")
    await screen.has_title("Segment")
    await screen.says("No contact is chosen yet.", "Aucun contact n’est encore choisi.")


async def another_segment(screen: Screen, description: str = SECOND) -> None:
    """From a segment's card to that of a new one."""
    await screen.press("All segments", "Segments")
    await create(screen, description)


async def add_group(screen: Screen, group: str, option: str) -> None:
    """Add the contacts of a mailing group, from the card and back to it."""
    await screen.press("Add contacts", "Add contacts")
    await screen.add("Mailing groups", group, option)
    await count_and_apply(screen)


async def reduce_companies(screen: Screen) -> None:
    """Take the companies out, from the card and back to it."""
    await screen.press("Reduce", "Reduce contacts")
    company = screen.who("Company")
    await screen.choose("Contact type", company, company)
    await count_and_apply(screen)


async def cards_of_persons(screen: Screen) -> None:
    """Everybody in a mailing group, then no company: two steps."""
    await add_group(screen, "x-mas card", "X-mas card (X-CARD)")
    await reduce_companies(screen)


async def count_and_apply(screen: Screen) -> None:
    """Press the button that counts, and again when it says what it does."""
    await screen.submit("Count", "Compter")
    button = screen.form.get_by_test_id("modal-submit")
    await expect(button).not_to_have_text(screen.who("Count"))
    await button.click()
    await screen.has_title("Segment")


async def go_back(screen: Screen) -> None:
    """Take the last step back."""
    await screen.button("Go back").click()
    question = screen.question("Take back the last step?", "Annuler la dernière étape ?")
    await screen.answer(question, "Go back")
