"""Who may come in: members; guests whom an administrator has linked; nobody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from cachetools import TTLCache

from tests.scenarios.walking import wizard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mock import MockerFixture

    from simulator.script import Person
    from tests.scenarios.stage import Stage

GUESTS = (
    "Guests can use Touchpoint once an administrator has linked them to a salesperson. Please ask "
    "an administrator of Touchpoint."
)
STRANGERS = "This Touchpoint belongs to another organisation. Only its own members can use it."
REFUSED = {
    "deleted": "This Slack account is deactivated. It can't use Touchpoint.",
    "is_bot": "Apps can't use Touchpoint, only people can.",
    "is_stranger": STRANGERS,
    "is_restricted": GUESTS,
    "is_ultra_restricted": GUESTS,
}


def jim(stage: Stage, **facts: bool) -> Person:
    """Jim, whose address a salesperson has; Slack says something of him that it didn't before."""
    person = stage.person("Jim Olive")
    for name, value in facts.items():
        setattr(person.client.user, name, value)
    return person


async def answer_to_command(person: Person) -> str:
    await person.command("/interaction")
    return (await person.message(lambda m: m.only_visible_to_you)).plain_text


@pytest.mark.parametrize("fact", REFUSED)
async def test_a_command_is_answered_with_a_sentence(any_stage: Stage, fact: str) -> None:
    person = jim(any_stage, **{fact: True})
    assert await answer_to_command(person) == REFUSED[fact]
    assert await any_stage.drafts() == []
    assert not await any_stage.rows("SELECT 1 FROM salespeople WHERE slack_user_id IS NOT NULL")


async def test_a_shortcut_is_answered_with_a_window_and_home_says_it_too(stage: Stage) -> None:
    person = jim(stage, is_restricted=True)
    await person.shortcut("log_interaction")
    assert (await person.modal(lambda m: m.alerts)).alerts == [GUESTS]
    assert (await stage.home(person)).texts == [GUESTS]
    assert await stage.drafts() == []


async def test_the_sentence_is_in_the_language_of_the_user(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    claire.client.user.is_restricted = True
    assert "Les invités peuvent utiliser Touchpoint" in await answer_to_command(claire)


async def test_a_guest_whom_an_administrator_has_linked_comes_in(any_stage: Stage) -> None:
    person = jim(any_stage, is_restricted=True)
    await any_stage.execute(
        "UPDATE salespeople SET slack_user_id = :user WHERE code = 'JO'", user=person.id
    )
    await person.command("/interaction")
    await wizard(person)


async def test_a_member_who_was_linked_by_e_mail_and_becomes_a_guest_stays_out(
    any_stage: Stage,
) -> None:
    person = jim(any_stage)
    await person.command("/interaction")
    await (await wizard(person)).cancel()
    person.client.user.is_ultra_restricted = True
    any_stage.bot.parts.callers.forget(person.id)  # as after five minutes
    assert await answer_to_command(person) == GUESTS


@pytest.fixture
def pass_by(mocker: MockerFixture) -> Callable[[float], None]:
    """Lets so many seconds pass by for what is remembered of users."""
    now = [0.0]
    mocker.patch("bot.handlers.callers.TTLCache", partial(TTLCache, timer=lambda: now[0]))

    def go_on(number: float) -> None:
        now[0] += number

    return go_on


async def test_what_was_remembered_is_forgotten_within_five_minutes(
    pass_by: Callable[[float], None], stage: Stage
) -> None:
    person = jim(stage)
    await person.command("/interaction")
    modal = await wizard(person)
    person.client.user.deleted = True
    await modal.press("More fields")  # still known
    await modal.until(lambda m: "Salesperson" in m.labels)
    pass_by(5 * 60)
    await modal.press("Fewer fields")
    await modal.until(lambda m: m.alerts == [REFUSED["deleted"]])


async def test_a_payload_that_was_signed_for_another_workspace_is_refused(
    any_stage: Stage,
) -> None:
    person = any_stage.person("Jim Olive")
    person.client.team_id = "T000000ELS"
    assert await answer_to_command(person) == STRANGERS
    assert await any_stage.drafts() == []


async def test_somebody_of_another_organisation_in_a_shared_channel_is_refused(
    stage: Stage,
) -> None:
    person = jim(stage)
    person.client.user.team_id = "T000000ELS"
    await person.shortcut("log_interaction")
    assert (await person.modal(lambda m: m.alerts)).alerts == [STRANGERS]


async def test_old_buttons_do_nothing_for_somebody_who_may_not_come_in_any_more(
    stage: Stage,
) -> None:
    person = jim(stage)
    await person.command("/interaction meagan bond")
    modal = await wizard(person)
    await modal.type("Description", "Asked for a quote")
    await modal.cancel()
    notice = await person.message(lambda m: "Resume" in m.buttons)
    person.client.user.deleted = True
    stage.bot.parts.callers.forget(person.id)
    await notice.press("Discard", confirm=True)
    assert (await person.modal(lambda m: m.alerts)).alerts == [REFUSED["deleted"]]
    assert len(await stage.drafts()) == 1
