"""While the database is away, no list of a segment's screens looks as if it were empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.i18n import translator
from tests.scenarios.choosing import add_group, form, names, new_segment
from tests.scenarios.logging import card_of, lines, press
from tests.scenarios.test_trouble import CHOOSE_AGAIN, NO_LIST

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.gate import Gate
    from tests.scenarios.stage import Stage

TEST = "Spring mailing"
T = translator("fr")


def said(field: str) -> str:
    return f"{field}: {CHOOSE_AGAIN}"


def said_in_french(field: str) -> str:
    return T("{field}: {problem}", field=field, problem=T(CHOOSE_AGAIN))


async def refused(modal: Modal, field: str) -> None:
    """Send the form in which the sentence stands in ``field``."""
    title = modal.title
    await modal.submit()
    assert modal.title == title
    assert modal.alerts[0] == said(field)


async def test_the_list_of_segments_says_so_and_can_be_searched_again(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment")
    modal = await benjamin.modal("Segments")
    await database.shut()
    assert await modal.options("Find a segment", "SM1") == [NO_LIST]
    await modal.choose("Find a segment", NO_LIST)
    await modal.until(lambda m: m.alerts == [said("Find a segment")])
    await database.open()
    await modal.choose("Find a segment", "SM10004")
    await modal.until(lambda m: m.title == "Segment")


async def test_filters_that_could_not_be_loaded_choose_nobody(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await form(await new_segment(benjamin, TEST), "Add contacts", "Add contacts")
    await modal.type("Name", "a")
    await modal.choose("Contact type", "Person")
    await database.shut()
    for field in ("Industry groups", "Mailing groups"):
        assert await modal.options(field) == [NO_LIST]
    await modal.choose("Mailing groups", NO_LIST)
    await refused(modal, "Mailing groups")  # the database isn't needed to say so
    await database.open()
    await refused(modal, "Mailing groups")
    assert modal.submit_button == "Count"
    assert (modal.value("Name"), modal.value("Contact type")) == ("a", "Person")
    await modal.choose("Mailing groups", "X-mas card")
    await modal.submit()
    assert said("Mailing groups") not in modal.alerts
    assert modal.submit_button != "Count"
    assert await names(stage, TEST) == []


async def test_nobody_is_put_on_or_taken_over_by_mistake(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    helena = stage.person("Helena Ray")
    modal = await press(await card_of(helena), "Lignes", "Lignes")
    before = await lines(stage)
    await press(modal, "Ajouter à la main", "Ajouter à la main")
    await database.shut()
    assert await modal.options("Contacts", "meag") == [T(NO_LIST)]
    await modal.choose("Contacts", T(NO_LIST))
    await database.open()
    await modal.submit()
    assert modal.alerts == [said_in_french("Contacts")]
    await press(modal, "Retour aux lignes", "Lignes")
    await modal.press("Modifier", near="Meagan Bond")
    await modal.until(lambda m: m.title == "Modifier des lignes")
    await modal.type("Description", "À garder")
    await database.shut()
    await modal.choose("Contact", T(NO_LIST))
    await database.open()
    await modal.submit()
    assert modal.alerts == [said_in_french("Contact")]
    assert modal.value("Description") == "À garder"
    assert await lines(stage) == before
    await modal.choose("Contact", "Meagan Bond")
    await database.shut()
    await modal.choose("Modèle interaction", T(NO_LIST))
    await database.open()
    await modal.submit()
    assert modal.alerts == [said_in_french("Modèle interaction")]
    await modal.choose("Modèle interaction", "Journée de golf")
    await modal.submit()
    assert modal.alerts == ["1 ligne est modifiée."]
    changed = [row for row in await lines(stage) if row["customised"]]
    assert [(row["description"], row["template_code"]) for row in changed] == [("À garder", "GOLF")]


async def test_saved_criteria_and_logged_segments_are_not_reused_by_mistake(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    benjamin = stage.person("Benjamin Chiu")
    modal = await add_group(await new_segment(benjamin, TEST), "X-mas card")
    await form(modal, "Save criteria", "Save criteria")
    await modal.type("Code", "cards")
    await modal.submit()
    await form(modal, "Reuse criteria", "Reuse criteria")
    await database.shut()
    assert await modal.options("Saved criteria") == [NO_LIST]
    await modal.choose("Saved criteria", NO_LIST)
    await database.open()
    await refused(modal, "Saved criteria")
    await modal.choose("Saved criteria", "CARDS")
    await modal.submit()
    assert modal.submit_button == "Reuse"
    await press(modal, "Back to the segment", "Segment")
    await form(modal, "Reuse logged segment", "Logged segment")
    await database.shut()
    await modal.choose("Logged segment", NO_LIST)
    await database.open()
    await refused(modal, "Logged segment")
