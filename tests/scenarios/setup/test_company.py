"""A company's settings from Slack: seen, changed, and what the environment keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import press_unseen
from tests.scenarios.stage import staged

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

OTIS, ESTER, BENJAMIN = "Otis Falls", "Ester Henderson", "Benjamin Chiu"
"""The administrator and two managers."""


async def company(person: Person) -> Modal:
    await person.command("/touchpoint")
    modal = await person.modal("Set-up")
    await modal.press("Open", near="Company")
    return await modal.until(lambda m: m.title == "Company")


async def test_an_administrator_says_what_new_contacts_begin_with(stage_on_both: Stage) -> None:
    stage = stage_on_both
    modal = await company(stage.person(OTIS))
    assert "New contacts: country: —" in modal.text
    await modal.press("Change")
    await modal.until(lambda m: "New contacts: country" in m.labels)
    await modal.choose("New contacts: country", "Sweden")
    await modal.choose("Country of phone numbers", "France")
    await modal.check("Users link or create their own salesperson", on=False)
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert "New contacts: country: Sweden" in modal.text
    assert "Country of phone numbers: France" in modal.text
    (row,) = await stage.rows("SELECT * FROM company_settings")
    assert (row["new_country_code"], row["phone_region"]) == ("SE", "FR")
    assert not row["self_service"]
    (entry,) = await stage.rows("SELECT act, kind FROM audit_entries")
    assert (entry["act"], entry["kind"]) == ("change", "company_settings")


async def test_of_two_who_change_it_the_later_one_is_told(stage: Stage) -> None:
    otis = stage.person(OTIS)
    modal = await company(otis)
    await modal.press("Change")
    await modal.until(lambda m: "New contacts: country" in m.labels)
    await stage.execute(
        "INSERT INTO company_settings (id, inherited, phone_region, changed_at) "
        "VALUES (1, '[]', 'DE', '2026-03-16 09:00:00')"
    )
    await modal.choose("New contacts: country", "Sweden")
    await modal.submit()
    sentence = "Somebody has changed these settings since you opened the form."
    error = modal.error("A person takes over from their company")
    assert error is not None
    assert error.startswith(sentence)
    assert modal.value("New contacts: country") == "Sweden"


async def test_managers_look_and_salespeople_don_t(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    modal = await company(stage.person(ESTER))
    assert "Change" not in modal.buttons
    await modal.cancel()
    benjamin = stage.person(BENJAMIN)
    await press_unseen(benjamin, "company.show")
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts == ["The set-up is for managers and administrators."]


async def test_what_the_environment_decides_is_shown_and_not_asked(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url, touchpoint_phone_region="DE") as stage:
        modal = await company(stage.person(OTIS))
        assert "Country of phone numbers: Germany" in modal.text
        assert "The environment of the bot decides this" in modal.text
        await modal.press("Change")
        await modal.until(lambda m: "New contacts: country" in m.labels)
        assert "Country of phone numbers" not in modal.labels
