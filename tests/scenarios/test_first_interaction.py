"""The main job: type /interaction, walk the wizard, find the interaction in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def test_three_fields_and_a_walk_to_the_last_step_log_an_interaction(stage: Stage) -> None:
    helena = stage.slack.person("Benjamin Chiu")
    await helena.command("/interaction")
    modal = await helena.modal("Create interaction")
    await modal.choose("Contact", "Meagan Bond")
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda m: m.value("Description") == "Outgoing phone call")
    await modal.type("Description", "Asked about the chairs")
    await modal.submit()
    await modal.submit()
    await modal.type("Comment", "Wants ten of them")
    await modal.submit()
    await stage.quiet()
    rows = await stage.rows("select * from interactions where logged_by is not null")
    assert len(rows) == 1
    assert rows[0]["description"] == "Asked about the chairs"
    assert await stage.drafts() == []
