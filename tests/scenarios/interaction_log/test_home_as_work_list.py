"""App Home as a list of one's work: figures, the contacts one spoke to, the team's week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import MEAGAN, begin, fill, finish_now

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage

BENJAMIN, HELENA = "Benjamin Chiu", "Helena Ray"
LONG_AGO = "UPDATE interactions SET date = '2025-01-01'"
NOTHING = "Today: 0 interactions\nThis week: 0 interactions"


async def called(person: Person) -> None:
    await (await finish_now(await fill(await begin(person)))).x()


async def test_home_counts_what_was_logged_and_opens_just_these(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await stage.execute(LONG_AGO)
    home = await stage.home(benjamin)
    assert NOTHING in home.texts
    await called(benjamin)
    [row] = await stage.logged()
    told = f"1 interaction · {row['duration_min']} min"
    await home.until(lambda h: f"Today: {told}\nThis week: {told}" in h.texts)
    await home.press("Interactions", near="This week: 1 interaction")
    modal = await benjamin.modal(lambda m: "Talked" in m.text or "Meagan Bond" in m.text)
    assert modal.text.count("Meagan Bond") == 1


async def test_figures_follow_what_happens_to_the_entry(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await stage.execute(LONG_AGO)
    modal = await finish_now(await fill(await begin(benjamin)))
    home = await stage.home(benjamin)
    assert NOTHING not in home.texts
    await modal.press("Take back", confirm=True)
    await home.until(lambda h: NOTHING in h.texts)


async def test_the_next_interaction_begins_with_whom_one_spoke_to_last(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await called(benjamin)
    home = await stage.home(benjamin)
    await home.press(MEAGAN)
    modal = await benjamin.modal("Create interaction")
    assert f"Contact: {MEAGAN}" in modal.text


async def test_the_teams_week_is_for_managers(stage: Stage) -> None:
    await stage.execute(LONG_AGO)
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    benjamin, helena = stage.person(BENJAMIN), stage.person(HELENA)
    await called(benjamin)
    home = await stage.home(benjamin)
    assert "The team this week" not in home.texts
    [row] = await stage.logged()
    theirs = await stage.home(helena)
    assert "L’équipe cette semaine" in theirs.texts
    told = f"1 interaction · {row['duration_min']} min"
    assert f"Au total : {told}".replace(" ", "\N{NO-BREAK SPACE}") in [
        text.replace(" ", "\N{NO-BREAK SPACE}") for text in theirs.texts
    ]
    assert any(text.startswith("Benjamin Chiu") and told in text for text in theirs.texts)


async def test_a_reader_is_offered_no_interaction(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    earlier = await stage.rows("SELECT id FROM interactions WHERE salesperson_code = 'BC'")
    assert earlier
    await stage.execute("UPDATE salespeople SET role = 'reader' WHERE code = 'BC'")
    home = await stage.home(benjamin)
    assert "You may look everything up, but not record anything." in home.texts
    assert "Create another interaction with" not in home.texts
    assert "Create interaction" not in home.buttons
