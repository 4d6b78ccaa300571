"""What the bot listens to: one table, attached to Bolt and printed as the app manifest.

Bolt matches a payload against every listener in turn (12 µs each), and makes all of a listener's
thirty possible arguments before it calls one (another 90 µs). So Bolt gets one middleware, the last
in its chain, that looks the handler up in a dict and answers.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import short_reference
from bot.logs import describe_error, log_fields
from bot.slack.payload import SENT_AT, Inbound, Kind, kind_of, read_inbound

logger = logging.getLogger(__name__)

C = TypeVar("C")
"""Who did it, as the gate tells."""
C_co = TypeVar("C_co", covariant=True)
H = TypeVar("H")

Ack = Mapping[str, Any] | None
"""The body of the 200 that Slack gets; None for an empty one."""
FirstHandler = Callable[[Inbound], Awaitable[Ack]]
"""For what opens a window: it is answered, and its words are kept, before its user is looked up."""
Handler = Callable[[Inbound, C], Awaitable[Ack]]
FailurePolicy = Callable[[Inbound, Exception, str | None], Awaitable[Ack]]
"""Turns an exception into what the user sees. The reference is None for an expected exception."""
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


class Gate(Protocol[C_co]):
    """Asked before every handler; raises an expected exception for who may not come in."""

    async def who(self, inbound: Inbound) -> C_co:
        """Who it is."""
        ...

    async def glance(self, inbound: Inbound) -> None:
        """The same before a handler that can't wait until it is known who it is."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as the manifest declares it; ``name`` with its slash."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut as the manifest declares it: ``kind`` is one of a message or the global one."""

    kind: Kind
    callback_id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What Slack is told of in the manifest; ``events`` are types."""

    commands: Sequence[Command]
    shortcuts: Sequence[Shortcut]
    events: Sequence[str]

    @property
    def keys(self) -> set[tuple[Kind, str]]:
        """What somebody has to listen to, by kind and key."""
        return (
            {(Kind.COMMAND, command.name) for command in self.commands}
            | {(shortcut.kind, shortcut.callback_id) for shortcut in self.shortcuts}
            | {(Kind.EVENT, event) for event in self.events}
        )


class NotTaken(Exception):
    """Raised by a failure policy: what was sent isn't kept, so it must not be acknowledged."""


class Registry(Generic[C]):
    """Handlers by kind and key. Registering the same key twice is a ValueError."""

    def __init__(self) -> None:
        self._first_handlers: dict[tuple[Kind, str], FirstHandler] = {}
        self._handlers: dict[tuple[Kind, str], Handler[C]] = {}

    @property
    def declarable(self) -> set[tuple[Kind, str]]:
        """What Slack must be told of: commands, shortcuts and events, by kind and key."""
        events = {(kind, key) for kind, key in self._handlers if kind is Kind.EVENT}
        return events | self._first_handlers.keys()

    def __len__(self) -> int:
        return len(self._handlers) + len(self._first_handlers)

    def command(self, declared: Command, handler: FirstHandler) -> None:
        """A slash command."""
        self._register(self._first_handlers, Kind.COMMAND, declared.name, handler)

    def shortcut(self, declared: Shortcut, handler: FirstHandler) -> None:
        """A shortcut of the lightning menu and the search box, or of a message's menu."""
        self._register(self._first_handlers, declared.kind, declared.callback_id, handler)

    def action(self, key: str, handler: Handler[C]) -> None:
        """A button pressed, or a dispatched change of an input."""
        self._register(self._handlers, Kind.ACTION, key, handler)

    def view_submission(self, key: str, handler: Handler[C]) -> None:
        """A modal's submit button."""
        self._register(self._handlers, Kind.VIEW_SUBMISSION, key, handler)

    def view_closed(self, key: str, handler: Handler[C]) -> None:
        """A modal closed by its user; only with ``notify_on_close``."""
        self._register(self._handlers, Kind.VIEW_CLOSED, key, handler)

    def options(self, key: str, handler: Handler[C]) -> None:
        """The options of an external select."""
        self._register(self._handlers, Kind.OPTIONS, key, handler)

    def event(self, event_type: str, handler: Handler[C]) -> None:
        """An event of the Events API."""
        self._register(self._handlers, Kind.EVENT, event_type, handler)

    @staticmethod
    def _register(table: dict[tuple[Kind, str], H], kind: Kind, key: str, handler: H) -> None:
        if (kind, key) in table:
            raise ValueError(f"{kind} {key!r} is registered twice")
        table[kind, key] = handler

    def attach(
        self,
        bolt: AsyncApp,
        client: AsyncWebClient,
        *,
        gate: Gate[C],
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
                    ack = await self._handle(inbound, gate)
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

    async def _handle(self, inbound: Inbound, gate: Gate[C]) -> Ack:
        name = inbound.kind, inbound.key
        if first := self._first_handlers.get(name):
            await gate.glance(inbound)
            return await first(inbound)
        who = await gate.who(inbound)
        if handler := self._handlers.get(name):
            return await handler(inbound, who)
        raise UnknownKeyError(inbound.kind, inbound.key)


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
