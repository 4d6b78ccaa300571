"""What changes contacts and the set-up, delivered to two bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.contacts.test_cards import card_of
from tests.scenarios.contacts.test_forms import new
from tests.scenarios.contacts.test_from_wizard import contact_form
from tests.scenarios.contacts.test_merging import comparison, with_twin
from tests.scenarios.setup.test_company import company
from tests.scenarios.setup.test_members import MEAGAN as MEAGAN_BOND
from tests.scenarios.setup.test_members import members_of
from tests.scenarios.setup.test_records import ESTER, OTIS, listing
from tests.two_bots.looks import benjamin, count

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage
    from tests.two_bots.both import Both


async def creating_a_contact(stage: Stage, both: Both) -> None:
    modal = await new(benjamin(stage), "New company")
    await modal.type("Name", "Quillfeather & Sons")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: "Saved." in m.alerts)
    assert await count(stage, "contacts", name="Quillfeather & Sons") == 1


async def changing_a_contact(stage: Stage, both: Both) -> None:
    modal = await card_of(benjamin(stage), "meagan bond")
    await modal.press("Edit")
    await modal.until(lambda m: m.title == "Change")
    await modal.type("Job title", "Head of design")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: "Saved." in m.alerts)
    assert await count(stage, "contacts", job_title="Head of design") == 1


async def creating_a_contact_for_a_draft(stage: Stage, both: Both) -> None:
    modal = await contact_form(benjamin(stage), "Zoé Quillfeather")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Create interaction")
    assert await count(stage, "contacts", name="Zoé Quillfeather") == 1


async def creating_a_campaign(stage: Stage, both: Both) -> None:
    modal = await listing(stage.person(ESTER), "Campaigns")
    await modal.press("New")
    await modal.until(lambda m: m.title == "Campaign")
    await modal.type("Description", "Autumn fair")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: "Saved." in m.alerts)
    assert await count(stage, "campaigns", description="Autumn fair") == 1


async def changing_the_company(stage: Stage, both: Both) -> None:
    modal = await company(stage.person(OTIS))
    await modal.press("Change")
    await modal.until(lambda m: "New contacts: country" in m.labels)
    await modal.choose("New contacts: country", "Sweden")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: "Saved." in m.alerts)
    assert await count(stage, "company_settings", new_country_code="SE") == 1
    assert await count(stage, "audit_entries", kind="company_settings") == 1


async def merging_contacts(stage: Stage, both: Both) -> None:
    await with_twin(stage)
    modal = await comparison(stage.person(ESTER))
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Contact")
    assert await count(stage, "audit_entries", act="merge") == 1


async def undoing_a_merge(stage: Stage, both: Both) -> None:
    await with_twin(stage)
    modal = await comparison(stage.person(ESTER))
    await modal.submit()
    await modal.until(lambda m: "Undo merge" in m.buttons)
    async with both.doubled():
        await modal.press("Undo merge", confirm=True)
        await modal.until(lambda m: "This is a contact of its own again." in m.alerts)
    assert await count(stage, "audit_entries", act="undo merge") == 1


async def adding_members(stage: Stage, both: Both) -> None:
    await stage.execute("DELETE FROM contact_mailing_groups")
    modal = await members_of(stage.person(ESTER), "Mailing groups", "X-mas card", "Mailing group")
    await modal.press("Add contacts")
    await modal.until(lambda m: m.title == "Add contacts")
    await modal.choose("Contacts", MEAGAN_BOND, typed="meagan bond")
    async with both.doubled():
        await modal.submit()
        await modal.until(lambda m: m.title == "Members")
    assert modal.alerts == ["1 contact was added."]
    assert await count(stage, "contact_mailing_groups", code="X-CARD") == 1


STORIES = (
    adding_members,
    merging_contacts,
    undoing_a_merge,
    creating_a_contact,
    changing_a_contact,
    creating_a_contact_for_a_draft,
    creating_a_campaign,
    changing_the_company,
)
