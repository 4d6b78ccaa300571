"""Merge fields of a segment's text are filled for each line, as the wizard would fill them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.merge_fields import MERGE_FIELDS, merge
from bot.domain.segment_log.rules import LogOptions
from bot.models import Contact
from tests.segment_log.world import OTIS, World
from tests.services.company import FINE_ART, MEAGAN, ROBERT

LETTER = (
    "{{contact.name}} of {{ Contact.Company }} in {{contact.city}}, {{date}}.\n"
    "{{salesperson.name}} <{{salesperson.email}}> {{no.such}} {{{date}}}"
)


async def _contents(world: World, no: str) -> list[str | None]:
    await world.log.log(no, OTIS, LogOptions())
    return [row.content for row in await world.interactions()]


async def test_each_field_is_filled_from_its_own_line(world: World) -> None:
    no = await world.segment((MEAGAN, FINE_ART), template_code="GOLF", content=LETTER)
    await world.customise(no, 2, salesperson_code="JO", date=date(2026, 4, 1))
    meagan, school = await _contents(world, no)
    assert meagan == (
        "Meagan Bond of School of Fine Art in Miami, March 16, 2026.\n"
        "Otis Falls <otis@cronus.example> {{no.such}} {March 16, 2026}"
    )
    assert school == (
        "School of Fine Art of School of Fine Art in Miami, April 1, 2026.\n"
        "Jim Olive <jim@cronus.example> {{no.such}} {April 1, 2026}"
    )


async def test_the_date_is_written_in_the_language_of_the_line(world: World) -> None:
    no = await world.segment((MEAGAN, ROBERT), template_code="GOLF")
    await world.customise(no, 1, content="le {{ DATE }}", language_code=None)
    await world.customise(no, 2, content="{{date}}")
    assert await _contents(world, no) == ["le March 16, 2026", "March 16, 2026"]


async def test_only_templates_that_merge_are_merged(world: World) -> None:
    no = await world.segment((MEAGAN,), template_code="BUS", content="{{contact.name}}")
    assert await _contents(world, no) == ["{{contact.name}}"]


@pytest.mark.parametrize(
    "name", ["{{date}}", "{{contact.name}}", "{", "}}{{", "{{", "%", "\\", "' OR ''='"]
)
async def test_a_name_that_looks_like_a_field_stays_a_name(world: World, name: str) -> None:
    await world.change(Contact, MEAGAN, name=name, city=None)
    no = await world.segment(
        (MEAGAN,), template_code="GOLF", content="{{{contact.name}}} {{contact.city}}{{date}}"
    )
    assert await _contents(world, no) == [f"{{{name}}} March 16, 2026"]


FIELDS = tuple("{{" + field + "}}" for field in MERGE_FIELDS)
PIECES = st.lists(
    st.sampled_from(
        (
            *FIELDS,
            *("{{ Date }}", "{{DATE}}", "{{x}}", "{", "}", "{{", "}}"),
            *(" ", "a", "é", "\n", "%", "\\"),
        )
    ),
    max_size=12,
)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=PIECES)
async def test_the_database_merges_as_the_wizard_does(world: World, pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    no = await world.segment((ROBERT,), template_code="GOLF")
    await world.customise(no, 1, content=text or None)
    expected: str | None = merge(text, _values()) if text else None
    await world.log.log(no, OTIS, LogOptions())
    row = (await world.interactions())[-1]
    assert row.content == expected


def _values() -> dict[str, Any]:
    return {
        "contact.name": "Robert Townes",
        "contact.company": "Trey Research",
        "contact.city": "Chicago",
        "salesperson.name": "Otis Falls",
        "salesperson.email": "otis@cronus.example",
        "date": "March 16, 2026",
    }
