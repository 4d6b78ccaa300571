"""Contacts from Slack: created, changed, deleted, shared; who is there already is shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.contacts.test_cards import card_of
from tests.scenarios.test_french import T, english, texts_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN, ESTER, HELENA = "Benjamin Chiu", "Ester Henderson", "Helena Ray"


async def new(person: Person, what: str) -> Modal:
    await person.command("/contact")
    modal = await person.modal(T("Contacts") if person.name == HELENA else "Contacts")
    await modal.press(what)
    return await modal.until(lambda m: m.title == what)


async def contact(stage: Stage, name: str) -> dict[str, object]:
    [row] = await stage.rows("SELECT * FROM contacts WHERE name = :name", name=name)
    return row


async def test_a_person_takes_over_what_their_company_has(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    modal = await new(benjamin, "New person")
    await modal.type("First name", "Zoé")
    await modal.type("Surname", "Quillfeather")
    await modal.choose("Company", "School of Fine Art (Miami)", typed="fine")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    row, company = (
        await contact(stage, "Zoé Quillfeather"),
        await contact(stage, "School of Fine Art"),
    )
    assert row["company_id"] == company["id"]
    assert row["city"] == company["city"] == "Miami"
    assert str(row["no"]).startswith("CT")
    await modal.x()
    assert "Zoé Quillfeather" in (await card_of(benjamin, "zoe quill")).text


async def test_a_person_takes_over_what_a_new_company_has(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await stage.execute("DELETE FROM segment_lines")
    await stage.execute(
        "UPDATE contacts SET territory_code = 'NORTH' WHERE name = 'Adatum Corporation'"
    )
    before = await contact(stage, "Meagan Bond")
    modal = await card_of(benjamin)
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    await modal.choose("Company", "Adatum Corporation (Atlanta)", typed="adatum")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    person = await contact(stage, "Meagan Bond")
    company = await contact(stage, "Adatum Corporation")
    assert person["company_id"] == company["id"]
    assert (person["city"], person["territory_code"]) == ("Atlanta", "NORTH")
    assert person["email"] == before["email"]


async def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(stage: Stage) -> None:
    modal = await new(stage.person(BENJAMIN), "New company")
    await modal.type("Name", "Bauhaus Ltd")
    await modal.type("E-mail", "nobody at home")
    await modal.type("Phone", "call me")
    await modal.submit()
    assert str(modal.error("E-mail")).startswith("This is no e-mail address.")
    assert str(modal.error("Phone")).startswith("This is no phone number.")
    await modal.type("E-mail", "office@bauhaus.example")
    await modal.type("Phone", "+1 2")
    await modal.submit()
    assert str(modal.error("Phone")).startswith("This is no phone number.")
    assert modal.value("Name") == "Bauhaus Ltd"
    await modal.type("Phone", "+49 30 2540020")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)


async def test_a_likely_twin_is_shown_before_it_is_saved(stage: Stage) -> None:
    modal = await new(stage.person(BENJAMIN), "New person")
    await modal.type("First name", "Megan")
    await modal.type("Surname", "Bond")
    await modal.submit()
    assert "Meagan Bond" in modal.alerts[0]
    assert modal.value("Surname") == "Bond"
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert (await contact(stage, "Megan Bond"))["first_name"] == "Megan"


async def test_a_change_is_found_at_once_and_passed_on_to_persons(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin)
    await modal.press("Company")
    await modal.until(lambda m: "3 persons" in m.buttons)
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    assert modal.value("Name") == "School of Fine Art"
    await modal.type("City", "Tampa")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    rows = await stage.rows("SELECT city FROM contacts WHERE name = 'Meagan Bond'")
    assert rows[0]["city"] == "Tampa"


async def test_two_windows_on_one_contact_overwrite_nothing_silently(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    forms = []
    for person in (benjamin, ester):
        modal = await card_of(person)
        await modal.press("Edit")
        forms.append(await modal.until(lambda m: m.title == "Change"))
    for modal, title in zip(forms, ("Professor", "Dean"), strict=True):
        stage.clock.pass_by(seconds=1)
        await modal.type("Job title", title)
        await modal.submit()
    assert "Saved." in forms[0].alerts
    assert str(forms[1].error("First name")).startswith("Somebody has changed this contact")
    assert forms[1].value("Job title") == "Dean"
    assert (await contact(stage, "Meagan Bond"))["job_title"] == "Professor"


async def test_a_change_of_the_company_is_no_silent_change_of_a_person(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    mine = await card_of(benjamin)
    await mine.press("Edit")
    await mine.until(lambda m: m.title == "Change")
    hers = await card_of(ester)
    await hers.press("Company")
    await hers.until(lambda m: "3 persons" in m.buttons)
    await hers.press("Edit")
    await hers.until(lambda m: m.title == "Change")
    stage.clock.pass_by(seconds=1)
    await hers.type("City", "Tampa")
    await hers.submit()
    await hers.until(lambda m: "Saved." in m.alerts)
    await mine.submit()
    assert str(mine.error("First name")).startswith("Somebody has changed this contact")
    assert (await contact(stage, "Meagan Bond"))["city"] == "Tampa"


async def test_colleagues_who_share_a_number_are_no_twins(stage: Stage) -> None:
    await stage.execute(
        "UPDATE contacts SET phone = '+1 305-555-0100', phone_e164 = '+13055550100' "
        "WHERE name IN ('School of Fine Art', 'Meagan Bond', 'Mason Beckett', 'Jesse Homer')"
    )
    modal = await card_of(stage.person(BENJAMIN))
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    await modal.submit()
    assert "Jesse Homer" in modal.alerts[0]
    assert "Mason Beckett" not in modal.alerts[0]


async def test_only_managers_are_asked_about_a_privacy_block(stage: Stage) -> None:
    modal = await card_of(stage.person(ESTER))
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    await modal.check("Privacy blocked")
    await modal.submit()
    await modal.until(lambda m: "Blocked: nothing may be recorded with this contact." in m.alerts)
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    modal = await card_of(stage.person(BENJAMIN), "hazel tremaine")
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    assert "Privacy blocked" not in str(modal.blocks)


async def test_a_deleted_contact_is_offered_no_more_and_its_name_stays(stage: Stage) -> None:
    ester = stage.person(ESTER)
    modal = await new(ester, "New company")
    await modal.type("Name", "Quagga Trading")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "Quagga Trading is deleted." in m.alerts)
    await modal.x()
    await ester.command("/contact quagga")
    modal = await ester.modal("Contacts")
    assert "Quagga" not in "".join(modal.texts)


async def test_a_contact_is_shared_where_its_user_says(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin)
    await modal.press("Share")
    await modal.until(lambda m: m.title == "Share")
    await modal.choose("Conversation", "sales")
    await modal.submit()
    await modal.until(lambda m: "Shared." in m.alerts)
    await stage.quiet()
    posted = [str(message) for message in benjamin.channel("sales").messages]
    assert any("Meagan Bond (School of Fine Art, Miami)" in message for message in posted), posted


async def test_the_form_can_be_read_in_french(stage: Stage) -> None:
    modal = await new(stage.person(HELENA), T("New person"))
    assert texts_of(modal.blocks) & english() == set()
