"""Who a Slack user is: by link, else by e-mail, else by their own word."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.database import Database
from bot.domain.enums import SalespersonRole
from bot.errors import NotLinked, SalespersonCodeTaken, SalespersonTaken
from bot.models import Salesperson
from bot.services.people import People, SlackProfile
from tests.services.log_rows import rows

JIM = SlackProfile(
    team_id="T1",
    user_id="U7",
    name="Jim Olive",
    email="Jim@Cronus.example",
    zone="Europe/Paris",
    locale="fr",
)
OTIS = replace(JIM, user_id="U1", name="Otis", email="someone@else.example")
NEW = replace(JIM, user_id="U8", name="Nadia New", email="nadia@cronus.example")


async def _linked_to(database: Database, code: str) -> str | None:
    (found,) = [one for one in await rows(database, Salesperson) if one.code == code]
    return found.slack_user_id


async def test_a_link_by_id_goes_before_every_address(company: Database) -> None:
    person = await People(company).resolve(replace(OTIS, email="jim@cronus.example"))
    assert (person.salesperson_code, person.linked) == ("OF", True)
    assert await _linked_to(company, "JO") is None


async def test_the_one_salesperson_with_the_address_is_linked_for_good(company: Database) -> None:
    person = await People(company).resolve(JIM)
    assert (person.salesperson_code, person.salesperson_name) == ("JO", "Jim Olive")
    assert (person.zone, person.locale, person.owner) == ("Europe/Paris", "fr", "T1:U7")
    assert await _linked_to(company, "JO") == "U7"
    again = await People(company).resolve(replace(JIM, email=None))
    assert again.salesperson_code == "JO"


async def test_two_salespeople_with_the_address_link_nobody(company: Database) -> None:
    async with company.begin() as session:
        session.add(Salesperson(code="J2", name="Jim Two", email_folded="jim@cronus.example"))
    person = await People(company).resolve(JIM)
    assert (person.salesperson_code, person.linked) == (None, False)


@pytest.mark.parametrize("email", [None, "", "nobody@cronus.example", "xavier@cronus.example"])
async def test_an_unknown_or_blocked_address_links_nobody(
    company: Database, email: str | None
) -> None:
    person = await People(company).resolve(replace(JIM, email=email))
    assert not person.linked
    assert person.salesperson_code is None


async def test_a_salesperson_blocked_later_is_linked_but_records_no_more(
    company: Database,
) -> None:
    async with company.begin() as session:
        await session.execute(
            update(Salesperson).where(Salesperson.code == "OF").values(blocked=True)
        )
    person = await People(company).resolve(OTIS)
    assert (person.linked, person.salesperson_code) == (True, None)


async def test_many_first_requests_at_once_link_one_salesperson(company: Database) -> None:
    people = People(company)
    found = await asyncio.gather(*(people.resolve(JIM) for _ in range(5)))
    assert {person.salesperson_code for person in found} == {"JO"}


async def test_only_free_and_unblocked_salespeople_can_be_chosen(company: Database) -> None:
    people = People(company)
    assert [choice.value for choice in await people.linkable("")] == ["JO"]
    assert [choice.label for choice in await people.linkable("JIM ol")] == ["Jim Olive (JO)"]
    assert await people.linkable("otis") == []


async def test_a_user_links_themselves(company: Database) -> None:
    person = await People(company).link(NEW, "JO")
    assert (person.salesperson_code, person.linked) == ("JO", True)
    assert await _linked_to(company, "JO") == "U8"


async def test_linking_twice_is_harmless(company: Database) -> None:
    people = People(company)
    await people.link(NEW, "JO")
    assert (await people.link(NEW, "JO")).salesperson_code == "JO"


@pytest.mark.parametrize("code", ["OF", "XX", "NOPE", ""])
async def test_a_taken_blocked_or_unknown_salesperson_cannot_be_linked(
    company: Database, code: str
) -> None:
    with pytest.raises(SalespersonTaken):
        await People(company).link(NEW, code)
    assert await _linked_to(company, "OF") == "U1"


async def test_one_user_is_one_salesperson(company: Database) -> None:
    with pytest.raises(SalespersonTaken):
        await People(company).link(OTIS, "JO")
    assert await _linked_to(company, "JO") is None


async def test_a_user_creates_themselves(company: Database) -> None:
    person = await People(company).create(NEW, "NN", "Nadia New")
    assert (person.salesperson_code, person.salesperson_name) == ("NN", "Nadia New")
    (created,) = [one for one in await rows(company, Salesperson) if one.code == "NN"]
    assert (created.slack_user_id, created.email) == ("U8", "nadia@cronus.example")
    assert created.role == SalespersonRole.SALESPERSON
    assert (await People(company).resolve(NEW)).salesperson_code == "NN"


async def test_a_code_in_use_is_refused_by_its_name(company: Database) -> None:
    with pytest.raises(SalespersonCodeTaken) as taken:
        await People(company).create(NEW, "OF", "Nadia New")
    assert taken.value.text.parameters == {"code": "OF"}


async def test_creating_oneself_twice_is_harmless(company: Database) -> None:
    """A double click: the second one gets the first one's salesperson, not an error."""
    people = People(company)
    first, second = await asyncio.gather(
        people.create(NEW, "NN", "Nadia New"), people.create(NEW, "NN", "Nadia New")
    )
    assert first == second
    assert len([one for one in await rows(company, Salesperson) if one.code == "NN"]) == 1


async def test_without_self_service_nobody_links_or_creates_themselves(company: Database) -> None:
    people = People(company, self_service=False)
    with pytest.raises(NotLinked):
        await people.link(NEW, "JO")
    with pytest.raises(NotLinked):
        await people.create(NEW, "NN", "Nadia New")
    assert (await people.resolve(JIM)).salesperson_code == "JO"


async def test_administrators_are_named_in_the_settings_or_by_their_role(
    company: Database,
) -> None:
    assert (await People(company, administrators=["U8"]).resolve(NEW)).administrator
    assert not (await People(company).resolve(OTIS)).administrator
    async with company.begin() as session:
        administrator = {"role": SalespersonRole.ADMINISTRATOR}
        await session.execute(
            update(Salesperson).where(Salesperson.code == "OF").values(administrator)
        )
    assert (await People(company).resolve(OTIS)).administrator


async def test_a_time_zone_that_the_host_does_not_know_is_utc(company: Database) -> None:
    """Slack's list of zones may be newer than the host's; the wizard opens all the same."""
    for zone in ("Mars/Olympus_Mons", "", "../etc/passwd"):
        assert (await People(company).resolve(replace(OTIS, zone=zone))).zone == "UTC"
