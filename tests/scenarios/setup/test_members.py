"""Who belongs to a mailing group and the like: seen, added, removed, from the set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.forging import submit_forged
from tests.scenarios.setup.test_records import ESTER, OTIS, has_title, listing, opened

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

MEAGAN = "Meagan Bond (School of Fine Art, Miami)"


async def members_of(person: Person, records: str, name: str, title: str) -> Modal:
    modal = await opened(await listing(person, records), name, title)
    await modal.press("Members")
    return await has_title(modal, "Members")


async def test_contacts_are_added_and_removed(stage_on_both: Stage) -> None:
    stage, ester = stage_on_both, stage_on_both.person(ESTER)
    await stage.execute("DELETE FROM contact_mailing_groups")
    modal = await members_of(ester, "Mailing groups", "X-mas card", "Mailing group")
    assert "Nobody belongs here yet." in modal.text
    for _ in range(2):  # the second time nothing is new
        await modal.press("Add contacts")
        await has_title(modal, "Add contacts")
        await modal.choose("Contacts", MEAGAN, typed="meagan bond")
        await modal.submit()
        await modal.until(lambda m: m.title == "Members" and m.alerts)
    assert modal.alerts == ["0 contacts were added."]
    assert MEAGAN in modal.text
    await modal.press("Remove", near=MEAGAN)
    await modal.until(lambda m: "The contact no longer belongs here." in m.alerts)
    assert await stage.rows("SELECT 1 FROM contact_mailing_groups") == []
    entries = await stage.rows("SELECT act, kind FROM audit_entries ORDER BY id")
    assert [(entry["act"], entry["kind"]) for entry in entries] == [
        ("change", "mailing_groups"),
        ("change", "mailing_groups"),
    ]


async def test_who_can_t_belong_is_not_offered_and_refused_by_name(stage: Stage) -> None:
    otis = stage.person(OTIS)
    [first] = await stage.rows("SELECT description FROM industry_groups ORDER BY code LIMIT 1")
    modal = await members_of(otis, "Industry groups", first["description"], "Industry group")
    await modal.press("Add contacts")
    await has_title(modal, "Add contacts")
    assert await modal.options("Contacts", "meagan bond") == []
    offered = await modal.options("Contacts", "fine art")
    assert offered == ["School of Fine Art (Miami)"]
    [meagan] = await stage.rows("SELECT id FROM contacts WHERE name = 'Meagan Bond'")
    block = next(b["block_id"] for b in modal.blocks if b["type"] == "input")
    option = {"text": {"type": "plain_text", "text": "x"}, "value": str(meagan["id"])}
    chosen = {"type": "multi_external_select", "selected_options": [option]}
    state = {"values": {block: {"members.field:contacts": chosen}}}
    answer = await submit_forged(modal, otis, state=state)
    assert "These are no companies, or blocked: Meagan Bond" in str(answer.body)
