"""Everything that handlers work with, made once by :mod:`bot.app`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.background import TaskSet
    from bot.drafts import DraftStore
    from bot.handlers.callers import Callers
    from bot.handlers.files import FileFetcher
    from bot.handlers.jobs import JobRunner
    from bot.handlers.windows import Windows
    from bot.metrics import Metrics
    from bot.services.beginnings import Beginnings
    from bot.services.contact_search import ContactSearch
    from bot.services.criteria import Criteria
    from bot.services.criteria_choices import CriteriaChoices
    from bot.services.interactions import InteractionLog
    from bot.services.link_requests import LinkRequests
    from bot.services.logged_segments import LoggedSegments
    from bot.services.people import People
    from bot.services.previews import Previews
    from bot.services.recognition import Recognition
    from bot.services.reference import Reference
    from bot.services.segment_lines import SegmentLines
    from bot.services.segment_log import SegmentLog
    from bot.services.segment_preview import SegmentPreview
    from bot.services.segments import Segments
    from bot.services.waiting import WaitingDrafts
    from bot.services.wizard import Wizard


@dataclass(frozen=True, slots=True)
class Core:
    clock: Callable[[], datetime]
    tasks: TaskSet
    metrics: Metrics
    drafts: DraftStore
    people: People
    link_requests: LinkRequests
    reference: Reference
    contacts: ContactSearch
    recognition: Recognition
    log: InteractionLog
    files: FileFetcher
    beginnings: Beginnings
    wizard: Wizard
    waiting: WaitingDrafts
    previews: Previews
    segments: Segments
    segment_lines: SegmentLines
    criteria: Criteria
    criteria_choices: CriteriaChoices
    segment_preview: SegmentPreview
    segment_log: SegmentLog
    logged_segments: LoggedSegments
    runner: JobRunner
    callers: Callers
    windows: Windows
