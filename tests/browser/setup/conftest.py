"""An administrator at the page, once in English and once in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    """Both readers are administrators."""
    await stage.execute("UPDATE salespeople SET role = 'administrator' WHERE code IN ('BC', 'HR')")
    return stage
