"""What users do, one module a feature; :func:`build_registry` is the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import home
from bot.handlers.criteria import choosing, saved
from bot.handlers.criteria.choosing import Choosing
from bot.handlers.criteria.saved import SavedCriteriaScreens
from bot.handlers.people import link
from bot.handlers.segment_log import logged, preview
from bot.handlers.segment_log.downloads import Downloads
from bot.handlers.segment_log.preview import LogScreens
from bot.handlers.segments import cards as segments
from bot.handlers.segments import line_forms, line_members
from bot.handlers.segments import lines as segment_lines
from bot.handlers.segments.line_forms import LineForms
from bot.handlers.segments.line_members import LineMembers
from bot.handlers.segments.lines import LineScreens
from bot.handlers.windows.show import Pictures
from bot.handlers.windows.slow_work import LongWork
from bot.handlers.wizard import lists, opening, postponed, walk
from bot.slack.registration import Registry

if TYPE_CHECKING:
    from bot.core import Core


def build_registry(core: Core) -> Registry:
    """Everything that the bot listens to. Handlers touch ``core`` only when they are called."""
    registry = Registry()
    screens = home.HomeScreens(core)
    opener = opening.Opener(core)
    opening.register(registry, core, opener)
    walk.register(registry, walk.Walk(core, screens))
    lists.register(registry, core)
    postponed.register(registry, core, screens)
    cards = segments.SegmentCards(core)
    home.register(registry, core, screens)
    link.register(registry, core, opener, screens)
    segments.register(registry, core, cards, screens)
    long = LongWork(core)
    pictures, downloads = Pictures(core, long), Downloads(core)
    lines = LineScreens(core, pictures)
    segment_lines.register(registry, lines)
    line_forms.register(registry, LineForms(core, lines, cards, pictures))
    line_members.register(registry, LineMembers(core, lines, cards))
    choosing.register(registry, Choosing(core, cards, long))
    saved.register(registry, SavedCriteriaScreens(core, cards, long))
    preview.register(registry, LogScreens(core, screens, cards, pictures, downloads))
    logged.register(registry, core, cards, pictures, downloads)
    return registry
