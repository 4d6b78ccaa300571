"""The file of a segment whose template imports one: stored once, shared by all that is logged."""

from datetime import timedelta
from typing import Any

from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.header import SegmentFile
from bot.models import Attachment, Contact, Interaction
from bot.services.interactions.attachments import Attachments
from tests.making import NOW
from tests.segment_log.world import GOOD, OTIS, World
from tests.services.company import MEAGAN, MEGAN

PLAN = SegmentFile("F1", "plan.pdf", "application/pdf", 3)
QUOTE = SegmentFile("F2", "quote.pdf", "application/pdf", 5)


async def _segment(world: World, file: SegmentFile | None = PLAN, **header: Any) -> str:
    return await world.segment(template_code="INSDOC", file=file, **header)


async def _names(world: World) -> list[str]:
    return [row["name"] for row in await world.rows(Attachment)]


async def test_the_header_holds_the_file(world: World) -> None:
    card = await world.segments.card(await _segment(world))
    assert card.file == PLAN
    assert card.header.attachment_id is not None


async def test_every_interaction_shares_the_one_file(world: World) -> None:
    no = await _segment(world)
    await world.log.log(no, OTIS, LogOptions())
    logged = await world.interactions()
    assert len(logged) == len(GOOD)
    (attachment,) = {row.attachment_id for row in logged}
    attachments = Attachments(world.database)
    assert await attachments.to_fetch() == [(attachment, "F1")]
    await attachments.store(attachment or 0, b"pdf", NOW)
    assert await attachments.to_fetch() == []


async def test_a_line_with_another_template_has_no_file(world: World) -> None:
    no = await _segment(world)
    await world.customise(no, 2, template_code="OUTGOING")
    await world.customise(no, 3, description="Mine")
    await world.log.log(no, OTIS, LogOptions())
    without = [row.contact_id for row in await world.interactions() if row.attachment_id is None]
    assert without == [MEAGAN]


async def test_the_logged_segment_s_card_names_the_file(world: World) -> None:
    no = await _segment(world)
    await world.customise(no, 2, template_code="OUTGOING")
    key = (await world.log.log(no, OTIS, LogOptions())).logged_segment_id
    assert (await world.logged.card(key)).file == "plan.pdf"
    await world.logged.cancel(key)
    assert (await world.logged.card(key)).file == "plan.pdf"


async def test_a_card_names_no_file_that_went_with_nothing(world: World) -> None:
    no = await _segment(world)
    for line in range(1, len(GOOD) + 1):
        await world.customise(no, line, template_code="OUTGOING")
    key = (await world.log.log(no, OTIS, LogOptions())).logged_segment_id
    assert (await world.logged.card(key)).file is None


async def test_the_file_goes_with_its_template(world: World) -> None:
    no = await _segment(world)
    await world.segments.change_header(no, {"template_code": "OUTGOING"})
    assert (await world.segments.card(no)).file is None


async def test_a_template_that_takes_no_file_keeps_none(world: World) -> None:
    no = await world.segment(template_code="OUTGOING", file=PLAN)
    assert (await world.segments.card(no)).file is None
    assert await _names(world) == []


async def test_the_same_file_again_is_not_stored_again(world: World) -> None:
    no = await _segment(world)
    before = (await world.segments.card(no)).header.attachment_id
    await world.segments.change_header(no, {"file": PLAN, "description": "Other"})
    assert (await world.segments.card(no)).header.attachment_id == before
    await world.segments.change_header(no, {"file": None})
    assert (await world.segments.card(no)).file is None


async def test_taking_back_brings_the_file_back(world: World) -> None:
    no = await _segment(world)
    before = await world.state()
    logged = await world.log.log(no, OTIS, LogOptions())
    await world.log.take_back(logged.logged_segment_id)
    assert await world.state() == before
    assert (await world.segments.card(no)).file == PLAN


async def test_what_was_logged_keeps_its_file_when_the_rest_gets_another(world: World) -> None:
    no = await _segment(world)
    await world.block(MEGAN)
    await world.log.log(no, OTIS, LogOptions(keep_left_out=True))
    await world.change(Contact, MEGAN, privacy_blocked=False)
    await world.segments.change_header(no, {"file": QUOTE})
    await world.log.log(no, OTIS, LogOptions())
    async with world.database.read() as session:
        files = [
            (await session.get_one(Attachment, row.attachment_id)).slack_file_id
            for row in await world.interactions()
        ]
    assert sorted(file or "" for file in files) == ["F1", "F1", "F1", "F1", "F2"]


async def test_files_that_nothing_has_any_more_are_removed(world: World) -> None:
    replaced = await _segment(world)
    await world.segments.change_header(replaced, {"file": QUOTE})
    await world.segments.purge()
    assert await _names(world) == ["quote.pdf"]
    await world.segments.delete(replaced, OTIS)
    await world.segments.purge()
    assert await _names(world) == ["quote.pdf"]
    world.later(days=2)
    await world.segments.purge()
    assert await _names(world) == []


async def test_the_file_of_a_log_that_can_be_taken_back_stays(world: World) -> None:
    no = await _segment(world)
    for line in range(1, len(GOOD) + 1):
        await world.customise(no, line, template_code="OUTGOING")
    logged = await world.log.log(no, OTIS, LogOptions())
    world.now += timedelta(hours=12)
    await world.segments.purge()
    await world.log.take_back(logged.logged_segment_id)
    assert (await world.segments.card(no)).file == PLAN
    await world.log.log(no, OTIS, LogOptions())
    world.later(days=2)
    await world.segments.purge()
    assert await _names(world) == []


async def test_the_file_of_what_is_logged_stays(world: World) -> None:
    no = await _segment(world)
    await world.log.log(no, OTIS, LogOptions())
    world.later(days=400)
    await world.segments.purge()
    assert await _names(world) == ["plan.pdf"]
    assert {row["attachment_id"] for row in await world.rows(Interaction)} != {None}
