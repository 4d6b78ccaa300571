"""Merging contacts in Slack: found, compared, merged, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.contacts.test_cards import card_of
from tests.scenarios.forging import press_unseen
from tests.scenarios.walking import begin, fill

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN, ESTER, HELENA = "Benjamin Chiu", "Ester Henderson", "Helena Ray"
TWIN = "Megan Bond"


async def with_twin(stage: Stage) -> None:
    await stage.execute(
        "INSERT INTO contacts (no, type, name, email, email_folded, job_title) "
        "SELECT 'CT900001', type, 'Megan Bond', email, email_folded, 'Buyer' "
        "FROM contacts WHERE name = 'Meagan Bond'"
    )


async def comparison(person: Person) -> Modal:
    await person.command("/contact")
    modal = await person.modal("Contacts")
    await modal.press("Likely duplicates")
    await modal.until(lambda m: m.title == "Likely duplicates")
    await modal.press("Compare", near=TWIN)
    return await modal.until(lambda m: m.title == "Merge")


async def test_two_contacts_become_one_and_two_again(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    await with_twin(stage)
    modal = await comparison(ester)
    assert {"Name", "Job title"} <= set(modal.labels)
    assert "E-mail" not in modal.labels  # both have the same
    await modal.choose("Job title", "Buyer")
    await modal.submit()
    await modal.until(lambda m: any("one contact now" in alert for alert in m.alerts))
    assert "Meagan Bond" in modal.text
    assert "Buyer" in modal.text
    await modal.cancel()
    led = await card_of(ester, "CT900001")
    assert "Meagan Bond" in led.text
    await led.press("Undo merge", confirm=True)
    await led.until(lambda m: "This is a contact of its own again." in m.alerts)
    assert TWIN in led.text


async def test_a_draft_with_the_contact_that_has_gone_is_recorded_for_the_one_that_stays(
    stage: Stage,
) -> None:
    ester = stage.person(ESTER)
    await with_twin(stage)
    await stage.execute(
        "UPDATE contacts SET email = NULL, email_folded = NULL WHERE no = 'CT900001'"
    )
    draft = await fill(await begin(ester))
    await draft.cancel()
    modal = await card_of(ester, "CT000059")
    await modal.press("Merge")
    await modal.until(lambda m: m.title == "Merge")
    await modal.press("Compare", near=TWIN)
    await modal.until(lambda m: "Keep the other one" in m.buttons)
    await modal.press("Keep the other one")
    await modal.until(lambda m: f"Stays: {TWIN}" in m.text)
    await modal.submit()
    await modal.until(lambda m: any("one contact now" in alert for alert in m.alerts))
    assert "Postponed" in modal.text
    await modal.press("Resume")
    form = await ester.modal("Create interaction")
    await form.press("Finish now")
    done = await form.until(lambda m: m.title == "Interaction logged")
    assert any("was merged into another contact meanwhile" in alert for alert in done.alerts)


async def test_two_that_are_not_the_same_are_no_longer_listed(stage: Stage) -> None:
    ester = stage.person(ESTER)
    await with_twin(stage)
    await ester.command("/contact")
    modal = await ester.modal("Contacts")
    await modal.press("Likely duplicates")
    await modal.until(lambda m: m.title == "Likely duplicates")
    await modal.press("Not the same", near=TWIN)
    await modal.until(lambda m: m.alerts)
    assert TWIN not in modal.text


async def test_only_managers_merge(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    modal = await card_of(benjamin, "meagan bond")
    assert "Merge" not in modal.buttons
    await modal.cancel()
    await press_unseen(benjamin, "merge.twins")
    refused = await benjamin.modal(lambda m: m.alerts)
    assert refused.alerts == ["Only managers may delete or merge contacts, or lift a block."]


async def test_merging_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await stage.execute("UPDATE salespeople SET role = 'manager' WHERE code = 'HR'")
    await with_twin(stage)
    await helena.command("/contact")
    modal = await helena.modal("Contacts")
    await modal.press("Doublons probables")
    await modal.until(lambda m: m.title == "Doublons probables")
    await modal.press("Comparer", near=TWIN)
    await modal.until(lambda m: m.title == "Fusionner")
    assert "Nom" in modal.labels
