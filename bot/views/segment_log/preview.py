"""Before a segment is logged: what will be logged, what is left out and why, and how to log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.forms import Choice, Field, Kind, chosen
from bot.domain.messages import N_
from bot.domain.segment_log.rules import REASONS, LogOptions, Part, Reason
from bot.views import blocks
from bot.views.forms import elements
from bot.views.forms import form as forms
from bot.views.listing import Listing, Row, draw
from bot.views.metadata import pack, unpack
from bot.views.punctuation import named
from bot.views.segments import cards as segment_cards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.pages import Page
    from bot.domain.segment_log.rules import Preview, PreviewLine
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

CARD, LIST = "segment_preview", "segment_preview_lines"
CHOOSE, LOG, SHOW, TURN = "log.choose", "log.do", "log.show", "log.turn"
BACK, DOWNLOAD, SEGMENT = "log.back", "log.download", "log.segment"
PAGE_SIZE = 10

_LISTS: Mapping[str, str] = {
    Part.TO_LOG: N_("Lines that are logged"),
    Part.LEFT_OUT: N_("Lines that are left out"),
    Part.REPEATED: N_("Contacts that repeat"),
}
_FILES: Mapping[str, str] = {
    Part.TO_LOG: N_("{no} to log.csv"),
    Part.LEFT_OUT: N_("{no} left out.csv"),
    Part.REPEATED: N_("{no} repeated.csv"),
}
CHOICES = Field(
    "choices",
    "",
    Kind.TICKS,
    choices={
        "keep": N_("Keep lines that are left out"),
        "once": N_("Log each contact once"),
        "follow_up": N_("Create a follow-up segment"),
        "silent": N_("Follow up only without a response"),
        "template": N_("Carry the template over"),
    },
    about={
        "keep": N_("They stay in the segment, to be mended and logged later"),
        "once": N_("Further lines of a contact are left out"),
        "follow_up": N_("A new segment with the contacts that are logged"),
        "silent": N_("A follow-up segment without those who have answered"),
        "template": N_("A follow-up segment with this interaction template"),
    },
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a window with the preview carries along: the segment, the choices, the open list."""

    no: str
    keep: bool = True
    once: bool = False
    follow_up: bool = False
    silent: bool = False
    template: bool = False
    part: str = ""

    def options(
        self, expected: int, revision: int | None, follow_up_description: str
    ) -> LogOptions:
        """How to log, after the user agreed to ``expected`` interactions of what they saw.

        Who chooses what a follow-up segment is like wishes one.
        """
        return LogOptions(
            keep_left_out=self.keep,
            duplicates_once=self.once,
            follow_up=self.follow_up or self.silent or self.template,
            follow_up_template=self.template,
            follow_up_members=LoggedMembers.NO_RESPONSE if self.silent else LoggedMembers.ALL,
            follow_up_description=follow_up_description,
            expected=expected,
            revision=revision,
        )


def place(view: Mapping[str, Any]) -> Place:
    """What a window carries, with the choices that are on its screen, where it has them. Raises
    :class:`UnknownControl` for metadata that isn't ours."""
    kept = unpack(Place, view)
    entered = forms.read(view, {CHOICES.key: CHOICES}).get(CHOICES.key)
    if entered is None:
        return kept
    chosen_keys = entered.values
    return replace(
        kept,
        keep="keep" in chosen_keys,
        once="once" in chosen_keys,
        follow_up="follow_up" in chosen_keys,
        silent="silent" in chosen_keys,
        template="template" in chosen_keys,
    )


def part_of(word: str) -> Part | Reason:
    """A list of the preview by its word. Raises ``ValueError`` for any other word."""
    return Part(word) if word in set(Part) else Reason(word)


def list_name(part: Part | Reason, t: Translator) -> str:
    """What stands above a list of the preview."""
    return t(_LISTS[part] if isinstance(part, Part) else REASONS[part])


def file_name(no: str, part: Part | Reason, t: Translator) -> str:
    """The name of a downloaded list."""
    if isinstance(part, Part):
        return t(_FILES[part], no=no)
    return f"{no} {t(REASONS[part])}.csv"


def follow_up_description(no: str, t: Translator) -> str:
    return t(N_("Follow-up on segment {no}"), no=no)


def preview(
    found: Preview, place: Place, t: Translator, sentence: str = "", level: str = "warning"
) -> View:
    """Numbers, reasons, choices and *Log*."""
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    if found.obstacle:
        body.append(blocks.alert(t(found.obstacle)))
    about = t.plural("{count} line", "{count} lines", found.lines)
    body.append(blocks.entry(f"{found.no} · {found.description or '—'}", about))
    if found.rest:
        told = t(N_("Part of this segment is logged already; this is what was left in it."))
        body.append(blocks.context(blocks.plain(told)))
    body += [*_to_log(found, t), *_left_out(found, t)]
    if not found.obstacle and found.to_log:
        body += [blocks.divider(), _choices(found, place, t)]
    buttons = [blocks.button(t(N_("Back to the segment")), f"{segment_cards.OPEN}:{found.no}")]
    if not found.obstacle and found.to_log:
        log = blocks.button(
            t(N_("Log")),
            f"{LOG}:{found.to_log}.{found.revision}",
            value="long" if found.long else "short",
            style="primary",
            confirm=_asks(found, t),
        )
        buttons.insert(0, log)
    body.append(blocks.actions(*buttons, block_id=f"log.{found.to_log}"))
    return blocks.modal(
        t(N_("Preview")),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(replace(place, part="")),
    )


def _to_log(found: Preview, t: Translator) -> list[Block]:
    told = t.plural(
        "{count} interaction will be logged", "{count} interactions will be logged", found.to_log
    )
    body: list[Block] = [blocks.header(told)]
    if found.repeated:
        again = t.plural(
            "{count} line has a contact of an earlier line",
            "{count} lines have a contact of an earlier line",
            found.repeated,
        )
        show = blocks.button(t(N_("Show")), f"{SHOW}:{Part.REPEATED}")
        body.append(blocks.section(blocks.plain(again), show))
    if found.to_log:
        body.append(_both(Part.TO_LOG, t))
    return body


def _left_out(found: Preview, t: Translator) -> list[Block]:
    if not found.left_out_total:
        return []
    told = t.plural("{count} line is left out", "{count} lines are left out", found.left_out_total)
    body: list[Block] = [blocks.header(told)]
    several = sum(1 for count in found.left_out.values() if count) > 1
    for reason in Reason:
        if count := found.left_out.get(reason):
            why = named(t(REASONS[reason]), t.show(count), t)
            show = blocks.button(t(N_("Show")), f"{SHOW}:{reason}")
            body.append(blocks.section(blocks.plain(why), show))
    body.append(_both(Part.LEFT_OUT, t, show=several))  # of one reason, it is the list above
    return body


def _both(part: Part, t: Translator, *, show: bool = True) -> Block:
    return blocks.actions(
        *([blocks.button(t(N_("Show")), f"{SHOW}:{part}")] if show else []),
        blocks.button(t(N_("Download")), f"{DOWNLOAD}:{part}"),
        block_id=f"list.{part}",
    )


def _choices(found: Preview, place: Place, t: Translator) -> Block:
    """The same block in every picture: what is ticked on the screen stays so."""
    choices = {
        key: word
        for key, word in CHOICES.choices.items()
        if key != "once" or found.repeated or place.once
    }
    ticked = chosen(Choice(key, "") for key in choices if getattr(place, key))
    element = elements.draw(replace(CHOICES, choices=choices), ticked, f"{CHOOSE}:choices", t)
    return blocks.actions(element, block_id=f"{CHOICES.key}.0")


def _asks(found: Preview, t: Translator) -> Block:
    told = t.plural(
        "{count} interaction will be logged.", "{count} interactions will be logged.", found.to_log
    )
    if found.left_out_total:
        more = t.plural(
            "{count} line is left out.", "{count} lines are left out.", found.left_out_total
        )
        told = f"{told} {more}"
    return blocks.confirmation(
        t(N_("Log segment {no}?"), no=found.no),
        told,
        t(N_("Log")),
        t(N_("Not yet")),
        danger=False,
    )


def lines(page: Page[PreviewLine], place: Place, part: Part | Reason, t: Translator) -> View:
    """One list of the preview."""
    count = t.plural("{count} line", "{count} lines", page.total)
    leave = blocks.actions(
        blocks.button(t(N_("Back to the preview")), BACK),
        *([blocks.button(t(N_("Download")), f"{DOWNLOAD}:{part}")] if page.total else []),
        block_id="leave",
    )
    shown = Listing(
        title=N_("Preview"),
        callback=LIST,
        page=page,
        rows=[_line(row, part, t) for row in page.rows],
        size=PAGE_SIZE,
        turn=TURN,
        nothing=N_("No line to show."),
        carries=replace(place, part=str(part)),
        above=[blocks.entry(list_name(part, t), f"{place.no} · {count}")],
        below=[leave],
    )
    return draw(shown, t)


def _line(row: PreviewLine, part: Part | Reason, t: Translator) -> Row:
    about = ", ".join(word for word in (row.company_name, row.city) if word)
    name = row.contact_name or t(N_("No contact"))
    told = [row.contact_no or t(N_("Line {number}"), number=str(row.line_no))]
    if row.reason and part is Part.LEFT_OUT:
        told.append(t(REASONS[row.reason]))
    return Row(f"{name} ({about})" if about else name, " · ".join(told))


def working(t: Translator, title: str) -> View:
    """While something takes long, under the title of the window that it is done in."""
    told = t(N_("One moment, please. You can also close this window: nothing is lost."))
    return blocks.modal(title, [blocks.section(blocks.plain(told))], close=t(N_("Close")))
