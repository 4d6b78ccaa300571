"""What a manager does to log the demo segment, and what the database holds afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.script import Message, Modal, Person
    from tests.scenarios.stage import Stage

NO = "SM10001"
"""Ten lines: five companies and a person of each."""


async def card_of(person: Person, no: str = NO) -> Modal:
    """The card of a segment, opened by its number."""
    await person.command(f"/segment {no}")
    return await person.modal("Segment")


async def preview_of(person: Person, no: str = NO) -> Modal:
    """The preview, opened from the card."""
    modal = await card_of(person, no)
    return await press(modal, "Preview and log", "Preview")


async def press(modal: Modal, button: str, title: str, **how: Any) -> Modal:
    """Press a button and wait for the window that it leads to."""
    await modal.press(button, **how)
    return await modal.until(lambda m: m.title == title)


async def log(stage: Stage, person: Person, no: str = NO) -> Modal:
    """Log a segment as it is; the window that says so."""
    modal = await preview_of(person, no)
    await press(modal, "Log", "Segment logged", confirm=True)
    await stage.quiet()
    return modal


async def told(person: Person, words: str) -> Message:
    """The newest of the bot's messages that has these words."""
    return await person.message(lambda message: words in message.text)


async def interactions(stage: Stage, no: str = NO) -> list[dict[str, Any]]:
    """What was logged of a segment."""
    await stage.quiet()
    return await stage.rows("SELECT * FROM interactions WHERE segment_no = :no ORDER BY id", no=no)


async def lines(stage: Stage, no: str = NO) -> list[dict[str, Any]]:
    """What is in a segment."""
    return await stage.rows(
        "SELECT * FROM segment_lines WHERE segment_no = :no ORDER BY line_no", no=no
    )


async def block(stage: Stage, name: str = "Meagan Bond") -> None:
    """A contact is blocked for privacy reasons, behind the bot's back."""
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = :name", name=name)


async def repeat(stage: Stage, no: str = NO) -> None:
    """The segment's first contact stands on a further line."""
    first = (await lines(stage, no))[0]
    await stage.execute(
        "INSERT INTO segment_lines (segment_no, line_no, contact_id, customised)"
        " VALUES (:no, 990000, :contact, :own)",
        no=no,
        contact=first["contact_id"],
        own="[]",
    )
