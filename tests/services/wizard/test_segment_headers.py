"""A segment's header in the wizard: which draft a person is led to, and what they finish."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.errors.base import DatabaseUnavailable
from bot.domain.errors.segments import SegmentUnknown
from bot.domain.segments.header import SegmentCard
from bot.domain.wizard.draft import Draft
from bot.models import Segment
from bot.services.segments.segments import Segments
from bot.services.wizard.segment_headers import SegmentHeaders
from tests.making import NOW, draft, person
from tests.services.desk import Desk, Window


@pytest.fixture
def segments(desk: Desk) -> Segments:
    return Segments(desk.database, lambda: desk.now)


async def shaped(desk: Desk, no: str) -> tuple[Window, bool]:
    """The form that *Create interaction* of a segment leads to."""
    form, begun_before = await desk.beginnings.start_for_segment(person(), no)
    return desk.show(form), begun_before


async def revision(desk: Desk) -> int | None:
    """How often the one segment was changed."""
    async with desk.database.read() as session:
        return await session.scalar(select(Segment.revision))


async def test_a_person_is_led_to_the_draft_that_they_began(desk: Desk, segments: Segments) -> None:
    no = (await segments.create(person(), "Fair")).header.no
    first, begun_before = await shaped(desk, no)
    assert not begun_before
    again, begun_before = await shaped(desk, no)
    assert not begun_before, "nothing was typed into the first"
    await first.change(subject="Offer")
    again, begun_before = await shaped(desk, no)
    assert begun_before
    assert (again.draft.id, again.draft.text("subject")) == (first.draft.id, "Offer")
    outcome = await first.change(subject="Written in the window from before")
    assert outcome.stale


async def test_it_is_found_among_many(desk: Desk, segments: Segments) -> None:
    no = (await segments.create(person(), "Fair")).header.no
    first, _ = await shaped(desk, no)
    await first.change(subject="Offer")
    desk.now += timedelta(hours=1)
    for n in range(120):
        await desk.store.save(draft(id=f"m{n}", typed=frozenset({"comment"})), desk.now)
    found, begun_before = await shaped(desk, no)
    assert begun_before
    assert found.draft.id == first.draft.id


async def test_finishing_unchanged_changes_nothing(desk: Desk, segments: Segments) -> None:
    no = (await segments.create(person(), "Fair")).header.no
    form, _ = await shaped(desk, no)
    before = await revision(desk)
    outcome = await form.finish()
    assert outcome.segment == await segments.card(no)
    assert await revision(desk) == before
    assert await desk.store.load(form.draft.id) is None


async def test_a_resumed_draft_of_a_gone_segment_keeps_what_was_typed(
    desk: Desk, segments: Segments
) -> None:
    no = (await segments.create(person(), "Fair")).header.no
    form, _ = await shaped(desk, no)
    await form.change(subject="Offer")
    await segments.delete(no, person())
    resumed = await desk.resume(form.draft.id)
    assert resumed.draft.facts["segment_gone"]
    with pytest.raises(SegmentUnknown):
        await resumed.finish()
    assert (await desk.stored(form.draft.id)).text("subject") == "Offer"
    await segments.bring_back(no, person())
    outcome = await (await desk.resume(form.draft.id)).finish()
    assert outcome.segment is not None
    assert outcome.segment.header.subject == "Offer"


class Away(Segments):
    """Segments of a database that doesn't answer."""

    async def card(self, no: str, locale: str = "en") -> SegmentCard:
        raise DatabaseUnavailable


async def test_a_draft_goes_on_without_the_database(desk: Desk) -> None:
    away = Away(desk.database, lambda: NOW)
    headers = SegmentHeaders(desk.store, desk.reference, away)
    waiting: Draft = draft(facts={"segment_no": "SM1"}, values={"subject": "Offer"})
    assert await headers.follow(waiting, "SM1", person()) is waiting
