"""Whatever a segment looks like: the preview tells the truth, and taking back takes all back."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow
from bot.domain.errors.segment_log import NothingToLog, SegmentEmpty
from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.lines import LineValues
from bot.models import Contact, Interaction
from tests.segment_log.world import GOOD, OTIS, World

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "description": st.sampled_from(["Own", None]),
        "date": st.sampled_from([date(2026, 4, 1), None]),
        "time": st.sampled_from([time(8, 30), None]),
        "salesperson_code": st.sampled_from(["JO", None]),
        "language_code": st.sampled_from(["FRA", None]),
        "subject": st.sampled_from(["Own subject", None]),
        "content": st.sampled_from(["Dear {{contact.name}}", None]),
        "correspondence_type": st.sampled_from([*CorrespondenceType, None]),
        "information_flow": st.sampled_from([*InformationFlow, None]),
        "cost": st.sampled_from([Decimal(0), Decimal("12.34")]),
        "duration_min": st.integers(0, 60),
        "evaluation": st.sampled_from([*Evaluation, None]),
        "campaign_no": st.sampled_from(["CP1", "CP2", None]),
    },
)
TEMPLATES = ("OUTGOING", "BUS", "GOLF")


@dataclass(frozen=True)
class Plan:
    """A segment, what happens to its contacts, and how it is logged."""

    contacts: tuple[int | None, ...]
    header: dict[str, Any]
    own: dict[int, dict[str, Any]]
    templates: dict[int, str]
    blocked: frozenset[int]
    options: LogOptions


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    known = draw(st.lists(st.sampled_from(GOOD), min_size=1, max_size=8))
    places = st.integers(1, len(known))
    return Plan(
        contacts=(*known, *draw(st.sampled_from([(), (None,)]))),
        header=draw(
            st.fixed_dictionaries(
                {"template_code": st.sampled_from(TEMPLATES)},
                optional={
                    "campaign_no": st.sampled_from(["CP1", "CP2"]),
                    "subject": st.just("Header subject"),
                    "salesperson_code": st.none(),
                },
            )
        ),
        own=draw(st.dictionaries(places, CHANGES, max_size=4)),
        templates=draw(st.dictionaries(places, st.sampled_from(TEMPLATES), max_size=2)),
        blocked=frozenset(draw(st.sets(st.sampled_from(GOOD), max_size=2))),
        options=LogOptions(keep_left_out=draw(st.booleans()), duplicates_once=draw(st.booleans())),
    )


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
async def test_what_is_shown_is_logged_and_comes_back(world: World, plan: Plan) -> None:
    no = await _segment(world, plan)
    before = await world.state()
    shown = {line.line_no: line.values for line in (await world.lines.page(no, 0, 20)).rows}
    once = plan.options.duplicates_once
    preview = await world.preview.of(no, duplicates_once=once)
    assert preview.lines == preview.to_log + preview.left_out_total == len(plan.contacts)
    try:
        logged = await world.log.log(no, OTIS, plan.options)
    except (NothingToLog, SegmentEmpty):
        assert preview.to_log == 0
        assert await world.state() == before
    else:
        assert (logged.logged, dict(logged.left_out)) == (preview.to_log, preview.left_out)
        for row in await world.interactions():
            assert row.segment_line_no is not None
            assert _values(row) == _expected(shown[row.segment_line_no])
        await world.log.take_back(logged.logged_segment_id)
        assert await world.state() == before
    await _clean_up(world, plan, no)


async def _segment(world: World, plan: Plan) -> str:
    no = await world.segment(plan.contacts, **plan.header)
    for place, template in plan.templates.items():
        await world.customise(no, place, template_code=template)
    for place, changes in plan.own.items():
        if changes.get("language_code") == "FRA":
            changes = changes | {"template_code": "OUTGOING"}  # noqa: PLW2901 - has French
        if changes:
            await world.customise(no, place, **changes)
    for contact in plan.blocked:
        await world.block(contact)
    return no


async def _clean_up(world: World, plan: Plan, no: str) -> None:
    for contact in plan.blocked:
        await world.change(Contact, contact, privacy_blocked=False)
    await world.segments.delete(no, OTIS)
    world.later(days=2)
    await world.segments.purge()


NAMES = tuple(name for name in LineValues.__slots__ if name != "content")


def _values(row: Interaction) -> dict[str, Any]:
    return {name: getattr(row, name) for name in NAMES}


def _expected(shown: LineValues) -> dict[str, Any]:
    """What a line shows, with the description where there is no subject."""
    values = {name: getattr(shown, name) for name in NAMES}
    return values | {"subject": values["subject"] or values["description"]}
