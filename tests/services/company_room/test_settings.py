"""A company's settings: what is decided where, and what new contacts have of them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.enums import SalespersonRole
from bot.domain.errors.people import NotAllowed
from bot.domain.errors.setup import SettingFixed, SettingsChangedMeanwhile, SettingUnknown
from bot.domain.people.person import Person
from bot.models import AuditEntry, Contact, Salesperson
from bot.services.company.settings import Company
from bot.services.contact_cards.changes import ContactChanges
from bot.services.contacts.search import ContactSearch
from bot.storage.database import Database
from tests.making import NOW
from tests.services.company import FINE_ART


def _person(role: SalespersonRole) -> Person:
    return Person(
        "U1", "Somebody", None, "UTC", "en", salesperson_code="OF", linked=True, role=role
    )


def _act(key: str, role: SalespersonRole = SalespersonRole.ADMINISTRATOR) -> Act:
    return Act(key, by=_person(role))


def _company(database: Database, **fixed: Any) -> Company:
    return Company(database, lambda: NOW, fixed)


async def _created(database: Database, company: Company, key: str, **values: Any) -> Contact:
    changes = ContactChanges(database, ContactSearch(database), company, lambda: NOW)
    contact_id = await changes.create("person", {"email": None, **values}, act=_act(key))
    async with database.read() as session:
        return await session.get_one(Contact, contact_id)


async def test_nothing_is_decided_before_the_first_change(company: Database) -> None:
    settings = await _company(company).current()
    assert (settings.phone_region, settings.self_service) == ("US", True)
    assert settings.contact_defaults == {}
    assert settings.changed_at is None


async def test_a_new_contact_has_the_defaults_where_nothing_is_said(company: Database) -> None:
    settings = _company(company)
    defaults = {"new_country_code": "FR", "new_correspondence_type": "email"}
    await settings.change(defaults, None, act=_act("1"))
    contact = await _created(company, settings, "2", name="Ada Byron", surname="Byron")
    assert (contact.country_code, contact.correspondence_type) == ("FR", "email")
    said = await _created(company, settings, "3", name="Bo Ek", surname="Ek", country_code="SE")
    assert said.country_code == "SE"


async def test_a_salesperson_who_was_blocked_since_gets_no_new_contacts(company: Database) -> None:
    settings = _company(company)
    await settings.change({"new_salesperson_code": "OF"}, None, act=_act("1"))
    first = await _created(company, settings, "2", name="Ada Byron", surname="Byron")
    assert first.salesperson_code == "OF"
    async with company.begin() as session:
        (await session.get_one(Salesperson, "OF")).blocked = True
    second = await _created(company, settings, "3", name="Bo Ek", surname="Ek")
    assert second.salesperson_code is None


async def test_a_person_takes_over_only_what_the_company_says(company: Database) -> None:
    async with company.begin() as session:
        employer = await session.get_one(Contact, FINE_ART)
        employer.city, employer.phone = "Lyon", "+33142685300"
    settings = _company(company)
    await settings.change({"inherited": ("communication",)}, None, act=_act("1"))
    contact = await _created(company, settings, "2", name="Ada Byron", company_id=FINE_ART)
    assert (contact.city, contact.phone) == (None, "+33142685300")


async def test_a_change_is_seen_at_once_audited_and_done_once(company: Database) -> None:
    settings = _company(company)
    await settings.current()
    for _ in range(2):
        await settings.change({"phone_region": "FR"}, None, act=_act("1"))
    assert await settings.region() == "FR"
    async with company.read() as session:
        (entry,) = await session.scalars(select(AuditEntry))
    assert (entry.kind, entry.before, entry.after) == (
        "company_settings",
        {"phone_region": "US"},
        {"phone_region": "FR"},
    )


async def test_the_environment_wins(company: Database) -> None:
    await _company(company).change({"phone_region": "FR"}, None, act=_act("1"))
    fixed = _company(company, phone_region="DE")
    assert await fixed.region() == "DE"
    assert (await fixed.current()).fixed == {"phone_region"}
    with pytest.raises(SettingFixed):
        await fixed.change({"phone_region": "FR"}, NOW, act=_act("2"))


async def test_what_changed_since_it_was_read_is_not_overwritten(company: Database) -> None:
    settings = _company(company)
    await settings.change({"phone_region": "FR"}, None, act=_act("1"))
    for seen in (None, NOW - timedelta(seconds=1)):
        with pytest.raises(SettingsChangedMeanwhile):
            await settings.change({"phone_region": "DE"}, seen, act=_act("2"))
    assert await settings.region() == "FR"


async def test_managers_see_and_don_t_change(company: Database) -> None:
    settings = _company(company)
    await settings.card(_person(SalespersonRole.MANAGER))
    with pytest.raises(NotAllowed):
        await settings.card(_person(SalespersonRole.SALESPERSON))
    with pytest.raises(NotAllowed):
        await settings.change({"phone_region": "DE"}, None, act=_act("1", SalespersonRole.MANAGER))


async def test_nobody_unknown_is_the_salesperson_of_new_contacts(company: Database) -> None:
    settings = _company(company)
    with pytest.raises(SettingUnknown):
        await settings.change({"new_salesperson_code": "NOBODY"}, None, act=_act("1"))
