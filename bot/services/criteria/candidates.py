"""Whom a criteria action concerns: the contacts to add, the lines to remove, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, case, false, func, literal, not_, null, or_, select, true
from sqlalchemy.orm import aliased

from bot.domain.enums import CriteriaAction
from bot.domain.segments.header import LINE_STEP
from bot.domain.segments.lines import Own
from bot.models import Contact, Interaction, Segment, SegmentLine
from bot.services.criteria.filters_sql import (
    alive,
    company_key,
    company_of,
    conditions,
    is_minor,
    of_logged_segment,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.criteria.criteria import Step

ALREADY_THERE, PRIVACY, MINOR, EXCLUDED = "already_there", "privacy_blocked", "minors", "excluded"
"""Why a contact is left out; the fields of `bot.domain.criteria.criteria.LeftOut`."""

candidate = aliased(Contact, name="candidate")
employer = aliased(Contact, name="employer")
matching = aliased(Contact, name="matching")


def inserted_columns(step: Step) -> list[str]:
    """The columns that `new_lines` fills."""
    names = ["segment_no", "line_no", "contact_id", "contact_company_id"]
    return [*names, "campaign_no", "customised"] if _of_logged_segment(step) else names


def _of_logged_segment(step: Step) -> bool:
    return not step.filters.logged_segment.is_empty


def new_lines(header: Segment, step: Step, before: int, last: int) -> Select[Any]:
    """The lines that a step adds, numbered in their order (3.6) after line number `last`.

    `before`: how many lines there are; nobody is there already when there are none.
    """
    reasons = _reasons(header.no, step)
    if not before:
        del reasons[ALREADY_THERE]
    if _of_logged_segment(step):
        order: list[Any] = [Interaction.id]
        differs = and_(
            Interaction.campaign_no.is_not(None),
            Interaction.campaign_no.is_distinct_from(header.campaign_no),
        )
        more: list[Any] = [
            case((differs, Interaction.campaign_no), else_=null()),
            case((differs, int(Own.CAMPAIGN_NO)), else_=0),
        ]
    else:
        company_name = func.coalesce(employer.search_name, "")
        order = [
            company_name,
            func.coalesce(employer.no, ""),
            candidate.type,
            candidate.search_name,
            candidate.id,
        ]
        more = []
    number = func.row_number().over(order_by=order)
    return _candidates(
        step,
        literal(header.no),
        literal(last, BigInteger) + number * LINE_STEP,
        candidate.id,
        company_of(candidate),
        *more,
    ).where(*(not_(condition) for condition in reasons.values()))


def _candidates(step: Step, *columns: Any) -> Select[Any]:
    """The contacts that match a step, its expansions included; nobody is left out yet."""
    statement = select(*columns)
    matches = and_(true(), *conditions(candidate, step.filters))
    if _of_logged_segment(step):  # its lines are its interactions, one each: nothing to expand
        statement = statement.select_from(Interaction).join(
            candidate, candidate.id == Interaction.contact_id
        )
        matches = and_(matches, *of_logged_segment(step.filters.logged_segment))
    else:
        statement = statement.select_from(candidate)
        matches = _expanded(step, matches)
    statement = statement.outerjoin(employer, employer.id == company_of(candidate))
    return statement.where(alive(candidate), matches)


def _expanded(step: Step, matches: ColumnElement[bool]) -> ColumnElement[bool]:
    own = [alive(matching), *conditions(matching, step.filters)]
    if step.options.expand_companies:
        return company_key(candidate).in_(select(company_key(matching)).where(*own))
    if step.options.allow_related_companies:
        related = select(matching.company_id).where(matching.company_id.is_not(None), *own)
        return or_(matches, candidate.id.in_(related))
    return matches


def _reasons(no: str, step: Step) -> dict[str, ColumnElement[bool]]:
    """Why a contact that matches is left out, the first that holds."""
    there = select(SegmentLine.line_no).where(
        SegmentLine.segment_no == no, SegmentLine.contact_id == candidate.id
    )
    found = {
        ALREADY_THERE: there.correlate(candidate).exists(),
        PRIVACY: candidate.privacy_blocked.is_(True),
        MINOR: is_minor(candidate),
        EXCLUDED: candidate.exclude_from_segment.is_(True),
    }
    if step.options.allow_existing_contacts:
        found[ALREADY_THERE] = false()
    if step.options.ignore_exclusion:
        found[EXCLUDED] = false()
    return found


async def count_candidates(session: AsyncSession, no: str, step: Step) -> dict[str | None, int]:
    """How many match, by the reason why they are left out; None counts those who enter."""
    reasons = _reasons(no, step)
    there = (
        select(SegmentLine.contact_id)
        .where(SegmentLine.segment_no == no, SegmentLine.contact_id.is_not(None))
        .distinct()
        .subquery("there")
    )
    reasons_of_rows = reasons | {
        # Counted, not filtered: an outer join is one pass where EXISTS would be a look-up a row.
        ALREADY_THERE: false()
        if step.options.allow_existing_contacts
        else there.c.contact_id.is_not(None)
    }
    reason = case(*((held, name) for name, held in reasons_of_rows.items()), else_=null())
    rows = (
        _candidates(step, reason.label("reason"))
        .outerjoin(there, there.c.contact_id == candidate.id)
        .subquery()
    )
    counted = select(rows.c.reason, func.count()).group_by(rows.c.reason)
    return {row[0]: row[1] for row in await session.execute(counted)}


def lines_to_remove(no: str, step: Step) -> Select[Any]:
    """The numbers of the lines that a step removes (3.7).

    Reduce removes lines whose contact matches, Refine those whose doesn't, also lines without
    contact. The matches are joined as a set, so that neither side is tried row against row.
    """
    statement = select(SegmentLine.line_no).where(SegmentLine.segment_no == no)
    if step.options.entire_companies:
        keys = select(company_key(matching).label("key")).distinct()
        statement = statement.outerjoin(candidate, candidate.id == SegmentLine.contact_id)
        key: Any = company_key(candidate)
    else:
        keys = select(matching.id.label("key"))
        key = SegmentLine.contact_id
    matches = keys.where(*conditions(matching, step.filters)).subquery("matches")
    statement = statement.outerjoin(matches, matches.c.key == key)
    if step.action is CriteriaAction.REDUCE:
        if step.filters.is_empty:
            return statement
        return statement.where(matches.c.key.is_not(None))
    return statement.where(matches.c.key.is_(None))
