"""A template's texts, language by language, from Slack: written, checked, previewed and tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.forging import press_unseen
from tests.scenarios.setup.test_records import (
    ESTER,
    HELENA,
    OTIS,
    audited,
    has_title,
    listing,
    opened,
)
from tests.scenarios.walking import finish_now

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage


async def card(person: Person, words: str, name: str) -> Modal:
    modal = await listing(person, "Interaction templates")
    await modal.type("Search", words)
    await modal.submit()
    await modal.until(lambda m: name in m.text)
    return await opened(modal, name, "Interaction template")


async def test_a_language_from_its_addition_to_its_removal(stage_on_both: Stage) -> None:
    stage, otis = stage_on_both, stage_on_both.person(OTIS)
    modal = await card(otis, "golf", "Golf event")
    await modal.press("Add a language")
    await has_title(modal, "Text")
    await modal.choose("Language", "German (Germany) – DEU")
    await modal.type("Description", "Golfturnier")
    await modal.type("Content", "Guten Tag {{contact.nam}}")
    await modal.submit()
    unknown = "There is no merge field {{contact.nam}}. Please choose one from the list."
    assert modal.error("Content") == unknown
    await modal.type("Content", "Guten Tag")
    await modal.choose("Merge field", "{{contact.name}}")
    await modal.until(lambda m: m.value("Content") == "Guten Tag {{contact.name}}")
    assert modal.value("Description") == "Golfturnier"
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts and "Golfturnier" in m.text)
    (row,) = await stage.rows(
        "SELECT * FROM interaction_template_languages "
        "WHERE template_code = 'GOLF' AND language_code = 'DEU'"
    )
    assert (row["description"], row["content"]) == ("Golfturnier", "Guten Tag {{contact.name}}")
    await modal.press("Change text", near="German (Germany) – DEU")
    await has_title(modal, "Text")
    assert "Language" not in modal.labels
    await modal.type("Content", "Liebe Grüße")
    await modal.submit()
    await modal.until(lambda m: "Liebe Grüße" in m.text)
    await modal.press("Remove", near="German (Germany) – DEU", confirm=True)
    await modal.until(lambda m: "Golfturnier" not in m.text)
    assert await audited(stage) == [
        (act, "interaction_template_languages", "GOLF DEU")
        for act in ("create", "change", "delete")
    ]


async def test_two_windows_on_one_text_overwrite_nothing(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await card(otis, "golf", "Golf event")
    await modal.press("Change text", near="French (France) – FRA")
    await has_title(modal, "Text")
    await stage.execute(
        "UPDATE interaction_template_languages SET content = 'Bonjour' "
        "WHERE template_code = 'GOLF' AND language_code = 'FRA'"
    )
    await modal.type("Content", "Salut")
    await modal.submit()
    assert str(modal.error("Content")).startswith("Somebody has changed this text")
    assert modal.value("Content") == "Salut"


async def test_wizard_action_language_and_text_go_together(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await card(otis, "golf", "Golf event")
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.choose("Wizard action", "Import")
    await modal.submit()
    taken = "Import takes a file, but there is a text in the default language."
    assert modal.error("Wizard action") == taken
    await modal.choose("Wizard action", "Merge")
    await modal.choose("Default language", "Danish (Denmark) – DAN")
    await modal.submit()
    assert str(modal.error("Default language")).startswith("The template has no text in this")
    await modal.cancel()
    modal = await card(otis, "golf", "Golf event")
    await modal.press("Change text", near="English (United States) – ENU")
    await has_title(modal, "Text")
    await modal.type("Content", "")
    await modal.submit()
    assert str(modal.error("Content")).startswith("Merge needs a text")
    await modal.press("Back")
    await has_title(modal, "Interaction template")
    await modal.press("Remove", near="English (United States) – ENU", confirm=True)
    await modal.until(lambda m: m.alerts)
    kept = "This is the template's default language. Please choose another one first."
    assert modal.alerts == [kept]


async def test_a_preview_reads_as_the_contact_gets_it(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await card(ester, "golf", "Golf event")
    assert "Add a language" not in modal.buttons
    await modal.press("Preview")
    await has_title(modal, "Preview")
    await modal.choose("Contact", "Helen Ray", typed="helen ray")
    await modal.submit()
    await modal.until(lambda m: "Helen Ray" in m.text)
    assert "{{" not in modal.text


async def test_try_it_opens_the_wizard_with_the_template(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await card(otis, "outgoing", "Outgoing phone call")
    await modal.press("Try it")
    await has_title(modal, "Create interaction")
    assert modal.value("Interaction template") == "Outgoing phone call"


async def test_a_forged_removal_by_a_manager_removes_nothing(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await listing(ester, "Interaction templates")
    await modal.cancel()
    await press_unseen(ester, "setup.text_remove:GOLF:FRA")
    modal = await ester.modal(lambda m: m.alerts)
    assert modal.alerts == ["Only administrators may change the set-up."]


async def test_names_and_figures_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await stage.execute("UPDATE salespeople SET role = 'administrator' WHERE code = 'HR'")
    await helena.command("/touchpoint")
    modal = await helena.modal("Paramétrage")
    await modal.press("Ouvrir", near="Modèles interaction")
    await modal.until(lambda m: "Nouveau" in m.buttons)
    await modal.type("Chercher", "réunion")
    await modal.submit()
    await modal.until(lambda m: "Compte rendu de réunion" in m.text)
    await modal.press("Ouvrir", near="Compte rendu de réunion")
    await has_title(modal, "Modèle interaction")
    assert "Compte rendu de réunion" in modal.text
    assert "interaction" in modal.text
    assert "coût" in modal.text


async def test_figures_by_period_leave_canceled_ones_out(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    await stage.execute(
        "UPDATE interactions SET canceled = true WHERE id = "
        "(SELECT min(id) FROM interactions WHERE template_code = 'OUTGOING' AND canceled = false)"
    )
    (row,) = await stage.rows(
        "SELECT count(*) AS n, sum(duration_min) AS minutes FROM interactions "
        "WHERE template_code = 'OUTGOING' AND canceled = false"
    )
    modal = await card(ester, "outgoing", "Outgoing phone call")
    counted = f"{row['n']} interaction"
    assert counted in modal.text
    assert f"{row['minutes']:,} min" in modal.text
    await modal.press("Statistics")
    await has_title(modal, "Statistics")
    assert counted in modal.text
    await modal.press("Quarters")
    await modal.until(lambda m: "quarter" in m.text)
    await modal.press("Years")
    await modal.until(lambda m: "quarter" not in m.text and "month" not in m.text)
    assert counted in modal.text


async def test_a_changed_template_changes_no_draft(stage: Stage) -> None:
    otis = stage.person(OTIS)
    await otis.command("/interaction")
    wizard = await otis.modal("Create interaction")
    await wizard.choose("Interaction template", "Outgoing phone call")
    await wizard.until(lambda m: m.value("Description") == "Outgoing phone call")
    await wizard.cancel()
    await stage.execute(
        "UPDATE interaction_templates SET description = 'Call', unit_duration_min = 99 "
        "WHERE code = 'OUTGOING'"
    )
    await stage.execute(
        "UPDATE interaction_template_languages SET description = 'Call' "
        "WHERE template_code = 'OUTGOING'"
    )
    home = await otis.open_home()
    await home.press("Resume")
    wizard = await otis.modal("Create interaction")
    assert wizard.value("Description") == "Outgoing phone call"
    await wizard.choose("Contact", "Meagan Bond (School of Fine Art, Miami)", typed="meagan bond")
    await finish_now(wizard)
    await stage.quiet()
    (row,) = await stage.rows(
        "SELECT description, duration_min FROM interactions ORDER BY id DESC LIMIT 1"
    )
    assert (row["description"], row["duration_min"]) == ("Outgoing phone call", 15)


async def test_the_first_text_is_in_the_default_language(stage: Stage) -> None:
    modal = await listing(stage.person(OTIS), "Interaction templates")
    await modal.press("New")
    await has_title(modal, "Interaction template")
    await modal.type("Code", "fair")
    await modal.type("Description", "Fair")
    await modal.choose("Interaction group", "Meetings (MEETING)", typed="meet")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    for language in ("German (Germany) – DEU", "Danish (Denmark) – DAN"):
        await modal.press("Add a language")
        await has_title(modal, "Text")
        await modal.choose("Language", language)
        await modal.submit()
        await modal.until(lambda m: "Saved." in m.alerts)
    (row,) = await stage.rows("SELECT language_code FROM interaction_templates WHERE code = 'FAIR'")
    assert row["language_code"] == "DEU"
