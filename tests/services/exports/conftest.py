"""`touchpoint export`, typed against a database of the test's own."""

import logging
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL

from bot.__main__ import main
from tests.services.exports.reading import Export


@pytest.fixture
def export(sample_url: URL) -> Iterator[Export]:
    """Types the command with these arguments against the sample company."""
    before = logging.getLogger().handlers[:]
    environment = {"DATABASE_URL": sample_url.render_as_string(hide_password=False)}

    def typed(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["export", *arguments])

    yield typed
    logging.getLogger().handlers[:] = before
