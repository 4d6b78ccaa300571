"""An administrator at the page, once in English and once in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.segments.screen import Reader, Screen
from tests.browser.wizard_page import BENJAMIN, HELENA, visit
from tests.scenarios.stage import Stage, staged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from tests.conftest import Templates


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> AsyncIterator[Stage]:
    """Both readers are administrators."""
    async with staged(templates.copy(request, "sqlite", sample=True), redis_url) as found:
        await found.execute(
            "UPDATE salespeople SET role = 'administrator' WHERE code IN ('BC', 'HR')"
        )
        yield found


@pytest.fixture(params=[Reader(BENJAMIN, "en"), Reader(HELENA, "fr")], ids=["en", "fr"])
def who(request: pytest.FixtureRequest) -> Reader:
    """Benjamin Chiu reads English, Helena Ray French."""
    assert isinstance(request.param, Reader)
    return request.param


@pytest.fixture
async def screen(page: Page, stage: Stage, who: Reader) -> Screen:
    await visit(page, stage.slack, who.user)
    return Screen(page, who)
