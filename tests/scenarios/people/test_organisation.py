"""An app on a whole Enterprise Grid organisation: payloads name no team, people keep their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.script import Organisation
from tests.scenarios.stage import staged
from tests.scenarios.walking import finish_now, wizard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

GROUP = Organisation("E000000GRP", "Contoso Group", "contoso-group")
BRANCH = "T000000BRA"
"""Another workspace of the organisation."""


@pytest.fixture(params=["http-postgresql", "socket-sqlite"])
async def grid(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    transport, dialect = request.param.split("-")
    url = templates.copy(request, dialect, sample=True)
    socket_mode = transport == "socket"
    async with staged(url, redis_url, socket_mode=socket_mode, organisation=GROUP) as stage:
        yield stage


def kinds(stage: Stage) -> set[str]:
    return {entry.kind for entry in stage.slack.traffic()}


async def test_every_kind_of_payload_is_understood(grid: Stage) -> None:
    """Command, shortcuts, options, actions, submissions, closing and the event of App Home."""
    benjamin = grid.person("Benjamin Chiu")
    await benjamin.shortcut("log_interaction")
    modal = await wizard(benjamin)
    await modal.choose("Contact", "Meagan Bond")
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda m: m.value("Description"))
    await modal.submit()
    await modal.press("Back")
    await modal.until(lambda m: "Contact" in m.labels)
    await finish_now(modal)
    (row,) = await grid.logged()
    assert (row["salesperson_code"], row["logged_by"]) == ("BC", benjamin.id)

    await benjamin.command("/interaction adatum")
    modal = await wizard(benjamin)
    await modal.type("Description", "Asked for a quote")
    await modal.cancel()
    notice = await benjamin.message(lambda m: "Resume" in m.buttons)
    home = await grid.home(benjamin)
    assert any("Asked for a quote" in text for text in home.texts)
    await notice.press("Discard", confirm=True)
    await grid.quiet()
    assert await grid.drafts() == []
    assert {
        "shortcut",
        "slash_command",
        "block_suggestion",
        "block_actions",
        "view_submission",
        "view_closed",
        "event:app_home_opened",
    } <= kinds(grid)
    assert all(entry.status == 200 for entry in grid.slack.traffic("view_submission"))


async def test_the_message_shortcut_opens_the_form(grid: Stage) -> None:
    """Its payload has no team, so no link to the message can be made; the words are there."""
    benjamin = grid.person("Benjamin Chiu")
    message = await benjamin.message("she wants a quote for 40 conference chairs", "sales")
    await benjamin.message_shortcut("log_interaction_from_message", message)
    modal = await wizard(benjamin)
    await modal.press("Meagan Bond (School of Fine Art, Miami)")
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda m: m.value("Description"))
    await finish_now(modal)
    (row,) = await grid.logged()
    assert "she wants a quote for 40 conference chairs" in row["comment"]
    assert "slack.com/archives" not in row["comment"]


async def test_drafts_and_link_follow_the_person_to_another_workspace(grid: Stage) -> None:
    benjamin = grid.person("Benjamin Chiu")
    await benjamin.command("/interaction meagan bond")
    modal = await wizard(benjamin)
    await modal.type("Description", "Asked for a quote")
    await modal.cancel()
    await grid.quiet()
    elsewhere = grid.slack.person("Benjamin Chiu", "laptop", team_id=BRANCH)
    await elsewhere.command("/postponed")
    drafts = await elsewhere.modal("Postponed interactions")
    await drafts.press("Resume")
    modal = await wizard(elsewhere)
    assert modal.value("Description") == "Asked for a quote"
    await modal.choose("Interaction template", "Outgoing phone call")
    await finish_now(modal)
    (row,) = await grid.logged()
    assert row["salesperson_code"] == "BC"
    linked = await grid.rows("SELECT code FROM salespeople WHERE slack_user_id = :u", u=benjamin.id)
    assert [row["code"] for row in linked] == ["BC"]


async def test_people_of_another_organisation_stay_out(grid: Stage) -> None:
    jim = grid.person("Jim Olive")
    jim.client.user.is_stranger = True
    await jim.command("/interaction")
    told = await jim.message(lambda m: m.only_visible_to_you)
    assert told.plain_text.startswith("This Touchpoint belongs to another organisation.")
