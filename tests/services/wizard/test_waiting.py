"""Drafts that wait: postponing, lists, discarding, what a crash leaves behind."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors.drafts import DraftAlreadyLogged, DraftOfSomebodyElse, DraftUnknown
from bot.domain.logged_interaction import LoggedInteraction
from bot.domain.wizard.draft import Notice
from bot.domain.wizard.first_act import Start
from tests.making import person
from tests.services.company import MEAGAN
from tests.services.desk import Desk, call

OWNER = person().owner


async def _ids(desk: Desk) -> list[str]:
    return [draft.id for draft in (await desk.waiting.page(OWNER, 0, 10)).drafts]


async def test_closing_keeps_what_was_saved_and_marks_it_postponed(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(description="Lunch")
    kept = await window.close()
    assert kept is not None
    assert kept.postponed
    stored = await desk.stored()
    assert stored == kept
    assert (stored.text("contact"), stored.text("description")) == (str(MEAGAN), "Lunch")
    assert await _ids(desk) == ["d1"]


async def test_an_incomplete_draft_can_be_postponed(desk: Desk) -> None:
    """Business Central checks mandatory fields first; decisions.md doesn't."""
    window = await desk.open()
    await window.more()
    await window.change(date=None, salesperson=None, comment=None)
    kept = await window.close()
    assert kept is not None


@pytest.mark.parametrize("words", ["", "meagan", "m", "nobody"])
async def test_an_untouched_draft_leaves_nothing_behind(desk: Desk, words: str) -> None:
    window = await desk.open(words)
    assert await window.close() is None
    assert await desk.store.load("d1") is None
    assert await desk.store.all_ids() == []
    assert await _ids(desk) == []


async def test_a_change_that_comes_after_the_closing_is_kept(desk: Desk) -> None:
    """It was made before, and went to a bot that was slower."""
    window = await desk.open()
    late = window.type(description="Lunch").edit()
    assert await window.close() is None
    await desk.wizard.change(late, window.by)
    assert (await desk.stored()).text("description") == "Lunch"
    assert await _ids(desk) == ["d1"]


async def test_opening_more_fields_is_not_content(desk: Desk) -> None:
    window = await desk.open()
    await window.more()
    assert await window.close() is None
    assert await desk.store.load("d1") is None


async def test_an_emptied_default_is_content(desk: Desk) -> None:
    window = await desk.open()
    await window.more()
    await window.change(time=None)
    assert await window.close() is not None


async def test_closing_twice_is_harmless(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    first, second = await asyncio.gather(window.close(), window.close())
    assert first is not None
    assert second is not None
    assert (await desk.stored()).postponed


async def test_a_window_that_another_one_overtook_postpones_nothing(desk: Desk) -> None:
    first = await desk.open()
    await first.change(description="Lunch")
    second = await desk.resume("d1")
    assert await first.close() is None
    assert not (await desk.stored()).postponed
    assert await second.close() is not None
    assert (await desk.stored()).postponed


async def test_a_resumed_draft_that_is_closed_unchanged_is_postponed_again(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    await window.close()
    resumed = await desk.resume("d1")
    assert not resumed.draft.postponed
    kept = await resumed.close()
    assert kept is not None
    assert kept.postponed


async def test_closing_another_users_window_postpones_nothing(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    window.by = person(user_id="U2")
    assert await window.close() is None
    assert not (await desk.stored()).postponed


async def test_closing_after_it_was_logged_or_discarded_is_harmless(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN))
    await window.finish()
    await desk.store.remove(window.draft)
    assert await window.close() is None
    other = await desk.open()
    await other.change(description="Lunch")
    await desk.waiting.discard(person(), "d2")
    assert await other.close() is None
    assert await desk.store.discarded("d2") is not None


async def test_a_logged_draft_that_is_not_cleaned_up_yet_is_not_postponed(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN))
    await window.finish()
    assert await window.close() is None


async def test_the_list_is_newest_first_whatever_step_they_are_at(desk: Desk) -> None:
    for number in range(3):
        desk.now += timedelta(minutes=1)
        window = await desk.open()
        await window.change(**call(MEAGAN, description=f"Call {number}"))
        if number == 1:
            await window.next()
    assert await _ids(desk) == ["d3", "d2", "d1"]


async def test_a_draft_that_a_crash_left_behind_logged_is_listed_no_more(desk: Desk) -> None:
    """The crash came between the commit and the clean-up."""
    window = await desk.open()
    await window.change(**call(MEAGAN))
    await window.finish()
    other = await desk.open()
    await other.change(description="Lunch")
    assert [draft.id for draft in await desk.waiting.left_behind()] == ["d1"]
    page = await desk.waiting.page(OWNER, 0, 10)
    assert ([draft.id for draft in page.drafts], page.total) == (["d2"], 1)
    assert await desk.store.load("d1") is None
    assert await desk.waiting.left_behind() == []


async def test_a_discarded_draft_can_be_brought_back_by_its_owner(desk: Desk) -> None:
    window = await desk.open("meagan")
    await window.change(description="Lunch")
    await desk.waiting.discard(person(), "d1")
    assert await _ids(desk) == []
    assert [draft.id for draft in await desk.waiting.discarded(OWNER)] == ["d1"]
    with pytest.raises(DraftUnknown):
        await desk.waiting.restore(person(user_id="U2"), "d1")
    restored = await desk.waiting.restore(person(), "d1")
    assert restored.text("description") == "Lunch"
    assert await _ids(desk) == ["d1"]
    assert (await desk.waiting.restore(person(), "d1")).id == "d1"


async def test_another_users_draft_is_not_discarded(desk: Desk) -> None:
    await (await desk.open()).change(description="Lunch")
    with pytest.raises(DraftOfSomebodyElse):
        await desk.waiting.discard(person(user_id="U2"), "d1")
    assert await _ids(desk) == ["d1"]


async def test_a_logged_draft_is_not_discarded(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN))
    logged = (await window.finish()).logged
    await desk.store.remove(window.draft)
    with pytest.raises(DraftAlreadyLogged) as already:
        await desk.waiting.discard(person(), "d1")
    assert already.value.logged == logged


async def test_the_notice_is_remembered_while_the_draft_changes(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    kept = await window.close()
    assert kept is not None
    resumed = await desk.resume("d1")
    await resumed.change(description="Dinner")
    await desk.store.note(kept.id, Notice("D1", "1.2"))
    stored = await desk.stored()
    assert stored.notice == Notice("D1", "1.2")
    assert stored.text("description") == "Dinner"
    assert not stored.postponed


async def test_noting_does_not_make_the_open_window_stale(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    await desk.store.note(window.draft.id, Notice("D1", "1.2"))
    assert not (await window.change(description="Dinner")).stale
    assert (await desk.stored()).text("description") == "Dinner"


async def test_noting_after_a_resume_does_not_make_the_resumed_window_stale(desk: Desk) -> None:
    """The message is posted in the background, perhaps after its button was used elsewhere."""
    window = await desk.open()
    await window.change(description="Lunch")
    kept = await window.close()
    assert kept is not None
    resumed = await desk.resume("d1")
    await desk.store.note(kept.id, Notice("D1", "1.2"))
    outcome = await resumed.change(description="Dinner")
    assert not outcome.stale
    assert outcome.draft.notice == Notice("D1", "1.2")


async def test_a_notice_for_a_vanished_draft_is_forgotten(desk: Desk) -> None:
    window = await desk.open()
    await window.change(description="Lunch")
    await desk.store.remove(window.draft)
    await desk.store.note(window.draft.id, Notice("D1", "1.2"))
    assert await desk.store.load("d1") is None


async def test_a_first_change_that_arrives_with_the_closing_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two bots: one has read the untouched draft to remove it when the other one saves a change."""
    window = await desk.open()
    read = desk.wizard.logged

    async def changed_meanwhile(draft_id: str, locale: str = "en") -> LoggedInteraction | None:
        monkeypatch.undo()
        await window.change(description="Lunch")
        return await read(draft_id, locale)

    monkeypatch.setattr(desk.wizard, "logged", changed_meanwhile)
    kept = await window.close()
    assert kept is not None
    assert (await desk.stored()).text("description") == "Lunch"


async def test_what_was_discarded_is_not_begun_again_by_the_same_act(desk: Desk) -> None:
    """A command that is delivered once more, to a bot that was killed the first time."""
    draft = await desk.beginnings.begin("U1", Start(words="Meagan"), "trigger")
    assert draft is not None
    assert await desk.beginnings.begin("U1", Start(words="Meagan"), "trigger") is None
    await desk.store.discard(draft, desk.now)
    assert await desk.beginnings.begin("U1", Start(words="Meagan"), "trigger") is None
    assert await desk.store.load(draft.id) is None
