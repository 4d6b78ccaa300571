"""What was acknowledged is kept, from the first act: the bot dies before it opens the form."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.handlers.declared import DECLARED
from bot.services.wizard.first_act import Beginnings
from bot.slack.manifest import build_manifest
from simulator.script import Workspace
from tests.scenarios.stage import PATIENCE_S, Clock, Stage, bot_running, settings_for
from tests.scenarios.walking import finish_now, wizard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from sqlalchemy import URL

    from bot.domain.wizard.draft import Draft
    from simulator.script import Person
    from tests.conftest import Templates
    from tests.scenarios.gate import Gate

    Bot = Callable[[], Any]

NEVER_CAME_UP = "Its form never came up"


class Town:
    """A workspace, and bots that come and go on the same stores."""

    def __init__(self, slack: Workspace, url: URL, redis_url: str, *, socket_mode: bool) -> None:
        self.slack = slack
        self.clock = Clock()
        self._settings = settings_for(slack, url, socket_mode=socket_mode)
        self._redis_url = redis_url

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Stage]:
        async with bot_running(self.slack, self._settings, self._redis_url, self.clock) as bot:
            yield Stage(self.slack, bot, bot.database, self.clock)

    @asynccontextmanager
    async def bot_that_dies(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
        """Nothing that was to follow an answer is done any more."""

        def never(work: Coroutine[Any, Any, Any], what: str) -> None:
            work.close()

        async with self.bot() as stage:
            await stage.quiet()
            with monkeypatch.context() as dying:
                for name in ("spawn", "spawn_behind"):
                    dying.setattr(stage.bot.entrance.tasks, name, never)
                yield stage


@pytest.fixture(params=["http-postgresql", "socket-sqlite"])
async def town(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Town]:
    transport, dialect = request.param.split("-")
    url = templates.copy(request, dialect, sample=True)
    manifest = build_manifest(
        DECLARED, None if transport == "socket" else "https://bot.example.com"
    )
    async with Workspace.start(manifest, transport=transport, patience_s=PATIENCE_S) as slack:
        yield Town(slack, url, redis_url, socket_mode=transport == "socket")


async def types(person: Person, line: str) -> None:
    await person.command(line)
    assert person.failure is None  # it was acknowledged


async def test_the_words_of_a_command_are_found_under_postponed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch):
        await types(benjamin, "/interaction meagan bond")
    town.clock.pass_by(minutes=50)
    async with town.bot() as stage:
        await benjamin.command("/postponed")
        drafts = await benjamin.modal("Postponed interactions")
        assert "“meagan bond”" in drafts.text
        assert NEVER_CAME_UP in drafts.text
        await drafts.press("Resume")
        modal = await wizard(benjamin)
        assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"
        await modal.choose("Interaction template", "Outgoing phone call")
        await finish_now(modal)
        (row,) = await stage.logged()
        assert str(row["time"]).startswith("11:01")  # in Copenhagen, when it was typed


async def test_the_message_of_a_shortcut_is_found_in_app_home(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    helena = town.slack.person("Helena Ray")
    message = await helena.message("she wants a quote for 40 conference chairs", "sales")
    async with town.bot_that_dies(monkeypatch):
        await helena.message_shortcut("log_interaction_from_message", message)
        assert helena.failure is None
    async with town.bot() as stage:
        home = await stage.home(helena)
        assert any("she wants a quote for 40 conference" in text for text in home.texts)
        assert any("Son formulaire ne s’est jamais affiché" in text for text in home.texts)
        await home.press("Reprendre")
        modal = await wizard(helena)
        await modal.press("Meagan Bond (School of Fine Art, Miami)")
        await modal.choose("Modèle interaction", "Appel téléphonique sortant")
        await modal.until(lambda m: m.value("Description"))
        await modal.press("Terminer maintenant")
        await modal.until(lambda m: m.title == "Interaction journalisée")
        (row,) = await stage.logged()
        assert "she wants a quote for 40 conference chairs" in row["comment"]


async def test_a_draft_that_never_came_up_does_not_expire_and_an_opened_one_does(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch) as stage:
        await types(benjamin, "/interaction meagan bond")
        (draft_id,) = await stage.bot.parts.drafts.all_ids()
    async with town.bot() as stage:
        drafts = stage.bot.parts.drafts
        page = await drafts.page(benjamin.id)
        assert [draft.id for draft in page.drafts] == [draft_id]
        home = await stage.home(benjamin)
        await home.press("Resume")
        modal = await wizard(benjamin)
        await stage.quiet()
        assert (await drafts.page(benjamin.id)).total == 0  # untouched, and on the screen
        await modal.cancel()
        assert await stage.drafts() == []


async def test_it_can_be_discarded_unseen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch):
        await types(benjamin, "/interaction meagan bond")
    async with town.bot() as stage:
        home = await stage.home(benjamin)
        await home.press("Discard", confirm=True)
        await home.until(lambda h: "Bring back" in h.buttons)
        await home.press("Bring back")
        await home.until(lambda h: "Resume" in h.buttons)
        await home.press("Resume")
        modal = await wizard(benjamin)
        assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"


async def test_one_act_that_two_bots_get_begins_one_draft(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second bot has yet to start here, which takes as long as a trigger lives.
    monkeypatch.setattr("simulator.triggers.LIFETIME_S", 60.0)
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch):
        await types(benjamin, "/interaction meagan bond")
    async with town.bot() as stage:
        await town.slack.replay("slash_command")
        modal = await wizard(benjamin)
        await stage.quiet()
        assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"
        assert len(await stage.drafts()) == 1
        await town.slack.replay("slash_command")
        await stage.quiet()
        assert len(benjamin.modals) == 1
        assert benjamin.messages() == []


async def test_resumed_in_the_list_it_is_kept_until_its_form_is_seen(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch):
        await types(benjamin, "/interaction meagan bond")
    async with town.bot() as stage:
        await benjamin.command("/postponed")
        drafts = await benjamin.modal("Postponed interactions")
        await stage.quiet()
        with monkeypatch.context() as dying:
            dying.setattr(stage.bot.parts.windows, "redraw", lambda *_: None)
            await drafts.press("Resume")
            await stage.quiet()
        assert (await stage.bot.parts.drafts.page(benjamin.id)).total == 1
        await drafts.press("Resume")
        await wizard(benjamin)
        await stage.quiet()
        assert (await stage.bot.parts.drafts.page(benjamin.id)).total == 0


async def test_a_form_closed_before_it_is_known_to_be_there_was_there(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    benjamin = town.slack.person("Benjamin Chiu")

    async def slowly(draft: Draft) -> None:
        """As if closing it were quicker."""

    async with town.bot() as stage:
        monkeypatch.setattr(Beginnings, "came_up", lambda _, draft: slowly(draft))
        await types(benjamin, "/interaction meagan bond")
        await (await wizard(benjamin)).cancel()
        await stage.quiet()
        assert await stage.drafts() == []
        assert benjamin.messages() == []


async def test_a_message_that_redis_cannot_keep_is_not_acknowledged(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, to_redis, _ = gated
    helena = stage.person("Helena Ray")
    message = await helena.message("she wants a quote for 40 conference chairs", "sales")
    await to_redis.shut()
    await helena.message_shortcut("log_interaction_from_message", message)
    assert helena.failure is not None
    modal = await helena.modal(lambda m: m.alerts)
    assert "ne répond pas" in modal.alerts[0]


async def test_a_store_that_hangs_gives_the_words_back_in_time(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, to_redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    to_redis.hold()
    await benjamin.command("/interaction meagan bond")
    told = await benjamin.message(lambda m: m.only_visible_to_you)
    assert told.plain_text.endswith("You typed: /interaction meagan bond")
    to_redis.let_pass()


async def test_who_is_asked_who_they_are_too_late_keeps_the_words(stage: Stage) -> None:
    claire = stage.person("Claire Fontaine")
    stage.slack.fault("rate_limit", "views.open", seconds=4)
    await claire.command("/interaction meagan bond")
    message = await claire.message("Slack n’a pas laissé le formulaire s’ouvrir")
    await message.press(message.buttons[0])
    await (await claire.modal("Qui êtes-vous ?")).submit()
    modal = await claire.modal(lambda m: "Contact" in m.labels)
    assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"


async def test_without_the_store_the_words_are_given_back(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, to_redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    await to_redis.shut()
    await benjamin.command("/interaction meagan bond")
    told = await benjamin.message(lambda m: m.only_visible_to_you)
    assert told.plain_text.endswith("You typed: /interaction meagan bond")
