"""/interaction with one line that says it all: the form is filled in, and nothing is logged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.test_french import T
from tests.scenarios.walking import finish_now, go_on, press, wizard

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

BENJAMIN, HELENA = "Benjamin Chiu", "Helena Ray"


async def test_the_most_frequent_record_takes_two_acts(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    before = len(await stage.logged())
    line = "call Meagan Bond yesterday at 10:30 20 min positive: wants a quote"
    await benjamin.command(f"/interaction {line}")
    modal = await wizard(benjamin)
    assert "Meagan Bond" in str(modal.value("Contact"))
    assert modal.value("Interaction template") == "Outgoing phone call"
    assert len(await stage.logged()) == before
    await finish_now(modal)
    row = (await stage.logged())[-1]
    assert (str(row["date"]), str(row["time"])[:5]) == ("2026-03-15", "10:30")
    assert (row["duration_min"], row["evaluation"]) == (20, "positive")
    comments = await stage.rows("SELECT comment FROM interaction_comments ORDER BY id DESC LIMIT 1")
    assert comments[0]["comment"] == "wants a quote"


async def test_a_line_in_french(stage: Stage) -> None:
    helena = stage.person(HELENA)
    await helena.command("/interaction appel Éloïse Forêt hier 15 min")
    modal = await wizard(helena, T("Contact"))
    assert "Éloïse Forêt" in str(modal.value(T("Contact")))
    assert modal.value(T("Interaction template")) == "Appel téléphonique sortant"
    await press(modal, T("More fields"), T("Date"))
    assert modal.value(T("Date")) == "2026-03-15"


async def test_what_is_not_understood_stays_as_comment(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await benjamin.command("/interaction call Meagan Bond about forty chairs")
    modal = await wizard(benjamin)
    assert "Meagan Bond" in str(modal.value("Contact"))
    await go_on(modal, "Campaign")
    await go_on(modal, "Comment")
    assert modal.value("Comment") == "about forty chairs"


async def test_among_several_contacts_none_is_guessed(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await benjamin.command("/interaction call school of fine yesterday")
    modal = await wizard(benjamin)
    assert modal.value("Contact") is None
    assert "Hazel Tremaine (School of Fine Art, Miami)" in modal.buttons


async def test_words_that_find_a_contact_are_nothing_else(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    await benjamin.command("/interaction meagan bond")
    modal = await wizard(benjamin)
    assert modal.value("Interaction template") is None
