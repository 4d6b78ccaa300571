"""What lines have of their own: set and taken away, inside the caller's transaction.

Source: business-central 3.5. The caller holds the header; `where` names the lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, exists, func, select, update

from bot.domain.errors.segments import (
    CampaignFlagWithoutCampaign,
    CampaignUnknown,
    NegativeAmount,
    SalespersonUnavailable,
    TemplateNotClearable,
    TextTooLong,
)
from bot.domain.segments.header import TEXT_LENGTH
from bot.domain.segments.lines import OF_TEMPLATE, Own, mask, names, tidy
from bot.models import Campaign, Salesperson, SegmentLine
from bot.services.segments.values import LINES, VALUES
from bot.services.templates.of_segment import chosen_template

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.segments.lines import LineChanges
    from bot.models import Segment


async def change(
    session: AsyncSession,
    header: Segment,
    where: Sequence[ColumnElement[bool]],
    changes: LineChanges,
    inherit: Collection[str],
) -> int:
    """The form of lines: make values their own, let others be inherited; how many lines."""
    count = await customise(session, header, where, changes) if changes else 0
    inherited = await reset(session, where, inherit) if inherit else 0
    return count if changes else inherited  # what changes fields changes every chosen line


async def customise(
    session: AsyncSession,
    header: Segment,
    where: Sequence[ColumnElement[bool]],
    changes: LineChanges,
) -> int:
    """Make values the lines' own; how many lines."""
    values = {name: tidy(value) for name, value in cast("Mapping[str, Any]", changes).items()}
    await _check(session, values)
    # Counted first: a line that gets the header's template back may have nothing own any more.
    count = await count_lines(session, where)
    if "template_code" in values:
        await _choose_template(session, header, where, values.pop("template_code"))
    if values:
        own = SegmentLine.customised.bitwise_or(int(mask(values)))
        await _update(session, where, {**values, "customised": own})
    if values.get("campaign_target") or values.get("campaign_response"):
        await _check_campaign(session, where)
    return count


async def count_lines(session: AsyncSession, where: Sequence[ColumnElement[bool]]) -> int:
    """How many lines fulfil the conditions."""
    lines = select(func.count()).select_from(SegmentLine).where(*where)
    return (await session.scalar(lines)) or 0


async def reset(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], fields: Collection[str]
) -> int:
    """Let fields be inherited again; how many lines had any of them."""
    bits = mask(fields)
    had_any = SegmentLine.customised.bitwise_and(int(bits)) != 0
    return await _update(session, [*where, had_any], _inherited(bits))


async def _choose_template(
    session: AsyncSession, header: Segment, where: Sequence[ColumnElement[bool]], code: str
) -> None:
    """Give lines another template; those that have it already keep what they have."""
    template = await chosen_template(session, code, new=code != header.template_code)
    dropped = OF_TEMPLATE | (Own.CAMPAIGN_NO if template.campaign_no else Own(0))
    has_own = SegmentLine.customised.bitwise_and(int(Own.TEMPLATE_CODE)) != 0
    if code == header.template_code:
        await _update(session, [*where, has_own], _inherited(dropped | Own.TEMPLATE_CODE))
        return
    own = SegmentLine.customised.bitwise_and(~int(dropped)).bitwise_or(int(Own.TEMPLATE_CODE))
    values = _inherited(dropped) | {
        "template_code": code,
        "group_code": template.group_code or None,
        "customised": own,
    }
    differs = ~has_own | (SegmentLine.template_code != code)
    await _update(session, [*where, differs], values)


def _inherited(bits: Own) -> dict[str, Any]:
    """The values that take fields off a line."""
    blank: dict[str, Any] = dict.fromkeys(names(bits))
    if Own.TEMPLATE_CODE in bits:
        blank["group_code"] = None
    return blank | {"customised": SegmentLine.customised.bitwise_and(~int(bits))}


async def _update(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], values: dict[str, Any]
) -> int:
    statement = update(SegmentLine).where(*where).values(values)
    result = await session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount


async def _check(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """Whether the values may stand on a line."""
    mask(values)  # an unknown name is a defect
    if "template_code" in values and values["template_code"] is None:
        raise TemplateNotClearable
    for name in ("description", "subject"):
        if len(values.get(name) or "") > TEXT_LENGTH:
            raise TextTooLong(length=TEXT_LENGTH)
    if values.get("cost", 0) < 0 or values.get("duration_min", 0) < 0:
        raise NegativeAmount
    if code := values.get("salesperson_code"):
        salesperson = await session.get(Salesperson, code, with_for_update={"read": True})
        if salesperson is None or salesperson.blocked:
            raise SalespersonUnavailable(code=code)
    if no := values.get("campaign_no"):
        # Held against being deleted, not against a new description.
        held = {"read": True, "key_share": True}
        if await session.get(Campaign, no, with_for_update=held) is None:
            raise CampaignUnknown(no=no)


async def _check_campaign(session: AsyncSession, where: Sequence[ColumnElement[bool]]) -> None:
    """Target and response mean nothing on a line without a campaign."""
    without = exists().select_from(LINES).where(*where, VALUES["campaign_no"].is_(None))
    if await session.scalar(select(without)):
        raise CampaignFlagWithoutCampaign
