"""What users do, one module a feature; :func:`build_registry` is the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import (
    drafts,
    home,
    line_forms,
    line_members,
    link,
    logged_segments,
    opening,
    options,
    saved_criteria,
    segment_criteria,
    segment_lines,
    segment_log,
    segments,
    wizard,
)
from bot.handlers.downloads import Downloads
from bot.handlers.line_forms import LineForms
from bot.handlers.line_members import LineMembers
from bot.handlers.long_work import LongWork
from bot.handlers.pictures import Pictures
from bot.handlers.saved_criteria import SavedCriteriaScreens
from bot.handlers.segment_criteria import Choosing
from bot.handlers.segment_lines import LineScreens
from bot.handlers.segment_log import LogScreens
from bot.registry import Registry

if TYPE_CHECKING:
    from bot.core import Core


def build_registry(core: Core) -> Registry:
    """Everything that the bot listens to. Handlers touch ``core`` only when they are called."""
    registry = Registry()
    screens = home.HomeScreens(core)
    opener = opening.Opener(core)
    opening.register(registry, core, opener)
    wizard.register(registry, wizard.Walk(core, screens))
    options.register(registry, core)
    drafts.register(registry, core, screens)
    cards = segments.SegmentCards(core)
    home.register(registry, core, screens, cards)
    link.register(registry, core, opener, screens)
    segments.register(registry, core, cards, screens)
    long = LongWork(core)
    pictures, downloads = Pictures(core, long), Downloads(core)
    lines = LineScreens(core, pictures)
    segment_lines.register(registry, lines)
    line_forms.register(registry, LineForms(core, lines, cards, pictures))
    line_members.register(registry, LineMembers(core, lines, cards))
    segment_criteria.register(registry, Choosing(core, cards, long))
    saved_criteria.register(registry, SavedCriteriaScreens(core, cards, long))
    segment_log.register(registry, LogScreens(core, screens, cards, pictures, downloads))
    logged_segments.register(registry, core, cards, pictures, downloads)
    return registry
