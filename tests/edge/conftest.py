"""The served edge, for tests over real HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.edge.house import Handlers, House, served
from tests.edge.stub_slack import StubSlack, stub_slack


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def slack() -> AsyncIterator[StubSlack]:
    async with stub_slack() as stub:
        yield stub


@pytest.fixture
async def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
async def house(handlers: Handlers, redis_url: str, slack: StubSlack) -> AsyncIterator[House]:
    """The edge over HTTP."""
    async with served(handlers, redis_url, slack.base_url) as house:
        yield house
