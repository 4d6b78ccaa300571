"""A salesperson at the page: created, given a role and a Slack account, blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.setup.walking import listed, opened, saved

if TYPE_CHECKING:
    from tests.browser.screen import Screen
    from tests.scenarios.stage import Stage

pytestmark = pytest.mark.browser
MIA = "Mia Durand"


async def test_a_salesperson_is_created_gets_a_role_and_is_blocked(screen: Screen) -> None:
    await listed(screen, "Salespeople")
    await screen.press("New", "Salesperson")
    await expect(screen.form.get_by_label(screen.who("Salesperson"), exact=True)).to_be_checked()
    await screen.field("Code").fill("md")
    await screen.field("Name").fill(MIA)
    await screen.field("E-mail").fill("mia")
    await screen.submit("Save", "Enregistrer")
    await screen.says("This is no e-mail address.", "Ceci n’est pas une adresse e-mail.")
    await screen.field("E-mail").fill("mia@contoso.example")
    await screen.tick("Reader")
    await screen.field("Slack account").fill("claire")
    await screen.page.get_by_role("option").first.click()
    await saved(screen)
    await screen.tells(
        (
            "E-mail: mia@contoso.example\nRole: Reader\nSlack account: @Claire Fontaine",
            "E-mail : mia@contoso.example\nRôle : Lecteur\nCompte Slack : @Claire Fontaine",
        )
    )
    await screen.press("Change", "Change")
    await expect(screen.field("Code")).to_have_count(0)
    await screen.tick("Manager")
    await saved(screen)
    await screen.says("Role: Manager", "Rôle : Responsable")
    await screen.button("Block").click()
    question = screen.question("Block?", "Bloquer ?")
    asks = screen.who(
        "Nobody can choose them any more; what they recorded stays. They can be unblocked."
    )
    await expect(question).to_contain_text(asks)
    await screen.answer(question, "Block")
    await expect(screen.entry(MIA)).to_contain_text(screen.who("blocked"))
    await expect(screen.button("Unblock")).to_be_visible()
    await screen.press("Salespeople", "Set-up")
    await screen.press("Set-up", "Set-up")
    row = screen.form.locator(".block-section", has_text=screen.who("Audit trail"))
    await row.get_by_role("button").click()
    await screen.has_title("Audit trail")
    trail = screen.form.locator(".block-rich_text")
    told = [(" ".join(each.split()) for each in await trail.all_inner_texts())]
    first, second, *_ = list(told[0])
    assert first.startswith(screen.who.reads("Salesperson MD blocked", "Vendeur MD bloqué"))
    assert second.endswith(
        screen.who.reads("Role: Reader → Manager", "Rôle : Lecteur → Responsable")
    )


async def test_the_last_administrator_stays_one(screen: Screen, stage: Stage) -> None:
    code = screen.who.reads("BC", "HR")
    await stage.execute(
        "UPDATE salespeople SET role = 'manager' WHERE role = 'administrator' AND code <> :code",
        code=code,
    )
    name = screen.who.reads("Benjamin Chiu", "Helena Ray")
    await listed(screen, "Salespeople")
    await opened(screen, name, "Salesperson")
    await screen.press("Change", "Change")
    await screen.tick("Reader")
    await screen.submit("Save", "Enregistrer")
    await screen.says("administrator", "administrateur")
    await expect(screen.form.locator("[aria-invalid=true], .block-alert").first).to_be_visible()
