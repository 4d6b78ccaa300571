"""What a job's message says at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import TouchpointError
from bot.domain.imports.outcomes import Imported, Undone
from bot.domain.messages import N_, Text
from bot.domain.segment_log.rules import FollowedUp, Logged, Switched, TakenBack
from bot.services.jobs import JobKind, JobState
from bot.views import blocks
from bot.views import jobs as jobs_view
from bot.views.imports import outcomes as import_outcomes
from bot.views.imports.listing import SHOW as SHOW_IMPORTS
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log.logged import OPEN as OPEN_LOGGED
from bot.views.segments.cards import PREVIEW

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.services.jobs import Job
    from bot.views.blocks import Block
    from bot.views.jobs import Message


def told(job: Job, name: str, t: Translator) -> Message:
    """The message about a job that has ended."""
    result = job.result
    if job.state is JobState.FAILED or result is None:
        problem = job.problem or Text(TouchpointError.template)
        return jobs_view.failed(job.kind, name, problem, _onwards(job, t), t)
    match job.kind:
        case JobKind.LOG:
            return log_outcomes.logged(Logged(**result), t)
        case JobKind.TAKE_BACK:
            return log_outcomes.taken_back(TakenBack(**result), t)
        case JobKind.CANCEL | JobKind.RESTORE:
            return log_outcomes.switched(Switched(**result), name, t)
        case JobKind.FOLLOW_UP:
            return log_outcomes.followed_up(FollowedUp(**result), t)
        case JobKind.IMPORT:
            return import_outcomes.imported(Imported(**result), t)
        case JobKind.UNDO_IMPORT:
            return import_outcomes.undone(Undone.from_json(result), name, t)


def _onwards(job: Job, t: Translator) -> Block:
    """From a job that failed."""
    match job.kind:
        case JobKind.LOG:
            return blocks.button(t(N_("Preview")), f"{PREVIEW}:{job.subject}")
        case JobKind.IMPORT | JobKind.UNDO_IMPORT:
            return blocks.button(t(N_("Imports")), SHOW_IMPORTS)
    return blocks.button(t(N_("Open")), f"{OPEN_LOGGED}:{job.subject}")
