"""What the bot listens to: one table, attached to Bolt and printed as the app manifest.

Bolt matches a payload against every listener in turn (12 µs each), and makes all of a listener's
thirty possible arguments before it calls one (another 90 µs). So Bolt gets one middleware, the last
in its chain, that looks the handler up in a dict and answers.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import short_reference
from bot.logs import describe_error, log_fields
from bot.slack.payload import SENT_AT, Inbound, Kind, kind_of, read_inbound

__all__ = [
    "Ack",
    "Admit",
    "FailurePolicy",
    "Handler",
    "Inbound",
    "Kind",
    "Registry",
    "UnknownKeyError",
]

logger = logging.getLogger(__name__)

Ack = Mapping[str, Any] | None
"""The body of the 200 that Slack gets; None for an empty one."""
Handler = Callable[[Inbound], Awaitable[Ack]]
FailurePolicy = Callable[[Inbound, Exception, str | None], Awaitable[Ack]]
"""Turns an exception into what the user sees. The reference is None for an expected exception."""
Admit = Callable[[Inbound], Awaitable[None]]
"""Asked before every handler; raises an expected exception for who may not come in."""
Outcome = Callable[[Inbound, str], None]
"""Called once per payload with ``ok``, ``refused`` (an expected exception) or ``failed``."""

Answer = Callable[[Kind, Mapping[str, Any], float | None], Awaitable[BoltResponse]]
Next = Callable[[], Awaitable[BoltResponse]]


class UnknownKeyError(LookupError):
    """A button, view or command that this version of the bot doesn't know: one from an older
    message, or a command added to Slack's app settings by hand."""

    def __init__(self, kind: Kind, key: str) -> None:
        super().__init__(f"nothing listens to {kind} {key!r}")
        self.kind = kind
        self.key = key


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as the manifest declares it; ``name`` with its slash."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut as the manifest declares it."""

    kind: Kind
    callback_id: str
    name: str
    description: str


class NotTaken(Exception):
    """Raised by a failure policy: what was sent isn't kept, so it must not be acknowledged."""


class Registry:
    """Handlers by kind and key. Registering the same key twice is a ValueError."""

    def __init__(self) -> None:
        self._handlers: dict[tuple[Kind, str], Handler] = {}
        self.commands: list[Command] = []
        self.shortcuts: list[Shortcut] = []

    @property
    def events(self) -> list[str]:
        """The event types listened to, sorted."""
        return sorted(key for kind, key in self._handlers if kind is Kind.EVENT)

    @property
    def declared(self) -> set[tuple[Kind, str]]:
        """What Slack must be told of: commands, shortcuts and events, by kind and key."""
        declarable = (Kind.COMMAND, Kind.GLOBAL_SHORTCUT, Kind.MESSAGE_SHORTCUT, Kind.EVENT)
        return {(kind, key) for kind, key in self._handlers if kind in declarable}

    def __len__(self) -> int:
        return len(self._handlers)

    def command(
        self, name: str, handler: Handler, *, description: str, usage_hint: str = ""
    ) -> None:
        """``name`` with its slash; ``usage_hint`` as Slack shows it while the user types."""
        self._register(Kind.COMMAND, name, handler)
        self.commands.append(Command(name, description, usage_hint))

    def global_shortcut(
        self, callback_id: str, handler: Handler, *, name: str, description: str
    ) -> None:
        """A shortcut of the lightning menu and the search box."""
        self._register(Kind.GLOBAL_SHORTCUT, callback_id, handler)
        self.shortcuts.append(Shortcut(Kind.GLOBAL_SHORTCUT, callback_id, name, description))

    def message_shortcut(
        self, callback_id: str, handler: Handler, *, name: str, description: str
    ) -> None:
        """A shortcut of a message's menu."""
        self._register(Kind.MESSAGE_SHORTCUT, callback_id, handler)
        self.shortcuts.append(Shortcut(Kind.MESSAGE_SHORTCUT, callback_id, name, description))

    def action(self, key: str, handler: Handler) -> None:
        """A button pressed, or a dispatched change of an input."""
        self._register(Kind.ACTION, key, handler)

    def view_submission(self, key: str, handler: Handler) -> None:
        """A modal's submit button."""
        self._register(Kind.VIEW_SUBMISSION, key, handler)

    def view_closed(self, key: str, handler: Handler) -> None:
        """A modal closed by its user; only with ``notify_on_close``."""
        self._register(Kind.VIEW_CLOSED, key, handler)

    def options(self, key: str, handler: Handler) -> None:
        """The options of an external select."""
        self._register(Kind.OPTIONS, key, handler)

    def event(self, event_type: str, handler: Handler) -> None:
        """An event of the Events API."""
        self._register(Kind.EVENT, event_type, handler)

    def _register(self, kind: Kind, key: str, handler: Handler) -> None:
        if (kind, key) in self._handlers:
            raise ValueError(f"{kind} {key!r} is registered twice")
        self._handlers[kind, key] = handler

    def attach(
        self,
        bolt: AsyncApp,
        client: AsyncWebClient,
        *,
        admit: Admit,
        failure_policy: FailurePolicy,
        expected: Iterable[type[Exception]] = (),
        new_reference: Callable[[], str] = short_reference,
        outcome: Outcome,
    ) -> None:
        """Lets Bolt hand every payload to this registry.

        ``client`` is what handlers get (Bolt makes a copy per request, without our retries'
        deadline). Exceptions of the ``expected`` types, and an unknown key, go to
        ``failure_policy`` without a reference; every other one is logged with its traceback under
        the reference that the policy shows. A policy that raises :class:`NotTaken` leaves Slack
        with a 503, any other exception of it with a 500.
        """
        expected_types: tuple[type[Exception], ...] = (*expected, UnknownKeyError)

        async def answer(
            kind: Kind, body: Mapping[str, Any], sent_at: float | None
        ) -> BoltResponse:
            inbound = read_inbound(kind, body, client, sent_at)
            with log_fields(
                team=inbound.team_id, user=inbound.user_id, kind=kind.value, key=inbound.key
            ):
                try:
                    await admit(inbound)
                    handler = self._handlers.get((kind, inbound.key))
                    if handler is None:
                        raise UnknownKeyError(kind, inbound.key)
                    ack = await handler(inbound)
                except expected_types as error:
                    if error.__cause__ is None:
                        logger.info("refused: %s", type(error).__name__)
                    else:
                        cause = describe_error(error.__cause__)
                        logger.warning("refused: %s, because of %s", type(error).__name__, cause)
                    outcome(inbound, "refused")
                    return await failed(inbound, error, None)
                except Exception as error:
                    reference = new_reference()
                    logger.exception("handler failed", extra={"reference": reference})
                    outcome(inbound, "failed")
                    return await failed(inbound, error, reference)
                outcome(inbound, "ok")
                return _acknowledged(ack)

        async def failed(inbound: Inbound, error: Exception, reference: str | None) -> BoltResponse:
            try:
                return _acknowledged(await failure_policy(inbound, error, reference))
            except NotTaken:
                return BoltResponse(status=503, body="")

        bolt.use(_Dispatch(answer))


def _acknowledged(ack: Ack) -> BoltResponse:
    return BoltResponse(status=200, body="" if ack is None else orjson.dumps(ack).decode())


class _Dispatch(AsyncMiddleware):
    """Answers every payload of a known kind, in the place of Bolt's listeners."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 Bolt passes it by name
        next: Next,  # noqa: A002
    ) -> BoltResponse | None:
        kind = kind_of(req.body)
        if kind is None:
            return await next()
        return await self._answer(kind, req.body, req.context.get(SENT_AT))
