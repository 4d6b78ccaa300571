"""The main job: type /interaction, walk the wizard, find the interaction in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import CALL, LOGGED, MEAGAN, begin, fill, finish_now, go_on

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_a_call_is_logged_by_walking_through_the_steps(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    assert modal.value("Contact") == MEAGAN
    assert modal.submit_button == "Next"
    assert modal.close_button == "Postpone"
    await modal.type("Description", "Asked about the chairs")
    await go_on(modal, "Campaign")
    await go_on(modal, "Evaluation")
    assert modal.submit_button == "Finish"
    assert "Finish now" not in modal.buttons
    assert modal.value("Duration (min)") == "15"
    await modal.choose("Evaluation", "Very positive")
    await modal.type("Duration (min)", "1h15")
    await modal.type("Comment", "Wants ten of them")
    await modal.submit()
    assert modal.title == LOGGED
    assert "Meagan Bond (School of Fine Art)" in modal.text
    (row,) = await any_stage.logged()
    assert row["description"] == "Asked about the chairs"
    assert row["template_code"] == "OUTGOING"
    assert row["group_code"] == "PHONE"
    assert row["salesperson_code"] == "BC"
    assert row["logged_by"] == benjamin.id
    assert (row["information_flow"], row["initiated_by"]) == ("outbound", "us")
    assert row["evaluation"] == "very_positive"
    assert row["duration_min"] == 75
    assert row["cost"] == 1
    assert not row["attempt_failed"]
    assert row["comment"] == "Wants ten of them"
    assert str(row["date"]) == "2026-03-16"
    assert str(row["time"])[:5] == "11:01"  # in Copenhagen, rounded up to the next minute
    assert await any_stage.drafts() == []


async def test_three_fields_are_enough_with_finish_now(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin, "/interaction meagan bond"))
    await finish_now(modal)
    (row,) = await any_stage.logged()
    assert (row["template_code"], row["description"]) == ("OUTGOING", CALL)
    assert row["language_code"] == "ENU"
    assert await any_stage.drafts() == []


async def test_one_message_confirms_contact_template_date_and_duration(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await finish_now(await fill(await begin(benjamin)))
    await stage.quiet()
    (message,) = benjamin.messages()
    for part in ("Meagan Bond (School of Fine Art)", CALL, "Mon, Mar 16, 2026", "15 min"):
        assert part in message.plain_text
    assert message.buttons == ["Create another", "Correct", "Take back", "Contact"]


async def test_a_failed_attempt_is_logged_as_such(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await go_on(modal, "Campaign")
    await go_on(modal, "Evaluation")
    await modal.check("Successful", on=False)
    await modal.submit()
    (row,) = await stage.logged()
    assert row["attempt_failed"]
    home = await benjamin.open_home()
    await home.until(lambda h: "not reached" in h.text)
