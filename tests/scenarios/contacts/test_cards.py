"""/contact: a search, a card with all that one wants to know before a call, and what it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.test_french import T, english, texts_of
from tests.scenarios.walking import begin, fill, finish_now, wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN, ESTER, HELENA = "Benjamin Chiu", "Ester Henderson", "Helena Ray"


async def card_of(person: Person, words: str = "meagan bond", title: str = "Contact") -> Modal:
    await person.command(f"/contact {words}")
    return await person.modal(title)


async def test_words_that_find_one_contact_open_its_card(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person(BENJAMIN)
    await (await finish_now(await fill(await begin(benjamin)))).x()
    modal = await card_of(benjamin)
    assert "Meagan Bond" in modal.text
    assert "Interactions: " in modal.text
    assert "mailto:" in str(modal.blocks)
    assert "Outgoing phone call - by Benjamin Chiu" in modal.text


async def test_words_that_find_several_list_them(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin, "school of fine", "Contacts")
    assert "Hazel Tremaine" in modal.text
    await modal.press("Open", near="Hazel Tremaine")
    await modal.until(lambda m: m.title == "Contact")
    await modal.press("Back to the list")
    await modal.until(lambda m: m.title == "Contacts")
    assert modal.value("Search") == "school of fine"


async def test_a_company_counts_what_was_recorded_with_its_persons(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await (await finish_now(await fill(await begin(benjamin)))).x()
    modal = await card_of(benjamin)
    await modal.press("Company")
    await modal.until(lambda m: "School of Fine Art" in m.texts[0] or "Company" not in m.buttons)
    assert "Meagan Bond" in modal.text
    await modal.press("3 persons")
    await modal.until(lambda m: m.title == "Contacts")
    assert "Mason Beckett" in modal.text


async def test_an_interaction_begins_with_the_contact_which_isn_t_asked_again(
    stage: Stage,
) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin)
    await modal.press("Create interaction")
    await modal.until(lambda m: m.title == "Create interaction")
    assert "Contact" not in modal.labels
    assert "Contact: Meagan Bond (School of Fine Art, Miami)" in modal.text
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.cancel()
    home = await benjamin.open_home()
    await home.press("Resume")
    form = await benjamin.modal("Create interaction")
    assert "Contact" not in form.labels
    await stage.execute("UPDATE contacts SET privacy_blocked = (1 = 1) WHERE name = 'Meagan Bond'")
    await form.press("Finish now")
    await form.until(lambda m: m.alerts)
    assert "Contact" in form.labels  # so that another one can be chosen


async def test_no_answer_is_recorded_with_one_press_and_taken_back(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    before = len(await stage.logged())
    modal = await card_of(benjamin)
    await modal.press("No answer")
    await modal.until(lambda m: "Recorded: called, not reached." in m.alerts)
    row = (await stage.logged())[-1]
    assert (row["template_code"], bool(row["attempt_failed"])) == ("OUTGOING", True)
    await modal.press("Take back")
    await modal.until(lambda m: "Taken back." in m.alerts)
    assert len(await stage.logged()) == before


async def test_what_was_changed_since_is_not_taken_back(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin)
    await modal.press("No answer")
    await modal.until(lambda m: "Take back" in m.buttons)
    stage.clock.pass_by(minutes=11)
    await modal.press("Take back")
    await modal.until(lambda m: any("for 10 minutes" in alert for alert in m.alerts))


async def test_ones_own_draft_is_resumed_from_the_card(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await (await fill(await begin(benjamin))).cancel()
    modal = await card_of(benjamin)
    await modal.press("Resume")
    await wizard(benjamin)


async def test_a_reader_sees_the_card_and_records_nothing(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'reader' WHERE code = 'EH'")
    modal = await card_of(stage.person(ESTER))
    assert not {"Create interaction", "No answer", "Edit", "Delete"} & set(modal.buttons)


async def test_a_blocked_contact_is_found_by_nobody(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await card_of(benjamin)
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = 'Meagan Bond'")
    await modal.press("No answer")
    await modal.until(lambda m: any("is blocked" in alert for alert in m.alerts))


async def test_a_card_can_be_read_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    modal = await card_of(helena, title=T("Contact"))
    assert texts_of(modal.blocks) & english() == set()
    await modal.press(T("Back to the list"))
    await modal.until(lambda m: m.title == T("Contacts"))
    assert texts_of(modal.blocks) & english() == set()
