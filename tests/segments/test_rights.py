"""Who may change segments and logged segments: every use case by every role, one's own or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.criteria.criteria import Filters, Step
from bot.domain.enums import CriteriaAction, SalespersonRole
from bot.domain.errors.people import NotAllowed, NotLinked
from bot.domain.errors.segments import NotYoursToBringBack
from bot.domain.people.person import Person
from bot.domain.people.rights import LEAST, Right, may
from bot.domain.segment_log.rules import LogOptions
from bot.domain.segments.lines import Lines
from bot.services.criteria.criteria import Criteria
from bot.services.segment_log.log import SegmentLog
from bot.services.segment_log.logged import LoggedSegments
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.storage.database import Database
from tests.making import NOW, person

MANAGER = person(user_id="U-MANAGER", salesperson_code="EH")
ROLES = (None, *SalespersonRole)
ADD = Step(CriteriaAction.ADD, Filters())
NOTHING = Step(CriteriaAction.REFINE, Filters())


def _clock() -> Any:
    return NOW


class Acts:
    """Every use case that changes a segment, in an order in which each finds what it needs."""

    def __init__(self, database: Database) -> None:
        self.segments = Segments(database, _clock)
        self.lines = SegmentLines(database)
        self.criteria = Criteria(database, _clock)
        self.log = SegmentLog(database, _clock)
        self.logged = LoggedSegments(database, _clock)
        self._number = 0

    def act(self, by: Person) -> Act:
        self._number += 1
        return Act(f"act {self._number}", by=by)

    async def segment_of(self, owner: Person) -> str:
        """A segment with lines, created by somebody."""
        no = (await self.segments.create(owner, "Spring")).header.no
        changes: Any = {"template_code": "BUS", "salesperson_code": owner.salesperson_code}
        await self.segments.change_header(no, changes)
        await self.criteria.apply(no, ADD)
        await self.criteria.save(no, f"S{no}", None, owner)
        return no

    def changing(self, no: str, by: Person) -> dict[str, Callable[[], Awaitable[Any]]]:
        code = f"S{no}"
        return {
            "header": lambda: self.segments.change_header(
                no, {"description": "x"}, act=self.act(by)
            ),
            "line": lambda: self.lines.change_line(no, 10_000, {"subject": "x"}, act=self.act(by)),
            "lines": lambda: self.lines.change(no, Lines(), {"subject": "y"}, act=self.act(by)),
            "by hand": lambda: self.lines.add_by_hand(no, [1], act=self.act(by)),
            "remove": lambda: self.lines.remove_by_hand(no, Lines.of([10_000]), act=self.act(by)),
            "apply": lambda: self.criteria.apply(no, NOTHING, act=self.act(by)),
            "go back": lambda: self.criteria.go_back(no, act=self.act(by)),
            "reuse": lambda: self.criteria.reuse(no, code, act=self.act(by)),
            "describe": lambda: self.criteria.describe(code, "Mine", act=self.act(by)),
            "forget": lambda: self.criteria.forget(code, act=self.act(by)),
            "bring criteria back": lambda: self.criteria.bring_back(code, act=self.act(by)),
            "reset": lambda: self.criteria.reset(no, act=self.act(by)),
            "delete": lambda: self.segments.delete(no, by, act=self.act(by)),
            "bring back": lambda: self.segments.bring_back(no, by, act=self.act(by)),
            "log": lambda: self.log.log(no, by, LogOptions()),
        }

    def changing_logged(self, key: int, by: Person) -> dict[str, Callable[[], Awaitable[Any]]]:
        return {
            "cancel": lambda: self.logged.cancel(key, act=self.act(by)),
            "restore": lambda: self.logged.restore(key, act=self.act(by)),
            "take back": lambda: self.log.take_back(key, act=self.act(by)),
        }


def _somebody(role: SalespersonRole | None) -> Person:
    return person(
        user_id="U-SOMEBODY", salesperson_code="JO" if role else None, role=role, linked=bool(role)
    )


async def _refused(work: Callable[[], Awaitable[Any]]) -> bool:
    try:
        await work()
    except (NotAllowed, NotLinked, NotYoursToBringBack):
        return True
    return False


@pytest.mark.parametrize("own", [True, False], ids=["own", "another's"])
@pytest.mark.parametrize("role", ROLES)
async def test_segments_are_changed_by_those_they_belong_to_and_by_managers(
    sample_database: Database, role: SalespersonRole | None, own: bool
) -> None:
    acts, by = Acts(sample_database), _somebody(role)
    owner = replace(by, role=SalespersonRole.MANAGER) if own else MANAGER
    allowed = may(by, Right.OWN_SEGMENTS if own else Right.ALL_SEGMENTS)
    no = await acts.segment_of(owner)
    for name, work in acts.changing(no, by).items():
        assert await _refused(work) is not allowed, name
        if not allowed:  # what comes after finds what it needs
            await acts.changing(no, owner)[name]()
    (row,) = (await acts.logged.listed(words=no)).rows
    for name, work in acts.changing_logged(row.id, by).items():
        assert await _refused(work) is not allowed, name
        if not allowed:
            await acts.changing_logged(row.id, owner)[name]()


@pytest.mark.parametrize("role", ROLES)
async def test_readers_build_no_segments(
    sample_database: Database, role: SalespersonRole | None
) -> None:
    acts, by = Acts(sample_database), _somebody(role)
    kept, no = await acts.segment_of(MANAGER), await acts.segment_of(MANAGER)
    logged = await acts.log.log(no, MANAGER, LogOptions())
    allowed = may(by, Right.OWN_SEGMENTS)
    building: dict[str, Callable[[], Awaitable[Any]]] = {
        "create": lambda: acts.segments.create(by, "New"),
        "follow up": lambda: acts.logged.follow_up(
            logged.logged_segment_id, by, description="Again", act=acts.act(by)
        ),
        "save criteria": lambda: acts.criteria.save(kept, "NEW", None, by),
    }
    for name, work in building.items():
        assert await _refused(work) is not allowed, name


@pytest.mark.parametrize("right", Right)
def test_a_greater_role_may_what_a_lesser_one_may(right: Right) -> None:
    roles = list(SalespersonRole)
    assert [may(person(role=role), right) for role in roles] == [
        roles.index(role) >= roles.index(LEAST[right]) for role in roles
    ]
    assert not may(person(role=None), right)
