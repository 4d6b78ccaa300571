"""The page's WebSocket and the same over plain HTTP."""

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from simulator.client.client import Client
from simulator.traffic import Entry
from simulator.ui.operations import perform
from simulator.ui.snapshot import snapshot
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.slack import Slack


class UserInterface:
    """Answers /ui/*."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack

    async def op(self, request: Request) -> Response:
        """One operation."""
        client = self._client(request.query_params.get("user"))
        if client is None:
            return _nobody()
        return JSONResponse(await perform(client, json.loads(await request.body())))

    async def state(self, request: Request) -> Response:
        """The snapshot."""
        client = self._client(request.query_params.get("user"))
        return _nobody() if client is None else JSONResponse(snapshot(self._slack, client))

    async def traffic(self, _: Request) -> Response:
        """The last entries, oldest first."""
        return JSONResponse({"entries": [e.shown() for e in self._slack.traffic.recent()]})

    async def upload(self, request: Request) -> Response:
        """A file for a file input."""
        client = self._client(request.query_params.get("user"))
        if client is None:
            return _nobody()
        async with request.form() as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                return JSONResponse({"ok": False, "error": "no file"}, status_code=400)
            data = await part.read()
            file = self._slack.add_file(client.user.id, part.filename or "file", data)
        wire = file.wire(self._slack.base_url, self._slack.workspace.team_id)
        return JSONResponse({"ok": True, "file": wire})

    async def page(self, socket: WebSocket) -> None:
        """A browser page: snapshots and traffic out, operations in."""
        client = self._client(socket.query_params.get("user"))
        if client is None:
            await socket.close(code=1008)
            return
        await socket.accept()
        outbox: asyncio.Queue[Json] = asyncio.Queue()

        def tell(entry: Entry) -> None:
            outbox.put_nowait({"type": "traffic", "entry": entry.shown()})

        for entry in self._slack.traffic.recent():
            tell(entry)
        forget = self._slack.traffic.listen(tell)
        writers = [
            asyncio.ensure_future(self._push_states(client, outbox)),
            asyncio.ensure_future(_write(socket, outbox)),
        ]
        operations: set[asyncio.Task[None]] = set()
        try:
            while True:
                request = json.loads(await socket.receive_text())
                task = asyncio.create_task(_perform(client, request, outbox))
                operations.add(task)
                task.add_done_callback(operations.discard)
        except WebSocketDisconnect:
            pass
        finally:
            forget()
            for writer in writers:
                writer.cancel()
            await asyncio.gather(*writers, return_exceptions=True)

    async def _push_states(self, client: Client, outbox: "asyncio.Queue[Json]") -> None:
        while True:
            outbox.put_nowait(snapshot(self._slack, client))
            await self._slack.changes.next()

    def _client(self, user_id: str | None) -> Client | None:
        people = self._slack.workspace.people()
        with contextlib.suppress(KeyError):
            return self._slack.client(user_id or people[0].id)
        return None


async def _perform(client: Client, request: Json, outbox: "asyncio.Queue[Json]") -> None:
    reply = await perform(client, request)
    # Let the state that follows from it go first.
    await asyncio.sleep(0)
    outbox.put_nowait({"type": "reply", "id": request.get("id"), **reply})


async def _write(socket: WebSocket, outbox: "asyncio.Queue[Any]") -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            message = await outbox.get()
            await socket.send_text(json.dumps(message, ensure_ascii=False))


def _nobody() -> Response:
    return JSONResponse({"ok": False, "error": "no such user", "code": "no_such_user"}, 404)
