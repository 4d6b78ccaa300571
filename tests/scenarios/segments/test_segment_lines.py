"""The list of segments, and the lines of one: searched, changed as a set, inherited again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.logging import NO, card_of, lines, press

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage


async def lines_of(person: Person) -> Modal:
    """The list of the segment's lines, from its card."""
    return await press(await card_of(person), "Lines", "Lines")


async def search(modal: Modal, words: str) -> None:
    await modal.type("Search", words)
    await modal.submit()


async def test_own_segments_come_first_and_all_are_a_click_away(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    await helena.command("/segment")
    modal = await helena.modal("Segments")
    assert "SM10001 · Increase sale" in modal.text
    assert "SM10004" not in modal.text
    await modal.press("Tous les segments")
    await modal.until(lambda m: "SM10004" in m.text)
    await modal.press("Mes segments")
    await modal.until(lambda m: "SM10004" not in m.text)
    await modal.choose("Trouver un segment", "SM10004")
    await modal.until(lambda m: m.title == "Segment")
    assert "10 lignes" in modal.text
    assert "Vendeur : " in modal.text


async def test_the_same_change_for_a_searched_set_of_lines(stage_on_both: Stage) -> None:
    stage = stage_on_both
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    assert "1 to 8 of 10" in modal.text
    await search(modal, "SCHOOL")
    await press(modal, "Change all 2 lines", "Change lines")
    assert modal.value("Description") is None
    await modal.type("Description", "Chairs for schools")
    await modal.type("Duration (min)", "1h15")
    await modal.submit()
    assert modal.alerts == ["2 lines are changed."]
    assert modal.text.count("own: Description and Duration (min)") == 2
    rows = await lines(stage)
    assert [row["duration_min"] for row in rows if row["description"] is not None] == [75, 75]
    await search(modal, "")
    await press(modal, "Change all 10 lines", "Change lines")
    await modal.choose("Inherit again", "Description")
    await modal.submit()
    assert {row["description"] for row in await lines(stage)} == {None}
    assert [row["duration_min"] for row in await lines(stage)].count(75) == 2
    await modal.press("Only with own values")
    await modal.until(lambda m: "Change all 2 lines" in m.buttons)


async def test_a_changed_header_changes_every_line_that_inherits(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await modal.press("Change", near="Meagan Bond")
    await modal.until(lambda m: m.title == "Change lines")
    await modal.type("Description", "Only for Meagan")
    await modal.submit()
    await press(modal, f"Segment {NO}", "Segment")
    assert "10 lines, 1 with own values" in modal.text
    await press(modal, "Create interaction", "Create interaction")
    await modal.type("Description", "Spring fair")
    await modal.press("Finish now")
    await modal.until(lambda m: m.title == "Segment")
    await press(modal, "Lines", "Lines")
    assert modal.text.count("Spring fair") == 7
    assert modal.text.count("Only for Meagan") == 1
    assert [row["description"] for row in await lines(stage)].count(None) == 9


async def test_what_is_wrong_in_a_line_is_said_at_its_field(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await lines_of(benjamin)
    await press(modal, "Change all 10 lines", "Change lines")
    await modal.type("Cost", "a lot")
    await modal.type("Duration (min)", "-5")
    await modal.submit()
    assert set(modal.errors) == {"Cost", "Duration (min)"}
    assert modal.value("Cost") == "a lot"
    assert {row["cost"] for row in await lines(stage)} == {None}


async def test_a_change_of_all_lines_can_be_undone(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment SM10001")
    modal = await benjamin.modal("Segment")
    await modal.press("Lines")
    modal = await benjamin.modal("Lines")
    query = "select * from segment_lines where segment_no = 'SM10001' order by line_no"
    before = await stage.rows(query)
    await modal.press("Change all 10 lines")
    modal = await benjamin.modal("Change lines")
    await modal.type("Description", "For everybody")
    await modal.submit()
    await modal.until(lambda m: "10 lines are changed." in m.alerts)
    await modal.press("Next page")
    await modal.until(lambda m: "9 to 10 of 10" in m.text)
    await modal.press("Undo the change")
    await modal.until(lambda m: "10 lines are as they were before." in m.alerts)
    assert await stage.rows(query) == before
    assert "Undo the change" not in modal.buttons


async def test_a_line_says_how_its_contact_is_reached(stage_on_both: Stage) -> None:
    stage = stage_on_both
    await stage.execute(
        "UPDATE contacts SET phone = :phone, phone_e164 = '+33142685300', mobile_phone = :mobile,"
        " mobile_phone_e164 = '+33612345678', email = :email WHERE name = 'Meagan Bond'",
        phone="01 42 68 53 00",
        mobile="06 12 34 56 78",
        email="m&m@art.example",
    )
    modal = await lines_of(stage.person("Benjamin Chiu"))
    told = [
        "Phone: <tel:+33142685300|01 42 68 53 00>",
        "Mobile: <tel:+33612345678|06 12 34 56 78>",
        "<mailto:m%26m@art.example|m&amp;m@art.example>",
    ]
    assert set(told) <= set(modal.texts)
    await press(modal, "Change", "Change lines", near="Meagan Bond")
    assert set(told) <= set(modal.texts)
