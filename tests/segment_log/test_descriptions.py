"""A description that nobody typed is what a line's template is called, in the line's language."""

import csv
from io import StringIO

import pytest

from bot.domain.errors.segment_log import DescriptionMissing
from bot.domain.segment_log.rules import LogOptions, Part, Reason
from bot.i18n import translator
from bot.models import Contact, InteractionTemplate, InteractionTemplateLanguage, Segment
from tests.segment_log.world import OTIS, World
from tests.services.company import MEAGAN, MEGAN, ROBERT, TREY

BLANK = {"description": None}


@pytest.fixture
async def bilingual(world: World) -> World:
    """The company, with a contact who is written to in French."""
    names = {"OUTGOING": "Appel sortant", "BUS": "Lettre commerciale"}
    for code, name in names.items():
        await world.change(InteractionTemplateLanguage, (code, "FRA"), description=name)
    await world.change(Contact, MEGAN, language_code="FRA")
    return world


async def _logged(world: World, no: str) -> list[str]:
    """What is logged for each line, after every place before the log has said the same."""
    listed = [line.values.description for line in (await world.lines.page(no, 0, 50)).rows]
    alone = [
        (await world.lines.line(no, line.line_no)).values.description
        for line in (await world.lines.page(no, 0, 50)).rows
    ]
    pieces = [piece async for piece in world.preview.export(no, Part.TO_LOG, translator("en"))]
    rows = csv.DictReader(StringIO(b"".join(pieces).decode("utf-8-sig")))
    exported = [row["Description"] for row in rows]
    preview = await world.preview.of(no)
    options = LogOptions(expected=len(listed), revision=preview.revision)
    await world.log.log(no, OTIS, options)
    logged = [row.description for row in await world.interactions()]
    assert listed == alone == exported == logged
    assert preview.obstacle is None
    return logged


async def test_it_follows_the_template_of_the_line_in_the_contacts_language(
    bilingual: World,
) -> None:
    world = bilingual
    no = await world.segment((MEAGAN, MEGAN, TREY, MEGAN), **BLANK)
    for line in (3, 4):
        await world.customise(no, line, template_code="BUS")
    assert await _logged(world, no) == [
        "Outgoing phone call",
        "Appel sortant",
        "Business letter",
        "Lettre commerciale",
    ]
    (logged,) = (await world.logged.listed()).rows
    assert logged.description == "Outgoing phone call"
    assert {row.subject for row in await world.interactions()} == {
        row.description for row in await world.interactions()
    }


async def test_in_a_language_of_the_lines_own_and_in_the_templates_own_words_without(
    bilingual: World,
) -> None:
    world = bilingual
    no = await world.segment((MEAGAN, MEGAN, TREY), **BLANK)
    await world.customise(no, 1, language_code="FRA")
    await world.customise(no, 2, language_code="ENU")
    await world.customise(no, 3, language_code=None)
    await world.change(InteractionTemplate, "OUTGOING", description="Call")
    assert await _logged(world, no) == ["Appel sortant", "Outgoing phone call", "Call"]


async def test_what_was_typed_stays_on_lines_with_another_template(bilingual: World) -> None:
    world = bilingual
    no = await world.segment((MEAGAN, MEGAN, ROBERT), description="Spring letter")
    await world.customise(no, 1, template_code="BUS")
    await world.customise(no, 2, template_code="BUS", description="Ring first")
    assert await _logged(world, no) == ["Spring letter", "Ring first", "Spring letter"]


async def test_what_was_typed_on_a_line_stays_where_the_header_says_nothing(
    bilingual: World,
) -> None:
    world = bilingual
    no = await world.segment((MEAGAN, MEGAN), **BLANK)
    await world.customise(no, 2, description="Ring first")
    await world.customise(no, 2, template_code="BUS")
    assert await _logged(world, no) == ["Outgoing phone call", "Ring first"]


async def test_a_line_of_a_blank_segment_is_called_like_its_template(bilingual: World) -> None:
    world = bilingual
    no = (await world.segments.create(OTIS)).header.no
    await world.lines.add_by_hand(no, [MEAGAN, MEGAN])
    assert (await world.preview.of(no)).obstacle is not None
    with pytest.raises(DescriptionMissing):
        await world.log.log(no, OTIS, LogOptions())
    await world.customise(no, 1, template_code="GOLF")
    preview = await world.preview.of(no)
    assert (preview.obstacle, preview.to_log) == (None, 1)
    assert preview.left_out == {Reason.NO_TEMPLATE: 1}
    await world.customise(no, 2, template_code="BUS")
    assert await _logged(world, no) == ["Golf event", "Lettre commerciale"]
    (logged,) = (await world.logged.listed()).rows
    assert logged.description == ""


async def test_taking_back_remembers_that_nobody_typed_it(bilingual: World) -> None:
    world = bilingual
    no = await world.segment((MEAGAN,), **BLANK)
    before = await world.rows(Segment)
    assert [row["description_of_template"] for row in before] == [True]
    done = await world.log.log(no, OTIS, LogOptions())
    await world.log.take_back(done.logged_segment_id)
    assert await world.rows(Segment) == before
    await world.segments.change_header(no, {"template_code": "BUS"})
    assert await _logged(world, no) == ["Business letter"]


async def test_the_header_is_called_like_its_template_until_somebody_types(
    bilingual: World,
) -> None:
    world = bilingual
    no = await world.segment((MEAGAN,), **BLANK)

    async def said(**changes: str | None) -> str | None:
        return (await world.segments.change_header(no, changes)).header.description  # type: ignore[arg-type]

    assert await said() == "Outgoing phone call"
    assert await said(template_code="BUS") == "Business letter"
    assert await said(description="Spring letter") == "Spring letter"
    assert await said(template_code="OUTGOING") == "Spring letter"
    assert await said(description=" ") == "Outgoing phone call"
    assert await said(template_code="GOLF", description="Ours") == "Ours"
    assert await _logged(world, no) == ["Ours"]
