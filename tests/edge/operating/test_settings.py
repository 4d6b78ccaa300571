from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_nothing_is_needed_for_the_embedded_default() -> None:
    settings = Settings.load(None)
    assert settings.database_url == "sqlite+aiosqlite:///var/touchpoint.db"
    assert settings.redis_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.touchpoint_self_service


def test_the_embedded_servers_keep_their_files_in_one_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOUCHPOINT_DATA_DIRECTORY", "/srv/touchpoint")
    settings = Settings.load(None)
    assert settings.database_url == "sqlite+aiosqlite:////srv/touchpoint/touchpoint.db"
    assert settings.redis_directory == Path("/srv/touchpoint/redis")


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.env"
    file.write_text("PORT=4000\nHOST=0.0.0.0\nLOG_LEVEL=debug\n")
    monkeypatch.setenv("PORT", "5000")
    settings = Settings.load(file)
    assert (settings.host, settings.port, settings.log_level) == ("0.0.0.0", 5000, "DEBUG")


def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "")
    monkeypatch.setenv("REDIS_URL", "")
    settings = Settings.load(None)
    assert not settings.socket_mode
    assert settings.redis_url is None


def test_administrators_are_a_list_of_user_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHPOINT_ADMINS", "U1A, W2B U3C")
    assert Settings.load(None).touchpoint_admins == ("U1A", "W2B", "U3C")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p%40ss@db/t", "postgresql+psycopg://u:p%40ss@db/t"),
        ("postgres://u@db/t", "postgresql+psycopg://u@db/t"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
    ],
)
def test_usual_database_urls_get_the_driver_that_touchpoint_uses(
    monkeypatch: pytest.MonkeyPatch, given: str, used: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert Settings.load(None).database_url == used


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "PORT: Input should be a valid integer"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL: 'mysql' is not supported; expected"),
        ("DATABASE_URL", "touchpoint.db", "DATABASE_URL: it is not a database URL"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL: it must begin with redis://"),
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL: it must begin with https://"),
        ("TOUCHPOINT_ADMINS", "@meagan", "'@meagan' is not a Slack user id such as"),
        ("DEFAULT_LOCALE", "de", "DEFAULT_LOCALE: Input should be 'en' or 'fr'"),
        ("SLACK_BOT_TOKEN", "xapp-1-SECRET", "SLACK_BOT_TOKEN must begin with xoxb-"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence_without_secrets(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load(None)
    assert sentence in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_tokens_do_not_show_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-SECRET")
    assert "SECRET" not in repr(Settings.load(None))


def test_serving_needs_a_bot_token_and_a_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is not set"):
        Settings.load(None).require_slack()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(SettingsError, match="Neither SLACK_APP_TOKEN"):
        Settings.load(None).require_slack()
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    Settings.load(None).require_slack()
