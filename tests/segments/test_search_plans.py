"""Searching the lines of a segment reads indexes, however many contacts there are."""

from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from bot.services.segment_log.logged import LoggedSegments
from tests.making import NOW
from tests.segments.crowd import Crowd, add

PEOPLE = 5_000
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
READ_WHOLE = {
    "sqlite": ("SCAN contacts_1\n", "SCAN interactions\n", "SCAN contact_words\n"),
    "postgresql": ("Seq Scan on contacts ", "Seq Scan on contact_words"),
}


@pytest.fixture
async def many(crowd: Crowd) -> Crowd:
    """The crowd among thousands, with what the databases know of their number."""
    async with crowd.database.begin() as session:
        numbers = (
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
        )
        await session.execute(
            text(
                f"INSERT INTO contacts (id, no, type, name, search_name) {numbers}"
                " SELECT i, 'N' || i, 'person', 'Name ' || i, 'name ' || i FROM n"
            ),
            {"last": 999 + PEOPLE},
        )
        await session.execute(
            text(
                f"INSERT INTO contact_words (kind, word, search_text, contact_id) {numbers}"
                " SELECT 1, 'w' || i, ' w' || i, i FROM n"
            ),
            {"last": 999 + PEOPLE},
        )
        await session.execute(text("ANALYZE"))
    return crowd


async def _plans(crowd: Crowd, call: Any) -> str:
    """How the database gets at what `call` reads."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "contact_words" in statement:
            seen.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    await call
    event.remove(Engine, "before_cursor_execute", note)
    assert seen
    found = []
    async with crowd.database.engine.connect() as connection:
        for statement, parameters in seen:
            rows = await connection.exec_driver_sql(
                EXPLAIN[crowd.database.dialect] + statement, parameters
            )
            found += [str(row[-1]) for row in rows]
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("words", ["chloe dup", "N1234"])
async def test_the_lines_of_a_segment(many: Crowd, words: str) -> None:
    no = await many.segment()
    await many.criteria.apply(no, add())
    plan = await _plans(many, many.lines.page(no, 0, 8, words))
    assert not [read for read in READ_WHOLE[many.database.dialect] if read in plan], plan
    assert "ix_contacts_set_aside" in plan


async def test_the_members_of_a_logged_segment(many: Crowd) -> None:
    logged = await many.logged_segment()
    await many.log("P3", logged_segment_id=logged)
    members = LoggedSegments(many.database, lambda: NOW).members(logged, words="chloe")
    plan = await _plans(many, members)
    assert not [read for read in READ_WHOLE[many.database.dialect] if read in plan], plan
