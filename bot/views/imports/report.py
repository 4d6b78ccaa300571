"""What an import of a file would do, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.contacts.label import clip
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.words import MADE
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.imports.form import READ
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.imports.outcomes import Report
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.imports.form import FilePlace

REPORT = "import_report"
REFUSED = "imports.refused"
_LINES = 2_900
"""Characters of a block of lines; Slack takes 3,000."""
_LINE = 300


def report(place: FilePlace, found: Report, t: Translator) -> View:
    """With a submit button where there is something to write."""
    body: list[Block] = [
        blocks.header(place.name),
        blocks.section(blocks.plain(counted(place.kind, found.counts, found.companies, t))),
    ]
    if found.differences:
        body += _lines(t(N_("The first changes")), _changes(found, t))
    if found.refused:
        body += _lines(t(N_("The first rows that are refused")), _refusals(found, t))
    buttons = [blocks.button(t(N_("Back")), f"{READ}:{place.address}")]
    if found.counts[Outcome.REFUSED]:
        buttons.insert(0, refused_button(place.address, t))
    body.append(blocks.actions(*buttons, block_id="report"))
    told = (
        N_("Nothing is written yet. You can undo an import for a week.")
        if found.anything
        else N_("There is nothing to write.")
    )
    body.append(blocks.context(blocks.plain(t(told))))
    return blocks.modal(
        t(N_("Import")),
        body,
        submit=t(N_("Import")) if found.anything else None,
        close=t(N_("Cancel")) if found.anything else t(N_("Close")),
        callback_id=REPORT,
        private_metadata=pack(place),
    )


def counted(kind: str, counts: Mapping[Outcome, int], made: int, t: Translator) -> str:
    """How many rows there are, and what becomes of them."""
    lines = [t.plural("{count} row", "{count} rows", sum(counts.values()))]
    words = {
        Outcome.NEW: N_("new: {count}"),
        Outcome.CHANGED: N_("changed: {count}"),
        Outcome.UNCHANGED: N_("unchanged: {count}"),
        Outcome.REPEATED: N_("repeated in the file: {count}"),
        Outcome.REFUSED: N_("refused: {count}"),
    }
    lines += [
        "• " + t(message, count=counts[outcome])
        for outcome, message in words.items()
        if counts[outcome]
    ]
    if made:
        lines.append(t(MADE[kind], count=made))
    return "\n".join(lines)


def refused_button(file: str, t: Translator) -> Block:
    """``file`` is the address of one (see :func:`bot.views.imports.form.address`)."""
    return blocks.button(t(N_("Refused rows")), f"{REFUSED}:{file}")


def _changes(found: Report, t: Translator) -> list[str]:
    return [
        t(
            N_("row {row}: {column}: {before} → {after}"),
            row=str(difference.row),
            column=t(label),
            before=_shown(before),
            after=_shown(after),
        )
        for difference in found.differences
        for label, before, after in difference.columns
    ]


def _refusals(found: Report, t: Translator) -> list[str]:
    return [
        t(N_("row {row}: {why}"), row=str(number), why=" ".join(map(t, problems)))
        for number, problems in found.refused
    ]


def _shown(value: object) -> str:
    return "–" if value is None else str(value)


def _lines(title: str, lines: Sequence[str]) -> list[Block]:
    """Under a heading, as many of them as one block holds."""
    kept: list[str] = []
    room = _LINES
    for line in lines:
        shortened = clip(line, _LINE)
        room -= len(shortened) + 1
        if room < 0:
            break
        kept.append(shortened)
    return [
        blocks.section(blocks.mrkdwn(f"*{blocks.escape(title)}*")),
        blocks.section(blocks.plain("\n".join(kept))),
    ]
