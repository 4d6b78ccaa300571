"""A list with pages: words to search, rows with buttons, and the buttons that turn the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.pages import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

SEARCH = table(Field("search", N_("Search"), Kind.LINE, max_length=150))


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a list; ``key`` names its buttons' block, ``beside`` stands above them."""

    title: str
    about: str
    key: str = ""
    buttons: Sequence[Block] = ()
    beside: Sequence[Block] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list.

    ``turn`` is the action of the buttons that turn the page, with the offset as its argument;
    ``size`` is how many rows a page has. ``nothing`` stands in the place of the rows where there
    are none. ``words`` are those that the list was searched for, None for a list that can't be
    searched; ``hint`` says what is looked through. ``carries`` goes into the window's metadata.
    """

    title: str
    callback: str
    rows: Sequence[Row]
    turn: str
    nothing: str
    carries: object
    page: Page[Any] | None = None
    size: int = 0
    newer: str | None = None
    older: str | None = None
    above: Sequence[Block] = ()
    words: str | None = None
    hint: str = ""
    buttons: Sequence[Block] = ()
    below: Sequence[Block] = ()


def draw(shown: Listing, t: Translator, sentence: str = "", level: str = "info") -> View:
    """The list as a modal, with a sentence on top; *Search* submits it where it has words."""
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body += shown.above
    if shown.words is not None:
        (field,) = SEARCH.values()
        typed = forms.draw(field, Entered(shown.words), t, action=shown.callback)
        body.append(typed | {"hint": blocks.plain(t(shown.hint))})
    body += shown.buttons
    for row in shown.rows:
        body += [blocks.entry(row.title, row.about), *row.beside]
        if row.buttons:
            body.append(blocks.actions(*row.buttons, block_id=row.key))
    if not shown.rows:
        body.append(blocks.section(blocks.plain(t(shown.nothing))))
    if shown.page is not None:
        body += turns(shown.page, shown.size, shown.turn, t)
    body += [*_onwards(shown, t), *shown.below]
    return blocks.modal(
        t(shown.title),
        body,
        submit=None if shown.words is None else t(N_("Search")),
        close=t(N_("Close")),
        callback_id=shown.callback,
        private_metadata=pack(shown.carries),
    )


def words(view: Mapping[str, Any]) -> str | None:
    """What stands in a list's search field, sent or not; None if the window has none."""
    entered = forms.read(view, SEARCH).get("search")
    return None if entered is None else entered.text


def turns(page: Page[Any], size: int, action: str, t: Translator) -> list[Block]:
    """Where one is, and the buttons to other pages; nothing for a list of one page. The buttons
    are ``action:offset:which``."""
    if page.total <= size:
        return []
    last = (page.total - 1) // size * size
    place = t(
        N_("{first} to {last} of {total}"),
        first=page.offset + 1,
        last=page.offset + len(page.rows),
        total=page.total,
    )
    buttons = []
    if page.offset > 0:
        before = max(page.offset - size, 0)
        buttons += [
            blocks.button(t(N_("First page")), f"{action}:0:first"),
            blocks.button(t(N_("Previous page")), f"{action}:{before}:previous"),
        ]
    if page.offset < last:
        buttons += [
            blocks.button(t(N_("Next page")), f"{action}:{page.offset + size}:next"),
            blocks.button(t(N_("Last page")), f"{action}:{last}:last"),
        ]
    return [blocks.context(blocks.plain(place)), blocks.actions(*buttons, block_id="turns")]


def _onwards(shown: Listing, t: Translator) -> list[Block]:
    """The buttons of a list that isn't counted."""
    buttons = []
    if shown.newer is not None:
        buttons += [
            blocks.button(t(N_("Newest")), f"{shown.turn}:"),
            blocks.button(t(N_("Newer")), f"{shown.turn}:{shown.newer}"),
        ]
    if shown.older is not None:
        buttons.append(blocks.button(t(N_("Older")), f"{shown.turn}:{shown.older}"))
    return [blocks.actions(*buttons, block_id="turns")] if buttons else []


def offset_of(argument: str) -> int:
    """The offset in the argument of such a button."""
    return max(int(argument.partition(":")[0]), 0)
