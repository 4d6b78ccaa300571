"""Everything that handlers work with, made once by :mod:`bot.app`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.background import TaskSet
    from bot.handlers.callers import Callers
    from bot.handlers.jobs.runner import JobRunner
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.files import FileFetcher
    from bot.metrics import Metrics
    from bot.services.contacts.recognition import Recognition
    from bot.services.contacts.search import ContactSearch
    from bot.services.criteria.choices import CriteriaChoices
    from bot.services.criteria.criteria import Criteria
    from bot.services.interactions.log import InteractionLog
    from bot.services.people.link_requests import LinkRequests
    from bot.services.people.people import People
    from bot.services.segment_log.log import SegmentLog
    from bot.services.segment_log.logged import LoggedSegments
    from bot.services.segment_log.preview import SegmentPreview
    from bot.services.segments.lines import SegmentLines
    from bot.services.segments.segments import Segments
    from bot.services.templates.lists import Reference
    from bot.services.wizard.content_preview import Previews
    from bot.services.wizard.first_act import Beginnings
    from bot.services.wizard.postponed import WaitingDrafts
    from bot.services.wizard.wizard import Wizard
    from bot.storage.drafts import DraftStore


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
