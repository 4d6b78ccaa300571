"""Who acts in the stories, and what they look for in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage

MEAGAN, ROBERT = "Meagan Bond", "Robert Townes"
FIRST, SECOND = "Spring mailing", "Autumn mailing"


def benjamin(stage: Stage) -> Person:
    return stage.person("Benjamin Chiu")


async def count(stage: Stage, table: str, **wanted: Any) -> int:
    conditions = " AND ".join(f"{name} = :{name}" for name in wanted)
    rows = await stage.rows(f"SELECT count(*) AS n FROM {table} WHERE {conditions}", **wanted)
    return int(rows[0]["n"])
