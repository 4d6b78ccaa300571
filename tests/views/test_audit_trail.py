"""The audit trail says what was changed in the words of the screens."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.pages import Page
from bot.domain.setup.shown import Audited
from bot.i18n import translator
from bot.views.setup import audit
from tests.making import NOW


def texts_of(block: object) -> list[str]:
    """Every text in a block, in order."""
    if isinstance(block, dict):
        own = [block["text"]] if isinstance(block.get("text"), str) else []
        return own + [text for value in block.values() for text in texts_of(value)]
    if isinstance(block, list):
        return [text for each in block for text in texts_of(each)]
    return []


def told(
    act: str, kind: str, before: dict[str, Any], after: dict[str, Any], locale: str = "en"
) -> list[str]:
    """The lines of an entry, without who did it and when; French blanks as plain ones."""
    entry = Audited(NOW, "U1", act, kind, "X1", before, after, "Otis Falls")
    page = Page((entry,), 0, 1)
    view = audit.listing(page, audit.TrailPlace(), translator(locale), "Europe/Paris")
    (block,) = [block for block in view["blocks"] if block["type"] == "rich_text"]
    said = "".join(texts_of(block)).replace("\u202f", " ").replace("\u00a0", " ")
    title, about, *lines = said.split("\n")
    return [title, about.partition(" · ")[0], *lines]


@pytest.mark.parametrize(
    ("act", "kind", "before", "after", "english", "french"),
    [
        (
            "change",
            "mailing_groups",
            {"members": 4},
            {"members": 5},
            ["Mailing group X1", "changed", "Members: 4 → 5"],
            ["Groupe de publipostage X1", "modifié", "Membres : 4 → 5"],
        ),
        (
            "create",
            "interaction_template_languages",
            {},
            {"language_code": "FRA", "content": "Bonjour"},
            ["Text X1", "created", "Language: French (France) – FRA", "Content: Bonjour"],
            ["Texte X1", "créé", "Langue : Français (France) – FRA", "Contenu : Bonjour"],
        ),
        (
            "change",
            "salespeople",
            {"role": "reader"},
            {"role": "manager"},
            ["Salesperson X1", "changed", "Role: Reader → Manager"],
            ["Vendeur X1", "modifié", "Rôle : Lecteur → Responsable"],
        ),
        ("archive", "salespeople", {}, {}, ["Salesperson X1", "blocked"], ["Vendeur X1", "bloqué"]),
        (
            "change",
            "interaction_templates",
            {"unit_cost": "0.00", "wizard_action": None, "campaign_target": False},
            {"unit_cost": "8.50", "wizard_action": "open", "campaign_target": True},
            [
                "Interaction template X1",
                "changed",
                "Cost: 0.00 → 8.50",
                "Wizard action: — → Open",
                "Campaign target: No → Yes",
            ],
            [
                "Modèle interaction X1",
                "modifié",
                "Coût : 0,00 → 8,50",
                "Action assistant : — → Ouvrir",
                "Cible campagne : Non → Oui",
            ],
        ),
        (
            "change",
            "company_settings",
            {"inherited": ["country"], "default_locale": "en"},
            {"inherited": ["country", "language"], "default_locale": "fr"},
            [
                "Company",
                "changed",
                "A person takes over from their company: Country → Country and Language",
                "Language of the bot: English → Français",
            ],
            [
                "Société",
                "modifié",
                "Une personne reprend de sa société : Pays → Pays et Langue",
                "Langue du bot : English → Français",
            ],
        ),
        (
            "import",
            "contacts",
            {},
            {"new": 3, "refused": 0},
            ["Contact X1", "imported", "New rows: 3"],
            ["Contact X1", "importé", "Lignes nouvelles : 3"],
        ),
        (
            "merge",
            "contacts",
            {"name": "Megan Bond", "phone": None},
            {"phone": "12"},
            ["Contact X1", "merged", "Phone: — → 12", "Name: Megan Bond"],
            ["Contact X1", "fusionné", "Téléphone : — → 12", "Nom : Megan Bond"],
        ),
        ("other", "things", {}, {"odd": 1}, ["things X1", "other", "odd: 1"], None),
    ],
)
def test_an_entry_is_told_in_the_words_of_the_screens(
    act: str,
    kind: str,
    before: dict[str, Any],
    after: dict[str, Any],
    english: list[str],
    french: list[str] | None,
) -> None:
    assert told(act, kind, before, after) == english
    if french is not None:
        assert told(act, kind, before, after, "fr") == french


def test_a_long_value_is_cut() -> None:
    *_, line = told("change", "mailing_groups", {"description": "x" * 100}, {"description": "y"})
    assert line == f"Description: {'x' * 60}… → y"
