"""The audit trail as a list: who did what to which record, and what it was before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.messages import N_
from bot.domain.setup.records import RECORDS
from bot.views import blocks
from bot.views.listing import Listing, Row, draw
from bot.views.setup.records import TO_HUB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.pages import Page
    from bot.domain.setup.shown import Audited
    from bot.i18n import Translator
    from bot.views.blocks import View

LIST, TURN = "setup_audit", "setup.audit_turn"
PAGE_SIZE = 10
VALUE_LENGTH = 60
"""Characters that are shown of a value."""

ACTS: Mapping[str, str] = {
    "create": N_("created"),
    "change": N_("changed"),
    "archive": N_("archived"),
    "bring back": N_("brought back"),
    "delete": N_("deleted"),
    "import": N_("imported"),
    "undo import": N_("import undone"),
    "cancel": N_("canceled"),
    "restore": N_("restored"),
    "log": N_("logged"),
    "take back": N_("taken back"),
    "merge": N_("merged"),
    "undo merge": N_("merge undone"),
}
_KINDS: Mapping[str, str] = {
    **{kind: record.one for kind, record in RECORDS.items()},
    "interaction_template_languages": N_("Text"),
    "contacts": N_("Contact"),
    "templates": N_("Interaction templates"),
    "interactions": N_("Interactions"),
    "segments": N_("Segment"),
    "starter": N_("Starter templates"),
}


@dataclass(frozen=True, slots=True)
class TrailPlace:
    """What the window carries."""

    words: str = ""
    offset: int = 0


def listing(page: Page[Audited], place: TrailPlace, t: Translator, zone: str) -> View:
    """A page, newest first; instants on the clock of ``zone``."""
    shown = Listing(
        title=N_("Audit trail"),
        callback=LIST,
        page=page,
        rows=[_row(entry, t, zone) for entry in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("There is nothing here yet."),
        carries=place,
        words=place.words,
        hint=N_("Code or name of a record, or name of a salesperson"),
        buttons=[blocks.actions(blocks.button(t(N_("Set-up")), TO_HUB), block_id="setup")],
    )
    return draw(shown, t)


def _row(entry: Audited, t: Translator, zone: str) -> Row:
    kind, act = _KINDS.get(entry.kind), ACTS.get(entry.act)
    what = f"{t(kind) if kind else entry.kind} {entry.subject}"
    who = entry.name or entry.done_by or t(N_("Touchpoint itself"))
    about = f"{t(act) if act else entry.act} · {who} · {t.moment(entry.done_at, zone)}"
    return Row(what, "\n".join([about, *_differences(entry, t)]))


def _differences(entry: Audited, t: Translator) -> list[str]:
    """What differs, field by field: what it was and what it is."""
    labels = RECORDS[entry.kind].fields if entry.kind in RECORDS else {}
    keys = [key for key in (entry.after or entry.before) if _differs(key, entry)]
    keys += [key for key in entry.before if key not in keys and _differs(key, entry)]
    return [
        t(
            N_("{field}: {before} → {after}"),
            field=t(labels[key].label) if key in labels else key,
            before=_value(entry.before.get(key), t),
            after=_value(entry.after.get(key), t),
        )
        for key in keys
    ]


def _differs(key: str, entry: Audited) -> bool:
    return bool(entry.before.get(key)) or bool(entry.after.get(key))


def _value(value: Any, t: Translator) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return t(N_("Yes") if value else N_("No"))
    text = " ".join(str(value).split())
    return text[:VALUE_LENGTH] + ("…" if len(text) > VALUE_LENGTH else "")
