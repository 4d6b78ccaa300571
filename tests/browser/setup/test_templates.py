"""A group and a template of it at the page, from nothing to an interaction, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.i18n import translator
from tests.browser.setup.walking import closed, listed, opened, saved, shown

if TYPE_CHECKING:
    from tests.browser.screen import Screen

pytestmark = pytest.mark.browser
GROUP = "Stand 12"


async def test_a_group_and_a_template_are_made_previewed_and_tried(screen: Screen) -> None:
    who = screen.who
    await listed(screen, "Interaction groups")
    await screen.press("New", "Interaction group")
    await screen.field("Code").fill("stand")
    await screen.field("Description").fill(GROUP)
    await saved(screen)
    await expect(screen.entry(GROUP)).to_contain_text("STAND")
    await screen.says("0 interactions: cost 0.00, 0 min", "0 interaction : coût 0,00, 0 min")
    await screen.press("Interaction groups", "Set-up")
    await screen.press("Set-up", "Set-up")

    await shown(screen, "Interaction templates")
    await screen.press("New", "Interaction template")
    await screen.field("Code").fill("fairtalk")
    await screen.field("Description").fill("Fair")
    await screen.choose("Interaction group", "stand", f"{GROUP} (STAND)")
    await screen.field("Duration (min)").fill("1h15")
    await saved(screen)
    await screen.tells(
        (
            f"Interaction group: {GROUP}\nCost: 0.00\nDuration (min): 75",
            f"Groupe interaction : {GROUP}\nCoût : 0,00\nDurée (min) : 75",
        ),
        ("0 interactions: cost 0.00, 0 min", "0 interaction : coût 0,00, 0 min"),
        (
            "There is no text yet. Each language has a name and what is to be said.",
            "Il n’y a pas encore de texte. Chaque langue a un nom et ce qu’il faut dire.",
        ),
    )
    await expect(screen.button("Preview")).to_have_count(0)

    english, french = (translator(who.language).language(code) for code in ("ENU", "FRA"))
    for language, name, content in (
        (english, "Talk at a fair", "Hello {{contact.name}}"),
        (french, "Visite de stand", "Bonjour {{contact.name}}"),
    ):
        await screen.press("Add a language", "Text")
        await screen.choose("Language", language, language)
        await screen.field("Description").fill(name)
        await screen.field("Content").fill(content)
        await saved(screen)
        await expect(screen.entry(language)).to_contain_text(f"{name} · {content}")

    # Helen reads English, which was the first text and so is the default language.
    await screen.press("Preview", "Preview")
    await screen.choose("Contact", "helen ray", "Helen Ray (Trey Research, Chicago)")
    await screen.submit("Show", "Afficher")
    await screen.says("Hello Helen Ray", "Hello Helen Ray")
    await screen.press("Back", "Interaction template")

    await screen.button("Try it").click()
    await screen.has_title("Create interaction")
    called = who.reads("Talk at a fair", "Visite de stand")
    await expect(screen.field("Interaction template")).to_have_value(called)
    await expect(screen.field("Description")).to_have_value(called)
    await closed(screen)


async def test_what_is_missing_or_wrong_is_told_at_its_field(screen: Screen) -> None:
    await listed(screen, "Interaction templates")
    await screen.press("New", "Interaction template")
    await screen.field("Code").fill("a b")
    await screen.field("Description").fill("Fair")
    await screen.field("Duration (min)").fill("long")
    await screen.submit("Save", "Enregistrer")
    await screen.says(
        "A code has at most 20 letters, digits, dots, dashes and underscores.",
        "Un code comporte au plus 20 lettres, chiffres, points, tirets et traits de soulignement.",
    )
    await screen.field("Code").fill("income")
    await screen.field("Duration (min)").fill("15")
    await screen.submit("Save", "Enregistrer")
    await screen.says("The code INCOME is already in use.", "Le code INCOME est déjà utilisé.")


async def test_a_template_is_archived_and_brought_back(screen: Screen) -> None:
    name = screen.who.reads("Golf event", "Journée de golf")
    await listed(screen, "Interaction templates")
    await opened(screen, name, "Interaction template")
    await screen.button("Archive").click()
    await screen.answer(screen.question("Archive?", "Archiver ?"), "Archive")
    card = screen.form.locator(".block-rich_text").first
    await expect(card).to_contain_text(screen.who("archived"))
    await expect(screen.button("Try it")).to_have_count(0)
    await screen.button("Bring back").click()
    await expect(card).not_to_contain_text(screen.who("archived"))
