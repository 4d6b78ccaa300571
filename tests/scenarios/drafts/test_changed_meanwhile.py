"""What was chosen changes before it is logged: said on the screen, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.walking import LOGGED, MEAGAN, at_the_result, begin, fill, finish_now, wizard

if TYPE_CHECKING:
    from simulator.script import Modal
    from tests.scenarios.stage import Stage


async def sent_back(modal: Modal) -> str:
    """Press Finish; the alert on the first step, where it leads."""
    await modal.type("Comment", "Do not lose me")
    await modal.submit()
    assert modal.title != LOGGED
    assert "Contact" in modal.labels
    (alert,) = modal.alerts
    return alert


async def end_well(stage: Stage, modal: Modal, contact: str) -> None:
    await finish_now(modal)
    (row,) = await stage.logged()
    assert (row["contact_name"], row["comment"]) == (contact, "Do not lose me")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("privacy_blocked = true", "Meagan Bond (CT000059) is blocked for privacy reasons."),
        ("minor = true", "Meagan Bond (CT000059) is a minor without parental consent."),
        ("deleted_at = '2026-03-16 10:00:00'", "This contact no longer exists."),
    ],
)
async def test_a_contact_that_became_unusable(
    stage_on_both: Stage, change: str, sentence: str
) -> None:
    modal = await at_the_result(stage_on_both.person("Benjamin Chiu"))
    await stage_on_both.execute(f"UPDATE contacts SET {change} WHERE name = 'Meagan Bond'")
    assert await sent_back(modal) == f"Contact: {sentence}"
    await modal.choose("Contact", "Jesse Homer")
    await modal.until(lambda m: not m.alerts)
    await end_well(stage_on_both, modal, "Jesse Homer")


async def test_a_minor_with_consent_is_no_obstacle(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    await stage.execute(
        "UPDATE contacts SET minor = true, parental_consent_received = true"
        " WHERE name = 'Meagan Bond'"
    )
    await modal.submit()
    assert modal.title == LOGGED


async def test_a_merged_contact_leads_to_its_survivor(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await stage_on_both.execute(
        "UPDATE contacts SET merged_into_id = (SELECT id FROM contacts WHERE name = 'Jesse Homer')"
        " WHERE name = 'Meagan Bond'"
    )
    await modal.submit()
    assert modal.title == LOGGED
    assert "Jesse Homer" in modal.text
    assert modal.alerts[1] == (
        f"{MEAGAN} was merged into another contact meanwhile. The interaction is recorded for "
        "that one."
    )
    (row,) = await stage_on_both.logged()
    assert row["contact_name"] == "Jesse Homer"
    assert row["contact_company_name"] == "Relecloud"


async def test_a_contact_blocked_while_it_was_on_the_list_is_refused_when_chosen(
    stage_on_both: Stage,
) -> None:
    modal = await begin(stage_on_both.person("Benjamin Chiu"))
    place = await modal._field("Contact")  # the list is open …
    (option,) = await modal._options(place, "meagan")
    await stage_on_both.execute(
        "UPDATE contacts SET privacy_blocked = true WHERE name = 'Meagan Bond'"
    )
    await modal._enter(place, option)  # … while somebody blocks her
    await modal.until(lambda m: m.alerts)
    assert modal.alerts == [f"Contact: {MEAGAN} is blocked and can't be chosen."]
    assert modal.value("Contact") is None


async def test_a_template_archived_meanwhile(stage_on_both: Stage) -> None:
    modal = await at_the_result(stage_on_both.person("Benjamin Chiu"))
    await stage_on_both.execute(
        "UPDATE interaction_templates SET archived_at = '2026-03-16 10:00:00'"
        " WHERE code = 'OUTGOING'"
    )
    alert = await sent_back(modal)
    assert alert == (
        "Interaction template: This template is no longer in use. Please choose another one."
    )
    assert "Outgoing phone call" not in await modal.options("Interaction template")
    await modal.choose("Interaction template", "Incoming phone call")
    await modal.until(lambda m: not m.alerts)
    await end_well(stage_on_both, modal, "Meagan Bond")


async def test_a_salesperson_blocked_meanwhile_is_shown_behind_more_fields(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    await stage.execute("UPDATE salespeople SET blocked = true WHERE code = 'BC'")
    assert await sent_back(modal) == (
        "Salesperson: This salesperson is blocked. Please choose another one."
    )
    await modal.choose("Salesperson", "Helena Ray")
    await modal.until(lambda m: not m.alerts)
    await end_well(stage, modal, "Meagan Bond")


async def test_a_language_that_the_template_lost(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    await stage.execute(
        "DELETE FROM interaction_template_languages"
        " WHERE template_code = 'OUTGOING' AND language_code = 'ENU'"
    )
    assert (await sent_back(modal)).startswith("Language: The template no longer has this")
    await modal.choose("Language", "—")
    await modal.until(lambda m: not m.alerts)
    await end_well(stage, modal, "Meagan Bond")


async def test_a_postponed_draft_of_a_blocked_contact_can_be_resumed_and_mended(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await stage.quiet()
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = 'Meagan Bond'")
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin)
    await modal.press("Finish now")
    await modal.until(lambda m: m.alerts)
    assert "blocked" in modal.alerts[0]
    await modal.choose("Contact", "Jesse Homer")
    await modal.until(lambda m: not m.alerts)
    await finish_now(modal)
    assert [row["contact_name"] for row in await stage.logged()] == ["Jesse Homer"]


async def test_an_opportunity_closed_meanwhile_leads_to_its_step(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), "Robert Townes")
    await modal.submit()
    await modal.choose("Opportunity", "Storage facilities")
    await modal.submit()
    await stage.execute("UPDATE opportunities SET closed = true WHERE no = 'OP100022'")
    await modal.submit()
    assert modal.alerts == ["Opportunity: This opportunity is closed. Please choose another one."]
    await modal.choose("Opportunity", "—")
    await modal.until(lambda m: not m.alerts)
    await finish_now(modal)
    assert (await stage.logged())[0]["opportunity_id"] is None
