"""Finding contacts while somebody types, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.models import Contact, ContactWord, Interaction, InteractionTemplate, Salesperson
from bot.services.contacts.index import index_contacts, index_missing
from bot.services.contacts.search import ContactSearch
from bot.storage.database import Database
from tests.services.contacts.indexing import index_anew


async def add(database: Database, *contacts: Contact) -> list[int]:
    async with database.begin() as session:
        session.add_all(contacts)
        await session.flush()
        ids = [contact.id for contact in contacts]
        await index_contacts(session, ids)
    return ids


def person(no: str, name: str, **values: Any) -> Contact:
    return Contact(no=no, type="person", name=name, **values)


def company(no: str, name: str, **values: Any) -> Contact:
    return Contact(no=no, type="company", name=name, **values)


async def names(database: Database, text: str, limit: int = 100) -> list[str]:
    return [hit.name for hit in await ContactSearch(database).search(text, limit)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("meag", "Meagan Bond"),
        ("MEAG", "Meagan Bond"),
        ("bond", "Meagan Bond"),
        ("meagan bond", "Meagan Bond"),
        ("bond, meagan", "Meagan Bond"),
        ("fine meag", "Meagan Bond"),
        ("meag fine", "Meagan Bond"),
        ("school of fine", "School of Fine Art"),
        ("ecole", "École des Beaux-Meubles"),
        ("École", "École des Beaux-Meubles"),
        ("E\u0301cole", "École des Beaux-Meubles"),
        ("muller sohne", "Müller & Söhne GmbH"),
        ("mueller soehne", "Müller & Söhne GmbH"),
        ("müller söhne", "Müller & Söhne GmbH"),
        ("aeroe baade", "Ærø Bådebyggeri"),
        ("aero", "Ærø Bådebyggeri"),
        ("strasse", "Straßenbahn Museum e.V."),
        ("coeur", "Cœur de Ville SARL"),
        ("lodz", "Łódzkie Meble Sp. z o.o."),
        ("omalley", "O'Malley & Sons"),
        ("o'mal", "O'Malley & Sons"),
        ("o’malley", "O'Malley & Sons"),
        ("o malley", "O'Malley & Sons"),
        ("beaux meubles", "École des Beaux-Meubles"),
        ("  meag   bo ", "Meagan Bond"),
        ("MEAGAN.BOND@school-of-fine-art.example", "Meagan Bond"),
        ("+1 425-555-0102", "Robert Townes"),
        ("001 425 555 0102", "Robert Townes"),
        ("(206) 555-0101", "Robert Townes"),
        ("ct000001", "Adatum Corporation"),
    ],
)
async def test_typing_finds(sample_database: Database, text: str, name: str) -> None:
    assert name in await names(sample_database, text)


@pytest.mark.parametrize("text", ["", "  ", "&", "meagan xyz", "eagan", "%", "_", "' OR 1=1 --"])
async def test_typing_finds_nothing(sample_database: Database, text: str) -> None:
    assert await names(sample_database, text) == []


async def test_names_beginning_as_typed_come_first_then_further_words_then_companies(
    database: Database,
) -> None:
    (employer,) = await add(database, company("C1", "Zeta Anders AB"))
    await add(
        database,
        person("P1", "Bo Andersson"),
        person("P2", "Zoe Berg", company_id=employer),
        person("P3", "Anders Öberg"),
        person("P4", "Andy Ek"),
    )
    assert await names(database, "and") == [
        "Anders Öberg", "Andy Ek", "Bo Andersson", "Zeta Anders AB", "Zoe Berg",
    ]  # fmt: skip


async def test_what_tells_contacts_apart_comes_along(sample_database: Database) -> None:
    hits = await ContactSearch(sample_database).search("jürgen müller")
    assert {(hit.company_name, hit.city) for hit in hits} == {
        ("Müller & Söhne GmbH", "München"),
        ("Schröder Büromöbel", "Hamburg"),
    }
    assert {hit.type for hit in hits} == {"person"}
    assert not any(hit.blocked for hit in hits)


@pytest.mark.parametrize(
    "state",
    [
        {"privacy_blocked": True},
        {"minor": True},
        {"minor": True, "privacy_blocked": True, "parental_consent_received": True},
        {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=["privacy-blocked", "minor", "minor blocked by hand", "deleted"],
)
@pytest.mark.parametrize("behind_the_index", [False, True])
async def test_who_may_not_be_offered_is_not(
    database: Database, state: dict[str, Any], behind_the_index: bool
) -> None:
    kept, hidden = await add(
        database,
        person("P1", "Kim Alm"),
        person("P2", "Kim Berg", email="kim@x.example", phone="+1 425-555-0100"),
    )
    async with database.begin() as session:
        await session.execute(update(Contact).where(Contact.id == hidden).values(state))
        if not behind_the_index:
            await index_contacts(session, [hidden])
    search = ContactSearch(database)
    for text in ("kim", "kim b", "kim@x.example", "+1 425 555 0100", "P2"):
        assert hidden not in {hit.id for hit in await search.search(text)}
        assert hidden not in {hit.id for hit in await search.exact(text)}
    assert [hit.id for hit in await search.search("kim")] == [kept]


async def test_a_minor_with_consent_is_offered(database: Database) -> None:
    await add(database, person("P1", "Kim Alm", minor=True, parental_consent_received=True))
    assert await names(database, "kim") == ["Kim Alm"]


async def test_many_blocked_contacts_in_a_row_do_not_empty_the_list(database: Database) -> None:
    ids = await add(database, *(person(f"P{n}", f"Kim A{n:05}") for n in range(1_500)))
    await add(database, person("Z1", "Kim Zoe"), person("Z2", "Zoe Kim"))
    async with database.begin() as session:
        await session.execute(update(Contact).where(Contact.id.in_(ids)), {"privacy_blocked": True})
    assert await names(database, "kim") == ["Kim Zoe", "Zoe Kim"]


async def test_a_contact_with_many_matching_words_is_listed_once(database: Database) -> None:
    await add(database, *(person(f"P{n}", f"Aa Ab Ac Ad Ae Af Ag{n:03}") for n in range(120)))
    found = await names(database, "a")
    assert len(found) == len(set(found)) == 100


@pytest.mark.parametrize("text", ["k", "ki", "kim", "kim a", "k a", "a k a"])
async def test_never_more_than_the_limit(database: Database, text: str) -> None:
    await add(database, *(person(f"P{n}", f"Kim Alm{n:03}") for n in range(150)))
    found = await names(database, text)
    assert found == [f"Kim Alm{n:03}" for n in range(100)]
    assert len(await names(database, text, limit=7)) == 7


async def test_renaming_a_company_is_found_on_its_persons(database: Database) -> None:
    (employer,) = await add(database, company("C1", "Oldname"))
    await add(database, person("P1", "Kim Alm", company_id=employer))
    async with database.begin() as session:
        await session.execute(
            update(Contact).where(Contact.id == employer).values(name="Freshname")
        )
        await index_contacts(session, [employer])
    assert await names(database, "fresh") == ["Freshname", "Kim Alm"]
    assert await names(database, "oldname") == []


async def test_contacts_put_in_by_plain_sql_are_taken_in(database: Database) -> None:
    async with database.begin() as session:
        row = {"no": "P1", "type": "person", "name": "Zoë Öst", "email": "Zoe@X.example"}
        await session.execute(insert(Contact).values(row))
    assert await index_missing(database) == 1
    assert await index_missing(database) == 0
    assert await names(database, "ost") == ["Zoë Öst"]
    assert await names(database, "zoe@x.example") == ["Zoë Öst"]


async def test_indexing_anew_gives_the_same_index(sample_database: Database) -> None:
    columns = (
        ContactWord.kind, ContactWord.word, ContactWord.search_text, ContactWord.contact_id,
    )  # fmt: skip
    question = select(*columns).order_by(*columns)
    async with sample_database.read() as session:
        before = (await session.execute(question)).all()
    assert await index_anew(sample_database) >= 220
    async with sample_database.read() as session:
        assert (await session.execute(question)).all() == before


async def test_a_name_without_letters_is_found_by_what_it_has(database: Database) -> None:
    await add(database, company("C1", "🙂🙂"), company("C2", "+++"))
    assert await names(database, "🙂") == ["🙂🙂"]
    assert await names(database, "c2") == ["+++"]


async def test_very_long_names_and_queries_are_met(database: Database) -> None:
    await add(database, company("C1", "ﷺ" * 100), company("C2", "ß" * 100))
    assert await names(database, "s" * 300) == ["ß" * 100]
    assert await names(database, " ".join("abcdefghij" * 30)) == []


async def test_exact_wants_the_whole_name(sample_database: Database) -> None:
    search = ContactSearch(sample_database)
    assert [hit.name for hit in await search.exact("meagan BOND")] == ["Meagan Bond"]
    assert await search.exact("meagan") == []
    assert len(await search.exact("Jürgen Müller")) == 2


async def test_get_gives_blocked_ones_too_and_follows_merges(database: Database) -> None:
    survivor, blocked, merged, twice, deleted = await add(
        database,
        person("P1", "Kim Alm"),
        person("P2", "Bo Berg", minor=True),
        person("P3", "Kim Alm"),
        person("P4", "K. Alm"),
        person("P5", "Gone", deleted_at=datetime(2026, 1, 1, tzinfo=UTC)),
    )
    async with database.begin() as session:
        for old, new in ((merged, survivor), (twice, merged)):
            await session.execute(
                update(Contact).where(Contact.id == old).values(merged_into_id=new)
            )
    search = ContactSearch(database)
    found = [await search.get(contact) for contact in (survivor, blocked, merged, twice)]
    assert [hit and (hit.id, hit.blocked) for hit in found] == [
        (survivor, False), (blocked, True), (survivor, False), (survivor, False),
    ]  # fmt: skip
    assert await search.get(deleted) is None
    assert await search.get(12_345) is None


async def test_recent_contacts_are_the_salespersons_own_newest_first(database: Database) -> None:
    first, second, third, blocked = await add(
        database,
        person("P1", "Kim Alm"),
        person("P2", "Bo Berg"),
        person("P3", "Eva Ek"),
        person("P4", "No One", privacy_blocked=True),
    )
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    log = [("OF", first), ("OF", second), ("OF", first), ("HR", third), ("OF", blocked)]
    async with database.begin() as session:
        session.add_all([Salesperson(code=code, name=code) for code in ("OF", "HR")])
        session.add(InteractionTemplate(code="CALL", description="Call"))
        await session.flush()
        session.add_all(
            Interaction(
                draft_id=f"D{number}",
                contact_id=contact,
                contact_name="",
                date=start.date(),
                logged_at=start + timedelta(minutes=number),
                description="Call",
                template_code="CALL",
                salesperson_code=code,
            )
            for number, (code, contact) in enumerate(log)
        )
    search = ContactSearch(database)
    assert [hit.id for hit in await search.recent("OF")] == [first, second]
    assert [hit.id for hit in await search.recent("OF", limit=1)] == [first]
    assert await search.recent("NOBODY") == []
