"""Opening the wizard: blank, with words, from a message, again."""

from datetime import UTC, datetime

import pytest

from bot.domain.contacts.contact import Mentions
from bot.domain.errors.drafts import DraftDiscarded, DraftOfSomebodyElse, DraftUnknown
from tests.making import person
from tests.services.company import MEAGAN, MEGAN, ROBERT
from tests.services.desk import Desk

STRANGER = person(user_id="U2", salesperson_code="JO", salesperson_name="Jim Olive")
UNLINKED = person(user_id="U3", salesperson_code=None, salesperson_name=None, linked=False)


async def test_a_new_draft_is_stored_before_it_is_shown(desk: Desk) -> None:
    window = await desk.open()
    assert await desk.stored() == window.draft
    assert window.draft.empty
    assert window.draft.text("salesperson") == "OF"


@pytest.mark.parametrize(
    "words",
    ["meagan", "MEAGAN bond", "bond meag", "meagan@art.example", "+1 425 555 0107", "CT1"],
)
async def test_words_that_one_contact_matches_choose_it(desk: Desk, words: str) -> None:
    window = await desk.open(words)
    assert window.draft.text("contact") == str(MEAGAN)
    assert window.draft.labels["contact"] == "Meagan Bond (School of Fine Art, Miami)"
    assert window.draft.facts["company_id"] == 10
    assert window.draft.empty


async def test_words_that_several_contacts_match_choose_none_and_offer_all(desk: Desk) -> None:
    window = await desk.open("m")
    assert window.draft.text("contact") == ""
    offered = {int(choice.value) for choice in window.draft.offered}
    assert offered == {MEAGAN, MEGAN}
    assert window.draft.facts["words"] == "m"


async def test_words_that_nobody_matches_are_said_back(desk: Desk) -> None:
    window = await desk.open("nobody at all")
    assert window.draft.offered == ()
    assert window.draft.offered_because
    assert window.draft.facts["words"] == "nobody at all"


@pytest.mark.parametrize("words", ["bruno", "mina", "della", "%", "'; --", "{words}", "🙂"])
async def test_words_offer_no_contact_that_may_not_be_chosen(desk: Desk, words: str) -> None:
    window = await desk.open(words)
    assert (window.draft.text("contact"), window.draft.offered) == ("", ())


async def test_one_of_the_offered_contacts_is_taken_with_one_click(desk: Desk) -> None:
    window = await desk.open("m")
    await window.pick(MEGAN)
    stored = await desk.stored()
    assert stored.text("contact") == str(MEGAN)
    assert stored.labels["contact"] == "Megan Sherman (School of Fine Art, Miami)"
    assert stored.offered == ()
    assert not stored.empty


async def test_a_contact_that_was_not_offered_cannot_be_clicked(desk: Desk) -> None:
    window = await desk.open("m")
    await window.pick(ROBERT)
    assert (await desk.stored()).text("contact") == ""


async def test_a_press_after_another_choice_counts_though_the_buttons_were_gone(desk: Desk) -> None:
    """Its user still saw them: the new picture was on its way."""
    window = await desk.open("m")
    seen = window.draft
    await window.change(contact=str(ROBERT))
    window.draw(seen)
    await window.pick(MEGAN)
    assert (await desk.stored()).text("contact") == str(MEGAN)


async def test_an_unlinked_user_gets_the_salesperson_of_the_contact(desk: Desk) -> None:
    window = await desk.open("robert", by=UNLINKED)
    assert window.draft.text("salesperson") == "JO"
    assert window.draft.labels["salesperson"] == "Jim Olive"


async def test_a_message_gives_comment_date_and_time_in_the_users_zone(desk: Desk) -> None:
    sent_at = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
    draft = await desk.beginnings.start_from_message(
        person(), comment="Wants chairs 🙂", sent_at=sent_at, mentioned=Mentions()
    )
    assert draft.text("comment") == "Wants chairs 🙂"
    assert (draft.text("date"), draft.text("time")) == ("2026-03-16", "00:30")
    assert await desk.stored() == draft


async def test_the_one_contact_of_a_message_is_chosen_several_are_offered(desk: Desk) -> None:
    sent_at = datetime(2026, 3, 15, 12, tzinfo=UTC)
    hits = [hit for key in (MEAGAN, MEGAN) if (hit := await desk.contacts.get(key))]
    one = await desk.beginnings.start_from_message(
        person(), comment="x", sent_at=sent_at, mentioned=Mentions(hits[:1])
    )
    two = await desk.beginnings.start_from_message(
        person(), comment="x", sent_at=sent_at, mentioned=Mentions(hits)
    )
    assert (one.text("contact"), one.offered) == (str(MEAGAN), ())
    assert two.text("contact") == ""
    assert [choice.value for choice in two.offered] == [str(MEAGAN), str(MEGAN)]


@pytest.mark.parametrize(
    ("exact", "near", "offered", "because"),
    [
        ([], [MEAGAN], [MEAGAN], "Perhaps mentioned in the message"),
        ([MEGAN], [MEAGAN], [MEGAN, MEAGAN], "Mentioned in the message"),
    ],
)
async def test_a_contact_whose_name_is_written_otherwise_is_offered_and_never_chosen(
    desk: Desk, exact: list[int], near: list[int], offered: list[int], because: str
) -> None:
    hits = {key: hit for key in (MEAGAN, MEGAN) if (hit := await desk.contacts.get(key))}
    draft = await desk.beginnings.start_from_message(
        person(),
        comment="x",
        sent_at=datetime(2026, 3, 15, 12, tzinfo=UTC),
        mentioned=Mentions([hits[key] for key in exact], [hits[key] for key in near]),
    )
    assert draft.text("contact") == ""
    assert [choice.value for choice in draft.offered] == list(map(str, offered))
    assert draft.offered_because == because


async def test_resuming_shows_the_saved_step_with_every_value(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(template="OUTGOING", description="Lunch")
    await window.next()
    await window.change(campaign="CP1")
    await window.close()
    resumed = await desk.resume("d1")
    assert resumed.draft.step == "relation"
    assert not resumed.draft.postponed
    assert resumed.shows("campaign") == "CP1"
    values = resumed.draft.values
    assert (values["contact"], values["description"]) == (str(MEAGAN), "Lunch")


async def test_resuming_keeps_date_time_and_success(desk: Desk) -> None:
    """Business Central resets them; decisions.md keeps them."""
    window = await desk.open()
    await window.more()
    await window.change(date="2026-03-01", time="08:00")
    before = await desk.stored()
    desk.now = datetime(2026, 4, 1, 12, tzinfo=UTC)
    resumed = await desk.resume("d1")
    assert resumed.draft.values == before.values
    assert resumed.draft.created_at == before.created_at


async def test_another_users_draft_can_be_neither_seen_nor_known_to_exist_by_its_id(
    desk: Desk,
) -> None:
    await (await desk.open("meagan")).change(description="secret")
    with pytest.raises(DraftOfSomebodyElse):
        await desk.resume("d1", by=STRANGER)
    with pytest.raises(DraftOfSomebodyElse):
        await desk.waiting.discard(STRANGER, "d1")
    assert (await desk.stored()).text("description") == "secret"


@pytest.mark.parametrize("forged", ["", "d9", "*", "d1:d2", "../d1", "🙂", "x" * 3000])
async def test_a_forged_id_is_no_draft(desk: Desk, forged: str) -> None:
    await (await desk.open()).change(description="x")
    with pytest.raises(DraftUnknown):
        await desk.resume(forged)


async def test_a_discarded_draft_says_that_it_can_be_brought_back(desk: Desk) -> None:
    await (await desk.open()).change(description="x")
    await desk.waiting.discard(person(), "d1")
    with pytest.raises(DraftDiscarded):
        await desk.resume("d1")
    with pytest.raises(DraftUnknown):
        await desk.resume("d1", by=STRANGER)
