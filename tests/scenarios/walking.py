"""What users do in every story: open the wizard, fill in the first step, find their drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.script import Message, Modal, Person

MEAGAN = "Meagan Bond (School of Fine Art, Miami)"
CALL = "Outgoing phone call"
KEPT = "Kept for later"
LOGGED = "Interaction logged"


async def wizard(person: Person, label: str = "Contact") -> Modal:
    """The open wizard, once the field ``label`` is on it."""
    return await person.modal(lambda modal: label in modal.labels)


async def begin(person: Person, line: str = "/interaction") -> Modal:
    """Type a command and wait for the wizard."""
    assert person.modals == []
    await person.command(line)
    return await wizard(person)


async def fill(modal: Modal, contact: str = "Meagan Bond", template: str = CALL) -> Modal:
    """Choose contact and template, and wait for what they bring."""
    await modal.choose("Contact", contact)
    await modal.choose("Interaction template", template)
    return await modal.until(lambda m: m.value("Description"))


async def go_on(modal: Modal, label: str) -> Modal:
    """*Next*, to the step with the field ``label``."""
    await modal.submit()
    assert label in modal.labels, f"{modal.errors} {modal.alerts}"
    return modal


async def at_the_result(person: Person, line: str = "/interaction") -> Modal:
    """The wizard on its last step, with a phone call to Meagan Bond."""
    modal = await fill(await begin(person, line))
    await go_on(modal, "Campaign")
    return await go_on(modal, "Evaluation")


async def press(modal: Modal, button: str, label: str) -> Modal:
    """Press a button and wait for the field ``label``."""
    await modal.press(button)
    return await modal.until(lambda m: label in m.labels)


async def finish_now(modal: Modal) -> Modal:
    """Press *Finish now* and wait for the summary."""
    await modal.press("Finish now")
    return await modal.until(lambda m: m.title == LOGGED)


async def notices(person: Person) -> list[Message]:
    """The bot's messages about postponed drafts."""
    return [message for message in person.messages() if KEPT in message.text]
