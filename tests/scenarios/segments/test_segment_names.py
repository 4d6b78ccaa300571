"""Segments name templates, countries, languages and other segments in their reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.i18n import translator
from tests.scenarios.choosing import form, new_segment
from tests.scenarios.logging import NO, card_of, log, press

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage

TEST = "Named"
LETTER = {"en": "Business letter", "fr": "Lettre commerciale"}
GOLF = {"en": "Golf event", "fr": "Journée de golf"}
READERS = {"en": "Benjamin Chiu", "fr": "Helena Ray"}


def plain(text: str) -> str:
    """Typographic blanks as plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_every_screen_calls_the_template_the_same(stage: Stage, locale: str) -> None:
    t, letter, golf = translator(locale), LETTER[locale], GOLF[locale]
    other = LETTER["fr" if locale == "en" else "en"]
    reader = stage.person(READERS[locale])
    await reader.command("/segment")
    modal = await reader.modal("Segments")
    if NO not in modal.text:
        await modal.press(t("All segments"))
        await modal.until(lambda m: NO in m.text)
    assert letter in modal.text
    await modal.choose(t("Find a segment"), NO)
    await modal.until(lambda m: m.title == "Segment")
    assert letter in modal.text
    await press(modal, t("Lines"), t("Lines"))
    assert modal.text.count(letter) == 8
    assert other not in modal.text
    await modal.press(t("Change"), near="Meagan Bond")
    await modal.until(lambda m: m.title == t("Change lines"))
    assert modal.value(t("Interaction template")) == letter
    await modal.choose(t("Interaction template"), golf)
    await modal.submit()
    assert modal.text.count(golf) == 1
    await modal.press(t("Change"), near="Meagan Bond")
    await modal.until(lambda m: m.title == t("Change lines"))
    assert modal.value(t("Interaction template")) == golf
    await press(modal, t("Back to the lines"), t("Lines"))
    await press(modal, t("Segment {no}", no=NO), "Segment")
    await press(modal, t("Create interaction"), t("Create interaction"))
    assert modal.value(t("Interaction template")) == letter
    await press(modal, t("Finish now"), "Segment")
    assert letter in modal.text


async def _add(modal: Modal, **filters: str) -> None:
    """Add whoever matches these filters, from the card and back to it."""
    await form(modal, "Add contacts", "Add contacts")
    await modal.press("More filters")
    await modal.until(lambda m: "Languages" in m.labels)
    for label, choice in filters.items():
        await modal.choose(label.replace("_", " "), choice)
    await modal.submit()
    await modal.submit()
    assert modal.title == "Segment", modal.text


async def test_criteria_say_names_in_the_place_of_codes(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(stage, benjamin)).x()
    modal = await new_segment(benjamin, TEST)
    await _add(
        modal,
        Interaction_templates="Business letter",
        Segments_of_the_interaction=NO,
    )
    await _add(modal, Countries="Germany (DE)")
    await _add(modal, Languages="Danish (Denmark) – DAN")
    await form(modal, "Reuse logged segment", "Logged segment")
    await modal.choose("Logged segment", NO)
    await modal.submit()
    await modal.submit()
    assert modal.title == "Segment", modal.text
    for told in (
        f"– Interaction: template Business letter, segment {NO} “Increase sale”",
        "– Country: Germany",
        "– Language: Danish (Denmark)",
        f"– Contacts of logged segment {NO} “Increase sale”",
    ):
        assert told in modal.text
    await modal.x()
    (created,) = await stage.rows("SELECT no FROM segments WHERE description = :d", d=TEST)
    modal = await card_of(stage.person("Helena Ray"), created["no"])
    french = (
        f"– Interaction : modèle Lettre commerciale, segment {NO} « Increase sale »",
        "– Pays : Allemagne",
        "– Langue : Danois (Danemark)",
        f"– Contacts du segment journalisé {NO} « Increase sale »",
    )
    for told in french:
        assert told in plain(modal.text)
    await press(modal, "Critères", "Critères")
    for told in french:
        assert told in plain(modal.text)
