"""The text of a segment's interaction: what it says of merge fields, and whose preview it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.choosing import new_segment
from tests.scenarios.logging import NO, card_of, press

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage

NOBODY = "No contact of the segment reads this text so far, so there is no preview."


async def content_of(card: Modal) -> Modal:
    """The content step of a segment's Merge template, from its card."""
    modal = await press(card, "Create interaction", "Create interaction")
    await modal.choose("Interaction template", "Golf event")
    await modal.until(lambda m: m.value("Interaction template") == "Golf event")
    await modal.submit()
    await modal.until(lambda m: "Content" in m.labels)
    return modal


async def test_the_preview_is_that_of_the_first_contact(any_stage: Stage) -> None:
    stage = any_stage
    modal = await content_of(await card_of(stage.person("Benjamin Chiu")))
    assert "Dear {{contact.name}}" in modal.value("Content")
    assert "filled in for each contact when the segment is logged" in modal.text
    (first,) = await stage.rows(
        "SELECT c.id, c.name FROM segment_lines l JOIN contacts c ON c.id = l.contact_id"
        " WHERE l.segment_no = :no ORDER BY l.line_no LIMIT 1",
        no=NO,
    )
    assert f"As {first['name']} will read it" in modal.texts
    assert f"Dear {first['name']}" in modal.text
    await stage.execute("UPDATE contacts SET language_code = 'FRA' WHERE id = :id", id=first["id"])
    await modal.press("Refresh the preview")  # the template has a French text of its own
    await modal.until(lambda m: f"As {first['name']} will read it" not in m.texts)
    assert "will read it" in modal.text


async def test_an_empty_segment_has_no_preview(stage: Stage) -> None:
    card = await new_segment(stage.person("Benjamin Chiu"), "Nobody yet")
    modal = await content_of(card)
    assert NOBODY in modal.texts
    assert "Dear , " not in modal.text
