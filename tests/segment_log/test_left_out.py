"""Preview and log agree on what is left out, and why; what is left out can stay."""

import pytest

from bot.domain.errors.segment_log import (
    DescriptionMissing,
    NothingToLog,
    PreviewOutdated,
    SegmentAlreadyLogged,
    SegmentEmpty,
)
from bot.domain.errors.segments import SegmentUnknown
from bot.domain.segment_log.rules import LogOptions, Part, Reason
from bot.domain.segments.lines import Lines
from bot.i18n import translator
from bot.models import Contact, InteractionTemplate, LoggedSegmentLine, Salesperson
from tests.making import NOW
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import FINE_ART, MEAGAN, MEGAN, ROBERT, TREY


async def _with_every_reason(world: World) -> str:
    """Eleven lines, each but the last left out for another reason."""
    ids = range(100, 110)
    await world.add_rows(
        Contact,
        *({"id": at, "no": f"CT{at}", "type": "person", "name": f"Person {at}"} for at in ids),
    )
    no = await world.segment((*ids, None), salesperson_code="OF")
    changes: tuple[dict[str, str | None], ...] = (
        {"template_code": "BUS"},
        {"template_code": "GOLF"},
        {"language_code": "FRA"},
        {"salesperson_code": None},
        {"salesperson_code": "JO"},
        {"date": None},
        {"description": None},
    )
    for at, values in enumerate(changes, start=4):
        await world.customise(no, at, **values)
    await world.change(InteractionTemplate, "GOLF", archived_at=NOW)
    await world.change(Contact, 100, deleted_at=NOW)
    await world.change(Contact, 101, privacy_blocked=True)
    await world.change(Contact, 102, minor=True)
    await world.change(Salesperson, "JO", blocked=True)
    await world.customise_directly(no, 4, template_code=None)
    await world.customise_directly(no, 6, language_code="XXX")
    return no


EVERY = [
    Reason.CONTACT_GONE,
    Reason.PRIVACY_BLOCKED,
    Reason.MINOR,
    Reason.NO_TEMPLATE,
    Reason.TEMPLATE_ARCHIVED,
    Reason.LANGUAGE_UNKNOWN,
    Reason.NO_SALESPERSON,
    Reason.SALESPERSON_BLOCKED,
    Reason.NO_DATE,
    Reason.NO_DESCRIPTION,
    Reason.NO_CONTACT,
]


async def test_every_reason_is_counted_once_and_listed(world: World) -> None:
    no = await _with_every_reason(world)
    preview = await world.preview.of(no)
    assert (preview.lines, preview.to_log, preview.left_out_total) == (11, 0, 11)
    assert preview.left_out == dict.fromkeys(sorted(EVERY, key=list(Reason).index), 1)
    assert list(preview.left_out) == [reason for reason in Reason if reason in EVERY]
    page = await world.preview.lines(no, Part.LEFT_OUT, count=20)
    assert [line.reason for line in page.rows] == EVERY
    assert page.total == 11
    for reason in EVERY:
        (line,) = (await world.preview.lines(no, reason)).rows
        assert line.reason is reason


async def test_nothing_is_logged_where_nothing_can_be(world: World) -> None:
    no = await _with_every_reason(world)
    before = await world.state()
    with pytest.raises(NothingToLog):
        await world.log.log(no, OTIS, LogOptions())
    assert await world.state() == before


async def test_left_out_lines_go_with_the_segment_and_are_kept_with_their_reason(
    world: World,
) -> None:
    no = await world.segment((*GOOD, None))
    await world.block(MEGAN)
    logged = await world.log.log(no, OTIS, LogOptions())
    assert (logged.logged, logged.kept) == (4, 0)
    assert logged.left_out == {Reason.PRIVACY_BLOCKED: 1, Reason.NO_CONTACT: 1}
    assert not await world.is_open(no)
    kept = await world.rows(LoggedSegmentLine)
    assert {(row["line_no"], row["reason"]) for row in kept} == {
        (30_000, Reason.PRIVACY_BLOCKED),
        (60_000, Reason.NO_CONTACT),
    }


async def test_left_out_lines_can_stay_and_be_logged_later(world: World) -> None:
    no = await world.segment()
    await world.block(MEGAN)
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    assert (logged.logged, logged.kept) == (4, 1)
    assert await world.lines_left(no) == [30_000]
    preview = await world.preview.of(no)
    assert (preview.lines, preview.rest, preview.obstacle) == (1, True, None)
    with pytest.raises(NothingToLog):
        await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.change(Contact, MEGAN, privacy_blocked=False)
    rest = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    assert (rest.logged, rest.kept) == (1, 0)
    assert not await world.is_open(no)
    assert [row.part for row in (await world.logged.listed()).rows] == [2, 1]
    assert set((await world.times_logged()).values()) == {1}


async def test_keeping_changes_nothing_when_every_line_is_logged(world: World) -> None:
    no = await world.segment()
    logged = await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    assert logged.kept == 0
    assert not await world.is_open(no)


async def _repeated(world: World) -> str:
    no = await world.segment((MEAGAN, TREY, MEAGAN, ROBERT, MEAGAN, TREY))
    await world.customise(no, 1, description=None)  # so the second line is the first of Meagan's
    return no


async def test_a_contact_on_several_lines_is_a_warning(world: World) -> None:
    no = await _repeated(world)
    preview = await world.preview.of(no)
    assert (preview.to_log, preview.repeated) == (5, 2)
    page = await world.preview.lines(no, Part.REPEATED)
    assert [line.line_no for line in page.rows] == [50_000, 60_000]
    logged = await world.log.log(no, OTIS, LogOptions())
    assert (logged.logged, logged.left_out) == (5, {Reason.NO_DESCRIPTION: 1})
    assert await world.times_logged() == {MEAGAN: 2, TREY: 2, ROBERT: 1}


@pytest.mark.parametrize("keep", [False, True])
async def test_each_contact_can_be_logged_once(world: World, keep: bool) -> None:
    no = await _repeated(world)
    preview = await world.preview.of(no, duplicates_once=True)
    assert (preview.to_log, preview.repeated) == (3, 0)
    assert preview.left_out == {Reason.NO_DESCRIPTION: 1, Reason.DUPLICATE: 2}
    page = await world.preview.lines(no, Part.LEFT_OUT, duplicates_once=True)
    assert [line.reason for line in page.rows] == [
        Reason.NO_DESCRIPTION,
        Reason.DUPLICATE,
        Reason.DUPLICATE,
    ]
    options = LogOptions(duplicates_once=True, keep_left_out=keep, expected=3)
    logged = await world.log.log(no, OTIS, options)
    assert logged.left_out == {Reason.NO_DESCRIPTION: 1, Reason.DUPLICATE: 2}
    assert await world.times_logged() == {MEAGAN: 1, TREY: 1, ROBERT: 1}
    assert await world.lines_left(no) == ([10_000, 50_000, 60_000] if keep else [])


async def test_a_segment_that_changed_since_the_preview_is_not_logged(world: World) -> None:
    no = await world.segment()
    await world.block(MEGAN)
    before = await world.state()
    with pytest.raises(PreviewOutdated):
        await world.log.log(no, OTIS, LogOptions(expected=5))
    assert await world.state() == before


async def test_a_segment_is_logged_once(world: World) -> None:
    no = await world.segment()
    logged = await world.log.log(no, OTIS, LogOptions())
    with pytest.raises(SegmentAlreadyLogged) as raised:
        await world.log.log(no, OTIS, LogOptions())
    assert raised.value.logged_segment_id == logged.logged_segment_id
    assert set((await world.times_logged()).values()) == {1}


async def test_what_there_must_be(world: World) -> None:
    with pytest.raises(SegmentUnknown):
        await world.log.log("SM99999", OTIS, LogOptions())
    empty = await world.segment((None,))
    preview = await world.preview.of(empty)
    assert preview.obstacle is not None
    with pytest.raises(SegmentEmpty):
        await world.log.log(empty, OTIS, LogOptions())
    no = (await world.segments.create(OTIS)).header.no
    await world.lines.add_by_hand(no, [MEAGAN])
    with pytest.raises(DescriptionMissing):
        await world.log.log(no, OTIS, LogOptions())
    assert (await world.preview.of(no)).obstacle is not None
    await world.segments.delete(no, OTIS)
    with pytest.raises(SegmentUnknown):
        await world.log.log(no, OTIS, LogOptions())


async def test_pages_and_the_list_to_log(world: World) -> None:
    no = await world.segment()
    page = await world.preview.lines(no, Part.TO_LOG, offset=3, count=3)
    assert [(line.contact_id, line.line_no) for line in page.rows] == [
        (TREY, 40_000),
        (ROBERT, 50_000),
    ]
    assert (page.offset, page.total) == (3, 5)
    assert [line.company_name for line in page.rows] == [None, "Trey Research"]


async def test_lists_are_downloaded_for_a_spreadsheet(world: World) -> None:
    no = await world.segment((MEAGAN, FINE_ART))
    await world.change(Contact, MEAGAN, name='=HYPERLINK("x")', city='"Quoted", a\ncity')
    await world.customise(no, 2, description="@SUM(1)")
    pieces = [piece async for piece in world.preview.export(no, Part.TO_LOG, translator("en"))]
    text = b"".join(pieces).decode()
    assert text.startswith("\ufeffLine,Contact No.,Contact,Company,City,")
    assert '''10000,CT1,"'=HYPERLINK(""x"")",School of Fine Art,"""Quoted"", a\ncity",''' in text
    assert ",'@SUM(1)," in text
    assert ",'+1 425-555-0107," in text
    assert text.count("\r\n") == 3


async def test_a_download_knows_no_limit(world: World) -> None:
    await world.add_rows(
        Contact,
        *(
            {"id": at, "no": f"CT{at}", "type": "person", "name": f"Person {at}"}
            for at in range(1000, 3500)
        ),
    )
    no = await world.segment(tuple(range(1000, 3500)))
    pieces = [piece async for piece in world.preview.export(no, Part.TO_LOG, translator("fr"))]
    assert len(pieces) == 3
    assert b"".join(pieces).count(b"\r\n") == 2501


async def test_a_line_of_another_segment_changes_nothing(world: World) -> None:
    no, other = await world.segment((MEAGAN,)), await world.segment((MEAGAN, MEAGAN))
    assert (await world.preview.of(no)).repeated == 0
    await world.log.log(no, OTIS, LogOptions(duplicates_once=True))
    assert await world.lines_left(other) == [10_000, 20_000]
    await world.lines.remove_by_hand(other, Lines())
