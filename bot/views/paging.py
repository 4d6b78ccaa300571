"""Pages of a long list: where one is in it, and the buttons that turn them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from bot.domain.segments.header import Page
    from bot.i18n import Translator
    from bot.views.blocks import Block


def turns(page: Page[Any], size: int, action: str, t: Translator) -> list[Block]:
    """Nothing for a list of one page. The buttons are ``action:offset:which``."""
    if page.total <= size:
        return []
    last = (page.total - 1) // size * size
    shown = t(
        N_("{first} to {last} of {total}"),
        first=page.offset + 1,
        last=page.offset + len(page.rows),
        total=page.total,
    )
    found = []
    if page.offset > 0:
        before = max(page.offset - size, 0)
        found += [
            blocks.button(t(N_("First page")), f"{action}:0:first"),
            blocks.button(t(N_("Previous page")), f"{action}:{before}:previous"),
        ]
    if page.offset < last:
        found += [
            blocks.button(t(N_("Next page")), f"{action}:{page.offset + size}:next"),
            blocks.button(t(N_("Last page")), f"{action}:{last}:last"),
        ]
    return [blocks.context(blocks.plain(shown)), blocks.actions(*found, block_id="turns")]


def offset_of(argument: str) -> int:
    """The offset in the argument of such a button."""
    return max(int(argument.partition(":")[0]), 0)
