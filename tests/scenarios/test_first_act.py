"""What was acknowledged is kept, from the first act: the bot dies before it opens the form."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import declared_registry
from bot.manifest import build_manifest
from simulator.script import Workspace
from tests.scenarios.stage import PATIENCE_S, Clock, Stage, bot_running, settings_for
from tests.scenarios.walking import finish_now, wizard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from sqlalchemy import URL

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
                    dying.setattr(stage.bot.core.tasks, name, never)
                yield stage


@pytest.fixture(params=["http-postgresql", "socket-sqlite"])
async def town(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Town]:
    transport, dialect = request.param.split("-")
    url = templates.copy(request, dialect, sample=True)
    manifest = build_manifest(
        declared_registry(), None if transport == "socket" else "https://bot.example.com"
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
        (draft_id,) = await stage.bot.core.drafts.all_ids()
    async with town.bot() as stage:
        drafts = stage.bot.core.drafts
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
    benjamin = town.slack.person("Benjamin Chiu")
    async with town.bot_that_dies(monkeypatch):
        await types(benjamin, "/interaction meagan bond")
    async with town.bot() as stage:
        await town.slack.replay("slash_command")
        await stage.quiet()
        assert len(await stage.drafts()) == 1


async def test_without_the_store_the_words_are_given_back(
    gated: tuple[Stage, Gate, Gate],
) -> None:
    stage, to_redis, _ = gated
    benjamin = stage.person("Benjamin Chiu")
    await to_redis.shut()
    await benjamin.command("/interaction meagan bond")
    told = await benjamin.message(lambda m: m.only_visible_to_you)
    assert told.plain_text.endswith("You typed: /interaction meagan bond")
