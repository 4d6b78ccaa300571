"""Saved criteria: kept under a code, looked through and used on another segment, and managed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.segments.choosing import (
    ADDED,
    FIRST,
    REDUCED,
    SECOND,
    add_group,
    another_segment,
    cards_of_persons,
    new_segment,
)
from tests.scenarios.choosing import names, steps

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser

CARDS = "CARDS · Persons with a card"


async def save(screen: Screen, code: str, description: str) -> None:
    """Keep the criteria of a card, and come back to it."""
    await screen.press("Save criteria", "Save criteria")
    await screen.field("Code").fill(code)
    await screen.field("Description").fill(description)
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Segment")


async def saved_cards(screen: Screen) -> None:
    """A segment of persons with a card, its criteria saved."""
    await new_segment(screen)
    await cards_of_persons(screen)
    await save(screen, "cards", "Persons with a card")
    await screen.says_on_top(
        "The criteria are saved as CARDS.", "Les critères sont enregistrés sous CARDS."
    )


async def look_up(screen: Screen, code: str, option: str) -> None:
    """Choose saved criteria in the open form, and look at them."""
    await screen.choose("Saved criteria", code, option)
    await screen.submit("Show", "Afficher")


async def test_a_code_that_is_taken_is_said_at_its_field(screen: Screen) -> None:
    await saved_cards(screen)
    await screen.press("Save criteria", "Save criteria")
    code = screen.field("Code")
    await code.fill("Cards")
    await screen.field("Description").fill("Others with a card")
    await screen.submit("Save", "Enregistrer")
    await expect(code).to_have_attribute("aria-invalid", "true")
    await screen.says(
        "There are saved criteria with the code CARDS already.",
        "Des critères sont déjà enregistrés sous le code CARDS.",
    )
    await expect(screen.field("Description")).to_have_value("Others with a card")
    await code.fill("   ")
    await screen.submit("Save", "Enregistrer")
    await screen.says(
        "Please give the criteria a code of at most 20 characters.",
        "Veuillez donner aux critères un code de 20 caractères au plus.",
    )
    await code.fill("cards 2")
    await screen.submit("Save", "Enregistrer")
    await screen.has_title("Segment")
    await screen.says_on_top(
        "The criteria are saved as CARDS 2.", "Les critères sont enregistrés sous CARDS 2."
    )


async def test_saved_criteria_are_looked_at_and_then_used_on_another_segment(
    screen: Screen, stage: Stage
) -> None:
    await saved_cards(screen)
    wanted = await names(stage, FIRST)
    await another_segment(screen)
    await screen.press("Reuse criteria", "Reuse criteria")
    await look_up(screen, "with a card", CARDS)
    await screen.tells(
        (
            (
                f"{ADDED[0]} → This adds 77 contacts. Lines now: 0; then: 77."
                " Left out: 4 excluded, 6 blocked for privacy, and 1 minor."
            ),
            (
                f"{ADDED[1]} → Cela ajoute 77 contacts. Lignes à présent : 0 ; ensuite : 77."
                " Écartés : 4 exclus, 6 bloqués pour confidentialité et 1 mineur."
            ),
        ),
        (
            f"{REDUCED[0]} → This removes 16 lines. Lines now: 77; then: {len(wanted)}.",
            (
                f"{REDUCED[1]} → Cela retire 16 lignes."
                f" Lignes à présent : 77 ; ensuite : {len(wanted)}."
            ),
        ),
    )
    await screen.says_on_top(
        f"Lines now: 0; then: {len(wanted)}.", f"Lignes à présent : 0 ; ensuite : {len(wanted)}."
    )
    await expect(screen.field("Saved criteria")).to_have_value(CARDS)
    assert await names(stage, SECOND) == []
    await screen.submit("Reuse", "Réutiliser")
    await screen.says_on_top("The criteria were used again.", "Les critères ont été réutilisés.")
    await screen.says(
        f"were removed. Lines now: {len(wanted)}.",
        f"ont été retirées. Lignes à présent : {len(wanted)}.",
    )
    assert await names(stage, SECOND) == wanted
    assert await steps(stage, SECOND) == ["add", "reduce"]
    await screen.press("Back to the segment", "Segment")
    await screen.press("Criteria", "Criteria")
    await screen.tells(ADDED, REDUCED)


async def test_criteria_on_top_of_others_are_announced_and_can_be_left(
    screen: Screen, stage: Stage
) -> None:
    await saved_cards(screen)
    await screen.press("Reuse criteria", "Reuse criteria")
    asked = (
        "This segment has 2 steps of criteria already. The new ones come on top.",
        "Ce segment a déjà 2 étapes de critères. Les nouvelles s’y ajoutent.",
    )
    await screen.says_on_top(*asked)
    await look_up(screen, "cards", CARDS)
    await screen.lists(ADDED, REDUCED)
    await screen.says(*asked)
    await screen.press("Back to the segment", "Segment")
    assert await steps(stage, FIRST) == ["add", "reduce"]
    await screen.press("Reuse criteria", "Reuse criteria")
    await look_up(screen, "cards", CARDS)
    await screen.submit("Reuse", "Réutiliser")
    await screen.says_on_top("The criteria were used again.", "Les critères ont été réutilisés.")
    assert await steps(stage, FIRST) == ["add", "reduce", "add", "reduce"]


async def test_criteria_chosen_instead_are_looked_at_first(screen: Screen, stage: Stage) -> None:
    await saved_cards(screen)
    await another_segment(screen)
    await add_group(screen, "x-mas gift", "X-mas gift (X-GIFT)")
    await save(screen, "gifts", "Everybody with a gift")
    await another_segment(screen, "Winter mailing")
    await screen.press("Reuse criteria", "Reuse criteria")
    await look_up(screen, "cards", CARDS)
    await screen.lists(ADDED, REDUCED)
    await screen.choose("Saved criteria", "gift", "GIFTS · Everybody with a gift")
    await screen.submit("Reuse", "Réutiliser")
    await screen.says(
        "Other criteria are chosen now: this is what they say. Nothing is done yet.",
        "D’autres critères sont choisis à présent : voici ce qu’ils disent."
        " Rien n’est encore fait.",
    )
    await screen.lists(
        (
            "1. Add contacts – Mailing group: X-mas gift",
            "1. Ajouter des contacts – Groupe de publipostage : X-mas gift",
        )
    )
    assert await steps(stage, "Winter mailing") == []
    await screen.submit("Reuse", "Réutiliser")
    await screen.says_on_top("The criteria were used again.", "Les critères ont été réutilisés.")
    assert await names(stage, "Winter mailing") == await names(stage, SECOND)


async def test_saved_criteria_are_described_anew_and_deleted_after_a_question(
    screen: Screen, stage: Stage
) -> None:
    await saved_cards(screen)
    kept = await names(stage, FIRST)
    await screen.press("All segments", "Segments")
    await screen.press("Saved criteria", "Saved criteria")
    await expect(screen.entry("CARDS")).to_contain_text(
        screen.who.reads("Persons with a card · 2 steps", "Persons with a card · 2 étapes")
    )
    await screen.press_at("CARDS", "Open")
    await screen.tells(ADDED, REDUCED)
    await screen.button("All saved criteria").click()
    await screen.press_at("CARDS", "Open")
    await expect(screen.field("Description")).to_have_value("Persons with a card")
    await screen.field("Description").fill("People with a card")
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top(
        "The description of CARDS is changed.", "La description de CARDS est modifiée."
    )
    await expect(screen.entry("CARDS")).to_contain_text("People with a card")

    await screen.press_at("CARDS", "Open")
    await screen.button("Delete").click()
    question = screen.question("Delete these criteria?", "Supprimer ces critères ?")
    await expect(question).to_contain_text(
        screen.who.reads(
            "You can bring CARDS back for a day. Segments that used it stay as they are.",
            "Vous pouvez récupérer CARDS pendant un jour."
            " Les segments qui l’ont utilisé restent tels quels.",
        )
    )
    await screen.answer(question, "Keep")
    await screen.tells(ADDED, REDUCED)
    assert len(await stage.rows("SELECT code FROM saved_segment_criteria")) == 1
    await screen.button("Delete").click()
    await screen.answer(question, "Delete")
    await screen.says_on_top("CARDS is deleted.", "CARDS est supprimé.")
    await screen.says("Nothing is saved yet.", "Rien n’est encore enregistré.")
    await screen.button("Bring back").click()
    await screen.says_on_top("CARDS is back.", "CARDS est de retour.")
    await screen.press_at("CARDS", "Open")
    await screen.tells(ADDED, REDUCED)
    await screen.press("All saved criteria", "Saved criteria")
    await screen.press("All segments", "Segments")
    assert await names(stage, FIRST) == kept
