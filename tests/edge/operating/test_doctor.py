"""What ``touchpoint doctor`` says, against a stub of Slack and real servers."""

import time
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import URL

from bot.doctor import Finding, examine
from bot.metrics import Metrics
from bot.models import Attachment, InteractionTemplate, Salesperson
from bot.settings import Settings
from bot.slack.web_client import build_web_client, open_session
from bot.storage.database import Database
from tests.edge.stub_slack import SCOPES, StubSlack


class Surgery:
    """Runs the examination with settings of a test's choice."""

    def __init__(self, slack: StubSlack, redis_url: str, database_url: str) -> None:
        self.redis_url = redis_url
        self.now: float = time.time()
        self.values: dict[str, Any] = {
            "_env_file": None,
            "slack_api_url": slack.base_url,
            "slack_bot_token": "xoxb-1",
            "slack_app_token": "xapp-1",
            "database_url": database_url,
        }

    async def findings(self) -> dict[str, Finding]:
        settings = Settings(**self.values)
        async with open_session() as session:
            client = build_web_client("xoxb-1", settings.slack_api_url, session, Metrics())
            found = examine(settings, client, self.redis_url, lambda: self.now)
            return {finding.name: finding async for finding in found}

    async def wrong(self) -> dict[str, str]:
        findings = await self.findings()
        return {name: finding.text for name, finding in findings.items() if not finding.right}


@pytest.fixture
async def surgery(slack: StubSlack, redis_url: str, database_url: URL) -> Surgery:
    return Surgery(slack, redis_url, database_url.render_as_string(hide_password=False))


@pytest.fixture
def dialect() -> str:
    """One database is enough, except where a test says otherwise."""
    return "sqlite"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
async def test_all_is_well(surgery: Surgery) -> None:
    findings = await surgery.findings()
    assert await surgery.wrong() == {}
    assert list(findings) == [
        "bot token",
        "installation",
        "scopes",
        "clock",
        "app token",
        "database",
        "migrations",
        "ids",
        "Redis",
        "Redis persistence",
        "Redis eviction",
        "contacts",
        "interaction templates",
        "salespeople",
        "administrators",
    ]
    assert str(findings["clock"]) == "ok     clock: agrees with Slack's"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "in the workspace Contoso (T1)"),
        (
            {"enterprise_id": "E1"},
            "in the workspace Contoso (T1) of the organisation E1, whose members may use the bot",
        ),
        (
            {"enterprise_id": "E1", "is_enterprise_install": True},
            (
                "on the whole organisation Contoso (E1): the members of all its workspaces may use "
                "the bot"
            ),
        ),
    ],
)
async def test_what_kind_of_installation_it_is(
    surgery: Surgery, slack: StubSlack, told: dict[str, object], text: str
) -> None:
    answer = {"ok": True, "user": "touchpoint", "team": "Contoso", "team_id": "T1"}
    slack.answer("auth.test", answer | told)
    assert (await surgery.findings())["installation"].text == text


async def test_a_revoked_token(surgery: Surgery, slack: StubSlack) -> None:
    slack.answer("auth.test", {"ok": False, "error": "token_revoked"})
    wrong = await surgery.wrong()
    assert list(wrong) == ["bot token"]
    assert wrong["bot token"].startswith("Slack says token_revoked. Copy the Bot User OAuth")


async def test_a_scope_that_was_not_granted(surgery: Surgery, slack: StubSlack) -> None:
    slack.headers["x-oauth-scopes"] = SCOPES.replace(",files:read", "")
    wrong = await surgery.wrong()
    assert wrong["scopes"].startswith("files:read not granted. Update the app with")


@pytest.mark.parametrize(("seconds", "side"), [(120, "ahead of"), (-120, "behind")])
async def test_a_clock_that_is_wrong(
    surgery: Surgery, slack: StubSlack, seconds: int, side: str
) -> None:
    slack.headers["date"] = formatdate(surgery.now - seconds, usegmt=True)
    assert side in (await surgery.wrong())["clock"]


async def test_an_app_token_that_is_refused(surgery: Surgery, slack: StubSlack) -> None:
    slack.answer("apps.connections.open", {"ok": False, "error": "not_allowed_token_type"})
    assert "connections:write" in (await surgery.wrong())["app token"]


async def test_no_transport_at_all(surgery: Surgery) -> None:
    surgery.values["slack_app_token"] = None
    assert "SLACK_SIGNING_SECRET (HTTP)" in (await surgery.wrong())["transport"]


async def test_an_unreachable_slack(surgery: Surgery) -> None:
    surgery.values["slack_api_url"] = "http://127.0.0.1:9/api/"
    wrong = await surgery.wrong()
    assert list(wrong) == ["Slack"]
    assert "can't be reached" in wrong["Slack"]


async def test_a_database_that_was_never_migrated(surgery: Surgery, tmp_path: Path) -> None:
    surgery.values["database_url"] = f"sqlite+aiosqlite:///{tmp_path}/new.db"
    assert "Run `touchpoint migrate`" in (await surgery.wrong())["migrations"]


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_ids_that_lag_behind_what_was_imported(surgery: Surgery) -> None:
    database = Database.from_url(surgery.values["database_url"])
    async with database.begin() as session:
        session.add(Attachment(id=7, name="offer.pdf"))
    told = "the next of attachments is 1, and 7 is taken. Run `touchpoint migrate`."
    assert await surgery.wrong() == {"ids": told}
    await database.set_ids_right()
    await database.dispose()
    assert await surgery.wrong() == {}


async def test_a_database_that_is_not_there(surgery: Surgery) -> None:
    surgery.values["database_url"] = "postgresql+psycopg://u:SECRET@127.0.0.1:9/t"
    wrong = await surgery.wrong()
    assert list(wrong) == ["database"]
    assert "SECRET" not in wrong["database"]


async def test_a_redis_that_is_not_there(surgery: Surgery) -> None:
    surgery.redis_url = "redis://127.0.0.1:9"
    assert "Check REDIS_URL" in (await surgery.wrong())["Redis"]


async def test_a_redis_that_would_lose_drafts(surgery: Surgery) -> None:
    with redis.Redis.from_url(surgery.redis_url) as server:
        server.config_set("appendonly", "no")
        server.config_set("maxmemory-policy", "allkeys-lru")
        try:
            wrong = await surgery.wrong()
        finally:
            server.config_set("appendonly", "yes")
            server.config_set("maxmemory-policy", "noeviction")
    assert "appendonly yes" in wrong["Redis persistence"]
    assert wrong["Redis eviction"].startswith("allkeys-lru may throw drafts away")


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
async def test_a_company_that_is_empty_is_told_what_to_do_first(surgery: Surgery) -> None:
    assert [str(finding) for finding in list((await surgery.findings()).values())[-4:]] == [
        (
            "warn   contacts: none yet, so nothing can be recorded. Bring them in with `touchpoint "
            "import contacts FILE`."
        ),
        (
            "warn   interaction templates: none yet, so nothing can be recorded. Run `touchpoint "
            "seed --starter`, or press its button in App Home."
        ),
        (
            "ok     salespeople: 0, none of them linked yet: users link themselves when they first "
            "record"
        ),
        (
            "warn   administrators: none. Until then nobody can link users to salespeople or set "
            "things up: put your Slack user id into TOUCHPOINT_ADMINS."
        ),
    ]


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
async def test_a_company_that_is_set_up_is_counted(surgery: Surgery, sample_url: URL) -> None:
    surgery.values["database_url"] = sample_url.render_as_string(hide_password=False)
    surgery.values["touchpoint_admins"] = ("U1", "U2")
    database = Database.from_url(sample_url)
    async with database.begin() as session:
        (await session.get_one(Salesperson, "OF")).slack_user_id = "U3"
        (await session.get_one(Salesperson, "BC")).slack_user_id = "U4"
        for code in ("GOLF", "MEMO"):
            template = await session.get_one(InteractionTemplate, code)
            template.archived_at = datetime(2026, 1, 1, tzinfo=UTC)
    await database.dispose()
    findings = await surgery.findings()
    assert [str(finding) for finding in list(findings.values())[-4:]] == [
        "ok     contacts: 264",
        "ok     interaction templates: 39",
        "ok     salespeople: 7, 2 of them linked to Slack users",
        ("ok     administrators: U1 (TOUCHPOINT_ADMINS), U2 (TOUCHPOINT_ADMINS), U3 (Otis Falls)"),
    ]


async def test_an_administrator_whom_nobody_is_linked_to_is_none_yet(
    surgery: Surgery, sample_url: URL
) -> None:
    surgery.values["database_url"] = sample_url.render_as_string(hide_password=False)
    told = (await surgery.findings())["administrators"]
    assert told.warns
    assert told.text.startswith("Otis Falls once linked to a Slack user. Until then nobody can")


async def test_salespeople_who_can_only_be_linked_by_an_administrator(surgery: Surgery) -> None:
    surgery.values["touchpoint_self_service"] = False
    told = (await surgery.findings())["salespeople"]
    assert told.warns
    assert "self-service is off: nobody can record" in told.text
