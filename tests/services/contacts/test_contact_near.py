"""Names that are only near to what was typed, and contacts that any search finds by their parts."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from bot.domain.folding import words
from bot.models import Contact, ContactToIndex, ContactWord, NearWord
from bot.services.contacts import index as contact_index
from bot.services.contacts.index import index_contacts, index_missing
from bot.services.contacts.search import ContactSearch
from bot.storage.database import Database
from tests.services.contacts.indexing import index_anew
from tests.services.contacts.test_contact_search import add, company, person

NAMES = ("Meagan Bond", "Günther Böhm", "Robert Townes", "Zoë Öström", "Helena Lindqvist")


async def found(database: Database, typed: str) -> list[str]:
    """What a search finds itself."""
    result = await ContactSearch(database).find(typed)
    return [] if result.near else [hit.name for hit in result.hits]


async def near(database: Database, typed: str) -> list[str]:
    """What it offers as near, having found nothing."""
    result = await ContactSearch(database).find(typed)
    return [hit.name for hit in result.hits] if result.near else []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("meagn", "Meagan Bond"),
        ("Bnod", "Meagan Bond"),
        ("megan bond", "Meagan Bond"),
        ("bodn, maegan", "Meagan Bond"),
        ("m bnod", "Meagan Bond"),
        ("fine megan", "Meagan Bond"),
        ("meaganbond", "Meagan Bond"),
        ("megan.bond@school-of-fine-art.example", "Meagan Bond"),
        ("schrödre", "Uwe Schröder"),
        ("Schroedr", "Uwe Schröder"),
        ("schrdr", "Uwe Schröder"),
        ("grossmnn verlga", "Großmann Verlag"),
        ("großmnna", "Großmann Verlag"),
        ("ecoel", "École des Beaux-Meubles"),
        ("buromobl", "Schröder Büromöbel"),
        ("relecluod", "Relecloud"),
        ("relec loud", "Relecloud"),
        ("schroderr burom", "Schröder Büromöbel"),
    ],
)
async def test_a_mistyped_name_is_offered(sample_database: Database, typed: str, name: str) -> None:
    assert name in await near(sample_database, typed)


@pytest.mark.parametrize(
    "typed", ["zzyzx", "meagan xyz", "xy", "ct099999", "+1 206 555 9999", "&", "", "a" * 300]
)
async def test_nothing_is_near_to_what_is_quite_different(
    sample_database: Database, typed: str
) -> None:
    assert await near(sample_database, typed) == []


async def test_what_is_found_has_nothing_near_beside_it(database: Database) -> None:
    await add(database, person("P1", "Anna Berg"), person("P2", "Anne Berg"))
    assert await found(database, "anna") == ["Anna Berg"]
    assert await near(database, "annk") == ["Anna Berg", "Anne Berg"]


async def test_the_nearest_come_first_and_a_frequent_name_leaves_room(database: Database) -> None:
    await add(database, *(person(f"P{n}", f"Morten Alm{n:03}") for n in range(150)))
    await add(database, person("Q1", "Martin Zorn"), person("Q2", "Mortimer Zorn"))
    offered = await near(database, "mortn")
    assert offered[0] == "Morten Alm000"
    assert offered == sorted(offered, key=lambda name: not name.startswith("Morten"))
    assert "Mortimer Zorn" not in offered
    offered = await near(database, "mortinn")
    assert {"Martin Zorn", "Morten Alm000"} <= set(offered)
    assert len(offered) == len(set(offered)) <= 100


async def test_words_may_be_wrong_each(database: Database) -> None:
    await add(
        database,
        person("P1", "Meagan Bond"),
        person("P2", "Meagan Band"),
        person("P3", "Megan Fox"),
        person("P4", "Robert Bond"),
    )
    assert await near(database, "megan bond") == ["Meagan Bond", "Meagan Band"]
    assert await near(database, "maegan bnod") == ["Meagan Bond"]


@pytest.mark.parametrize("state", [{"privacy_blocked": True}, {"minor": True}])
@pytest.mark.parametrize("behind_the_index", [False, True])
async def test_who_may_not_be_offered_is_not_offered_as_near(
    database: Database, state: dict[str, Any], behind_the_index: bool
) -> None:
    _, hidden = await add(database, person("P1", "Megan Alm"), person("P2", "Meagan Bond"))
    async with database.begin() as session:
        await session.execute(update(Contact).where(Contact.id == hidden).values(state))
        if not behind_the_index:
            await index_contacts(session, [hidden])
    for typed in ("meagn", "bnod", "megan bond", "meaganbond"):
        assert "Meagan Bond" not in await near(database, typed)


@pytest.fixture
async def named(database: Database) -> Database:
    """A database with the contacts `NAMES`."""
    await add(database, *(person(f"P{n}", name) for n, name in enumerate(NAMES)))
    return database


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_a_name_with_any_one_letter_wrong_is_offered(
    named: Database, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(NAMES))
    typed = words(name)
    which = data.draw(st.integers(0, len(typed) - 1))
    word = typed[which]
    at = data.draw(st.integers(0, len(word) - 1 if len(word) > 3 else 0))
    letter = data.draw(st.sampled_from("aeioxznr"))
    wrong = [word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:]]
    if len(word) > 3:
        wrong.append(word[:at] + word[at + 1 :])
        wrong.append(word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :])
    typed[which] = data.draw(st.sampled_from(wrong))
    result = await ContactSearch(named).find(" ".join(typed))
    assert name in [hit.name for hit in result.hits], typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jeanpierre", "Jean-Pierre Duval"),
        ("jeanpierre", "Jean Pierre Martin"),
        ("JeanPierre mart", "Jean Pierre Martin"),
        ("vandenberg", "Jan van den Berg"),
        ("skihouse", "Ski-House AB"),
        ("村", "田村 太郎"),
        ("郎", "田村 太郎"),
        ("村 太", "田村 太郎"),
        ("村太", "田村太郎"),
        ("철수", "김철수"),
        ("ชาย", "สมชาย"),
        ("zoe+news", "Berg"),
        ("ZOE+N", "Berg"),
        ("news", "Berg"),
        ("berg news", "Berg"),
        ("zoe", "Berg"),
        ("zoe+news@exam", "Berg"),
        ("acme-trading", "Berg"),
        ("acme-trading.example", "Berg"),
        ("@acme-trading.example", "Berg"),
        ("b.1975", "Ek"),
        ("co.example", "Ek"),
    ],
)
async def test_a_search_finds_by_parts(database: Database, typed: str, name: str) -> None:
    await add(
        database,
        person("P1", "Jean-Pierre Duval"),
        person("P2", "Jean Pierre Martin"),
        person("P3", "Jan van den Berg"),
        company("P4", "Ski-House AB"),
        person("P5", "田村 太郎"),
        person("P6", "田村太郎"),
        person("P7", "김철수"),
        person("P8", "สมชาย"),
        person("P9", "Berg", email="Zoe+News@example.com"),
        person("P10", "Berg", email="info@acme-trading.example"),
        person("P11", "Ek", email="b.1975@mail.co.example"),
    )
    assert name in await found(database, typed)


async def test_names_come_before_addresses(database: Database) -> None:
    await add(
        database,
        person("P1", "Alma Ek", email="news@x.example"),
        person("P2", "Zoe News"),
        person("P3", "News Berg"),
    )
    assert await found(database, "news") == ["News Berg", "Zoe News", "Alma Ek"]


async def test_an_address_that_changes_is_found_by_the_new_one(database: Database) -> None:
    (contact,) = await add(database, person("P1", "Ek", email="old@x.example"))
    async with database.begin() as session:
        await session.execute(update(Contact).values(email="fresh@x.example"))
        await index_contacts(session, [contact])
    assert await found(database, "old") == []
    assert await found(database, "fresh") == ["Ek"]


async def counts(database: Database) -> tuple[int, int, int]:
    """Rows of words, of near words, and of contacts that wait to be indexed."""
    sql = (
        "SELECT (SELECT count(*) FROM contact_words), (SELECT count(*) FROM near_words),"
        " (SELECT count(*) FROM contacts_to_index)"
    )
    async with database.read() as session:
        words, variants, waiting = (await session.execute(text(sql))).one()
    return words, variants, waiting


async def as_an_older_version_left_it(database: Database) -> None:
    """No near words, no parts of addresses, and every contact noted to be indexed."""
    async with database.begin() as session:
        await session.execute(text("DELETE FROM near_words"))
        await session.execute(text("DELETE FROM contact_words WHERE kind = 3"))
        every = insert(ContactToIndex).from_select(["contact_id"], select(Contact.id))
        await session.execute(every)


async def test_contacts_of_an_older_version_are_indexed_in_steps_that_can_be_stopped(
    sample_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_index, "IN_BACKGROUND", 50)
    before = await counts(sample_database)
    await as_an_older_version_left_it(sample_database)
    contacts = (await counts(sample_database))[2]
    assert await found(sample_database, "meagan") == ["Meagan Bond"]
    assert await found(sample_database, "meagan.bond@school-of-fine-art.example") == ["Meagan Bond"]
    assert await near(sample_database, "meagn") == []

    stops = iter([None])

    async def stop_at_the_second(_: float) -> None:
        if next(stops, "stop") == "stop":
            raise ConnectionError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("bot.services.contacts.index.asyncio.sleep", stop_at_the_second)
        with pytest.raises(ConnectionError):
            await index_missing(sample_database)
    assert (await counts(sample_database))[2] == contacts - 100
    assert await index_missing(sample_database) == contacts - 100
    assert await counts(sample_database) == before
    assert await near(sample_database, "meagn") == ["Meagan Bond"]
    assert await index_missing(sample_database) == 0


async def test_a_name_without_any_letter_is_not_indexed_for_ever(database: Database) -> None:
    async with database.begin() as session:
        rows = [{"no": f"P{n}", "type": "person", "name": name} for n, name in enumerate(" x")]
        await session.execute(insert(Contact), rows)
    assert await index_missing(database) == 2
    assert await found(database, "x") == ["x"]


async def test_a_word_is_learned_once_and_indexed_anew_without_those_that_nobody_has(
    database: Database,
) -> None:
    (contact, _) = await add(database, person("P1", "Meagan Bond"), person("P2", "Bond Berg"))
    async with database.begin() as session:
        await session.execute(update(Contact).where(Contact.id == contact).values(name="Ek"))
        await index_contacts(session, [contact])
    assert await near(database, "meagn") == []
    await index_anew(database)
    async with database.read() as session:
        assert set(await session.scalars(select(NearWord.word))) == {"bond", "berg"}
        assert "ek" in set(await session.scalars(select(ContactWord.word)))
