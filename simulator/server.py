"""Serves an ASGI application inside a running event loop, on a port of its own."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.leave = asyncio.Event()

    async def main_loop(self) -> None:
        """Serve until told to leave, without looking ten times a second whether to."""
        await self.leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """At once when nobody is connected; uvicorn's own patience otherwise."""
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
            await server.wait_closed()
        for listening in sockets or []:
            listening.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs the process."""
        yield


class Server:
    """Listens on `host`; port 0 takes a free one."""

    def __init__(self, application: ASGIApp, host: str, port: int) -> None:
        self._socket = socket.create_server((host, port), backlog=2048, reuse_port=False)
        self.port: int = self._socket.getsockname()[1]
        self._host = host
        self._server = _Server(
            uvicorn.Config(
                application,
                log_config=None,
                log_level="warning",
                access_log=False,
                lifespan="off",
                date_header=False,
                ws="websockets-sansio",
                timeout_graceful_shutdown=1,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://{self._host}:{self.port}"

    async def start(self) -> None:
        """Serve from now on; requests that come at once are queued by the socket."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Let requests in flight end, for a second at most."""
        if self._task is None:
            self._socket.close()
            return
        self._server.leave.set()
        await self._task
        self._socket.close()
