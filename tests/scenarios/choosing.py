"""What people do to choose the contacts of a segment: open its card, fill in filters, count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BACK = "Back to the segment"


async def new_segment(person: Person, description: str) -> Modal:
    """A new segment's card."""
    await person.command("/segment")
    modal = await person.modal("Segments")
    await modal.press("New segment")
    modal = await person.modal("New segment")
    await modal.type("Description", description)
    await modal.submit()
    assert modal.title == "Segment"
    return modal


async def form(modal: Modal, button: str, title: str) -> Modal:
    """Press a button of the card and wait for its form."""
    await modal.press(button)
    return await modal.until(lambda m: m.title == title)


async def add_group(modal: Modal, group: str) -> Modal:
    """Add all contacts of a mailing group, from the card and back to it."""
    await form(modal, "Add contacts", "Add contacts")
    await modal.choose("Mailing groups", group)
    await modal.submit()
    await modal.submit()
    assert modal.title == "Segment", modal.text
    return modal


async def names(stage: Stage, description: str) -> list[str]:
    """The contacts on the lines of a segment, in their order."""
    rows = await stage.rows(
        "SELECT c.name FROM segment_lines l JOIN contacts c ON c.id = l.contact_id"
        " JOIN segments s ON s.no = l.segment_no"
        " WHERE s.description = :description ORDER BY l.line_no",
        description=description,
    )
    return [row["name"] for row in rows]


async def steps(stage: Stage, description: str) -> list[str]:
    """The actions of a segment's criteria, in their order."""
    rows = await stage.rows(
        "SELECT a.action FROM segment_criteria a JOIN segments s ON s.no = a.segment_no"
        " WHERE s.description = :description AND a.action IS NOT NULL ORDER BY a.line_no",
        description=description,
    )
    return [row["action"] for row in rows]
