"""Number series and who belongs to a small list at the page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.setup.walking import listed, opened, saved
from tests.browser.wizard_page import MEAGAN

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser


async def test_a_number_series_is_changed_and_never_gives_a_number_twice(screen: Screen) -> None:
    await listed(screen, "Number series")
    await expect(screen.button("New")).to_have_count(0)
    await opened(screen, "Contacts", "Number series")
    await expect(screen.button("Delete")).to_have_count(0)
    await screen.press("Change", "Change")
    await screen.field("Prefix").fill("kd-")
    await screen.field("Digits").fill("4")
    await screen.field("Next number").fill("99999")
    await screen.submit("Save", "Enregistrer")
    await screen.says("This number has more than 4 digits.", "Ce numéro a plus de 4 chiffres.")
    await screen.field("Next number").fill("501")
    await saved(screen)
    await screen.tells(
        (
            "Prefix: KD-\nDigits: 4\nNext number: 501",
            "Préfixe : KD-\nChiffres : 4\nProchain numéro : 501",
        )
    )
    await screen.press("Change", "Change")
    await screen.field("Next number").fill("500")
    await screen.submit("Save", "Enregistrer")
    await screen.says(
        "Numbers up to KD-0500 have been given.", "Les numéros jusqu’à KD-0500 ont été attribués."
    )


async def test_a_new_record_of_a_small_list_gets_members(screen: Screen) -> None:
    await listed(screen, "Mailing groups")
    await screen.press("New", "Mailing group")
    await screen.field("Code").fill("news")
    await screen.field("Description").fill("Newsletter")
    await saved(screen)
    await screen.lists(("0 contacts", "0 contact"))
    await screen.press("Members", "Members")
    await screen.says("Nobody belongs here yet.", "Personne n’en fait encore partie.")
    await screen.press("Add contacts", "Add contacts")
    await screen.says("Mailing group NEWS", "Groupe de publipostage NEWS")
    await screen.says("Companies and persons", "Sociétés et personnes")
    await screen.add("Contacts", "meagan bond", MEAGAN)
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top("1 contact was added.", "1 contact a été ajouté.")
    await expect(screen.entry(MEAGAN)).to_have_count(1)
    await screen.press_at(MEAGAN, "Remove")
    await expect(screen.entry(MEAGAN)).to_have_count(0)
    await screen.press("Back", "Mailing group")
    await screen.lists(("0 contacts", "0 contact"))


async def test_an_industry_group_takes_companies_only(screen: Screen, stage: Stage) -> None:
    [first] = await stage.rows("SELECT description FROM industry_groups ORDER BY code LIMIT 1")
    await listed(screen, "Industry groups")
    await opened(screen, first["description"], "Industry group")
    await screen.press("Members", "Members")
    await screen.press("Add contacts", "Add contacts")
    await screen.says("Companies only", "Sociétés uniquement")
    await screen.add("Contacts", "school of fine art", "School of Fine Art (Miami)")
    await screen.submit("Save", "Enregistrer")
    await screen.says_on_top("1 contact was added.", "1 contact a été ajouté.")
