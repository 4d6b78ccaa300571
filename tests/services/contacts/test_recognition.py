"""Contacts in the text of a message, on both databases."""

import pytest

from bot.domain.contacts.contact import Mentions
from bot.models import Contact
from bot.services.contacts.index import index_contacts
from bot.services.contacts.phones import always
from bot.services.contacts.recognition import Recognition, plain_text
from bot.storage.database import Database

TOWNES = "robert.townes@adatum-corporation.example"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talked to Robert Townes today", ["Robert Townes"]),
        ("talked to ROBERT townes.", ["Robert Townes"]),
        ("*Robert Townes* and _Meagan Bond_", ["Robert Townes", "Meagan Bond"]),
        ("Meagan Bond met Robert Townes", ["Meagan Bond", "Robert Townes"]),
        ("Meagan Bond, again Meagan Bond", ["Meagan Bond"]),
        ("Relecloud's order is late", ["Relecloud"]),
        ("visited l'École des Beaux-Meubles", ["École des Beaux-Meubles"]),
        ("visited ecole des beaux meubles", ["École des Beaux-Meubles"]),
        ("E\u0301cole des Beaux-Meubles", ["École des Beaux-Meubles"]),
        ("call O'Malley &amp; Sons", ["O'Malley & Sons"]),
        ("Müller &amp; Söhne GmbH wants desks", ["Müller & Söhne GmbH"]),
        ("Sp. z o.o.: Łódzkie Meble Sp. z o.o.", ["Łódzkie Meble Sp. z o.o."]),
        ("write to <mailto:meagan.bond@school-of-fine-art.example|her>", ["Meagan Bond"]),
        ("write to Meagan.Bond@School-of-Fine-Art.example!", ["Meagan Bond"]),
        (
            f"<mailto:{TOWNES}|{TOWNES}>",
            ["Robert Townes"],
        ),
        ("ring <tel:+14255550102|+1 425-555-0102>", ["Robert Townes"]),
        ("ring (425) 555-0102 at noon", ["Robert Townes"]),
        ("mobile +1 206 555 0101", ["Robert Townes"]),
        ("see <https://www.relecloud.example/offers>", []),
        ("see <https://www.relecloud.example|relecloud.example>", []),
        ("Roberta Townes and Robert Townesend", []),
        ("I saw Robert. Townes was late", []),
        ("Robert\nTownes", []),
        ("<@U0123|Robert Townes> and <#C1|Relecloud>", []),
        ("", []),
        ("😀 &lt;b&gt; <!here>", []),
    ],
)
async def test_a_message_mentions(sample_database: Database, text: str, names: list[str]) -> None:
    hits = await Recognition(sample_database).recognise(text, [])
    assert [hit.name for hit in hits.exact] == names


async def test_two_contacts_of_one_name_are_both_found(sample_database: Database) -> None:
    hits = await Recognition(sample_database).recognise("Jürgen Müller rief an", [])
    assert [hit.name for hit in hits.exact] == ["Jürgen Müller"] * 2
    assert len({hit.company_name for hit in hits.exact}) == 2


async def test_mentioned_users_come_by_their_address(sample_database: Database) -> None:
    hits = await Recognition(sample_database).recognise(
        "<@U1> about Relecloud", ["Meagan.Bond@school-of-fine-art.example", "x@nowhere.example"]
    )
    assert [hit.name for hit in hits.exact] == ["Relecloud", "Meagan Bond"]


async def test_a_number_without_country_code_is_read_at_home_and_in_usual_countries(
    sample_database: Database,
) -> None:
    async with sample_database.begin() as session:
        contacts = [
            Contact(no="X1", type="person", name="Fr One", phone="+33 1 99 00 77 77"),
            Contact(no="X2", type="person", name="Jp One", mobile_phone="+81 90-1234-5678"),
        ]
        session.add_all(contacts)
        await session.flush()
        await index_contacts(session, [contact.id for contact in contacts])
    text = "appeler le 01 99 00 77 77 puis le 090-1234-5678"
    hits = await Recognition(sample_database, always("US")).recognise(text)
    assert [hit.name for hit in hits.exact] == ["Fr One"]
    hits = await Recognition(sample_database, always("JP")).recognise(text)
    assert [hit.name for hit in hits.exact] == ["Fr One", "Jp One"]


@pytest.mark.parametrize(
    "state",
    [{"privacy_blocked": True}, {"minor": True}],
    ids=["privacy-blocked", "minor without consent"],
)
async def test_a_blocked_contact_is_left_out(
    sample_database: Database, state: dict[str, bool]
) -> None:
    async with sample_database.begin() as session:
        contact = Contact(no="X1", type="person", name="Kim Nobody", email="kim@x.example", **state)
        session.add(contact)
        await session.flush()
        await index_contacts(session, [contact.id])
    assert await Recognition(sample_database).recognise(
        "Kim Nobody, kim@x.example", []
    ) == Mentions([], [])


async def test_a_very_long_text_is_bounded(sample_database: Database) -> None:
    text = "Robert Townes " + " ".join(f"word{number}" for number in range(40_000))
    hits = await Recognition(sample_database).recognise(text, [])
    assert [hit.name for hit in hits.exact] == ["Robert Townes"]


def test_plain_text_shows_what_the_reader_sees() -> None:
    assert plain_text("a &amp; b <https://x.example|the page>") == "a & b the page"
    assert plain_text("<mailto:a@b.example|a@b.example>") == "a@b.example"
