"""More contacts take part: one interaction each, or one together, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import LOGGED, begin, fill, finish_now

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

BENJAMIN = "Benjamin Chiu"
MEAGAN = "Meagan Bond"
EACH, TOGETHER = "One interaction each", "One interaction together"


async def with_others(stage: Stage, person: Person, *names: str) -> Modal:
    """The form with its contact, and others who took part."""
    modal = await fill(await begin(person))
    await modal.press("More fields")
    await modal.until(lambda m: "Also took part" in m.labels)
    await modal.choose("Also took part", *names)
    await modal.until(lambda m: "What is recorded" in m.labels)
    return modal


async def names_of(stage: Stage, count: int) -> list[str]:
    """Contacts that may be chosen, other than the one that the form has."""
    rows = await stage.rows(
        "SELECT name FROM contacts WHERE type = 'person' AND company_id IS NOT NULL"
        " AND name <> 'Meagan Bond' AND email IS NOT NULL AND NOT minor AND NOT privacy_blocked"
        f" ORDER BY id LIMIT {count}"
    )
    return [row["name"] for row in rows]


async def recorded(stage: Stage) -> list[dict[str, object]]:
    return await stage.rows("SELECT * FROM interactions WHERE together_id IS NOT NULL ORDER BY id")


async def test_one_interaction_each_is_recorded_and_linked(any_stage: Stage) -> None:
    stage, benjamin = any_stage, any_stage.person(BENJAMIN)
    others = await names_of(stage, 2)
    modal = await with_others(stage, benjamin, *others)
    await modal.press("Finish now")
    await modal.until(
        lambda m: "Please say whether it is one interaction each, or one together." in m.text
    )
    await modal.choose("What is recorded", EACH)
    await modal.until(lambda m: "Finish records 3 interactions, one for each contact." in m.text)
    await finish_now(modal)
    assert f"{others[0]} and {others[1]}" in modal.text
    first, *rest = await recorded(stage)
    assert [row["contact_name"] for row in rest] == others
    assert {row["together_id"] for row in (first, *rest)} == {first["id"]}
    assert [row["draft_id"] is None for row in (first, *rest)] == [False, True, True]
    assert {row["duration_min"] for row in rest} == {first["duration_min"]}
    assert first["duration_min"]
    message = await benjamin.message(LOGGED)
    assert f"{others[0]} and {others[1]}" in " ".join(message.texts)


async def test_of_one_meeting_cost_and_duration_count_once(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await with_others(stage, benjamin, *await names_of(stage, 1))
    await modal.choose("What is recorded", TOGETHER)
    await modal.until(lambda m: "one meeting with 2 contacts" in m.text)
    await finish_now(modal)
    first, second = await recorded(stage)
    assert (first["duration_min"], second["duration_min"]) == (15, 0)
    assert second["cost"] == 0


async def test_a_draft_keeps_who_took_part(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    others = await names_of(stage, 2)
    modal = await with_others(stage, benjamin, *others)
    await modal.choose("What is recorded", TOGETHER)
    await modal.cancel()
    await benjamin.command("/postponed")
    postponed = await benjamin.modal("Postponed interactions")
    await postponed.press("Resume")
    modal = await benjamin.modal("Create interaction")
    assert all(name in str(modal.value("Also took part")) for name in others)
    assert modal.value("What is recorded") == TOGETHER


async def test_the_contact_itself_takes_part_anyway(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await with_others(stage, benjamin, "meagan bond")
    await modal.choose("What is recorded", EACH)
    await modal.press("Finish now")
    await modal.until(lambda m: "The contact above takes part anyway." in m.text)
    assert await recorded(stage) == []


async def test_each_contacts_privacy_is_checked(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    (other,) = await names_of(stage, 1)
    modal = await with_others(stage, benjamin, other)
    await modal.choose("What is recorded", EACH)
    await stage.execute("UPDATE contacts SET privacy_blocked = (1 = 1) WHERE name = :n", n=other)
    await modal.press("Finish now")
    await modal.until(lambda m: f"{other} (" in m.text and "is blocked for privacy" in m.text)
    assert await recorded(stage) == []


async def test_what_was_recorded_together_is_taken_back_together(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    others = await names_of(stage, 2)
    modal = await with_others(stage, benjamin, *others)
    await modal.choose("What is recorded", TOGETHER)
    await finish_now(modal)
    await modal.press("Take back", confirm=True)
    await modal.until(lambda m: m.title == "Create interaction")
    assert await recorded(stage) == []
    await modal.press("More fields")
    await modal.until(lambda m: "What is recorded" in m.labels)
    assert modal.value("What is recorded") == TOGETHER
    await finish_now(modal)
    assert len(await recorded(stage)) == 3


async def card_of(person: Person, name: str) -> Modal:
    await person.command("/interactions")
    modal = await person.modal("Interaction log")
    await modal.press("Open", near=name)
    return await modal.until(lambda m: m.title == "Interaction")


async def test_they_are_canceled_and_restored_one_by_one_or_together(
    stage_on_both: Stage,
) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    others = await names_of(stage, 2)
    modal = await with_others(stage, benjamin, *others)
    await modal.choose("What is recorded", EACH)
    await finish_now(modal)
    await modal.x()
    modal = await card_of(benjamin, others[0])
    assert "Recorded together with the interactions of 2 more contacts" in modal.text
    assert MEAGAN in modal.buttons
    await modal.press("Cancel interaction")
    await modal.until(lambda m: "Reason" in m.labels)
    await modal.type("Reason", "Did not come")
    await modal.submit()
    await modal.until(lambda m: "The interaction is canceled. It counts no more." in m.alerts)
    assert [bool(row["canceled"]) for row in await recorded(stage)] == [False, True, False]

    await modal.press(MEAGAN)
    await modal.until(lambda m: "Did not come" not in m.text)
    await modal.press("Cancel interaction")
    await modal.until(lambda m: "Reason" in m.labels)
    await modal.choose("What is changed", "All that were recorded together")
    await modal.type("Reason", "Put off")
    await modal.submit()
    await modal.until(lambda m: any("All that were" in alert for alert in m.alerts))
    assert [bool(row["canceled"]) for row in await recorded(stage)] == [True, True, True]

    await modal.press("Restore all", confirm=True)
    await modal.until(lambda m: any("are restored" in alert for alert in m.alerts))
    assert [bool(row["canceled"]) for row in await recorded(stage)] == [False, False, False]


async def test_they_are_corrected_together_where_they_were_alike(stage_on_both: Stage) -> None:
    stage, benjamin = stage_on_both, stage_on_both.person(BENJAMIN)
    modal = await with_others(stage, benjamin, *await names_of(stage, 2))
    await modal.choose("What is recorded", TOGETHER)
    await finish_now(modal)
    await modal.press("Correct")
    await modal.until(lambda m: m.title == "Correct")
    await modal.type("Description", "Planned the spring")
    await modal.type("Duration (min)", "50")
    await modal.choose("What is changed", "All that were recorded together")
    await modal.submit()
    await modal.until(lambda m: "Saved." in m.alerts)
    rows = await recorded(stage)
    assert {row["description"] for row in rows} == {"Planned the spring"}
    assert [row["duration_min"] for row in rows] == [50, 0, 0]
