"""Deliveries over Socket Mode, as https://docs.slack.dev/apis/events-api/using-socket-mode says."""

import asyncio
import itertools
import json
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from simulator.delivery.delivery import EVENT, Answer, Delivery, Unreachable
from simulator.wire import Json

CONNECTION_LIMIT = 10


@dataclass(eq=False, slots=True)
class Connection:
    """One open socket; `waiting` are the envelopes that it hasn't acknowledged, oldest first (a
    duplicate has the id of its original)."""

    socket: WebSocket
    waiting: list[tuple[str, "asyncio.Future[Answer]"]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """One envelope, ready to be sent (again)."""

    envelope_id: str
    accepts_reply: bool
    text: str


class SocketTransport:
    """Sends each envelope over one of the open connections, in turn."""

    name = "socket"

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._turn = itertools.count()
        self._on_change: list[Any] = []

    @property
    def connected(self) -> bool:
        return bool(self._connections)

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    def listen(self, on_change: Any) -> None:
        """Call `on_change` when a connection comes or goes."""
        self._on_change.append(on_change)

    def new_ticket(self) -> str:
        """The right to connect once."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return ticket

    def pack(self, delivery: Delivery) -> Frame:
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.envelope,
            "accepts_response_payload": delivery.accepts_reply,
        }
        if delivery.envelope == EVENT:
            retry = delivery.retry
            envelope["retry_attempt"] = retry.number if retry is not None else 0
            envelope["retry_reason"] = retry.reason if retry is not None else ""
        text = json.dumps(envelope)
        return Frame(envelope_id, delivery.accepts_reply, text)

    async def send(self, package: Frame) -> Answer:
        if not self._connections:
            raise Unreachable("no socket is open")
        connection = self._connections[next(self._turn) % len(self._connections)]
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        connection.waiting.append((package.envelope_id, answer))
        try:
            await connection.socket.send_text(package.text)
            received = await answer
        except (WebSocketDisconnect, RuntimeError) as error:
            raise Unreachable(str(error)) from error
        finally:
            connection.waiting.remove((package.envelope_id, answer))
        return received if package.accepts_reply else Answer(received.status)

    async def ready_for_events(self) -> bool:
        return True

    async def serve(self, socket: WebSocket) -> None:
        """One connection of the app, from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self._connections) >= CONNECTION_LIMIT:
            await socket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._changed()
            while True:
                self._acknowledge(connection, await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._drop(connection)

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go: "warning" (soon), "refresh_requested" or "link_disabled".

        After a warning Slack leaves the connection open, after the others it closes it.
        """
        notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "simulator"}}
        for connection in list(self._connections):
            await connection.socket.send_json(notice)
            if reason != "warning":
                self._drop(connection)
                await connection.socket.close(code=1000)

    async def close(self) -> None:
        for connection in list(self._connections):
            self._drop(connection)
            await connection.socket.close(code=1001)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {
                "host": f"simulator-{secrets.token_hex(3)}",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    def _acknowledge(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
        except json.JSONDecodeError:
            return
        if not isinstance(frame, dict):
            return
        for envelope_id, answer in connection.waiting:
            if envelope_id == frame.get("envelope_id") and not answer.done():
                answer.set_result(Answer(200, frame.get("payload")))
                return

    def _drop(self, connection: Connection) -> None:
        if connection not in self._connections:
            return
        self._connections.remove(connection)
        for _, answer in connection.waiting:
            if not answer.done():
                answer.set_result(Answer(failure="unreachable"))
        self._changed()

    def _changed(self) -> None:
        for listener in self._on_change:
            listener()
