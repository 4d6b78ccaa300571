"""Whether somebody did something with the interactions of a segment since they were logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, not_, or_, select, union

from bot.models import Attachment, Interaction, InteractionComment, LoggedSegmentLine

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, CompoundSelect

_AS_LOGGED = and_(
    Interaction.modified_at == Interaction.logged_at,
    Interaction.canceled.is_(False),
    Interaction.attempt_failed.is_(False),
    Interaction.opportunity_id.is_(None),
    Interaction.task_id.is_(None),
    Interaction.segment_line_no.is_not(None),
)


def _evaluated(logged_segment_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Conditions: lines that were evaluated before they were logged."""
    own = LoggedSegmentLine
    return own.logged_segment_id == logged_segment_id, own.evaluation.is_not(None)


def untouched(logged_segment_id: int) -> ColumnElement[bool]:
    """Condition: an interaction is as it was logged; of itself, without comments and files.

    A database asks it once more of a row that it had to wait for.
    """
    own, evaluated = LoggedSegmentLine, _evaluated(logged_segment_id)
    before = (
        select(own.evaluation)
        .where(*evaluated, own.line_no == Interaction.segment_line_no)
        .correlate(Interaction)
        .scalar_subquery()
    )
    lines = select(own.line_no).where(*evaluated)
    not_evaluated = and_(
        Interaction.evaluation.is_(None), Interaction.segment_line_no.not_in(lines)
    )
    return and_(_AS_LOGGED, or_(not_evaluated, Interaction.evaluation == before))


def touched(logged_segment_id: int) -> CompoundSelect[Any]:
    """Ids of interactions that somebody did something with since they were logged.

    Parts that each begin at a short list, but for one that only looks at the interactions: of a
    million it would be slow to ask for comments one by one.
    """
    of_log = Interaction.logged_segment_id == logged_segment_id
    own = LoggedSegmentLine
    evaluated = _evaluated(logged_segment_id)
    changed = select(Interaction.id).where(
        of_log,
        or_(
            not_(_AS_LOGGED),
            and_(
                Interaction.evaluation.is_not(None),
                Interaction.segment_line_no.not_in(select(own.line_no).where(*evaluated)),
            ),
        ),
    )
    evaluated_anew = (
        select(Interaction.id)
        .join(own, own.line_no == Interaction.segment_line_no)
        .where(of_log, *evaluated, Interaction.evaluation.is_distinct_from(own.evaluation))
    )
    commented, attached = (
        select(Interaction.id).join(table, table.interaction_id == Interaction.id).where(of_log)
        for table in (InteractionComment, Attachment)
    )
    return union(changed, evaluated_anew, commented, attached)
