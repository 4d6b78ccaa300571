"""What a Merge template's text will read for the chosen contact."""

import pytest

from bot.domain.forms import Value
from tests.making import draft
from tests.services.company import LETTER, MEAGAN, MEGAN, MERGED, TREY
from tests.services.desk import Desk

ALL = "{{contact.name}}|{{contact.company}}|{{contact.city}}|{{salesperson.name}}"
EVERYTHING = ALL + "|{{salesperson.email}}|{{date}}"


async def _merged(desk: Desk, **values: Value) -> str:
    return await desk.previews.merged(draft(values={"content": EVERYTHING} | values))


async def test_every_field_is_filled(desk: Desk) -> None:
    text = await _merged(
        desk, contact=str(MEAGAN), salesperson="OF", date="2026-03-16", language="ENU"
    )
    assert text == (
        "Meagan Bond|School of Fine Art|Miami|Otis Falls|otis@cronus.example|March 16, 2026"
    )


async def test_a_company_is_its_own_company_and_a_merged_contact_its_survivor(
    desk: Desk,
) -> None:
    assert (await _merged(desk, contact=str(TREY))).startswith("Trey Research|Trey Research|")
    assert (await _merged(desk, contact=str(MERGED))).startswith("Meagan Bond|")


@pytest.mark.parametrize(
    ("language", "day"),
    [("FRA", "16 mars 2026"), ("DEU", "16. März 2026"), ("XXX", "March 16, 2026")],
)
async def test_the_date_is_written_in_the_language_of_the_text(
    desk: Desk, language: str, day: str
) -> None:
    assert (await _merged(desk, date="2026-03-16", language=language)).endswith(f"|{day}")


@pytest.mark.parametrize("contact", [None, "", "999", "forged", "9" * 5000])
async def test_what_is_not_known_yet_stays_blank(desk: Desk, contact: str | None) -> None:
    assert await _merged(desk, contact=contact) == "|||||"


async def test_there_is_a_preview_only_where_something_is_merged(desk: Desk) -> None:
    values: dict[str, Value] = {"contact": str(MEGAN), "content": LETTER}
    merging = draft(step="content", values=values, facts={"wizard_action": "merge"})
    shown = await desk.previews.of(merging)
    assert shown is not None
    assert shown.contact is None
    assert shown.text is not None
    assert shown.text.startswith("Dear Megan Sherman,")
    opening = draft(step="content", values=values, facts={"wizard_action": "open"})
    elsewhere = draft(step="who", values=values, facts={"wizard_action": "merge"})
    assert await desk.previews.of(opening) is await desk.previews.of(elsewhere) is None
