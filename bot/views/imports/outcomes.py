"""Messages about files: what to do with one that was dropped, and what came of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.words import LABELS
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.imports.form import READ, address
from bot.views.imports.listing import undo_button
from bot.views.imports.report import counted, refused_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.imports.outcomes import Imported, Undone
    from bot.i18n import Translator
    from bot.views.jobs import Message

DISMISS = "imports.dismiss"


def dropped(file_id: str, name: str, kinds: Sequence[str], t: Translator) -> Message:
    """Asks what to do with a file; ``kinds`` are those that it may be imported as."""
    text = t(
        N_(
            "What shall I import from {name}? Nothing is written before you have seen what would "
            "change."
        ),
        name=name,
    )
    first, *others = kinds
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.actions(
            blocks.button(t(LABELS[first]), f"{READ}:{first}:{file_id}", style="primary"),
            *(blocks.button(t(LABELS[kind]), f"{READ}:{kind}:{file_id}") for kind in others),
            blocks.button(t(N_("Nothing")), f"{DISMISS}:{file_id}"),
            block_id="dropped",
        ),
    ]


def dismissed(t: Translator) -> Message:
    return said(t(N_("All right: nothing is done with the file.")))


def said(text: str) -> Message:
    """A sentence alone."""
    return blocks.escape(text), [blocks.section(blocks.plain(text))]


def imported(done: Imported, t: Translator) -> Message:
    """After an import: numbers, and what can be done now."""
    message = N_("{name} is imported.") if done.id else N_("{name} brought nothing new.")
    text = t(message, name=done.file_name)
    counts = {Outcome(name): count for name, count in done.counts.items()}
    buttons = []
    if done.id is not None:
        buttons.append(undo_button(done.id, t))
    if counts[Outcome.REFUSED]:
        file = address(done.kind, done.file_id, done.encoding)
        buttons.append(refused_button(file, t))
    content = [
        blocks.section(blocks.plain("✓ " + text)),
        blocks.section(blocks.plain(counted(done.kind, counts, done.companies, t))),
    ]
    if buttons:
        content.append(blocks.actions(*buttons, block_id=f"imported.{done.id or 0}"))
    return blocks.escape(text), content


def undone(done: Undone, name: str, t: Translator) -> Message:
    """After an import was undone: what went, and what is kept and why."""
    text = t(N_("The import of {name} is undone."), name=name)
    lines = [
        t(
            N_("{removed} removed, {restored} with their former values, {kept} kept"),
            removed=done.removed,
            restored=done.restored,
            kept=done.kept_count,
        )
    ]
    lines += [
        t(
            N_("{no} {name} is kept: {what}"),
            no=no,
            name=name_of_contact,
            what=t.listing([t(each) for each in references]),
        )
        for no, name_of_contact, references in done.kept
    ]
    if done.left:
        lines.append(
            t(
                N_("Records with values that were changed since, and stay: {count}"),
                count=done.left,
            )
        )
    return blocks.escape(text), [
        blocks.section(blocks.plain(text)),
        blocks.section(blocks.plain("\n".join(lines))),
    ]
