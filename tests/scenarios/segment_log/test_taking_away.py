"""A logged segment is a file for those alone who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import press_unseen
from tests.scenarios.logging import NO, log, press, preview_of

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


@pytest.mark.parametrize(
    ("role", "follows_up", "sentence"),
    [
        ("reader", False, "You may look at segments, but not change them."),
        ("salesperson", True, "This is somebody else's segment, which managers may change."),
    ],
)
async def test_others_segments_are_looked_at_and_not_downloaded(
    stage: Stage, role: str, follows_up: bool, sentence: str
) -> None:
    await (await log(stage, stage.person("Ester Henderson"))).cancel()
    await stage.execute("UPDATE salespeople SET role = :role WHERE code = 'BC'", role=role)
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/segment")
    modal = await benjamin.modal("Segments")
    await press(modal, "Logged segments", "Logged segments")
    await press(modal, "Open", "Logged segment")
    assert "Download" not in modal.buttons
    assert ("Follow-up segment" in modal.buttons) is follows_up
    await press(modal, "Contacts", "Contacts")
    assert "Download" not in modal.buttons
    assert ("Follow-up segment" in modal.buttons) is follows_up
    await modal.cancel()
    (logged,) = await stage.rows("SELECT id FROM logged_segments")
    await press_unseen(benjamin, f"logged.export:{logged['id']}")
    refused = await benjamin.modal(lambda m: m.alerts)
    assert refused.alerts == [sentence]
    assert [m for m in benjamin.messages() if m.posted.files] == []


async def test_the_preview_of_somebody_elses_segment_is_not_downloaded(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await stage.execute("UPDATE salespeople SET role = 'salesperson' WHERE code = 'BC'")
    whose = "UPDATE segments SET created_by = :user, salesperson_code = :code WHERE no = :no"
    await stage.execute(whose, user=benjamin.id, code="BC", no=NO)
    modal = await preview_of(benjamin)
    await stage.execute(whose, user="U000000EH1", code="EH", no=NO)
    await modal.press("Download")
    await modal.until(
        lambda m: "This is somebody else's segment, which managers may change." in m.alerts
    )
    assert [m for m in benjamin.messages() if m.posted.files] == []
