"""Nothing is a dead end in an empty company: every list says what comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.i18n import translator
from bot.sample.starter import add_starter
from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

CONTACT = "No contacts yet"
TEMPLATE = "No interaction templates yet"
CAMPAIGN = "No campaigns yet"
CODE = "Nothing to choose from yet"
LOGGED = "No logged segments yet"


class Reader:
    """Somebody of an empty company, who reads ``t``."""

    def __init__(self, person: Person, locale: str) -> None:
        self.person = person
        self.t = translator(locale)

    async def begins(self, line: str = "/interaction") -> Modal:
        """Become a salesperson, with the wizard open."""
        await self.person.command(line)
        modal = await self.person.modal(self.t("Who are you?"))
        await self.offers(modal, "Salesperson", "Nobody to choose from")
        await modal.submit()
        return await wizard(self.person)

    async def offers(self, modal: Modal, label: str, hint: str, *, typed: str = "") -> None:
        """The list has the hint and nothing else."""
        assert await modal.options(self.t(label), typed) == [self.t(hint)]

    async def goes(self, modal: Modal, button: str, title: str) -> Modal:
        await modal.press(self.t(button))
        return await modal.until(lambda m: m.title == self.t(title))

    async def new_segment(self) -> Modal:
        await self.person.command("/segment")
        modal = await self.person.modal(lambda m: self.t("New segment") in m.buttons)
        await self.goes(modal, "New segment", "New segment")
        await modal.submit()
        return await modal.until(lambda m: m.title == self.t("Segment"))


@pytest.fixture(params=["Ester Henderson", "Jim Olive", "Claire Fontaine"])
def reader(request: pytest.FixtureRequest, empty: Stage) -> Reader:
    """The administrator, and others in both languages."""
    locale = "fr" if request.param.startswith("Claire") else "en"
    return Reader(empty.person(request.param), locale)


async def test_the_lists_of_the_wizard(reader: Reader) -> None:
    modal = await reader.begins()
    for typed in ("", "meagan"):
        await reader.offers(modal, "Contact", CONTACT, typed=typed)
        await reader.offers(modal, "Interaction template", TEMPLATE, typed=typed)


async def test_a_hint_that_is_chosen_is_no_contact(reader: Reader, empty: Stage) -> None:
    modal = await reader.begins("/interaction meagan")
    await modal.choose("Contact", reader.t("No contacts yet"))
    await modal.choose(reader.t("Interaction template"), reader.t("No interaction templates yet"))
    await modal.type(reader.t("Description"), "A call")
    await modal.submit()
    contact, template = "Please choose the contact.", "Please choose an interaction template."
    assert [reader.t(contact) in modal.alerts[0], reader.t(template) in modal.alerts[1]] == [
        True,
        True,
    ]
    assert (await empty.logged(), len(await empty.drafts())) == ([], 1)


async def test_a_search_that_finds_nobody_says_nothing_of_a_first_day(
    reader: Reader, empty: Stage
) -> None:
    modal = await reader.begins()
    await reader.offers(modal, "Contact", CONTACT, typed="meagan")
    await empty.execute(
        "INSERT INTO contacts (no, type, name, search_name)"
        " VALUES ('CT1', 'company', 'Meagan & Co', 'meagan & co')"
    )
    assert await modal.options("Contact", "x") == []


async def test_the_campaigns_of_the_wizard(reader: Reader, empty: Stage) -> None:
    await add_starter(empty.db, "en")
    await (await reader.begins()).cancel()
    modal = await reader.new_segment()
    await modal.press(reader.t("Create interaction"))
    await modal.until(lambda m: reader.t("Interaction template") in m.labels)
    template = "Golf event" if reader.t.locale == "en" else "Journée de golf"
    await modal.choose(reader.t("Interaction template"), template)
    await modal.until(lambda m: m.value(reader.t("Description")))
    await modal.submit()
    await modal.submit()
    for typed in ("", "event"):
        await reader.offers(modal, "Campaign", CAMPAIGN, typed=typed)
    await modal.choose(reader.t("Campaign"), reader.t("No campaigns yet"), typed="")
    await modal.submit()
    assert modal.errors == {}
    assert reader.t("Campaign") not in modal.labels


async def test_the_lists_of_segments(reader: Reader) -> None:
    await (await reader.begins()).cancel()
    await reader.person.command("/segment")
    modal = await reader.person.modal(lambda m: reader.t("New segment") in m.buttons)
    assert reader.t("There is no segment yet.") in modal.texts
    await reader.offers(modal, "Find a segment", "No segments yet")
    await modal.choose(reader.t("Find a segment"), reader.t("No segments yet"), typed="")
    assert modal.title == reader.t("Segments")
    await reader.goes(modal, "Logged segments", "Logged segments")
    said = "No logged segment to show. A segment is logged from its card: Preview and log."
    assert reader.t(said) in modal.texts
    await reader.goes(modal, "Segments", "Segments")
    await reader.goes(modal, "Saved criteria", "Saved criteria")
    said = "Nothing is saved yet. Criteria are saved from the card of a segment."
    assert reader.t(said) in modal.texts


async def test_the_lists_of_a_segments_criteria(reader: Reader) -> None:
    await (await reader.begins()).cancel()
    modal = await reader.new_segment()
    await reader.goes(modal, "Add contacts", "Add contacts")
    await modal.press(reader.t("More filters"))
    await modal.until(lambda m: reader.t("Business relations") in m.labels)
    for typed in ("", "x"):
        for label, hint in {
            "Mailing groups": CODE,
            "Industry groups": CODE,
            "Business relations": CODE,
            "Job responsibilities": CODE,
            "Interaction templates": TEMPLATE,
            "Campaigns": CAMPAIGN,
            "Campaigns of the interaction": CAMPAIGN,
            "Segments of the interaction": LOGGED,
            "Logged segment": LOGGED,
        }.items():
            await reader.offers(modal, label, hint, typed=typed)
    hint_text = reader.t("Nothing to choose from yet")
    await modal.choose(reader.t("Mailing groups"), hint_text, typed="")
    await modal.submit()
    said = (
        "There are no contacts yet. Managers bring them in: they drop a file into their "
        "conversation with Touchpoint"
    )
    await modal.until(lambda m: reader.t(said) in m.alerts)
    assert reader.t("No filter: this is every contact.") in modal.alerts


async def test_the_lists_of_what_is_used_again(reader: Reader) -> None:
    await (await reader.begins()).cancel()
    modal = await reader.new_segment()
    await reader.goes(modal, "Reuse criteria", "Reuse criteria")
    await reader.offers(modal, "Saved criteria", "No saved criteria yet")
    await modal.choose(reader.t("Saved criteria"), reader.t("No saved criteria yet"), typed="")
    await modal.submit()
    chosen = reader.t("Please choose saved criteria first.")
    assert [alert.partition(" : ")[2] or alert.partition(": ")[2] for alert in modal.alerts] == [
        chosen
    ]
    await reader.goes(modal, "Back to the segment", "Segment")
    await reader.goes(modal, "Reuse logged segment", "Logged segment")
    await reader.offers(modal, "Logged segment", LOGGED)


async def test_the_lists_of_a_segments_lines(reader: Reader) -> None:
    await (await reader.begins()).cancel()
    modal = await reader.new_segment()
    await reader.goes(modal, "Lines", "Lines")
    await reader.goes(modal, "Choose lines", "Choose lines")
    await reader.offers(modal, "Lines", "No lines yet")
    await modal.choose(reader.t("Lines"), reader.t("No lines yet"), typed="")
    await modal.submit()
    assert modal.alerts == [reader.t("Please choose the lines first.")]
    await reader.goes(modal, "Back to the lines", "Lines")
    await reader.goes(modal, "Add by hand", "Add by hand")
    for typed in ("", "meagan"):
        await reader.offers(modal, "Contacts", CONTACT, typed=typed)
    await modal.choose("Contacts", reader.t("No contacts yet"))
    await modal.submit()
    assert modal.alerts == [reader.t("Please choose the contacts first.")]


async def test_postponed_interactions(reader: Reader) -> None:
    await (await reader.begins()).cancel()
    await reader.person.command("/postponed")
    modal = await reader.person.modal(reader.t("Postponed interactions"))
    assert reader.t("Nothing is waiting to be finished.") in modal.texts
