"""The set-up from Slack: records are created, changed, archived, brought back and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import press_unseen

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

OTIS, ESTER, BENJAMIN, HELENA = "Otis Falls", "Ester Henderson", "Benjamin Chiu", "Helena Ray"
"""The administrator, two managers, and one who reads French."""


async def listing(person: Person, records: str) -> Modal:
    await person.command("/touchpoint")
    modal = await person.modal("Set-up")
    await modal.press("Open", near=records)
    return await modal.until(lambda m: records in m.texts and "Search" in m.labels)


async def opened(modal: Modal, name: str, title: str) -> Modal:
    await modal.press("Open", near=name)
    return await modal.until(lambda m: m.title == title)


async def has_title(modal: Modal, title: str) -> Modal:
    return await modal.until(lambda m: m.title == title)


async def audited(stage: Stage) -> list[tuple[str, str, str]]:
    rows = await stage.rows("SELECT act, kind, subject FROM audit_entries ORDER BY id")
    return [(row["act"], row["kind"], row["subject"]) for row in rows]


async def test_a_group_from_its_creation_to_its_end(stage_on_both: Stage) -> None:
    stage, otis = stage_on_both, stage_on_both.person(OTIS)
    modal = await listing(otis, "Interaction groups")
    await modal.press("New")
    await has_title(modal, "Interaction group")
    await modal.type("Code", "fair")
    await modal.type("Description", "Trade fairs")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    await modal.press("Change")
    await has_title(modal, "Change")
    assert modal.labels == ["Description"]
    await modal.type("Description", "Fairs and shows")
    await modal.submit()
    await modal.until(lambda m: "Fairs and shows" in m.text)
    await modal.press("Archive", confirm=True)
    await modal.until(lambda m: "FAIR · archived" in m.text)
    await modal.press("Bring back")
    await modal.until(lambda m: "archived" not in m.text)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "FAIR is deleted." in m.alerts)
    assert await stage.rows("SELECT 1 FROM interaction_groups WHERE code = 'FAIR'") == []
    assert await audited(stage) == [
        (act, "interaction_groups", "FAIR")
        for act in ("create", "change", "archive", "bring back", "delete")
    ]


async def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await listing(otis, "Interaction templates")
    await modal.press("New")
    await has_title(modal, "Interaction template")
    await modal.type("Code", "a/b")
    await modal.type("Description", "Visit")
    await modal.type("Cost", "a lot")
    await modal.check("Campaign target")
    await modal.submit()
    assert modal.error("Code") is not None
    assert modal.error("Cost") == "Please enter an amount such as 8 or 12.50."
    assert modal.error("Campaign target") == "Please choose a campaign first."
    await modal.check("Campaign target", on=False)
    await modal.type("Code", "golf")
    await modal.type("Cost", "12.50")
    await modal.submit()
    taken = "The code GOLF is already in use. Please choose another one."
    assert modal.error("Code") == taken
    assert modal.value("Description") == "Visit"
    await modal.type("Code", "visit")
    await modal.choose("Interaction group", "Meetings")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    (row,) = await stage.rows("SELECT * FROM interaction_templates WHERE code = 'VISIT'")
    assert (row["unit_cost"], row["group_code"]) == (12.5, "MEETING")


async def test_lists_say_what_the_codes_beside_a_name_are_called(stage: Stage) -> None:
    await stage.execute(
        "UPDATE interaction_groups SET description = 'Fairs & calls' WHERE code = 'PHONE'"
    )
    otis = stage.person(OTIS)
    modal = await listing(otis, "Interaction templates")
    await modal.type("Search", "outgoing")
    await modal.submit()
    await modal.until(lambda m: "OUTGOING · Fairs & calls" in m.text)
    await modal.cancel()
    modal = await listing(otis, "Campaigns")
    assert "CP1002 · Done" in modal.text


async def test_what_is_used_is_archived_and_then_offered_no_more(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await listing(otis, "Interaction templates")
    await modal.type("Search", "outgoing")
    await modal.submit()
    modal = await opened(modal, "Outgoing phone call", "Interaction template")
    assert "Delete" not in modal.buttons
    await modal.press("Archive", confirm=True)
    await modal.until(lambda m: "OUTGOING · archived" in m.text)
    await modal.cancel()
    await otis.command("/interaction")
    wizard = await otis.modal("Create interaction")
    assert await wizard.options("Interaction template", "outgoing phone") == []


async def test_managers_look_and_others_don_t(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'reader' WHERE code = 'BC'")
    ester, benjamin = stage.person(ESTER), stage.person(BENJAMIN)
    modal = await listing(ester, "Mailing groups")
    assert "New" not in modal.buttons
    await benjamin.command("/touchpoint")
    hub = await benjamin.modal("Set-up")
    assert "Your role: Reader" in hub.text
    assert "The set-up is for managers and administrators." in hub.text
    assert hub.buttons == ["Open"]  # campaigns, which everybody may see


async def test_a_forged_deletion_by_a_manager_deletes_nothing(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await listing(ester, "Interaction groups")
    await modal.cancel()
    await press_unseen(ester, "setup.archive:interaction_groups:MEETING")
    modal = await ester.modal(lambda m: m.alerts)
    assert modal.alerts == ["Only administrators may change the set-up."]
    rows = await stage.rows("SELECT 1 FROM interaction_groups WHERE archived_at IS NOT NULL")
    assert rows == []


async def test_a_role_is_given_and_counts_at_once(stage: Stage) -> None:
    otis, benjamin = stage.person(OTIS), stage.person(BENJAMIN)
    home = await benjamin.open_home()
    await home.until(lambda shown: "Create interaction" in shown.buttons)
    modal = await listing(otis, "Salespeople")
    modal = await opened(modal, "Benjamin Chiu", "Salesperson")
    assert "Manager" in modal.text
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.choose("Role", "Reader")
    await modal.choose("Slack account", "Benjamin Chiu")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    await benjamin.command("/interaction Meagan")
    refused = await benjamin.modal("Create interaction")
    await refused.until(lambda m: m.alerts)
    assert refused.alerts == ["You may look everything up, but not record anything."]


@pytest.mark.parametrize("way", ["role", "block", "delete"])
async def test_the_last_administrator_stays(stage: Stage, way: str) -> None:
    otis = stage.person(OTIS)
    modal = await listing(otis, "Salespeople")
    modal = await opened(modal, "Otis Falls", "Salesperson")
    kept = "This is the only administrator. Please make somebody else one first."
    if way == "role":
        await modal.press("Change")
        await has_title(modal, "Change")
        await modal.choose("Role", "Manager")
        await modal.submit()
        assert modal.error("Role") == kept
    else:
        action = "setup.archive" if way == "block" else "setup.delete"
        await modal.cancel()
        await press_unseen(otis, f"{action}:salespeople:OF")
        modal = await otis.modal(lambda m: m.alerts)
        assert modal.alerts in (
            [kept],
            ["OF is in use, so it can't be deleted. It can be archived."],
        )
    (row,) = await stage.rows("SELECT role, blocked FROM salespeople WHERE code = 'OF'")
    assert (row["role"], bool(row["blocked"])) == ("administrator", False)


async def test_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await stage.execute("UPDATE salespeople SET role = 'administrator' WHERE code = 'HR'")
    await helena.command("/touchpoint")
    modal = await helena.modal("Paramétrage")
    assert "Votre rôle : Administrateur" in modal.text
    await modal.press("Ouvrir", near="Modèles interaction")
    await modal.until(lambda m: "Nouveau" in m.buttons)
    await modal.press("Nouveau")
    await has_title(modal, "Modèle interaction")
    await modal.type("Code", "visite")
    await modal.type("Description", "Visite")
    await modal.type("Coût", "beaucoup")
    await modal.submit()
    assert str(modal.error("Coût")).startswith("Veuillez saisir un montant")


async def test_help_says_what_there_is_in_everybodys_language(stage: Stage) -> None:
    benjamin, helena = stage.person(BENJAMIN), stage.person(HELENA)
    await benjamin.command("/touchpoint help")
    message = await benjamin.message("each answer")
    assert message.only_visible_to_you
    assert "Your role: Manager" in message.text
    assert benjamin.modals == []
    await helena.command("/touchpoint aide")
    assert "Votre rôle" in (await helena.message("répondent chacune")).text


async def test_a_number_series_gives_the_next_free_number_and_none_twice(stage: Stage) -> None:
    otis = stage.person(OTIS)
    await stage.execute("UPDATE number_series SET last_used = 12 WHERE code = 'CAMPAIGN'")
    await stage.execute("INSERT INTO campaigns (no, description) VALUES ('CP000020', 'Taken')")
    modal = await opened(await listing(otis, "Number series"), "Campaigns", "Number series")
    assert not {"Archive", "Delete", "New"} & set(modal.buttons)
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.type("Next number", "7")
    await modal.type("Digits", "0")
    await modal.submit()
    assert modal.error("Digits") == "Please enter a whole number from 1 on."
    await modal.type("Digits", "6")
    await modal.submit()
    assert str(modal.error("Next number")).startswith("Numbers up to CP0012 have been given.")
    await modal.type("Next number", "20")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    await modal.cancel()
    modal = await listing(otis, "Campaigns")
    await modal.press("New")
    await has_title(modal, "Campaign")
    await modal.type("Description", "Autumn fair")
    await modal.submit()
    await modal.until(lambda m: "CP000021" in m.text)


async def test_who_is_linked_by_an_administrator_is_invited_once(stage: Stage) -> None:
    otis, claire = stage.person(OTIS), stage.person("Claire Fontaine")
    modal = await listing(otis, "Salespeople")
    await modal.press("New")
    await has_title(modal, "Salesperson")
    await modal.type("Code", "CF")
    await modal.type("Name", "Claire Fontaine")
    await modal.choose("Slack account", "Claire Fontaine")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    message = await claire.message("Bienvenue dans Touchpoint", "app")
    assert message.buttons == ["Créer une interaction"]
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.type("Job title", "Trainee")
    await modal.submit()
    await modal.until(lambda m: "Trainee" in m.text)
    await stage.quiet()
    assert len([m for m in claire.messages("app") if "Bienvenue" in m.text]) == 1
