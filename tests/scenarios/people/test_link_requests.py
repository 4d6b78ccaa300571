"""Somebody wants to be an existing salesperson with another address: an administrator decides."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import press_unseen
from tests.scenarios.stage import staged
from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.script import Message, Modal, Person
    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

WHO = "Qui êtes-vous ?"
ESTER, BENJAMIN = "Ester Henderson", "Benjamin Chiu"


@pytest.fixture(params=["sqlite", "postgresql"])
async def administrated(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Ester is administrator by the settings, Benjamin by his role."""
    url = templates.copy(request, request.param, sample=True)
    async with staged(url, redis_url, touchpoint_admins=("U000000EH1",)) as stage:
        await stage.execute(
            "UPDATE salespeople SET role = CASE code WHEN 'BC' THEN 'administrator'"
            " ELSE 'salesperson' END"
        )
        await stage.execute("UPDATE salespeople SET slack_user_id = 'U000000BC1' WHERE code = 'BC'")
        yield stage


async def asks_to_be_lina(claire: Person) -> Modal:
    await claire.command("/interaction meagan bond")
    modal = await claire.modal(WHO)
    await modal.choose("Vendeur", "Lina Townsend")
    await modal.submit()
    return modal


async def question_to(person: Person) -> Message:
    return await person.message(lambda m: "wants to record as the salesperson" in m.text)


async def user_of_lina(stage: Stage) -> str | None:
    (row,) = await stage.rows("SELECT slack_user_id FROM salespeople WHERE code = 'LT'")
    user_id: str | None = row["slack_user_id"]
    return user_id


async def test_administrators_are_asked_and_one_of_them_links(administrated: Stage) -> None:
    claire = administrated.person("Claire Fontaine")
    modal = await asks_to_be_lina(claire)
    assert "Un administrateur a été invité à vous associer à Lina Townsend" in modal.text
    await modal.cancel()
    assert await user_of_lina(administrated) is None
    ester, benjamin = administrated.person(ESTER), administrated.person(BENJAMIN)
    asked = await question_to(ester)
    sentence = "Claire Fontaine wants to record as the salesperson Lina Townsend (LT)."
    assert asked.texts[0] == sentence
    assert "claire.fontaine@contoso.com" in asked.text
    asked_too = await question_to(benjamin)
    await asked.press("Link")
    await asked.until(lambda m: "Linked by Ester Henderson." in m.texts and not m.buttons)
    await asked_too.until(lambda m: "Linked by Ester Henderson." in m.texts and not m.buttons)
    assert await user_of_lina(administrated) == claire.id

    told = await claire.message(lambda m: "vous enregistrez désormais" in m.text)
    assert "Lina Townsend" in told.text
    await told.press("Créer une interaction")
    await wizard(claire)
    home = await administrated.home(claire)
    assert "Vous enregistrez en tant que Lina Townsend." in home.texts
    assert any("Meagan Bond" in text for text in home.texts)  # the draft of the first command


async def test_a_refusal_links_nobody_and_lets_one_choose_again(administrated: Stage) -> None:
    claire = administrated.person("Claire Fontaine")
    await (await asks_to_be_lina(claire)).cancel()
    asked = await question_to(administrated.person(ESTER))
    await asked.press("Refuse")
    await asked.until(lambda m: "Refused by Ester Henderson." in m.texts and not m.buttons)
    told = await claire.message(lambda m: "ne vous a pas associé" in m.text)
    await told.press("M’associer")
    await claire.modal(WHO)
    assert await user_of_lina(administrated) is None


async def test_asking_twice_asks_administrators_once(administrated: Stage) -> None:
    claire = administrated.person("Claire Fontaine")
    await (await asks_to_be_lina(claire)).cancel()
    await administrated.quiet()
    await asks_to_be_lina(claire)
    await administrated.quiet()
    assert len(administrated.slack.traffic("api:chat.postMessage")) == 2
    assert len(await administrated.rows("SELECT * FROM link_requests")) == 1


async def test_who_changes_their_mind_is_asked_for_anew_and_never_linked_unseen(
    administrated: Stage,
) -> None:
    claire = administrated.person("Claire Fontaine")
    await (await asks_to_be_lina(claire)).cancel()
    ester = administrated.person(ESTER)
    asked = await question_to(ester)
    (press,) = [b for b in asked.posted.blocks if b["type"] == "actions"]
    seen = press["elements"][0]["action_id"]
    await claire.command("/interaction")
    modal = await claire.modal(WHO)
    await modal.choose("Vendeur", "Robin Bettencourt")
    await modal.submit()
    await asked.until(lambda m: "Robin Bettencourt (RB)" in m.text)
    assert len(administrated.slack.traffic("api:chat.postMessage")) == 2
    # A screen that hasn't been drawn anew yet still shows Lina.
    await press_unseen(ester, seen)
    await administrated.quiet()
    assert await user_of_lina(administrated) is None
    rows = "SELECT slack_user_id FROM salespeople WHERE code = 'RB'"
    assert (await administrated.rows(rows))[0]["slack_user_id"] is None
    failure = await ester.modal(lambda m: m.alerts)
    assert "chosen another salesperson meanwhile" in failure.alerts[0]
    await failure.cancel()
    await asked.press("Link")
    await asked.until(lambda m: not m.buttons)
    assert (await administrated.rows(rows))[0]["slack_user_id"] == claire.id


async def test_two_administrators_who_decide_at_once_decide_once(administrated: Stage) -> None:
    await asks_to_be_lina(administrated.person("Claire Fontaine"))
    await administrated.quiet()
    questions = [await question_to(administrated.person(name)) for name in (ESTER, BENJAMIN)]
    await asyncio.gather(questions[0].press("Link"), questions[1].press("Refuse"))
    await administrated.quiet()
    (request,) = await administrated.rows("SELECT * FROM link_requests")
    linked = await user_of_lina(administrated) is not None
    assert linked == (request["decision"] == "linked")
    assert [question.buttons for question in questions] == [[], []]
    (told,) = [
        message
        for message in administrated.person("Claire Fontaine").messages()
        if "Lina Townsend" in message.text
    ]
    assert ("vous enregistrez désormais" in told.text) == linked


async def test_whoever_is_no_administrator_any_more_decides_nothing(administrated: Stage) -> None:
    benjamin = administrated.person(BENJAMIN)
    await asks_to_be_lina(administrated.person("Claire Fontaine"))
    asked = await question_to(benjamin)
    await administrated.execute("UPDATE salespeople SET role = 'manager' WHERE code = 'BC'")
    administrated.bot.parts.callers.forget(benjamin.id)  # as after five minutes
    await asked.press("Link")
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts == ["Only an administrator of Touchpoint can decide this."]
    assert await user_of_lina(administrated) is None


async def test_where_nobody_is_administrator_the_form_says_how_to_become_one(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    await stage.execute("UPDATE salespeople SET role = 'salesperson'")
    modal = await asks_to_be_lina(claire)
    (alert,) = modal.alerts
    assert claire.id in alert
    assert "TOUCHPOINT_ADMINS" in alert
    assert not alert.endswith("…")
    assert modal.value("Vendeur") == "Lina Townsend (LT)"


async def test_an_administrator_links_themselves_at_once(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url, touchpoint_admins=("U000000CF1",)) as stage:
        claire = stage.person("Claire Fontaine")
        await asks_to_be_lina(claire)
        modal = await wizard(claire)
        assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"
        (row,) = await stage.rows("SELECT * FROM salespeople WHERE code = 'LT'")
        assert (row["slack_user_id"], row["linked_by"]) == (claire.id, claire.id)


async def test_a_question_that_a_crash_left_out_is_asked_at_the_next_start(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url, touchpoint_admins=("U000000EH1",)) as stage:
        await stage.quiet()
        await stage.execute(
            "INSERT INTO link_requests (user_id, salesperson_code, asked_at, messages)"
            " VALUES ('U000000CF1', 'LT', '2026-03-16 09:00:00', '[]')"
        )
        await recover(stage)
        await recover(stage)
        asked = [m for m in stage.person(ESTER).messages() if "Lina Townsend" in m.text]
        assert len(asked) == 1


async def recover(stage: Stage) -> None:
    """What the next start looks after."""
    await stage.bot.parts.recovery.recover(stage.bot.entrance.client)
    await stage.quiet()
