"""Settings from the environment and from ``.env``; the environment wins."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SLACK_API_URL = "https://slack.com/api/"

_ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


_OF_THE_COMPANY = {
    "touchpoint_phone_region": "phone_region",
    "touchpoint_self_service": "self_service",
    "default_locale": "default_locale",
}


class SettingsError(Exception):
    """A setting is missing or can't be used; the text says which and what to do."""


class Settings(BaseSettings):
    """Every setting, under its environment variable's name in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = SLACK_API_URL

    touchpoint_data_directory: Path = Path("var")
    """Where the embedded servers keep their files."""
    database_url: str = ""
    """Never empty after loading: the default is a SQLite file in the data directory."""
    redis_url: str | None = None
    """None: an embedded server, see ``redis_directory``."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    default_locale: Literal["en", "fr"] = "en"

    touchpoint_admins: Annotated[tuple[str, ...], NoDecode] = ()
    """Slack user ids that are administrators from the start."""
    touchpoint_self_service: bool = True
    """Whether an unlinked Slack user may link or create their own salesperson."""
    touchpoint_phone_region: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "US"
    """Two-letter country whose rules apply to phone numbers written without a country code."""

    @field_validator("log_level", "touchpoint_phone_region", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", "default_locale", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("touchpoint_admins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("touchpoint_admins")
    @classmethod
    def _user_ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [entry for entry in value if entry[:1] not in {"U", "W"} or not entry.isalnum()]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is not a Slack user id such as U012ABCDEF")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _with_slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("it must begin with https:// (http:// for the simulator)")
        return value.rstrip("/") + "/"

    @field_validator("database_url", mode="after")
    @classmethod
    def _async_driver(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            directory = info.data.get("touchpoint_data_directory", Path("var"))
            return f"sqlite+aiosqlite:///{directory}/touchpoint.db"
        expected = "expected sqlite+aiosqlite:///file or postgresql+psycopg://user@host/name"
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError(f"it is not a database URL; {expected}") from None
        driver = _ASYNC_DRIVERS.get(url.drivername)
        if driver is None:
            raise ValueError(f"{url.drivername!r} is not supported; {expected}")
        return url.set(drivername=driver).render_as_string(hide_password=False)

    @field_validator("redis_url")
    @classmethod
    def _redis_scheme(cls, value: str | None) -> str | None:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("it must begin with redis://, rediss:// or unix://")
        return value

    @model_validator(mode="after")
    def _tokens_in_their_places(self) -> Self:
        for name, prefix in (("slack_bot_token", "xoxb-"), ("slack_app_token", "xapp-")):
            token = getattr(self, name)
            if token is not None and not token.get_secret_value().startswith(prefix):
                raise ValueError(f"{name.upper()} must begin with {prefix}")
        return self

    @classmethod
    def load(cls, env_file: Path | None = Path(".env")) -> Self:
        """Reads the environment and ``env_file``. Raises SettingsError."""
        options: dict[str, Any] = {"_env_file": env_file}
        try:
            return cls(**options)
        except ValidationError as error:
            # Never the values: a misplaced token would end up in a terminal or a log.
            sentences = [
                f"{' '.join(str(part) for part in problem['loc']).upper()}: ".removeprefix(": ")
                + problem["msg"].removeprefix("Value error, ")
                for problem in error.errors(include_input=False, include_url=False)
            ]
            raise SettingsError("\n".join(sentences)) from None

    @property
    def company(self) -> dict[str, Any]:
        """The company's settings that the environment decides, by their names in the set-up."""
        return {
            name: getattr(self, setting)
            for setting, name in _OF_THE_COMPANY.items()
            if setting in self.model_fields_set
        }

    @property
    def redis_directory(self) -> Path:
        """Where the embedded Redis-compatible server lives when ``redis_url`` is None."""
        return self.touchpoint_data_directory / "redis"

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over Socket Mode; else it calls us over HTTP."""
        return self.slack_app_token is not None

    def require_slack(self) -> None:
        """Raises SettingsError unless everything is there that talking to Slack needs."""
        if self.slack_bot_token is None:
            raise SettingsError(
                "SLACK_BOT_TOKEN is not set. Install the app in your workspace and copy the "
                "Bot User OAuth Token from OAuth & Permissions."
            )
        if not self.socket_mode and self.slack_signing_secret is None:
            raise SettingsError(
                "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set. "
                "One of the two is on the app's Basic Information page."
            )
