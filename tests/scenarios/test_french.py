"""Helena Ray reads French: every screen, every message, every error."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po

from bot.i18n import translator
from simulator.client.elements import placed
from tests.scenarios.forging import press_unseen
from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

T = translator("fr")
GOLF = "Journée de golf"


def english() -> set[str]:
    """What must not be on a French screen: every message that reads otherwise in French."""
    path = files("bot") / "locales" / "fr" / "LC_MESSAGES" / "touchpoint.po"
    with path.open("rb") as file:
        messages = [str(message.id) for message in read_po(file) if message.id]
    return {message for message in messages if "{" not in message and T(message) != message}


def texts_of(value: Any) -> set[str]:
    """Every text in blocks: labels, hints, placeholders, buttons, options."""
    if isinstance(value, dict):
        own = {value["text"]} if isinstance(value.get("text"), str) else set()
        return own.union(*(texts_of(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(texts_of(item) for item in value))
    return set()


async def begin(person: Person) -> Modal:
    await person.command("/interaction meagan bond")
    return await wizard(person)


async def to_the_content(person: Person) -> Modal:
    modal = await begin(person)
    await modal.choose("Modèle interaction", GOLF)
    await modal.until(lambda m: m.value("Description"))
    await modal.press("Plus de champs")
    await modal.until(lambda m: "Langue" in m.labels)
    return modal


async def test_no_screen_of_the_wizard_has_an_english_word(any_stage: Stage) -> None:
    helena = any_stage.person("Helena Ray")
    forbidden = english()
    assert "Interaction template" in forbidden

    def check(blocks: list[Any]) -> None:
        assert texts_of(blocks) & forbidden == set()

    modal = await to_the_content(helena)
    assert modal.title == "Créer une interaction"
    assert (modal.submit_button, modal.close_button) == ("Suivant", "Reporter")
    assert modal.labels == [
        "Contact",
        "Ont aussi participé",
        "Modèle interaction",
        "Description",
        "Vendeur",
        "Langue",
        "Date",
        "Heure",
        "Type correspondance",
        "Flux d’informations",
        "Initié par",
    ]
    check(modal.blocks)
    await modal.submit()
    assert modal.labels == ["Contenu"]
    check(modal.blocks)
    await modal.submit()
    assert modal.labels == ["Campagne", "Cible campagne", "Réponse campagne", "Opportunité"]
    check(modal.blocks)
    await modal.submit()
    assert modal.labels == ["Évaluation", "Réussie", "Coût", "Durée (min)", "Commentaire"]
    assert modal.submit_button == "Terminer"
    assert modal.choices("Évaluation")[1:] == [
        "Très positive",
        "Positive",
        "Neutre",
        "Négative",
        "Très négative",
    ]
    check(modal.blocks)
    await modal.type("Coût", "12,50")
    await modal.type("Durée (min)", "1h15")
    await modal.submit()
    assert modal.title == "Interaction journalisée"
    check(modal.blocks)
    assert "12,5" in modal.text
    await any_stage.quiet()
    (message,) = helena.messages()
    assert message.plain_text.startswith("Interaction journalisée : Meagan Bond")
    assert GOLF in message.plain_text
    assert "lun. 16 mars 2026" in message.plain_text
    (row,) = await any_stage.logged()
    assert (float(row["cost"]), row["duration_min"]) == (12.5, 75)
    home = await any_stage.home(helena)
    check(home.blocks)
    assert f"Meagan Bond (School of Fine Art) — {GOLF}" in home.text
    assert "Golf event" not in home.text


async def test_templates_have_french_names_and_are_found_by_their_own_as_well(
    stage: Stage,
) -> None:
    modal = await begin(stage.person("Helena Ray"))
    assert await modal.options("Modèle interaction", "golf event") == [GOLF]
    await modal.choose("Modèle interaction", GOLF)
    await modal.until(lambda m: m.value("Description") == GOLF)
    await modal.choose("Modèle interaction", "Sales Reminder")  # which has no French name
    await modal.until(lambda m: m.value("Description") == "Sales Reminder")


async def test_errors_are_french(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command("/interaction")
    modal = await wizard(helena)
    await modal.press("Terminer maintenant")
    await modal.until(lambda m: m.alerts)
    assert len(modal.alerts) == 3
    assert not texts_of(modal.blocks) & english()
    assert modal.alerts[0].startswith("Contact : ")


async def test_postponing_and_the_list_are_french(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    modal = await begin(helena)
    await modal.choose("Modèle interaction", GOLF)
    await modal.cancel()
    await stage.quiet()
    (notice,) = helena.messages()
    assert notice.plain_text.startswith("Gardée pour plus tard :")
    assert notice.buttons == ["Reprendre", "Abandonner"]
    assert not texts_of(notice.blocks) & english()
    stage.clock.pass_by(days=2)
    await helena.command("/postponed")
    modal = await helena.modal("Interactions reportées")
    assert "il y a 2 jours" in modal.text
    assert not texts_of(modal.blocks) & english()
    await modal.press("Abandonner", confirm=True)
    await modal.until(lambda m: m.buttons == ["Rétablir"])
    assert not texts_of(modal.blocks) & english()


async def test_help_and_refusals_are_french_from_the_first_moment(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command("/interaction aide")
    assert "ouvre" in (await helena.message("/postponed")).text
    await press_unseen(helena, "draft.resume:x")
    modal = await helena.modal(lambda m: m.alerts)
    assert "brouillon" in modal.alerts[0]


async def test_confirm_dialogs_and_placeholders_are_french(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    modal = await begin(helena)
    placeholders = [
        place.element["placeholder"]["text"]
        for place in placed(modal.blocks)
        if "placeholder" in place.element
    ]
    assert placeholders
    assert not set(placeholders) & english()


async def test_a_cost_in_english_notation_is_understood_too(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    modal = await begin(helena)
    await modal.choose("Modèle interaction", GOLF)
    await modal.until(lambda m: m.value("Description"))
    for _ in range(3):
        await modal.submit()
    for typed in ("beaucoup", "-1", "12,555"):
        await modal.type("Coût", typed)
        await modal.submit()
        assert set(modal.errors) == {"Coût"}
        assert modal.errors["Coût"] not in english()
    await modal.type("Coût", "1 234.50")
    await modal.submit()
    assert float((await stage.logged())[0]["cost"]) == 1234.5
