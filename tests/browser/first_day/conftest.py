"""The administrator of an empty company at the page, once in English and once in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.screen import Reader
from tests.scenarios.stage import staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

ESTER, CLAIRE = "U000000EH1", "U000000CF1"


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Nothing but the tables; both readers are administrators by the settings."""
    url = templates.copy(request, "sqlite", sample=False)
    async with staged(url, redis_url, touchpoint_admins=(ESTER, CLAIRE)) as found:
        yield found


@pytest.fixture(params=[Reader(ESTER, "en"), Reader(CLAIRE, "fr")], ids=["en", "fr"])
def who(request: pytest.FixtureRequest) -> Reader:
    """Ester Henderson reads English, Claire Fontaine French."""
    assert isinstance(request.param, Reader)
    return request.param
