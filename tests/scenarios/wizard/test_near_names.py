"""Nothing is called what was typed: similar names are offered, and said to be no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.i18n import translator
from tests.scenarios.choosing import new_segment
from tests.scenarios.logging import press
from tests.scenarios.test_trouble import NO_LIST
from tests.scenarios.walking import MEAGAN, begin, fill, finish_now, wizard

if TYPE_CHECKING:
    from tests.scenarios.gate import Gate
    from tests.scenarios.stage import Stage

NEAR = "No exact match, only similar names"
NEAR_IN_FRENCH = "Aucune correspondance exacte, seulement des noms proches"


async def test_a_list_offers_similar_names_under_a_heading(any_stage: Stage) -> None:
    modal = await begin(any_stage.person("Benjamin Chiu"))
    for typed in ("meagn", "megan bond", "Bnod", "meaganbond"):
        assert await modal.headings("Contact", typed) == {NEAR: [MEAGAN]}
    assert await modal.headings("Contact", "meag") == {}
    assert await modal.options("Contact", "meag") == [MEAGAN]
    assert await modal.options("Contact", "meagan xyz") == []
    await modal.choose("Contact", "Meagan Bond", typed="megan bond")
    await (await finish_now(await fill(modal))).cancel()


async def test_words_that_nobody_is_called_offer_one_who_is_similar_and_choose_nobody(
    any_stage: Stage,
) -> None:
    modal = await begin(any_stage.person("Benjamin Chiu"), "/interaction meagn")
    assert modal.value("Contact") is None
    assert "No exact match for “meagn”, only similar names: which one?" in modal.texts
    assert MEAGAN in modal.buttons
    headings = await modal.headings("Contact")
    assert headings[NEAR] == [MEAGAN]
    assert "Suggested" not in headings
    await modal.press(MEAGAN)
    await modal.until(lambda m: m.value("Contact") == MEAGAN)
    assert "No exact match" not in modal.text


async def test_the_heading_is_french_for_who_reads_french(any_stage: Stage) -> None:
    helena = any_stage.person("Helena Ray")
    await helena.command("/interaction maegan bodn")
    modal = await wizard(helena)
    assert modal.value("Contact") is None
    because = (
        "Aucune correspondance exacte pour « maegan bodn », seulement des noms proches : lequel ?"
    )
    assert because in [text.replace("\u00a0", " ") for text in modal.texts]
    assert await modal.headings("Contact", "meagn") == {NEAR_IN_FRENCH: [MEAGAN]}


async def test_lists_of_a_segment_offer_similar_names_too(stage: Stage) -> None:
    modal = await press(
        await new_segment(stage.person("Benjamin Chiu"), "By hand"), "Lines", "Lines"
    )
    await press(modal, "Add by hand", "Add by hand")
    assert await modal.headings("Contacts", "meagn") == {NEAR: [MEAGAN]}
    await modal.choose("Contacts", "Meagan Bond", typed="megan bond")
    await modal.submit()
    await modal.until(lambda m: m.title == "Lines" and "Meagan Bond" in m.text)
    await modal.press("Change", near="Meagan Bond")
    await modal.until(lambda m: "Contact" in m.labels)
    assert await modal.headings("Contact", "robret townes") == {
        NEAR: ["Robert Townes (Adatum Corporation, Atlanta)"]
    }


async def test_a_list_that_cannot_be_loaded_does_not_look_like_similar_names(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, _, database = gated
    helena, benjamin = stage.person("Helena Ray"), stage.person("Benjamin Chiu")
    await helena.command("/interaction")
    french, modal = await wizard(helena), await begin(benjamin)
    await database.shut()
    assert await modal.headings("Contact", "meagn") == {}
    assert await modal.options("Contact", "meagn") == [NO_LIST]
    assert await french.options("Contact", "meagn") == [translator("fr")(NO_LIST)]
    await database.open()
    assert await modal.headings("Contact", "Bnod") == {NEAR: [MEAGAN]}
    assert await french.headings("Contact", "Bnod") == {NEAR_IN_FRENCH: [MEAGAN]}
