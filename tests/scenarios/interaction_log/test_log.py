"""The interaction log from Slack: listed, filtered, opened, evaluated, commented on, canceled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.test_french import T, english, texts_of
from tests.scenarios.walking import begin, fill, finish_now

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

OTIS, ESTER, BENJAMIN, HELENA = "Otis Falls", "Ester Henderson", "Benjamin Chiu", "Helena Ray"


async def recorded(person: Person) -> None:
    await (await finish_now(await fill(await begin(person)))).x()


async def log_of(person: Person, words: str = "", title: str = "Interaction log") -> Modal:
    await person.command(f"/interactions {words}".strip())
    return await person.modal(title)


async def opened(modal: Modal, near: str) -> Modal:
    await modal.press("Open", near=near)
    return await modal.until(lambda m: m.title == "Interaction")


async def test_what_was_recorded_is_in_the_log_and_has_a_card(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person(BENJAMIN)
    await recorded(benjamin)
    modal = await log_of(benjamin)
    await opened(modal, "Meagan Bond")
    assert "Meagan Bond" in modal.text
    assert "by Benjamin Chiu" in modal.text
    await modal.press("Back to the list")
    await modal.until(lambda m: m.title == "Interaction log")


async def test_mine_and_everybodys_are_kept_for_next_time(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    await recorded(benjamin)
    modal = await log_of(ester)
    assert "Meagan Bond" not in modal.text
    await modal.press("Everybody's")
    await modal.until(lambda m: "Meagan Bond" in m.text)
    await modal.x()
    modal = await log_of(ester)
    assert "Meagan Bond" in modal.text


async def test_a_filter_is_set_said_and_cleared(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await recorded(benjamin)
    modal = await log_of(benjamin)
    await modal.press("Filter")
    await modal.until(lambda m: m.title == "Filter")
    await modal.choose("Contact or company", "School of Fine Art (Miami)", typed="fine")
    await modal.choose("Outcome", "Reached")
    await modal.pick_date("From", "2020-02-01")
    await modal.pick_date("To", "2020-01-01")
    await modal.submit()
    assert modal.error("To") == "The period ends before it begins."
    await modal.pick_date("To", "2099-01-01")
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction log")
    assert "Contact or company: School of Fine Art" in modal.text
    assert "Outcome: Reached" in modal.text
    assert "Meagan Bond" in modal.text
    await modal.press("Clear filter")
    await modal.until(lambda m: "Outcome" not in m.text)


async def test_words_are_looked_for_in_descriptions_and_comments(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person(BENJAMIN)
    await recorded(benjamin)
    modal = await log_of(benjamin)
    await opened(modal, "Meagan Bond")
    await modal.press("Comment")
    await modal.until(lambda m: m.title == "Comment")
    await modal.type("Comment", "Wants forty armchairs")
    await modal.submit()
    await modal.until(lambda m: "Wants forty armchairs" in m.text)
    await modal.x()
    assert "Meagan Bond" in (await log_of(benjamin, "ARMCHAIRS forty")).text
    await benjamin.modals[-1].x()
    assert "No interaction to show." in (await log_of(benjamin, "armchairs fifty")).text


async def test_ones_own_comment_is_changed_and_deleted_anothers_is_not(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    await recorded(benjamin)
    modal = await opened(await log_of(benjamin), "Meagan Bond")
    await modal.press("Comment")
    await modal.until(lambda m: m.title == "Comment")
    await modal.type("Comment", "Frist words")
    await modal.submit()
    await modal.until(lambda m: "Frist words" in m.text)
    hers = await log_of(ester, title="Interaction log")
    await hers.press("Everybody's")
    await hers.until(lambda m: "Meagan Bond" in m.text)
    await opened(hers, "Meagan Bond")
    assert "Change" not in hers.buttons
    await modal.press("Change")
    await modal.until(lambda m: m.title == "Comment")
    assert modal.value("Comment") == "Frist words"
    await modal.type("Comment", "First words")
    await modal.submit()
    await modal.until(lambda m: "First words" in m.text)
    await modal.press("Delete", confirm=True)
    await modal.until(lambda m: "First words" not in m.text)
    assert await stage.rows("SELECT 1 FROM interaction_comments WHERE comment LIKE 'F%words'") == []


async def test_an_entry_is_canceled_with_a_reason_and_restored(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person(BENJAMIN)
    await recorded(benjamin)
    modal = await opened(await log_of(benjamin), "Meagan Bond")
    await modal.press("Cancel interaction")
    await modal.until(lambda m: m.title == "Cancel interaction")
    await modal.type("Reason", "Wrong day")
    await modal.submit()
    await modal.until(lambda m: "The interaction is canceled. It counts no more." in m.alerts)
    assert "Reason: Wrong day" in modal.text
    await modal.press("Restore", confirm=True)
    await modal.until(lambda m: "The interaction is restored. It counts again." in m.alerts)
    rows = await stage_on_both.rows("SELECT act FROM interaction_changes ORDER BY id")
    assert [row["act"] for row in rows] == ["cancel", "restore"]


async def test_entries_are_evaluated_one_by_one_and_several_at_once(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await recorded(benjamin)
    modal = await opened(await log_of(benjamin), "Meagan Bond")
    await modal.choose("Evaluate", "Positive")
    await modal.until(lambda m: "Evaluation: Positive" in m.text)
    await modal.press("Back to the list")
    await modal.until(lambda m: m.title == "Interaction log")
    await modal.press("Evaluate")
    await modal.until(lambda m: m.title == "Evaluate")
    await modal.choose("Evaluation", "Negative")
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction log" and bool(m.alerts))
    assert "Negative" in modal.text


async def test_another_one_begins_with_the_same_contact_and_template(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await recorded(benjamin)
    modal = await opened(await log_of(benjamin), "Meagan Bond")
    await modal.press("Create another")
    await modal.until(lambda m: m.title == "Create interaction")
    assert "Meagan Bond" in str(modal.value("Contact"))


async def test_a_reader_sees_everything_and_changes_nothing(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    await recorded(benjamin)
    await stage.execute("UPDATE salespeople SET role = 'reader' WHERE code = 'EH'")
    modal = await log_of(ester)
    await modal.press("Everybody's")
    await modal.until(lambda m: "Meagan Bond" in m.text)
    assert "Download" not in modal.buttons
    assert "Evaluate" not in modal.buttons
    await opened(modal, "Meagan Bond")
    assert not {"Comment", "Cancel interaction", "Create another"} & set(modal.buttons)


async def test_the_log_can_be_read_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    modal = await log_of(helena, title=T("Interaction log"))
    await modal.press(T("Everybody's"))
    await modal.until(lambda m: T("Mine") in m.buttons)
    assert texts_of(modal.blocks) & english() == set()
    await modal.press(T("Filter"))
    await modal.until(lambda m: m.title == T("Filter"))
    assert texts_of(modal.blocks) & english() == set()


async def correcting(person: Person) -> Modal:
    modal = await opened(await log_of(person), "Meagan Bond")
    await modal.press("Correct")
    return await modal.until(lambda m: m.title == "Correct")


async def test_a_correction_keeps_what_it_was_and_says_why(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person(BENJAMIN)
    await recorded(benjamin)
    modal = await correcting(benjamin)
    assert modal.value("Interaction template") == "Outgoing phone call"
    await modal.type("Duration (min)", "a while")
    await modal.submit()
    assert modal.error("Duration (min)") is not None
    await modal.type("Duration (min)", "1h15")
    await modal.type("Description", "Talked about armchairs")
    await modal.check("Yes", on=False)
    await modal.type("Reason", "Mixed up two calls")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert "Duration: 1 h 15 min" in modal.text
    assert "Description: Outgoing phone call → Talked about armchairs" in modal.text
    assert "Successful: Yes → No" in modal.text
    assert "Reason: Mixed up two calls" in modal.text
    row = (await stage_on_both.logged())[-1]
    assert (row["duration_min"], row["description"]) == (75, "Talked about armchairs")


async def test_two_corrections_overwrite_nothing_silently(stage: Stage) -> None:
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    await recorded(benjamin)
    mine = await correcting(benjamin)
    hers = await log_of(ester)
    await hers.press("Everybody's")
    await hers.until(lambda m: "Meagan Bond" in m.text)
    await opened(hers, "Meagan Bond")
    await hers.press("Correct")
    await hers.until(lambda m: m.title == "Correct")
    stage.clock.pass_by(seconds=2)
    await mine.type("Cost", "5")
    await mine.submit()
    await mine.until(lambda m: "Saved." in m.alerts)
    await hers.type("Description", "Something else")
    await hers.submit()
    assert str(hers.error("Description")).startswith("Somebody has changed this interaction since")
    assert hers.value("Description") == "Something else"


async def test_only_managers_move_an_entry_to_another_company(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    benjamin = stage.person(BENJAMIN)
    await recorded(benjamin)
    modal = await correcting(benjamin)
    await modal.choose("Contact", "Jesse Homer (Relecloud, Portland)", typed="jesse")
    await modal.submit()
    assert "Only managers may move an interaction" in str(modal.alerts)
    await modal.choose("Contact", "Mason Beckett (School of Fine Art, Miami)", typed="mason")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert "Contact: Meagan Bond → Mason Beckett" in modal.text
