"""A Slack user and their salesperson: linked by e-mail, by themselves, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.stage import staged
from tests.scenarios.walking import finish_now, press, wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

WHO = "Qui êtes-vous ?"
TEMPLATE = "Modèle interaction"


async def asked(person: Person) -> Modal:
    """Claire, whom nobody knows, wants to log an interaction."""
    await person.command("/interaction")
    return await person.modal(WHO)


async def test_a_user_is_linked_by_e_mail_and_stays_so(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await benjamin.command("/interaction")
    await wizard(benjamin)
    (row,) = await any_stage.rows("SELECT code FROM salespeople WHERE slack_user_id IS NOT NULL")
    assert row["code"] == "BC"


async def test_an_unlinked_user_creates_themselves_and_goes_on(any_stage: Stage) -> None:
    claire = any_stage.person("Claire Fontaine")
    modal = await asked(claire)
    assert (modal.value("Nouveau code"), modal.value("Nouveau nom")) == ("CF", "Claire Fontaine")
    await modal.submit()
    modal = await wizard(claire)
    await modal.choose("Contact", "Meagan Bond")
    await modal.choose(TEMPLATE, "Appel téléphonique sortant")
    await modal.until(lambda m: m.value("Description"))
    await modal.press("Terminer maintenant")
    await modal.until(lambda m: m.title == "Interaction journalisée")
    (row,) = await any_stage.logged()
    assert row["salesperson_code"] == "CF"
    (created,) = await any_stage.rows("SELECT * FROM salespeople WHERE code = 'CF'")
    assert created["slack_user_id"] == claire.id
    assert created["role"] == "salesperson"


async def test_taken_and_blocked_salespeople_are_not_on_the_list(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET slack_user_id = 'U1' WHERE code = 'LT'")
    await stage.execute("UPDATE salespeople SET blocked = true WHERE code = 'RB'")
    modal = await asked(stage.person("Claire Fontaine"))
    offered = " ".join(await modal.options("Vendeur"))
    assert "Jim Olive" in offered
    assert "Lina Townsend" not in offered
    assert "Robin Bettencourt" not in offered


async def test_a_salesperson_taken_in_between_is_refused(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    modal = await asked(claire)
    await modal.choose("Vendeur", "Lina Townsend")
    await stage.execute("UPDATE salespeople SET slack_user_id = 'U1' WHERE code = 'LT'")
    await modal.submit()
    assert modal.alerts == ["Ce vendeur est déjà associé à un autre compte Slack."]
    assert modal.value("Vendeur") == "Lina Townsend (LT)"


async def test_a_code_in_use_is_refused_on_its_field(stage_on_both: Stage) -> None:
    modal = await asked(stage_on_both.person("Claire Fontaine"))
    for code in ("BC", "bc"):
        await modal.type("Nouveau code", code)
        await modal.submit()
        assert modal.errors == {
            "Nouveau code": "Le code BC est déjà utilisé. Veuillez en choisir un autre."
        }


@pytest.mark.parametrize(("label", "typed"), [("Nouveau code", "C-F"), ("Nouveau nom", " ")])
async def test_code_and_name_are_checked(stage: Stage, label: str, typed: str) -> None:
    modal = await asked(stage.person("Claire Fontaine"))
    await modal.type(label, typed)
    await modal.submit()
    assert set(modal.errors) == {label}


async def test_home_says_that_one_is_not_linked_and_helps(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    home = await stage.home(claire)
    assert "Votre compte Slack n’est pas encore associé à un vendeur." in home.texts
    await home.press("M’associer")
    await (await claire.modal(WHO)).submit()
    await wizard(claire)
    await home.until(lambda h: "M’associer" not in h.buttons)


async def test_the_words_of_the_command_survive_the_linking(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    await claire.command("/interaction meagan bond")
    await (await claire.modal(WHO)).submit()
    modal = await wizard(claire)
    assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"


async def test_with_self_service_off_there_is_a_sentence(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url, touchpoint_self_service=False) as stage:
        claire = stage.person("Claire Fontaine")
        await claire.command("/interaction")
        modal = await claire.modal(lambda m: m.alerts)
        assert "administrateur" in modal.alerts[0]
        await modal.cancel()
        benjamin = stage.person("Benjamin Chiu")
        await benjamin.command("/interaction")
        await wizard(benjamin)


async def test_a_blocked_salesperson_can_still_log_for_somebody_else(stage: Stage) -> None:
    await stage.execute(
        "UPDATE salespeople SET blocked = true, slack_user_id = 'U000000BC1' WHERE code = 'BC'"
    )
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/interaction meagan bond")
    modal = await wizard(benjamin)
    await modal.choose("Interaction template", "Outgoing phone call")
    await press(modal, "More fields", "Salesperson")
    assert modal.value("Salesperson") == "Otis Falls"  # the contact's own
    await finish_now(modal)
    assert (await stage.logged())[0]["salesperson_code"] == "OF"
