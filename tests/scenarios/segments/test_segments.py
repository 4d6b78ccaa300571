"""A manager creates a segment, chooses contacts by hand, shapes the interaction and the lines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.services.segments.lines import SegmentLines

if TYPE_CHECKING:
    import pytest

    from tests.scenarios.stage import Stage


async def test_a_segment_is_created_filled_by_hand_and_shaped(stage: Stage) -> None:
    benjamin = stage.slack.person("Benjamin Chiu")
    await benjamin.command("/segment")
    modal = await benjamin.modal("Segments")
    await modal.press("New segment")
    modal = await benjamin.modal("New segment")
    await modal.type("Description", "Autumn fair")
    await modal.submit()
    modal = await benjamin.modal("Segment")
    await modal.press("Lines")
    modal = await benjamin.modal("Lines")
    await modal.press("Add by hand")
    modal = await benjamin.modal("Add by hand")
    await modal.choose("Contacts", "Meagan Bond")
    await modal.submit()
    modal = await benjamin.modal("Lines")
    assert "1 contact was added." in modal.alerts
    (created,) = await stage.rows("select no from segments where description = 'Autumn fair'")
    no = created["no"]
    await modal.press(f"Segment {no}")
    modal = await benjamin.modal("Segment")
    await modal.press("Create interaction")
    modal = await benjamin.modal("Create interaction")
    await modal.choose("Interaction template", "Golf event")
    await modal.until(lambda found: f"Segment {no}, 1 contact · Step 1 of 4" in found.text)
    await modal.press("Finish now")
    modal = await benjamin.modal("Segment")
    (header,) = await stage.rows("select * from segments where no = :no", no=no)
    assert header["template_code"] == "GOLF"
    assert header["description"] == "Autumn fair"
    assert await stage.drafts() == []
    await modal.press("Lines")
    modal = await benjamin.modal("Lines")
    await modal.press("Change", near="Meagan Bond")
    modal = await benjamin.modal("Change lines")
    await modal.type("Cost", "12.50")
    await modal.submit()
    modal = await benjamin.modal("Lines")
    assert "own: Cost" in modal.text
    (line,) = await stage.rows("select * from segment_lines where segment_no = :no", no=no)
    assert line["cost"] == 12.5
    await modal.press("Change", near="Meagan Bond")
    modal = await benjamin.modal("Change lines")
    await modal.choose("Inherit again", "Cost")
    await modal.submit()
    modal = await benjamin.modal("Lines")
    await modal.until(lambda found: "own: Cost" not in found.text)


async def test_a_search_that_takes_long_shows_its_result_when_it_is_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    otis = stage.slack.person("Otis Falls")
    await otis.command("/segment SM10001")
    modal = await otis.modal("Segment")
    await modal.press("Lines")
    modal = await otis.modal("Lines")
    real, may_go_on = SegmentLines.page, asyncio.Event()

    async def slow(self: SegmentLines, *args: Any, **named: Any) -> Any:
        await may_go_on.wait()
        return await real(self, *args, **named)

    monkeypatch.setattr(SegmentLines, "page", slow)
    await modal.type("Search", "meagan bond")
    await modal.submit()
    assert "One moment" in modal.text
    may_go_on.set()
    await modal.until(lambda found: "Meagan Bond" in found.text)
    assert "Robert Townes" not in modal.text


async def test_another_contact_takes_a_line_over(stage: Stage) -> None:
    otis = stage.slack.person("Otis Falls")
    await otis.command("/segment SM10001")
    modal = await otis.modal("Segment")
    await modal.press("Lines")
    modal = await otis.modal("Lines")
    await modal.type("Search", "meagan bond")
    await modal.submit()
    await modal.press("Change", near="Meagan Bond")
    modal = await otis.modal("Change lines")
    assert modal.value("Contact") == "Meagan Bond (School of Fine Art)"
    await modal.type("Description", "Mine")
    await modal.choose("Contact", "Renée Ashby")
    await modal.submit()
    modal = await otis.modal("Lines")
    assert "1 line is changed." in modal.alerts
    (line,) = await stage.rows(
        "SELECT c.name, l.description, l.line_no FROM segment_lines l"
        " JOIN contacts c ON c.id = l.contact_id WHERE l.description = 'Mine'"
    )
    assert line["name"] == "Renée Ashby"
    await modal.type("Search", "ashby")
    await modal.submit()
    await modal.press("Change", near="Renée Ashby")
    modal = await otis.modal("Change lines")
    await modal.choose("Contact", "Meagan Bond")
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = 'Meagan Bond'")
    await modal.submit()
    (error,) = modal.alerts  # Slack shows no error at a list that is searched
    assert error.startswith(
        "Contact: Nothing was changed. This contact is blocked for privacy reasons"
    )
    assert "Meagan Bond" in error


async def test_a_deleted_segment_can_be_brought_back(stage: Stage) -> None:
    otis = stage.slack.person("Otis Falls")
    await otis.command("/segment SM10004")
    modal = await otis.modal("Segment")
    assert "10 lines" in modal.text
    await modal.press("Delete", confirm=True)
    modal = await otis.modal("Segments")
    assert "Segment SM10004 is deleted." in modal.alerts
    await modal.press("Bring back", near="SM10004")
    modal = await otis.modal("Segment")
    assert "10 lines" in modal.text


async def test_words_that_no_segment_has_are_said_so(stage: Stage) -> None:
    otis = stage.slack.person("Otis Falls")
    await otis.command("/segment nonsense")
    modal = await otis.modal("Segments")
    assert "No segment has “nonsense”." in modal.alerts
