"""What choosing a template, a contact or a language changes on the screen, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import CALL, begin, fill, go_on, press, wizard

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

PENROSE = "Renée Penrose"  # English, letters preferred
THEVENOT = "Raphaël Thévenot"  # French


async def test_a_template_fills_in_what_it_knows(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    assert modal.value("Description") == CALL
    await press(modal, "More fields", "Date")
    assert modal.value("Salesperson") == "Benjamin Chiu"
    assert modal.value("Language") == "English (United States) – ENU"
    assert modal.value("Information flow") == "Outbound"
    assert modal.value("Initiated by") == "Us"
    await go_on(modal, "Campaign")
    await go_on(modal, "Cost")
    assert (modal.value("Cost"), modal.value("Duration (min)")) == ("1", "15")


async def test_another_template_replaces_what_the_first_one_filled_in(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await press(modal, "More fields", "Date")
    await modal.choose("Interaction template", "Incoming phone call")
    await modal.until(lambda m: m.value("Description") == "Incoming phone call")
    assert modal.value("Information flow") == "Inbound"
    assert modal.value("Initiated by") == "Them"
    await go_on(modal, "Campaign")
    await go_on(modal, "Cost")
    assert (modal.value("Cost"), modal.value("Duration (min)")) == ("0", "15")


async def test_a_description_typed_before_the_template_stays(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    await modal.type("Description", "Asked about the chairs")
    await fill(modal)
    await stage.quiet()
    assert modal.value("Description") == "Asked about the chairs"


async def test_a_description_typed_while_the_template_s_one_is_on_its_way_comes_back(
    stage: Stage,
) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    stage.slack.fault("delay", "views.update", seconds=0.3)
    await modal.choose("Interaction template", CALL)
    for typed in ("A", "As", "Ask"):
        await modal.type("Description", typed)
    await stage.quiet()
    assert modal.value("Description") == "Ask"


async def test_a_description_is_saved_as_it_is_typed(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.type("Description", "Asked about the chairs")
    benjamin.crash()
    home = await stage.home(benjamin)
    await home.press("Resume")
    modal = await wizard(benjamin)
    assert modal.value("Description") == "Asked about the chairs"


async def test_a_description_typed_after_the_template_survives_the_next_one(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await modal.type("Description", "Asked about the chairs")
    await modal.choose("Interaction template", "Business letter")
    await modal.until(lambda m: "Step 1 of 4" in m.text)
    await stage.quiet()
    assert modal.value("Description") == "Asked about the chairs"


async def test_a_text_typed_into_the_content_survives_another_template(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Memo")
    await go_on(modal, "Content")
    await modal.type("Content", "All is agreed.")
    await press(modal, "Back", "Contact")
    await modal.choose("Interaction template", "Business letter")
    await modal.until(lambda m: m.value("Description") == "Business letter")
    await go_on(modal, "Content")
    assert modal.value("Content") == "All is agreed."


async def test_an_untouched_content_follows_the_template(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Memo")
    await go_on(modal, "Content")
    assert modal.value("Content").startswith("Memo of")
    await press(modal, "Back", "Contact")
    await modal.choose("Interaction template", "Business letter")
    await modal.until(lambda m: m.value("Description") == "Business letter")
    await go_on(modal, "Content")
    assert "Dear {{contact.name}}" in modal.value("Content")


async def test_the_language_is_the_contact_s_where_the_template_has_it(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), THEVENOT)
    await press(modal, "More fields", "Date")
    assert modal.value("Language") == "French (France) – FRA"
    assert "German (Germany) – DEU" in modal.choices("Language")
    await modal.choose("Contact", "Tuva Lødemel")
    await modal.until(lambda m: m.value("Language") == "English (United States) – ENU")


async def test_a_language_that_was_chosen_brings_its_content(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Business letter")
    await press(modal, "More fields", "Date")
    await modal.choose("Language", "German (Germany) – DEU")
    await go_on(modal, "Content")
    assert "Guten Tag {{contact.name}}" in modal.value("Content")


async def test_the_channel_is_the_contact_s_unless_the_template_insists(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    await fill(modal, PENROSE, "Meeting held at CRONUS")
    await press(modal, "More fields", "Date")
    assert modal.value("Correspondence type") == "Hard copy"  # the template has none
    await modal.choose("Interaction template", "Golf event")
    await modal.until(lambda m: m.value("Correspondence type") == "Email")  # it ignores hers


async def test_the_salesperson_is_one_s_own_whoever_owns_the_contact(stage: Stage) -> None:
    modal = await begin(stage.person("Jim Olive"), "/interaction meagan bond")
    await press(modal, "More fields", "Salesperson")
    assert modal.value("Salesperson") == "Jim Olive"


async def test_a_campaign_of_the_template_comes_along(stage: Stage) -> None:
    await stage.execute(
        "UPDATE interaction_templates SET campaign_no = 'CP1001', campaign_target = true"
        " WHERE code = 'OUTGOING'"
    )
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await go_on(modal, "Campaign")
    assert modal.value("Campaign") == "Increase sale"
    assert modal.value("Campaign target") == ["Yes"]


async def test_fields_that_the_user_set_are_left_alone_by_a_new_contact(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await press(modal, "More fields", "Salesperson")
    await modal.choose("Salesperson", "Helena Ray")
    await modal.choose("Correspondence type", "Email")
    await modal.choose("Contact", THEVENOT)
    await modal.until(lambda m: m.value("Language") == "French (France) – FRA")
    assert modal.value("Salesperson") == "Helena Ray"
    assert modal.value("Correspondence type") == "Email"
