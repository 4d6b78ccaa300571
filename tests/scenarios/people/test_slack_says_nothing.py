"""Slack doesn't say who somebody is: ``users.info`` fails, is slow, or knows nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.walking import finish_now, press, wizard

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage

WHO = "users.info"
TROUBLES = {"server_error": 0.0, "rate_limit": 60.0, "delay": 8.0}


async def logs_a_call(person: Person, template: str = "Outgoing phone call") -> None:
    await person.command("/interaction meagan bond")
    modal = await wizard(person)
    await modal.choose("Interaction template", template)
    await finish_now(modal)


async def restarted(stage: Stage) -> None:
    """Whatever the process remembered of people is gone."""
    for name in ("Benjamin Chiu", "Helena Ray", "Claire Fontaine"):
        stage.bot.parts.callers.forget(stage.person(name).id)


@pytest.mark.parametrize("trouble", ["user_not_found", *TROUBLES])
async def test_whoever_was_here_before_goes_on_with_their_last_known_profile(
    any_stage: Stage, trouble: str
) -> None:
    helena = any_stage.person("Helena Ray")
    await helena.command("/interaction")
    await (await wizard(helena)).cancel()
    await any_stage.quiet()
    await restarted(any_stage)
    if trouble in TROUBLES:
        any_stage.slack.fault(trouble, WHO, count=100, seconds=TROUBLES[trouble])
    else:
        helena.client.user.is_hidden = True
    await helena.command("/interaction meagan bond")
    modal = await wizard(helena)
    await modal.choose("Modèle interaction", "Appel téléphonique sortant")
    await press(modal, "Plus de champs", "Vendeur")
    assert modal.value("Vendeur") == "Helena Ray"
    assert modal.value("Heure") == "11:01"  # in Paris
    await modal.press("Terminer maintenant")
    await modal.until(lambda m: m.title == "Interaction journalisée")
    assert (await any_stage.logged())[0]["salesperson_code"] == "HR"


async def test_also_after_a_restart_of_the_bot(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    await benjamin.command("/interaction meagan bond")
    modal = await wizard(benjamin)
    await modal.type("Description", "Asked for a quote")
    await modal.cancel()
    await stage_on_both.quiet()
    await restarted(stage_on_both)
    benjamin.client.user.is_hidden = True
    await benjamin.command("/postponed")
    await (await benjamin.modal("Postponed interactions")).press("Resume")
    modal = await wizard(benjamin)
    assert modal.value("Description") == "Asked for a quote"


async def test_somebody_linked_whom_slack_never_told_of_records_all_the_same(
    any_stage: Stage,
) -> None:
    """Linked long ago by an earlier version, which kept no profiles."""
    otis = any_stage.person("Otis Falls")
    await any_stage.execute(
        "UPDATE salespeople SET slack_user_id = :user WHERE code = 'OF'", user=otis.id
    )
    otis.client.user.is_hidden = True
    await logs_a_call(otis)
    assert (await any_stage.logged())[0]["salesperson_code"] == "OF"


async def test_a_newcomer_keeps_their_words_until_slack_says_who_they_are(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    claire.client.user.is_hidden = True
    await claire.command("/interaction meagan bond")
    modal = await claire.modal("Who are you?")
    await modal.submit()
    (alert,) = modal.alerts
    assert alert.startswith("Slack does not say who you are right now.")
    assert modal.value("New code") == "C"
    claire.client.user.is_hidden = False
    await restarted(stage)  # as half a minute later
    await modal.submit()
    modal = await claire.modal(lambda m: "Contact" in m.labels)
    assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"
