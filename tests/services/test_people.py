"""Who a Slack user is: by link, else by e-mail, else by their own word."""

import asyncio
from dataclasses import asdict, replace

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.enums import SalespersonRole, Standing
from bot.domain.errors.people import (
    NotLinked,
    ProfileUnknown,
    SalespersonCodeTaken,
    SalespersonTaken,
)
from bot.domain.people.person import Person
from bot.models import Salesperson
from bot.services.people.people import People, SlackProfile
from bot.storage.database import Database
from tests.services.log_rows import rows

JIM = SlackProfile(
    user_id="U7",
    name="Jim Olive",
    email="Jim@Cronus.example",
    zone="Europe/Paris",
    locale="fr",
)
OTIS = replace(JIM, user_id="U1", name="Otis", email="someone@else.example")
NEW = replace(JIM, user_id="U8", name="Nadia New", email="nadia@cronus.example")


def _as_person(profile: SlackProfile) -> Person:
    return Person(**asdict(profile))


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
    assert (person.zone, person.locale, person.owner) == ("Europe/Paris", "fr", "U7")
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


async def test_a_user_links_themselves_to_the_salesperson_with_their_address(
    company: Database,
) -> None:
    """Two have it, so nobody is linked without being asked."""
    async with company.begin() as session:
        session.add(Salesperson(code="J2", name="Jim Two", email_folded="jim@cronus.example"))
    people = People(company)
    linked = await people.link(await people.resolve(JIM), "JO")
    assert linked is not None
    assert (linked.salesperson_code, linked.linked, linked.vouched_for) == ("JO", True, False)
    assert await _linked_to(company, "JO") == "U7"


async def test_nobody_becomes_a_salesperson_with_another_address_by_themselves(
    company: Database,
) -> None:
    people = People(company)
    for profile in (NEW, replace(NEW, email=None), replace(JIM, standing=Standing.UNKNOWN)):
        assert await people.link(_as_person(profile), "JO") is None
    assert await _linked_to(company, "JO") is None


async def test_an_administrator_may_be_any_salesperson(company: Database) -> None:
    people = People(company, administrators=["U8"])
    person = await people.resolve(NEW)
    linked = await people.link(person, "JO")
    assert linked is not None
    assert (linked.salesperson_code, linked.vouched_for) == ("JO", True)
    assert await people.link(person, "JO") == linked  # twice is harmless


@pytest.mark.parametrize("code", ["OF", "XX", "NOPE", ""])
async def test_a_taken_blocked_or_unknown_salesperson_cannot_be_linked(
    company: Database, code: str
) -> None:
    with pytest.raises(SalespersonTaken):
        await People(company).link(
            replace(_as_person(NEW), role=SalespersonRole.ADMINISTRATOR), code
        )
    assert await _linked_to(company, "OF") == "U1"


async def test_one_user_is_one_salesperson(company: Database) -> None:
    with pytest.raises(SalespersonTaken):
        await People(company).link(
            replace(_as_person(OTIS), role=SalespersonRole.ADMINISTRATOR), "JO"
        )
    assert await _linked_to(company, "JO") is None


async def test_a_user_creates_themselves(company: Database) -> None:
    person = await People(company).create(_as_person(NEW), "NN", "Nadia New")
    assert (person.salesperson_code, person.salesperson_name) == ("NN", "Nadia New")
    (created,) = [one for one in await rows(company, Salesperson) if one.code == "NN"]
    assert (created.slack_user_id, created.email) == ("U8", "nadia@cronus.example")
    assert created.role == SalespersonRole.SALESPERSON
    assert (await People(company).resolve(NEW)).salesperson_code == "NN"


async def test_a_code_in_use_is_refused_by_its_name(company: Database) -> None:
    with pytest.raises(SalespersonCodeTaken) as taken:
        await People(company).create(_as_person(NEW), "OF", "Nadia New")
    assert taken.value.text.parameters == {"code": "OF"}


async def test_only_a_code_in_use_is_said_to_be_in_use(company: Database) -> None:
    async with company.begin() as session:
        await session.execute(text("CREATE UNIQUE INDEX operators_own ON salespeople (name)"))
        taken = await session.scalar(select(Salesperson.name).limit(1))
    with pytest.raises(IntegrityError):
        await People(company).create(_as_person(NEW), "NN", str(taken))


async def test_creating_oneself_twice_is_harmless(company: Database) -> None:
    """A double click: the second one gets the first one's salesperson, not an error."""
    people = People(company)
    first, second = await asyncio.gather(
        *(people.create(_as_person(NEW), "NN", "Nadia New") for _ in range(2))
    )
    assert first == second
    assert len([one for one in await rows(company, Salesperson) if one.code == "NN"]) == 1


async def _no() -> bool:
    return False


async def test_without_self_service_nobody_links_or_creates_themselves(company: Database) -> None:
    people = People(company, self_service=_no)
    with pytest.raises(NotLinked):
        await people.link(_as_person(NEW), "JO")
    with pytest.raises(NotLinked):
        await people.create(_as_person(NEW), "NN", "Nadia New")
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


async def test_a_guest_is_not_linked_by_their_address(company: Database) -> None:
    person = await People(company).resolve(replace(JIM, standing=Standing.GUEST))
    assert (person.linked, person.vouched_for) == (False, False)
    assert await _linked_to(company, "JO") is None


async def test_whoever_was_linked_by_hand_is_vouched_for(company: Database) -> None:
    """In the database, as an administrator without Slack does it."""
    assert (await People(company).resolve(OTIS)).vouched_for
    linked_by_email = await People(company).resolve(JIM)
    assert (linked_by_email.linked, linked_by_email.vouched_for) == (True, False)


async def test_while_slack_does_not_say_who_they_are_nobody_creates_themselves(
    company: Database,
) -> None:
    with pytest.raises(ProfileUnknown):
        await People(company).create(
            replace(_as_person(NEW), standing=Standing.UNKNOWN), "NN", "Nadia New"
        )


async def test_a_profile_is_kept_as_slack_last_told_it(company: Database) -> None:
    people = People(company)
    assert await people.last_known("U7") is None
    await people.keep([JIM])
    await people.keep([JIM])
    assert await people.last_known("U7") == JIM
    changed = replace(JIM, zone="Asia/Tokyo", standing=Standing.GUEST, name="J" * 100)
    await people.keep([replace(changed, name="J" * 300)])
    assert await people.last_known("U7") == changed


async def test_blocked_administrators_decide_nothing(company: Database) -> None:
    async with company.begin() as session:
        blocked = {"role": SalespersonRole.ADMINISTRATOR, "blocked": True}
        await session.execute(update(Salesperson).where(Salesperson.code == "OF").values(blocked))
    people = People(company, administrators=["U9"])
    assert not (await people.resolve(OTIS)).administrator
    assert await people.administrators() == ["U9"]
