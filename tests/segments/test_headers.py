"""Creating a segment and changing its header (business-central 3.1, 3.2)."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select, update

from bot.domain.criteria.criteria import Step
from bot.domain.enums import (
    CorrespondenceType,
    CriteriaAction,
    InformationFlow,
    InitiatedBy,
    SalespersonRole,
)
from bot.domain.errors.segments import (
    CampaignFlagWithoutCampaign,
    CampaignUnknown,
    ChannelFollowsContacts,
    LanguageNotOfTemplate,
    LanguageWithoutTemplate,
    NegativeAmount,
    NotYoursToBringBack,
    SalespersonUnavailable,
    SegmentUnknown,
    TemplateNotClearable,
    TemplateUnavailable,
    TextTooLong,
)
from bot.domain.segments.header import KEPT
from bot.models import InteractionTemplate, NumberSeries, Salesperson, Segment, SegmentLine
from bot.services.criteria.criteria import Criteria
from bot.services.segments.segments import Segments
from bot.storage.database import Database
from tests.making import NOW, person


@pytest.fixture
def segments(sample_database: Database) -> Segments:
    return Segments(sample_database, lambda: NOW)


async def test_a_new_segment_has_the_next_number_the_day_and_the_salesperson(
    segments: Segments,
) -> None:
    tokyo = person(zone="Asia/Tokyo")
    late = Segments(segments._db, lambda: datetime(2026, 3, 16, 20, 0, tzinfo=UTC))
    first, second = await late.create(tokyo, "Spring"), await late.create(tokyo)
    assert first.header.no.startswith("SM")
    assert int(second.header.no[2:]) == int(first.header.no[2:]) + 1
    assert (first.header.date, first.header.salesperson_code) == (date(2026, 3, 17), "OF")
    assert (first.header.description, second.header.description) == ("Spring", None)
    assert (first.lines, first.actions, first.created_by) == (0, 0, "U1")


async def test_a_missing_number_series_is_made(database: Database) -> None:
    segments = Segments(database, lambda: NOW)
    card = await segments.create(person(salesperson_code=None))
    assert card.header.no == "SM00001"
    async with database.read() as session:
        assert (await session.scalars(select(NumberSeries.code))).all() == ["SEGMENT"]


async def test_a_missing_number_series_is_made_once_by_many_at_once(database: Database) -> None:
    segments = Segments(database, lambda: NOW)
    anybody = person(salesperson_code=None)
    cards = await asyncio.gather(*(segments.create(anybody) for _ in range(4)))
    assert sorted(card.header.no for card in cards) == [f"SM0000{n}" for n in range(1, 5)]


async def test_numbers_that_are_taken_are_passed_over(segments: Segments) -> None:
    async with segments._db.begin() as session:
        await session.execute(
            update(NumberSeries).where(NumberSeries.code == "SEGMENT").values(last_used=10_000)
        )
    assert (await segments.create(person())).header.no == "SM10003"
    assert (await segments.create(person())).header.no == "SM10005"


async def test_a_template_gives_the_header_its_values(segments: Segments) -> None:
    no = (await segments.create(person(), "Golf")).header.no
    await segments.change_header(no, {"subject": "Old subject"})
    card = await segments.change_header(no, {"template_code": "GOLF"})
    header = card.header
    assert (header.group_code, header.language_code) == ("LETTER", "ENU")
    assert (header.unit_cost, header.unit_duration_min) == (Decimal(8), 1)
    assert header.information_flow is InformationFlow.OUTBOUND
    assert header.initiated_by is InitiatedBy.US
    assert header.correspondence_type is CorrespondenceType.EMAIL
    assert header.ignore_contact_correspondence_type
    assert (header.description, header.subject, header.campaign_no) == ("Golf", None, None)
    assert (card.template_description, card.group_description) == ("Golf event", "Letters")


async def test_a_campaign_of_the_template_comes_along_another_one_stays(segments: Segments) -> None:
    async with segments._db.begin() as session:
        await session.execute(
            update(InteractionTemplate)
            .where(InteractionTemplate.code == "MEMO")
            .values(campaign_no="CP1002", campaign_target=True)
        )
    no = (await segments.create(person())).header.no
    await segments.change_header(no, {"campaign_no": "CP1001"})
    card = await segments.change_header(no, {"template_code": "BUS"})
    assert card.header.campaign_no == "CP1001"
    card = await segments.change_header(no, {"template_code": "MEMO"})
    assert (card.header.campaign_no, card.header.campaign_target) == ("CP1002", True)
    card = await segments.change_header(no, {"campaign_no": None})
    assert not card.header.campaign_target


async def test_what_is_typed_along_with_a_template_beats_the_template(segments: Segments) -> None:
    no = (await segments.create(person())).header.no
    card = await segments.change_header(
        no, {"unit_cost": Decimal("2.50"), "language_code": "FRA", "template_code": "GOLF"}
    )
    assert (card.header.unit_cost, card.header.language_code) == (Decimal("2.50"), "FRA")


async def test_what_a_header_refuses(segments: Segments) -> None:
    no = (await segments.create(person(), "Refusals")).header.no
    change = segments.change_header
    with pytest.raises(LanguageWithoutTemplate):
        await change(no, {"language_code": "ENU"})
    with pytest.raises(ChannelFollowsContacts):
        await change(no, {"correspondence_type": CorrespondenceType.EMAIL})
    with pytest.raises(CampaignFlagWithoutCampaign):
        await change(no, {"campaign_target": True})
    with pytest.raises(CampaignUnknown):
        await change(no, {"campaign_no": "CP404"})
    with pytest.raises(NegativeAmount):
        await change(no, {"unit_cost": Decimal(-1)})
    with pytest.raises(TextTooLong):
        await change(no, {"description": "x" * 101})
    with pytest.raises(TemplateUnavailable):
        await change(no, {"template_code": "NOPE"})
    await change(no, {"template_code": "INHOUSE"})
    with pytest.raises(TemplateNotClearable):
        await change(no, {"template_code": None})
    with pytest.raises(LanguageNotOfTemplate):
        await change(no, {"language_code": "DAN"})
    async with segments._db.begin() as session:
        await session.execute(
            update(Salesperson).where(Salesperson.code == "HR").values(blocked=True)
        )
        await session.execute(
            update(InteractionTemplate)
            .where(InteractionTemplate.code.in_(["GOLF", "INHOUSE"]))
            .values(archived_at=NOW)
        )
    with pytest.raises(SalespersonUnavailable):
        await change(no, {"salesperson_code": "HR"})
    with pytest.raises(TemplateUnavailable):
        await change(no, {"template_code": "GOLF"})
    # The one it has may stay, though it is archived since.
    card = await change(no, {"template_code": "INHOUSE", "language_code": "FRA"})
    assert (card.header.language_code, card.header.description) == ("FRA", "Refusals")


async def test_a_channel_for_all_needs_the_flag(segments: Segments) -> None:
    no = (await segments.create(person())).header.no
    card = await segments.change_header(
        no,
        {
            "ignore_contact_correspondence_type": True,
            "correspondence_type": CorrespondenceType.HARD_COPY,
        },
    )
    assert card.header.correspondence_type is CorrespondenceType.HARD_COPY


async def test_own_segments_and_all_are_listed_and_searched(segments: Segments) -> None:
    mine = (await segments.create(person(), "Été à la mer")).header.no
    every = await segments.listed(person(), own=False)
    assert every.total == 4
    assert mine in {row.no for row in every.rows}
    own = await segments.listed(person(), own=True)
    assert {row.no for row in own.rows} == {mine, "SM10004"}
    found = await segments.listed(person(), own=False, words="MER ete")
    assert [row.no for row in found.rows] == [mine]
    second = await segments.listed(person(), own=False, offset=1, count=2)
    assert (len(second.rows), second.total) == (2, 4)
    sample = next(row for row in every.rows if row.no == "SM10001")
    assert (sample.lines, sample.template_code, sample.salesperson_name) == (
        10,
        "BUS",
        "Helena Ray",
    )


async def test_a_deleted_segment_is_gone_and_can_be_brought_back(segments: Segments) -> None:
    before = await segments.card("SM10004")
    deleted = await segments.delete("SM10004", person())
    assert (deleted.no, deleted.lines) == ("SM10004", 10)
    with pytest.raises(SegmentUnknown):
        await segments.card("SM10004")
    assert (await segments.listed(person(), own=False)).total == 2
    assert [row.no for row in await segments.deleted(person())] == ["SM10004"]
    assert await segments.bring_back("SM10004", person()) == before
    assert await segments.deleted(person()) == []


async def test_after_a_day_a_deleted_segment_is_removed_for_good(segments: Segments) -> None:
    await segments.delete("SM10004", person())
    assert await segments.purge() == 0
    later = Segments(segments._db, lambda: NOW + KEPT)
    assert await later.purge() == 1
    with pytest.raises(SegmentUnknown):
        await later.bring_back("SM10004", person())
    async with segments._db.read() as session:
        left = select(func.count()).where(SegmentLine.segment_no == "SM10004")
        assert await session.scalar(left) == 0
        assert await session.get(Segment, "SM10001") is not None


async def test_a_deleted_segment_is_brought_back_for_a_day_even_if_nobody_purged(
    segments: Segments,
) -> None:
    await segments.delete("SM10004", person())
    later = Segments(segments._db, lambda: NOW + KEPT)
    assert await later.deleted(person()) == []
    with pytest.raises(SegmentUnknown):
        await later.bring_back("SM10004", person())
    almost = Segments(segments._db, lambda: NOW + KEPT - timedelta(seconds=1))
    assert (await almost.bring_back("SM10004", person())).lines == 10


async def test_only_who_it_belongs_to_or_who_deleted_it_brings_it_back(segments: Segments) -> None:
    helena = person(user_id="U2", salesperson_code="HR")
    stranger = person(user_id="U3", salesperson_code="JO", role=SalespersonRole.SALESPERSON)
    await segments.delete("SM10004", helena)
    assert await segments.deleted(stranger) == []
    with pytest.raises(NotYoursToBringBack):
        await segments.bring_back("SM10004", stranger)
    assert [row.no for row in await segments.deleted(helena)] == ["SM10004"]
    assert [row.no for row in await segments.deleted(person())] == ["SM10004"]
    await segments.bring_back("SM10004", helena)
    assert await segments.deleted(helena) == []
    assert (await segments.bring_back("SM10004", stranger)).header.no == "SM10004"


async def test_the_criteria_of_a_deleted_segment_are_out_of_reach(segments: Segments) -> None:
    await segments.delete("SM10004", person())
    criteria = Criteria(segments._db, lambda: NOW)
    for use in (
        criteria.history("SM10004"),
        criteria.sentences("SM10004"),
        criteria.go_back("SM10004"),
        criteria.reset("SM10004"),
        criteria.count("SM10004", Step(CriteriaAction.ADD)),
        criteria.apply("SM10004", Step(CriteriaAction.ADD)),
        criteria.save("SM10004", "KEPT", None, person()),
    ):
        with pytest.raises(SegmentUnknown):
            await use


async def test_a_card_says_how_many_lines_differ(segments: Segments) -> None:
    async with segments._db.begin() as session:
        await session.execute(
            update(SegmentLine)
            .where(SegmentLine.segment_no == "SM10001", SegmentLine.line_no <= 30_000)
            .values(customised=1, description="Own")
        )
        await session.execute(delete(SegmentLine).where(SegmentLine.line_no == 100_000))
    card = await segments.card("SM10001")
    assert (card.lines, card.customised_lines, card.campaign_description) == (
        9,
        3,
        "Increase sale",
    )
