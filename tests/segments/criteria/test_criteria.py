"""Adding, reducing and refining by criteria (business-central 3.6 and 3.7), on both databases."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import update

from bot.domain.criteria.criteria import (
    BusinessRelationFilter,
    CampaignFilter,
    CampaignPart,
    ContactFilter,
    Filters,
    IndustryGroupFilter,
    InteractionFilter,
    JobResponsibilityFilter,
    LeftOut,
    MailingGroupFilter,
)
from bot.domain.enums import ContactType, Evaluation
from bot.domain.errors.segments import SegmentUnknown
from bot.models import Contact, SegmentLine
from tests.segments.crowd import ALLOWED, Crowd, add, nos, reduce, refine


async def test_an_empty_filter_adds_everybody_who_may_enter_in_order(crowd: Crowd) -> None:
    no = await crowd.segment()
    forecast = await crowd.criteria.count(no, add())
    assert (forecast.changed, forecast.after, forecast.everything) == (6, 6, True)
    assert forecast.left_out == LeftOut(privacy_blocked=1, minors=1, excluded=1)
    applied = await crowd.criteria.apply(no, add())
    assert (applied.changed, applied.lines, applied.action_no) == (6, 6, 1)
    assert tuple(await crowd.members(no)) == ALLOWED


async def test_lines_are_numbered_in_steps_and_carry_the_company(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1", "C1", "P7")))
    async with crowd.database.read() as session:
        rows = await session.execute(SegmentLine.__table__.select().order_by(SegmentLine.line_no))
        found = [(row.line_no, row.contact_id, row.contact_company_id) for row in rows]
    ids = crowd.ids
    assert found == [
        (10_000, ids["P7"], None),
        (20_000, ids["C1"], ids["C1"]),
        (30_000, ids["P1"], ids["C1"]),
    ]


@pytest.mark.parametrize(
    ("wanted", "members"),
    [
        (ContactFilter(nos=("P1..P3",)), {"P1", "P2", "P3"}),
        (ContactFilter(nos=("C*", "P7")), {"C1", "C2", "P7"}),
        (ContactFilter(nos=("P3..",)), {"P3", "P7"}),
        (ContactFilter(name="muller"), {"P1"}),
        (ContactFilter(name="Mueller jürg"), {"P1"}),
        (ContactFilter(name="zebra"), {"C1"}),
        (ContactFilter(type=ContactType.COMPANY), {"C1", "C2"}),
        (ContactFilter(salespeople=("JO",)), {"P1"}),
        (ContactFilter(post_codes=("75*",)), {"C2", "P3"}),
        (ContactFilter(post_codes=("50000..59999",)), {"C1"}),
        (ContactFilter(cities=("paris",)), {"C2", "P3"}),
        (ContactFilter(cities=("Köln",)), {"C1"}),
        (ContactFilter(countries=("SE", "NO")), {"P2"}),
        (ContactFilter(territories=("NORD",)), {"P2"}),
        (ContactFilter(languages=("DEU",)), {"P1"}),
        (ContactFilter(cities=("paris",), type=ContactType.PERSON), {"P3"}),
        (ContactFilter(nos=("P99",)), set()),
        (ContactFilter(name="!!"), set()),
    ],
)
async def test_fields_of_the_contact_filter(
    crowd: Crowd, wanted: ContactFilter, members: set[str]
) -> None:
    no = await crowd.segment()
    step = add(Filters(contact=wanted))
    assert (await crowd.criteria.count(no, step)).changed == len(members)
    await crowd.criteria.apply(no, step)
    assert set(await crowd.members(no)) == members


@pytest.mark.parametrize(
    ("filters", "members"),
    [
        (Filters(mailing_group=MailingGroupFilter(("NEWS",))), {"P1", "C2"}),
        (Filters(job_responsibility=JobResponsibilityFilter(("CEO",))), {"P2"}),
        (Filters(industry_group=IndustryGroupFilter(("RETAIL",))), {"C1", "P1", "P2"}),
        (Filters(business_relation=BusinessRelationFilter(("CUST",))), {"C2", "P3"}),
        (
            Filters(
                mailing_group=MailingGroupFilter(("NEWS",)),
                industry_group=IndustryGroupFilter(("RETAIL",)),
            ),
            {"P1"},
        ),
    ],
)
async def test_related_tables_filter_and_sets_combine(
    crowd: Crowd, filters: Filters, members: set[str]
) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(filters))
    assert set(await crowd.members(no)) == members


async def test_interactions_filter_all_in_one_entry_and_canceled_ones_do_not_count(
    crowd: Crowd,
) -> None:
    await crowd.log("P1", evaluation="positive", campaign_no="CP1")
    await crowd.log("P2", evaluation="negative", campaign_no="CP1", salesperson_code="JO")
    await crowd.log("P2", evaluation="positive")
    await crowd.log("P3", evaluation="positive", campaign_no="CP1", canceled=True)
    await crowd.log("P7", date=date(2026, 3, 1), segment_no="SM1")

    async def found(wanted: InteractionFilter) -> set[str]:
        no = await crowd.segment()
        await crowd.criteria.apply(no, add(Filters(interaction=wanted)))
        return set(await crowd.members(no))

    positive = InteractionFilter(campaigns=("CP1",), evaluations=(Evaluation.POSITIVE,))
    assert await found(positive) == {"P1"}
    assert await found(InteractionFilter(templates=("CALL",))) == {"P1", "P2", "P7"}
    assert await found(InteractionFilter(date_from=date(2026, 2, 2))) == {"P7"}
    assert await found(InteractionFilter(date_to=date(2026, 2, 1))) == {"P1", "P2"}
    assert await found(InteractionFilter(segments=("SM1",))) == {"P7"}
    assert await found(InteractionFilter(salespeople=("JO",))) == {"P2"}


async def test_campaigns_filter_by_the_part_a_contact_took(crowd: Crowd) -> None:
    await crowd.log("P1", campaign_no="CP1", campaign_target=True)
    await crowd.log("P1", campaign_no="CP1", campaign_response=True)
    await crowd.log("P2", campaign_no="CP1", campaign_target=True)
    await crowd.log("P3", campaign_no="CP2", campaign_response=True)

    async def found(part: CampaignPart) -> set[str]:
        no = await crowd.segment()
        await crowd.criteria.apply(no, add(Filters(campaign=CampaignFilter(("CP1",), part))))
        return set(await crowd.members(no))

    assert await found(CampaignPart.ANY) == {"P1", "P2"}
    assert await found(CampaignPart.TARGET) == {"P1", "P2"}
    assert await found(CampaignPart.RESPONSE) == {"P1"}
    assert await found(CampaignPart.NO_RESPONSE) == {"P2"}


async def test_existing_contacts_are_skipped_or_doubled_on_wish(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    forecast = await crowd.criteria.count(no, add(nos("P1", "P2")))
    assert (forecast.changed, forecast.left_out) == (1, LeftOut(already_there=1))
    await crowd.criteria.apply(no, add(nos("P1", "P2")))
    assert await crowd.members(no) == ["P1", "P2"]
    again = add(nos("P1", "P2"), allow_existing_contacts=True)
    assert (await crowd.criteria.count(no, again)).changed == 2
    await crowd.criteria.apply(no, again)
    assert sorted(await crowd.members(no)) == ["P1", "P1", "P2", "P2"]


async def test_a_company_is_expanded_before_exclusion_is_applied(crowd: Crowd) -> None:
    no = await crowd.segment()
    step = add(nos("P4"), expand_companies=True)
    forecast = await crowd.criteria.count(no, step)
    assert (forecast.changed, forecast.left_out) == (2, LeftOut(privacy_blocked=1, excluded=1))
    await crowd.criteria.apply(no, step)
    assert await crowd.members(no) == ["C2", "P3"]


async def test_the_company_of_a_match_is_related(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1", "P7"), allow_related_companies=True))
    assert await crowd.members(no) == ["P7", "C1", "P1"]


async def test_an_exclusion_can_be_ignored_a_privacy_block_cannot(crowd: Crowd) -> None:
    no = await crowd.segment()
    step = add(nos("P4", "P5", "P6"), ignore_exclusion=True, allow_existing_contacts=True)
    forecast = await crowd.criteria.count(no, step)
    assert (forecast.changed, forecast.left_out) == (1, LeftOut(privacy_blocked=1, minors=1))
    await crowd.criteria.apply(no, step)
    assert await crowd.members(no) == ["P4"]


async def test_reduce_removes_matches_and_refine_keeps_them(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    forecast = await crowd.criteria.count(no, reduce(nos("C*")))
    assert (forecast.changed, forecast.before, forecast.after) == (2, 6, 4)
    applied = await crowd.criteria.apply(no, reduce(nos("C*")))
    assert (applied.changed, applied.lines) == (2, 4)
    assert await crowd.members(no) == ["P7", "P3", "P2", "P1"]
    assert (await crowd.criteria.count(no, refine(nos("P1", "P7")))).changed == 2
    await crowd.criteria.apply(no, refine(nos("P1", "P7")))
    assert await crowd.members(no) == ["P7", "P1"]


async def test_entire_companies_match_by_any_of_their_contacts(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    await crowd.criteria.apply(no, reduce(nos("P4"), entire_companies=True))
    assert await crowd.members(no) == ["P7", "C1", "P2", "P1"]
    await crowd.criteria.apply(no, refine(nos("P1"), entire_companies=True))
    assert await crowd.members(no) == ["C1", "P2", "P1"]


async def test_refine_drops_lines_without_contact(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1", "P2")))
    async with crowd.database.begin() as session:
        first = SegmentLine.line_no == 10_000
        await session.execute(update(SegmentLine).where(first).values(contact_id=None))
    await crowd.criteria.apply(no, reduce(nos("P9")))
    applied = await crowd.criteria.apply(no, refine())
    assert applied.lines == 1


async def test_an_empty_reduce_removes_everybody(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    assert (await crowd.criteria.count(no, reduce())).everything
    assert (await crowd.criteria.apply(no, reduce())).lines == 0


async def test_counting_changes_nothing_and_a_step_without_effect_is_recorded(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.count(no, add())
    assert (await crowd.members(no), await crowd.criteria.history(no)) == ([], [])
    await crowd.criteria.apply(no, add(nos("P99")))
    assert await crowd.criteria.history(no) == [add(nos("P99"))]


async def test_options_that_mean_nothing_to_an_action_are_not_recorded(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1"), entire_companies=True))
    await crowd.criteria.apply(no, reduce(nos("P2"), expand_companies=True))
    assert await crowd.criteria.history(no) == [add(nos("P1")), reduce(nos("P2"))]


async def test_whoever_is_blocked_later_stays_visible_but_never_enters_again(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    async with crowd.database.begin() as session:
        await session.execute(
            update(Contact).where(Contact.no == "P1").values(privacy_blocked=True)
        )
    forecast = await crowd.criteria.count(no, add(nos("P1"), allow_existing_contacts=True))
    assert (forecast.changed, forecast.left_out) == (0, LeftOut(privacy_blocked=1))
    assert (await crowd.lines.page(no, 0, 10)).rows[0].hindrance == "privacy"


async def test_a_segment_that_is_gone_is_named(crowd: Crowd) -> None:
    with pytest.raises(SegmentUnknown):
        await crowd.criteria.apply("SM404", add())
    with pytest.raises(SegmentUnknown):
        await crowd.criteria.count("SM404", add())


async def test_lines_beyond_the_range_of_an_integer_are_numbered_on(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    async with crowd.database.begin() as session:
        await session.execute(update(SegmentLine).values(line_no=10_000_000_000))
    await crowd.criteria.apply(no, add(nos("P2", "P3")))
    await crowd.criteria.apply(no, reduce(nos("P2")))
    await crowd.criteria.go_back(no)
    found = [row["line_no"] for row in await crowd.rows(no)]
    assert found == [10_000_000_000, 10_000_010_000, 10_000_020_000]
    await crowd.criteria.go_back(no)
    assert await crowd.members(no) == ["P1"]


async def test_two_who_add_the_same_at_once_wait_for_each_other(crowd: Crowd) -> None:
    no = await crowd.segment()
    await asyncio.gather(
        crowd.criteria.apply(no, add()),
        crowd.criteria.apply(no, add()),
        crowd.lines.add_by_hand(no, [crowd.ids["P4"]]),
    )
    members = await crowd.members(no)
    assert sorted(members) == sorted([*ALLOWED, "P4"])
    assert [row["line_no"] for row in await crowd.rows(no)] == [
        place * 10_000 for place in range(1, 8)
    ]
    assert len(await crowd.criteria.history(no)) == 3
