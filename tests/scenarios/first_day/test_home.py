"""App Home of an empty company: what is missing, ticked as it gets done, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.first_day.conftest import ESTER
from tests.scenarios.forging import press_unseen
from tests.scenarios.stage import staged
from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from simulator.script import Home, Person
    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

SET_UP = "Set up Touchpoint"
CONTACTS = (
    "*Contacts*\nPress the button, or drop a file into your conversation with Touchpoint: CSV, "
    "Excel or vCard. Nothing is written before you have seen it. A few are quickly made under "
    "`/contact`."
)
TEMPLATES = (
    "*Interaction templates*\nThey say what kinds of interactions there are, and fill in most of "
    "the form. The starter set has groups and templates for calls, meetings, letters and documents."
)
LINKED = "*Salespeople linked*\nSlack users record as salespeople. Begin with yourself."
STARTER = "Bring in the starter templates"
ENGLISH, FRENCH = "Ester Henderson", "Claire Fontaine"
A_CONTACT = (
    "INSERT INTO contacts (no, type, name, search_name)"
    " VALUES ('CT1', 'company', 'Adatum', 'adatum')"
)


def items(home: Home) -> list[str]:
    """The points of the checklist."""
    return [text for text in home.texts if text[:1] in {"✓", "○"}]


async def links_herself(ester: Person) -> None:
    await ester.home.press("Link me")
    modal = await ester.modal("Who are you?")
    await modal.submit()
    await (await wizard(ester)).cancel()


async def test_an_administrator_ticks_off_what_is_missing_and_is_done(
    empty_on_both: Stage,
) -> None:
    ester = empty_on_both.person(ENGLISH)
    home = await empty_on_both.home(ester)
    assert home.texts == [SET_UP, f"○ {TEMPLATES}", f"○ {LINKED}", f"○ {CONTACTS}"]
    assert home.buttons == [STARTER, "Link me", "Import contacts", "Set-up"]

    await home.press(STARTER, confirm=True)
    await home.until(lambda h: "✓ *Interaction templates*" in h.texts)
    assert items(home) == ["✓ *Interaction templates*", f"○ {LINKED}", f"○ {CONTACTS}"]
    (count,) = await empty_on_both.rows("SELECT COUNT(*) AS count FROM interaction_templates")
    assert count["count"] == 41

    await links_herself(ester)
    await home.until(lambda h: "✓ *Salespeople linked*" in h.texts)
    assert items(home) == ["✓ *Interaction templates*", "✓ *Salespeople linked*", f"○ {CONTACTS}"]
    assert "Create interaction" not in home.buttons

    await empty_on_both.execute(A_CONTACT)
    await empty_on_both.home(ester)
    assert items(home) == []
    assert home.texts[:2] == ["Interactions", "You record as Ester Henderson."]
    assert "Create interaction" in home.buttons


async def test_it_asks_before_it_brings_anything_in(empty: Stage) -> None:
    ester = empty.person(ENGLISH)
    home = await empty.home(ester)
    (button,) = [
        block["accessory"] for block in home.blocks if block.get("accessory", {}).get("confirm")
    ]
    assert button["confirm"]["title"]["text"] == "Bring in the starter templates?"
    assert "It adds no contacts and no salespeople." in button["confirm"]["text"]["text"]


async def test_what_is_brought_in_is_called_as_in_the_administrators_language(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=False)
    async with staged(url, redis_url, touchpoint_admins=("U000000CF1",)) as stage:
        claire = stage.person(FRENCH)
        home = await stage.home(claire)
        assert home.texts[0] == "Configurer Touchpoint"
        assert home.buttons == [
            "Ajouter les modèles de départ",
            "M’associer",
            "Importer des contacts",
            "Paramétrage",
        ]
        await home.press("Ajouter les modèles de départ", confirm=True)
        await home.until(lambda h: "✓ *Modèles interaction*" in h.texts)
        (group,) = await stage.rows(
            "SELECT description FROM interaction_groups WHERE code = 'PHONE'"
        )
        assert group["description"] == "Conversations téléphoniques"
        (template,) = await stage.rows(
            "SELECT description, language_code FROM interaction_templates WHERE code = 'INCOME'"
        )
        assert template == {"description": "Appel téléphonique entrant", "language_code": "FRA"}


async def test_who_is_late_reads_that_the_templates_are_there(empty: Stage) -> None:
    ester = empty.person(ENGLISH)
    home = await empty.home(ester)
    await empty.execute(
        "INSERT INTO interaction_templates (code, description) VALUES ('CALL', 'Call')"
    )
    await home.press(STARTER, confirm=True)
    modal = await ester.modal(lambda m: m.alerts or m.texts)
    assert "There are interaction templates already" in modal.text
    await home.until(lambda h: "✓ *Interaction templates*" in h.texts)
    (count,) = await empty.rows("SELECT COUNT(*) AS count FROM interaction_templates")
    assert count["count"] == 1


async def test_nobody_else_can_bring_it_in(empty: Stage) -> None:
    jim = empty.person("Jim Olive")
    await press_unseen(jim, "home.starter")
    modal = await jim.modal()
    assert "Only an administrator of Touchpoint can decide this." in modal.text
    assert await empty.rows("SELECT code FROM interaction_templates") == []


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "Jim Olive",
            [
                "Touchpoint is being set up",
                (
                    "Soon you can record here what you and your contacts say to each other. For "
                    "that there must be contacts and interaction templates first."
                ),
                f"Whom to ask: <@{ESTER}>",
            ],
        ),
        (
            FRENCH,
            [
                "Touchpoint est en cours de configuration",
                (
                    "Vous pourrez bientôt enregistrer ici ce que vous échangez avec vos contacts. "
                    "Il faut d’abord des contacts et des modèles interaction."
                ),
                f"À qui s’adresser : <@{ESTER}>",
            ],
        ),
    ],
)
async def test_everybody_else_reads_whom_to_ask(
    empty: Stage, name: str, sentences: list[str]
) -> None:
    home = await empty.home(empty.person(name))
    assert (home.texts, home.buttons) == (sentences, [])


async def test_where_nobody_is_administrator_it_says_how_one_becomes_one(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    async with staged(templates.copy(request, "sqlite", sample=False), redis_url) as stage:
        jim = stage.person("Jim Olive")
        home = await stage.home(jim)
        assert home.texts[-1] == (
            "There is no administrator yet: whoever runs Touchpoint adds a Slack user id (yours "
            f"is {jim.id}) to TOUCHPOINT_ADMINS and restarts it."
        )


async def test_others_can_record_before_anybody_is_linked(empty: Stage) -> None:
    ester, jim = empty.person(ENGLISH), empty.person("Jim Olive")
    await (await empty.home(ester)).press(STARTER, confirm=True)
    await empty.execute(A_CONTACT)
    home = await empty.home(jim)
    assert home.texts[:2] == [
        "Interactions",
        "Your Slack account is not linked to a salesperson yet.",
    ]
    assert "Create interaction" in home.buttons
    home = await empty.home(ester)
    assert items(home) == ["✓ *Interaction templates*", f"○ {LINKED}", "✓ *Contacts*"]
    assert "Create interaction" in home.buttons
    assert home.buttons.count("Link me") == 1


async def test_what_was_begun_all_the_same_is_not_lost_from_sight(empty: Stage) -> None:
    jim = empty.person("Jim Olive")
    await jim.command("/interaction adatum")
    await (await jim.modal("Who are you?")).submit()
    modal = await wizard(jim)
    await modal.type("Description", "A call")
    await modal.cancel()
    await empty.quiet()
    home = await empty.home(jim)
    assert home.texts[0] == "Touchpoint is being set up"
    assert "Postponed interactions" in home.texts
    assert "Resume" in home.buttons


@pytest.mark.parametrize("self_service", [True, False])
async def test_an_administrator_can_always_link_themselves(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str, *, self_service: bool
) -> None:
    """Where users can't, nobody else could do it for the first of them."""
    url = templates.copy(request, "sqlite", sample=False)
    async with staged(
        url, redis_url, touchpoint_admins=(ESTER,), touchpoint_self_service=self_service
    ) as stage:
        ester = stage.person(ENGLISH)
        await stage.home(ester)
        await links_herself(ester)
        (row,) = await stage.rows("SELECT slack_user_id FROM salespeople")
        assert row["slack_user_id"] == ESTER
        if not self_service:
            jim = stage.person("Jim Olive")
            await jim.command("/interaction")
            modal = await jim.modal(lambda m: "is not linked to a salesperson yet" in m.text)
            assert "ask an administrator" in modal.text


async def test_contacts_that_were_imported_are_ticked_at_once(empty_on_both: Stage) -> None:
    ester = empty_on_both.person(ENGLISH)
    home = await empty_on_both.home(ester)
    await home.press("Import contacts")
    modal = await ester.modal("Import")
    rows = b"Name,E-mail\r\nAdatum,info@adatum.example\r\n"
    await modal.upload("File", ("contacts.csv", rows))
    await modal.submit()
    await modal.until(lambda m: "read as" in m.text)
    await modal.submit()
    await modal.until(lambda m: "new: 1" in m.text)
    await modal.submit()
    await home.until(lambda h: "✓ *Contacts*" in h.texts)
