"""The form that deletes canceled entries, with the deletions that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.interaction_log.deletion import only_canceled
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.interaction_log.listing import BACK, described
from bot.views.metadata import pack
from bot.views.punctuation import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.interaction_log.deletion import Deletable, Deletion
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.interaction_log.listing import Place

FORM, UNDO = "log_delete", "interaction_log.undo_deletion"
SHOWN = 20
"""Deletions that are offered to be undone, latest first."""


def form(
    found: Deletable,
    place: Place,
    names: Mapping[str, str],
    zone: str,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "success",
) -> View:
    """How many entries of the list would go; whoever sends it says so of just as many."""
    about = described(only_canceled(place.filter), names, t)
    if place.filter.words:
        about += " · " + named(t(N_("Words")), place.filter.words, t)
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    body.append(blocks.context(blocks.plain(about)))
    body.append(blocks.section(blocks.plain(_told(found.count, t))))
    for each in found.earlier[:SHOWN]:
        undo = blocks.button(t(N_("Undo")), f"{UNDO}:{each.id}")
        body.append(blocks.section(blocks.mrkdwn(_earlier(each, zone, t)), undo))
    body.append(blocks.actions(blocks.button(t(N_("Back")), BACK), block_id="leave"))
    return blocks.modal(
        t(N_("Delete canceled")),
        body,
        submit=t(N_("Delete")) if found.count else None,
        close=t(N_("Close")),
        callback_id=FORM,
        private_metadata=pack(replace(place, seen=str(found.count))),
    )


def _told(count: int, t: Translator) -> str:
    if not count:
        return t(N_("The list has no canceled interaction."))
    return t.plural(
        "{count} canceled interaction would be deleted, with its comments and files. You can "
        "undo it for a day.",
        "{count} canceled interactions would be deleted, with their comments and files. You can "
        "undo it for a day.",
        count,
    )


def _earlier(each: Deletion, zone: str, t: Translator) -> str:
    by = f" · <@{blocks.escape(each.by)}>" if each.by else ""
    count = t.plural("{count} interaction deleted", "{count} interactions deleted", each.count)
    return f"{count} · {t.moment(each.at, zone)}{by}"


def deleted(count: int, t: Translator) -> str:
    return t.plural(
        "{count} interaction is deleted. You can undo it for a day under Delete canceled.",
        "{count} interactions are deleted. You can undo it for a day under Delete canceled.",
        count,
    )


def undone(count: int, t: Translator) -> str:
    return t.plural(
        "{count} interaction is in the log again.",
        "{count} interactions are in the log again.",
        count,
    )
