"""What the bot listens to, feature by feature: attached to Bolt, which matches and calls.

Bolt asks every listener in turn whether a payload is its own (5 µs each), and makes all of a
listener's thirty possible arguments before it calls one. So a feature is one listener for each kind
of payload, with a pattern of all its keys, and looks its handler up in a dict. Around each handler
stand who it is, the errors and the counts.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
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
    """What Slack is told of in the manifest; ``events`` are types. ``allowed`` are those that are
    heard where an administrator subscribes to them by hand."""

    commands: Sequence[Command]
    shortcuts: Sequence[Shortcut]
    events: Sequence[str]
    allowed: Sequence[str] = ()

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


class Feature(Generic[C]):
    """What one feature listens to, in Bolt's words. One key twice is a ValueError.

    ``check`` raises for a caller who may not use it. What has to be answered before its caller is
    known (:meth:`command`, :meth:`shortcut`) checks them itself.
    """

    def __init__(
        self, taken: set[tuple[Kind, str]], check: Callable[[C], None] | None = None
    ) -> None:
        self._taken = taken
        self._check = check
        self._first_handlers: dict[tuple[Kind, str], FirstHandler] = {}
        self._handlers: dict[tuple[Kind, str], Handler[C]] = {}

    def command(self, declared: Command, handler: FirstHandler) -> None:
        """A slash command."""
        self._register(self._first_handlers, Kind.COMMAND, declared.name, handler)

    def shortcut(self, declared: Shortcut, handler: FirstHandler) -> None:
        """A shortcut of the lightning menu and the search box, or of a message's menu."""
        self._register(self._first_handlers, declared.kind, declared.callback_id, handler)

    def action(self, key: str, handler: Handler[C]) -> None:
        """A button pressed, or a dispatched change of an input."""
        self._register(self._handlers, Kind.ACTION, key, handler)

    def view(self, key: str, handler: Handler[C]) -> None:
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

    def patterns(self) -> list[tuple[Kind, re.Pattern[str]]]:
        """What Bolt matches a payload by: one pattern a kind, for ``key`` and ``key:argument``."""
        keys: dict[Kind, list[str]] = {}
        for kind, key in (*self._first_handlers, *self._handlers):
            keys.setdefault(kind, []).append(re.escape(key))
        return [(kind, re.compile(f"^(?:{'|'.join(each)})(?::|$)")) for kind, each in keys.items()]

    async def handle(self, inbound: Inbound, gate: Gate[C]) -> Ack:
        """Raises :class:`UnknownKeyError`, and what the gate and the handler raise."""
        name = inbound.kind, inbound.key
        if first := self._first_handlers.get(name):
            await gate.glance(inbound)
            return await first(inbound)
        who = await gate.who(inbound)
        if self._check is not None:
            self._check(who)
        if handler := self._handlers.get(name):
            return await handler(inbound, who)
        raise UnknownKeyError(inbound.kind, inbound.key)

    def _register(self, table: dict[tuple[Kind, str], H], kind: Kind, key: str, handler: H) -> None:
        if (kind, key) in self._taken:
            raise ValueError(f"{kind} {key!r} is registered twice")
        self._taken.add((kind, key))
        table[kind, key] = handler


class Listeners(Generic[C]):
    """Everything that the bot listens to, feature by feature."""

    def __init__(self) -> None:
        self._taken: set[tuple[Kind, str]] = set()
        self._features: list[Feature[C]] = []

    def feature(self, check: Callable[[C], None] | None = None) -> Feature[C]:
        """A further one."""
        feature: Feature[C] = Feature(self._taken, check)
        self._features.append(feature)
        return feature

    @property
    def declarable(self) -> set[tuple[Kind, str]]:
        """What Slack must be told of: commands, shortcuts and events, by kind and key."""
        return {(kind, key) for kind, key in self._taken if kind in _DECLARABLE}

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
        """Lets Bolt hand every payload to its feature.

        ``client`` is what handlers get (Bolt makes a copy per request, without our retries'
        deadline). Exceptions of the ``expected`` types, and an unknown key, go to
        ``failure_policy`` without a reference; every other one is logged with its traceback under
        the reference that the policy shows. A policy that raises :class:`NotTaken` leaves Slack
        with a 503, any other exception of it with a 500.
        """
        expected_types: tuple[type[Exception], ...] = (*expected, UnknownKeyError)

        async def answer(
            kind: Kind, body: Mapping[str, Any], sent_at: float | None, feature: Feature[C]
        ) -> BoltResponse:
            inbound = read_inbound(kind, body, client, sent_at)
            with log_fields(
                team=inbound.team_id, user=inbound.user_id, kind=kind.value, key=inbound.key
            ):
                try:
                    ack = await feature.handle(inbound, gate)
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

        def listener(kind: Kind, feature: Feature[C]) -> Callable[..., Awaitable[BoltResponse]]:
            async def listen(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
                return await answer(kind, body, context.get(SENT_AT), feature)

            return listen

        async def unheard(
            error: Exception, body: dict[str, Any], context: AsyncBoltContext
        ) -> BoltResponse | None:
            kind = kind_of(body)
            if isinstance(error, BoltUnhandledRequestError) and kind is not None:
                return await answer(kind, body, context.get(SENT_AT), Feature(set()))
            # Bolt's own handler would print the exception's text, which may quote what was typed.
            logger.error("no answer to Slack", exc_info=error)
            return None

        for feature in self._features:
            for kind, pattern in feature.patterns():
                _LISTEN[kind](bolt, pattern)(listener(kind, feature))
        bolt.error(unheard)


_DECLARABLE = {Kind.COMMAND, Kind.GLOBAL_SHORTCUT, Kind.MESSAGE_SHORTCUT, Kind.EVENT}
_LISTEN: dict[Kind, Callable[..., Callable[..., Any]]] = {
    Kind.COMMAND: AsyncApp.command,
    Kind.GLOBAL_SHORTCUT: AsyncApp.global_shortcut,
    Kind.MESSAGE_SHORTCUT: AsyncApp.message_shortcut,
    Kind.ACTION: AsyncApp.block_action,
    Kind.VIEW_SUBMISSION: AsyncApp.view_submission,
    Kind.VIEW_CLOSED: AsyncApp.view_closed,
    Kind.OPTIONS: AsyncApp.block_suggestion,
    Kind.EVENT: AsyncApp.event,
}


def _acknowledged(ack: Ack) -> BoltResponse:
    return BoltResponse(status=200, body="" if ack is None else orjson.dumps(ack).decode())
