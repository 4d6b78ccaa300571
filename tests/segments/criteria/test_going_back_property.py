"""Whatever is done to a segment, going back brings back exactly what was there.

Random sequences of criteria, hand edits and customising, and of going back any number of times,
are held against a list of pictures of the whole segment, one taken before each step. In between
the segment is logged and taken back.
"""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.criteria.criteria import Step
from bot.domain.errors.segment_log import NothingToLog, SegmentEmpty
from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.lines import LineChanges, Lines
from bot.services.segment_log.log import SegmentLog
from tests.making import NOW, person
from tests.segments.crowd import CONTACTS, Crowd, add, nos, reduce, refine

NUMBERS = st.lists(st.sampled_from([row[0] for row in CONTACTS]), max_size=4, unique=True)
FILTERS = NUMBERS.map(lambda numbers: nos(*numbers))
HANDS = ("P1", "P2", "P3", "P4", "P7", "C1", "C2")

ADDS = st.builds(
    add,
    FILTERS,
    allow_existing_contacts=st.booleans(),
    expand_companies=st.booleans(),
    allow_related_companies=st.booleans(),
    ignore_exclusion=st.booleans(),
)
REMOVALS = st.sampled_from([reduce, refine]).flatmap(
    lambda make: st.builds(make, FILTERS, entire_companies=st.booleans())
)
CHANGES: st.SearchStrategy[LineChanges] = st.sampled_from(
    [
        {"description": "Own"},
        {"description": None, "cost": Decimal("3.50")},
        {"campaign_no": "CP1", "campaign_target": True},
        {"template_code": "CALL"},
        {"duration_min": 5, "evaluation": None},
    ]
)
PLACES = st.lists(st.integers(0, 7), min_size=1, max_size=3)
MOVES = st.one_of(
    ADDS,
    REMOVALS,
    st.tuples(st.just("add"), st.lists(st.sampled_from(HANDS), max_size=3)),
    st.tuples(st.just("remove"), PLACES),
    st.tuples(st.just("customise"), PLACES, CHANGES),
    st.tuples(st.just("replace"), st.integers(0, 7), st.sampled_from(HANDS)),
    st.tuples(st.just("log"), st.booleans(), st.lists(st.sampled_from(HANDS), max_size=2)),
    st.tuples(st.just("back"), st.integers(1, 3)),
)


class Player:
    """Plays moves on a segment and keeps what must come back.

    A picture is of the lines whole. Customising is no step, so it also goes into the pictures of
    earlier moments, for the lines that were there then: it stays when one goes back (the line of
    that number is the same one as long as no step that removed or added it lies between).
    """

    def __init__(self, crowd: Crowd, no: str) -> None:
        self.crowd, self.no = crowd, no
        self.pictures: list[tuple[list[dict[str, Any]], list[Step]]] = []

    async def picture(self) -> tuple[list[dict[str, Any]], list[Step]]:
        return await self.crowd.rows(self.no), await self.crowd.criteria.history(self.no)

    async def play(self, move: Any) -> None:
        crowd, no = self.crowd, self.no
        here = [row["line_no"] for row in await crowd.rows(no)]
        match move:
            case Step():
                self.pictures.append(await self.picture())
                forecast = await crowd.criteria.count(no, move)
                applied = await crowd.criteria.apply(no, move)
                assert (applied.changed, applied.lines) == (forecast.changed, forecast.after)
                assert applied.lines == len(await crowd.rows(no))
            case ("add", numbers):
                self.pictures.append(await self.picture())
                await crowd.lines.add_by_hand(no, [crowd.ids[number] for number in numbers])
            case ("remove", places):
                before = await self.picture()
                chosen = [here[place] for place in places if place < len(here)]
                removed = await crowd.lines.remove_by_hand(no, Lines.of(chosen))
                if removed.action_no is None:
                    assert not chosen
                    assert await self.picture() == before  # nothing to remove is no step
                else:
                    self.pictures.append(before)
            case ("replace", place, number) if place < len(here):
                await self.replace(here[place], number)
            case ("customise", places, changes):
                chosen = [here[place] for place in places if place < len(here)]
                await self.customise(chosen, changes)
            case ("log", keep, numbers):
                await self.log(numbers, keep=keep)
            case ("back", times):
                for _ in range(min(times, len(self.pictures))):
                    await self.back()

    async def replace(self, line_no: int, number: str) -> None:
        """Two steps; between them the line isn't there."""
        before = await self.picture()
        await self.crowd.lines.change_line(self.no, line_no, {}, contact_id=self.crowd.ids[number])
        rows, steps = await self.picture()
        if len(steps) > len(before[1]):
            without = [row for row in before[0] if row["line_no"] != line_no]
            self.pictures += [before, (without, steps[:-1])]
        else:
            assert (rows, steps) == before  # the contact stood there already

    async def customise(self, chosen: list[int], changes: LineChanges) -> None:
        await self.crowd.lines.customise(self.no, Lines.of(chosen), changes)
        now = {row["line_no"]: row for row in await self.crowd.rows(self.no)}
        for line_no in chosen:
            for at in reversed(range(len(self.pictures))):
                rows = self.pictures[at][0]
                place = next((i for i, row in enumerate(rows) if row["line_no"] == line_no), None)
                if place is None:
                    break  # it came after this moment; an earlier line of this number is another
                rows[place] = now[line_no]

    async def log(self, numbers: list[str], *, keep: bool) -> None:
        """Log all but the lines of one contact, add others to what is left, and take it back."""
        before = await self.picture()
        log = SegmentLog(self.crowd.database, lambda: NOW)
        await self.crowd.block("P3")
        try:
            logged = await log.log(self.no, person(), LogOptions(keep_left_out=keep))
        except (NothingToLog, SegmentEmpty):
            return
        finally:
            await self.crowd.block("P3", blocked=False)
        if logged.kept:
            self.pictures.append(before)
            await self.crowd.lines.add_by_hand(self.no, [self.crowd.ids[no] for no in numbers])
        await log.take_back(logged.logged_segment_id)
        if not logged.kept:
            assert await self.picture() == before

    async def back(self) -> None:
        went = await self.crowd.criteria.go_back(self.no)
        expected = self.pictures.pop()
        assert await self.picture() == expected
        assert (went.lines, went.actions_left) == (len(expected[0]), len(expected[1]))


@given(moves=st.lists(MOVES, min_size=4, max_size=10))
@settings(
    max_examples=30,
    deadline=None,
    # Shrinking would replay on a database for minutes; what failed is printed whole.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_any_sequence_can_be_taken_back(crowd: Crowd, moves: list[Any]) -> None:
    player = Player(crowd, await crowd.segment(template_code="CALL"))
    await player.play(add())  # a sequence that begins with nothing mostly does nothing
    for move in moves:
        await player.play(move)
    while player.pictures:
        await player.back()
    assert await player.picture() == ([], [])
