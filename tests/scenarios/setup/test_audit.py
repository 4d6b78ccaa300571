"""The audit trail in Slack: who may see it, what it says, and how it is filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.forging import press_unseen
from tests.scenarios.logging import NO, interactions, log
from tests.scenarios.setup.test_records import BENJAMIN, ESTER, OTIS, has_title, listing, opened

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_what_was_changed_is_told_and_found_by_record_and_person(
    stage_on_both: Stage,
) -> None:
    stage, otis, ester = stage_on_both, stage_on_both.person(OTIS), stage_on_both.person(ESTER)
    modal = await listing(otis, "Interaction groups")
    modal = await opened(modal, "Meetings", "Interaction group")
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.type("Description", "Meetings and visits")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    await ester.command("/touchpoint")
    trail = await ester.modal("Set-up")
    await trail.press("Open", near="Audit trail")
    await trail.until(lambda m: m.title == "Audit trail")
    assert "Interaction group MEETING" in trail.text
    assert "changed · Otis Falls" in trail.text
    assert "Description: Meetings → Meetings and visits" in trail.text
    await trail.type("Search", "ester")
    await trail.submit()
    await trail.until(lambda m: "MEETING" not in m.text)
    for words in ("otis", "meeting"):
        await trail.type("Search", words)
        await trail.submit()
        await trail.until(lambda m: "MEETING" in m.text)
    assert await stage.rows("SELECT count(*) AS n FROM audit_entries") == [{"n": 1}]


async def test_a_forged_look_by_a_salesperson_shows_nothing(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    benjamin = stage.person(BENJAMIN)
    await benjamin.command("/touchpoint")
    modal = await benjamin.modal("Set-up")
    assert "Audit trail" not in modal.text
    await modal.cancel()
    await press_unseen(benjamin, "setup.audit:")
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts == ["The set-up is for managers and administrators."]


async def test_bulk_acts_are_told(stage: Stage) -> None:
    """Each of them in words, whatever the trail holds."""
    for act, kind in (("cancel", "segments"), ("import", "contacts"), ("other", "things")):
        await stage.execute(
            "INSERT INTO audit_entries (done_at, act, kind, subject, after) VALUES "
            f"('2026-03-16 08:00:00', '{act}', '{kind}', 'X1', '{{\"number\": 3}}')"
        )
    ester = stage.person(ESTER)
    await ester.command("/touchpoint")
    trail = await ester.modal("Set-up")
    await trail.press("Open", near="Audit trail")
    await trail.until(lambda m: m.title == "Audit trail")
    assert "Segment X1\ncanceled · Touchpoint itself" in trail.text
    assert "Contact X1\nimported · Touchpoint itself" in trail.text
    assert "things X1\nother · Touchpoint itself" in trail.text
    assert "number: 3" in trail.text


async def test_a_logged_segment_is_told(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    await log(stage, benjamin)
    logged = len(await interactions(stage))
    [entry] = await stage.rows("SELECT act, kind, subject, after FROM audit_entries")
    assert (entry["act"], entry["kind"], entry["subject"]) == ("log", "segments", NO)
    assert f'"interactions": {logged}' in str(entry["after"]).replace("'", '"')


async def test_a_form_that_is_saved_without_a_change_leaves_nothing(stage: Stage) -> None:
    modal = await listing(stage.person(OTIS), "Interaction groups")
    modal = await opened(modal, "Meetings", "Interaction group")
    await modal.press("Change")
    await has_title(modal, "Change")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    assert await stage.rows("SELECT count(*) AS n FROM audit_entries") == [{"n": 0}]
