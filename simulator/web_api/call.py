"""One call of a Web API method."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import SlackError, invalid_arguments
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.slack import Slack


@dataclass(frozen=True, slots=True)
class Call:
    """`args` are the arguments as sent: strings in a form, any JSON value otherwise."""

    slack: "Slack"
    args: Json

    def text(self, name: str) -> str:
        """A required argument. Raises SlackError invalid_arguments without it."""
        value = self.args.get(name)
        if value in (None, ""):
            raise invalid_arguments(f"missing required field: {name}")
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean, `true` or `1` in a form."""
        value = self.args.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.args.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError as error:
            raise invalid_arguments(f"must be an integer: {name}") from error

    def require(self, *scopes: str) -> None:
        """Raise SlackError missing_scope unless the app has one of `scopes`."""
        granted = self.slack.manifest.bot_scopes
        if scopes and not granted.intersection(scopes):
            raise SlackError("missing_scope", needed=scopes[0], provided=",".join(sorted(granted)))


@dataclass(frozen=True, slots=True)
class Method:
    """`scopes`: one of them is needed; `takes_json`: whether Slack reads arguments from a JSON
    body; `caller`: whose token is wanted, "bot", "app" (level), or None where none is asked for."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    takes_json: bool = True
    caller: str | None = "bot"


def page(items: list[Any], call: Call, default: int = 100) -> tuple[list[Any], Json]:
    """The part of a list that `cursor` and `limit` ask for, and its `response_metadata`."""
    limit = call.number("limit", default)
    if not 1 <= limit <= 1000:
        raise SlackError("invalid_limit")
    cursor = str(call.args.get("cursor") or "")
    if cursor and not (cursor.startswith("next:") and cursor[5:].isdigit()):
        raise SlackError("invalid_cursor")
    start = int(cursor[5:]) if cursor else 0
    following = start + limit
    next_cursor = f"next:{following}" if following < len(items) else ""
    return items[start:following], {"next_cursor": next_cursor}
