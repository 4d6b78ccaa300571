"""Names in messages that are written otherwise than the contact's, on both databases."""

import pytest

from bot.domain.enums import ContactType
from bot.models import Contact
from bot.services.contacts.index import index_contacts
from bot.services.contacts.recognition import MOST_OF_ONE_SURNAME, Recognition
from bot.storage.database import Database

BOND = ["Meagan Bond"]
FORET = ["Benoît Forêt", "Raphaël Forêt", "Éloïse Forêt"]
HAGG = ["Björn Hägg", "Linnéa Hägg"]
BOHM = ["Günther Böhm", "Ingrid Böhm", "Käthe Böhm"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Bond, Meagan", BOND),
        ("BOND Meagan wants chairs", BOND),
        ("Meagan's order (Bond)", BOND),
        ("la commande de Meagan (Mme Bond)", BOND),
        ("(Bond) Meagan's order", BOND),
        ("Thanks,\nMeagan\nBond\nSchool", BOND),
        ("I met Meagan\nBond about forty chairs", BOND),
        ("First name: Meagan\nLast name: Bond", BOND),
        ("*Nom*\nForêt\n*Prénom*\nÉloïse", ["Éloïse Forêt"]),
        ("Robert\nTownes", ["Robert Townes"]),
        ("Mme Forêt a appelé", FORET),
        ("mme foret a appelé", FORET),
        ("M. Forêt a appelé", FORET),
        ("Dr Hägg rang", HAGG),
        ("Dr. Hagg rang", HAGG),
        ("Sprich mit Herrn Dr. Böhm!", BOHM),
        ("Frau Boehm kommt", BOHM),
        ("Guenther Boehm kommt", ["Günther Böhm"]),
        ("Boehm, Guenther", ["Günther Böhm"]),
        ("Kaethe\nBoehm", ["Käthe Böhm"]),
        ("Mueller & Soehne GmbH", ["Müller & Söhne GmbH"]),
        ("Bjoern Haegg", ["Björn Hägg"]),
        ("Bond", []),
        ("Meagan met Bond", []),
        ("Meagan called. Bond was late", []),
        ("Mme Bond-Forêt a appelé", []),
        ("il est à 10 m Forêt", []),
        ("Corporation Adatum", []),
        ("Bond, Meagan &lt;meagan.bond@school-of-fine-art.example&gt;", []),
        ("Meagan Bond called. Mrs. Bond wants chairs", []),
    ],
)
async def test_near(sample_database: Database, text: str, near: list[str]) -> None:
    found = await Recognition(sample_database).recognise(text)
    assert sorted(hit.name for hit in found.near) == near
    assert not {hit.name for hit in found.exact} & set(near)


async def test_near_ones_come_in_the_order_of_the_text_beside_the_exact_ones(
    sample_database: Database,
) -> None:
    text = "Robert Townes asked for Boehm, Guenther and for Bond, Meagan"
    found = await Recognition(sample_database).recognise(text)
    assert [hit.name for hit in found.exact] == ["Robert Townes"]
    assert [hit.name for hit in found.near] == ["Günther Böhm", "Meagan Bond"]


async def add(database: Database, *contacts: Contact) -> None:
    async with database.begin() as session:
        session.add_all(contacts)
        await session.flush()
        await index_contacts(session, [contact.id for contact in contacts])


def person(number: int, name: str) -> Contact:
    return Contact(no=f"X{number}", type=ContactType.PERSON, name=name)


@pytest.mark.parametrize("more", [0, 1])
async def test_a_surname_is_offered_while_few_have_it(database: Database, more: int) -> None:
    names = [f"Ann{number} Quill" for number in range(MOST_OF_ONE_SURNAME + more)]
    await add(database, *(person(number, name) for number, name in enumerate(names)))
    found = await Recognition(database).recognise("Mrs Quill called")
    assert sorted(hit.name for hit in found.near) == ([] if more else sorted(names))


async def test_a_whole_name_is_offered_however_many_have_it(database: Database) -> None:
    count = MOST_OF_ONE_SURNAME + 1
    await add(database, *(person(number, "Ann Quill") for number in range(count)))
    found = await Recognition(database).recognise("Quill, Ann called")
    assert len(found.near) == count


async def test_letters_that_a_contact_has_written_out_are_found_too(database: Database) -> None:
    await add(database, person(1, "Guenther Boehm"), person(2, "Aase Groenn"))
    found = await Recognition(database).recognise("Günther Böhm und Åse Grønn, Herr Böhm auch")
    assert [hit.name for hit in found.near] == ["Guenther Boehm", "Aase Groenn"]


async def test_neither_companies_nor_the_blocked_go_by_a_surname(database: Database) -> None:
    blocked = person(1, "Ann Quill")
    blocked.privacy_blocked = True
    company = Contact(no="X2", type=ContactType.COMPANY, name="Old Quill")
    await add(database, blocked, company)
    found = await Recognition(database).recognise("Mrs Quill, Quill Ann, Quill, Old")
    assert found.near == []


async def test_double_names_are_found_with_all_their_words(database: Database) -> None:
    await add(
        database,
        person(1, "Eva von der Heide-Böhm"),
        person(2, "Ann Heide"),
        person(3, "Jean-Pierre O'Malley"),
    )
    recognition = Recognition(database)
    for text, name in (
        ("Frau von der Heide-Boehm", "Eva von der Heide-Böhm"),
        ("Mr. O'Malley", "Jean-Pierre O'Malley"),
        ("O'Malley, Jean-Pierre", "Jean-Pierre O'Malley"),
        ("Mrs Heide's order", "Ann Heide"),
    ):
        found = await recognition.recognise(text)
        assert name in [hit.name for hit in found.near], text


async def test_a_long_text_full_of_names_is_searched_in_part(database: Database) -> None:
    await add(database, person(1, "Ann Quill"))
    text = "Mrs Quill " + "Guenther (Boehm), Mrs Aaeaoeue\n" * 2_000
    found = await Recognition(database).recognise(text)
    assert [hit.name for hit in found.near] == ["Ann Quill"]
