"""What a line inherits and what is its own (business-central 3.3 to 3.5 as amended)."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.enums import CorrespondenceType, Evaluation, InformationFlow
from bot.domain.errors.segments import (
    CampaignFlagWithoutCampaign,
    NegativeAmount,
    SalespersonUnavailable,
    SegmentLineUnknown,
    TemplateNotClearable,
)
from bot.domain.segments.lines import Line, LineChanges, Lines
from bot.models import Contact, InteractionTemplate
from bot.storage.database import Database
from tests.segments.crowd import Crowd, add, nos

NO = "SM10001"
"""A business letter by hard copy, in English, of the sample company; ten lines."""


@pytest.fixture
def sample(sample_database: Database) -> Crowd:
    return Crowd(sample_database)


async def first(crowd: Crowd, no: str = NO) -> Line:
    return await crowd.lines.line(no, 10_000)


async def contact(crowd: Crowd, line: Line, **values: Any) -> None:
    """Change the contact of a line."""
    async with crowd.database.begin() as session:
        await session.execute(update(Contact).where(Contact.id == line.contact_id).values(values))


async def test_a_line_without_anything_of_its_own_shows_its_header(sample: Crowd) -> None:
    line = await first(sample)
    header = (await sample.segments.card(NO)).header
    values = line.values
    assert line.own == frozenset()
    assert (values.description, values.date) == (header.description, header.date)
    assert (values.cost, values.duration_min) == (Decimal(8), 30)
    assert (values.template_code, values.group_code) == ("BUS", "LETTER")
    assert line.template_name == "Business letter"
    assert (values.salesperson_code, values.campaign_no) == ("HR", "CP1001")
    assert values.correspondence_type is CorrespondenceType.HARD_COPY
    assert values.information_flow is InformationFlow.OUTBOUND
    assert (values.time, values.evaluation, values.subject) == (None, None, None)
    assert (values.campaign_target, values.campaign_response) == (False, False)


async def test_inherited_values_follow_the_header_own_ones_stay(sample: Crowd) -> None:
    await sample.lines.customise(
        NO, Lines.of([20_000]), {"description": "Ring first", "cost": Decimal(3)}
    )
    await sample.segments.change_header(
        NO, {"description": "Autumn", "unit_cost": Decimal(5), "date": date(2026, 9, 1)}
    )
    page = await sample.lines.page(NO, 0, 3)
    assert [line.values.description for line in page.rows] == ["Autumn", "Ring first", "Autumn"]
    assert [line.values.cost for line in page.rows] == [5, 3, 5]
    assert {line.values.date for line in page.rows} == {date(2026, 9, 1)}
    assert page.rows[1].own == {"description", "cost"}


async def test_an_own_blank_is_not_an_inherited_value(sample: Crowd) -> None:
    await sample.lines.customise(NO, Lines.of([10_000]), {"campaign_no": None, "description": " "})
    line = await first(sample)
    assert (line.values.campaign_no, line.values.description) == (None, None)
    assert line.own == {"campaign_no", "description"}
    assert await sample.lines.reset(NO, Lines.of([10_000]), ["campaign_no"]) == 1
    line = await first(sample)
    assert line.values.campaign_no == "CP1001"
    assert line.own == {"description"}
    assert await sample.lines.reset(NO, Lines.of([10_000])) == 1
    assert (await first(sample)).own == frozenset()
    assert await sample.lines.reset(NO, Lines()) == 0


async def test_every_field_can_be_the_lines_own_and_inherited_again(sample: Crowd) -> None:
    before = (await first(sample)).values
    changes: LineChanges = {
        "description": "Own",
        "date": date(2027, 1, 2),
        "time": time(9, 30),
        "salesperson_code": "OF",
        "template_code": "OUTGOING",
        "language_code": "DAN",
        "subject": "Subject",
        "content": "Text",
        "correspondence_type": CorrespondenceType.EMAIL,
        "information_flow": InformationFlow.INBOUND,
        "initiated_by": None,
        "cost": Decimal("1.50"),
        "duration_min": 7,
        "evaluation": Evaluation.POSITIVE,
        "campaign_no": "CP1003",
        "campaign_target": True,
        "campaign_response": True,
    }
    assert await sample.lines.customise(NO, Lines.of([10_000]), changes) == 1
    line = await first(sample)
    assert line.own == set(changes)
    assert {name: getattr(line.values, name) for name in changes} == changes
    assert line.values.group_code == "PHONE"
    await sample.lines.reset(NO, Lines.of([10_000]))
    assert (await first(sample)).values == before
    row = (await sample.rows(NO))[0]
    columns = set(row) - {"segment_no", "line_no", "contact_id", "contact_company_id", "customised"}
    assert {row[name] for name in columns} == {None}


async def test_a_chosen_set_is_customised_at_once(sample: Crowd) -> None:
    lines = sample.lines
    assert await lines.customise(NO, Lines(), {"duration_min": 5}) == 10
    name = (await first(sample)).contact_name or ""
    found = (await lines.page(NO, 0, 20, name)).total
    assert 0 < found < 10
    assert await lines.customise(NO, Lines(words=name), {"duration_min": 6}) == found
    page = await lines.page(NO, 0, 10)
    assert sum(line.values.duration_min == 6 for line in page.rows) == found
    assert await lines.reset(NO, Lines(customised=True), ["duration_min"]) == 10


async def test_a_template_of_its_own_brings_its_values(sample: Crowd) -> None:
    one = Lines.of([10_000])
    await sample.lines.customise(NO, one, {"cost": Decimal(99), "description": "Mine"})
    await sample.lines.customise(NO, one, {"template_code": "INCOME"})
    line = await first(sample)
    assert line.own == {"template_code", "description"}
    assert (line.values.cost, line.values.duration_min) == (Decimal(0), 15)
    assert line.values.group_code == "PHONE"
    assert line.values.information_flow is InformationFlow.INBOUND
    await sample.segments.change_header(NO, {"unit_cost": Decimal(5)})
    assert (await first(sample)).values.cost == 0
    await sample.lines.customise(NO, one, {"cost": Decimal(2)})
    await sample.lines.customise(NO, one, {"template_code": "INCOME"})
    assert (await first(sample)).values.cost == 2
    await sample.lines.customise(NO, one, {"template_code": "BUS"})
    line = await first(sample)
    assert line.own == {"description"}
    assert line.values.cost == 5


async def test_the_language_is_the_contacts_if_the_template_has_it(sample: Crowd) -> None:
    line = await first(sample)
    for spoken, expected in (("DEU", "DEU"), ("FRA", "FRA"), ("DAN", "ENU"), (None, "ENU")):
        await contact(sample, line, language_code=spoken)
        assert (await first(sample)).values.language_code == expected
    await contact(sample, line, language_code="DAN")
    await sample.segments.change_header(NO, {"language_code": "FRA"})
    assert (await first(sample)).values.language_code == "FRA"
    await sample.lines.customise(NO, Lines.of([10_000]), {"template_code": "OUTGOING"})
    assert (await first(sample)).values.language_code == "DAN"


async def test_subject_and_text_of_the_header_are_in_its_language(sample: Crowd) -> None:
    line = await first(sample)
    await contact(sample, line, language_code="ENU")
    assert "{{contact.name}}" in ((await first(sample)).values.content or "")
    await sample.segments.change_header(NO, {"subject": "News", "content": "Hello"})
    assert (await first(sample)).values.content == "Hello"
    assert (await first(sample)).values.subject == "News"
    await contact(sample, line, language_code="FRA")
    french = (await first(sample)).values
    assert french.subject is None
    assert french.content is not None
    assert french.content != "Hello"


@pytest.mark.parametrize(
    ("flag", "header", "template_flag", "template", "preferred", "expected"),
    [
        (True, "email", False, "hard_copy", "hard_copy", "email"),
        (True, None, False, "email", "hard_copy", "hard_copy"),
        (False, "email", False, "email", "hard_copy", "hard_copy"),
        (False, "email", True, "email", "hard_copy", "email"),
        (False, None, False, "email", None, "email"),
        (False, None, False, None, None, None),
    ],
)
async def test_the_channel_follows_the_table_of_rules(
    crowd: Crowd,
    flag: bool,
    header: str | None,
    template_flag: bool,
    template: str | None,
    preferred: str | None,
    expected: str | None,
) -> None:
    async with crowd.database.begin() as session:
        await session.execute(
            update(InteractionTemplate).values(
                correspondence_type=template, ignore_contact_correspondence_type=template_flag
            )
        )
    no = await crowd.segment(template_code="CALL")
    await crowd.criteria.apply(no, add(nos("P1")))
    async with crowd.database.begin() as session:
        await session.execute(update(Contact).values(correspondence_type=preferred))
    await crowd.header(no, ignore_contact_correspondence_type=flag, correspondence_type=header)
    assert (await first(crowd, no)).values.correspondence_type == expected


async def test_the_contacts_salesperson_only_where_the_header_has_none(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add(nos("P1")))
    assert (await first(crowd, no)).values.salesperson_code == "OF"
    await crowd.segments.change_header(no, {"salesperson_code": None})
    assert (await first(crowd, no)).values.salesperson_code == "JO"


async def test_target_and_response_mean_nothing_without_a_campaign(sample: Crowd) -> None:
    one = Lines.of([10_000])
    await sample.segments.change_header(NO, {"campaign_target": True})
    assert (await first(sample)).values.campaign_target
    await sample.lines.customise(NO, one, {"campaign_no": None})
    assert not (await first(sample)).values.campaign_target
    with pytest.raises(CampaignFlagWithoutCampaign):
        await sample.lines.customise(NO, Lines(), {"campaign_response": True})
    assert (await first(sample)).own == {"campaign_no"}


async def test_what_a_line_refuses(sample: Crowd) -> None:
    customise = sample.lines.customise
    with pytest.raises(TemplateNotClearable):
        await customise(NO, Lines(), {"template_code": None})
    with pytest.raises(SalespersonUnavailable):
        await customise(NO, Lines(), {"salesperson_code": "NOBODY"})
    with pytest.raises(NegativeAmount):
        await customise(NO, Lines(), {"duration_min": -1})
    with pytest.raises(SegmentLineUnknown):
        await sample.lines.line(NO, 5)


async def test_pages_count_off_from_either_end(crowd: Crowd) -> None:
    no = await crowd.segment()
    await crowd.criteria.apply(no, add())
    for gap in (False, True):
        if gap:
            await crowd.lines.remove_by_hand(no, Lines.of([20_000]))
        whole = [line.line_no for line in (await crowd.lines.page(no, 0, 10)).rows]
        for offset in range(len(whole) + 2):
            page = await crowd.lines.page(no, offset, 2)
            assert [line.line_no for line in page.rows] == whole[offset : offset + 2]
            assert (page.total, page.offset) == (len(whole), offset)
