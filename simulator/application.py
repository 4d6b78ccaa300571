"""All addresses of the simulator."""

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from simulator.ui.endpoints import UserInterface
from simulator.web_api.endpoint import WebApi
from simulator.web_api.hooks import Hooks

if TYPE_CHECKING:
    from simulator.slack import Slack

WEB = Path(__file__).parent / "web"


def build_application(slack: "Slack") -> Starlette:
    """The ASGI application of one Slack."""
    interface, web_api, hooks = UserInterface(slack), WebApi(slack), Hooks(slack)

    async def link(socket: WebSocket) -> None:
        if slack.socket is None:
            await socket.close(code=1008)
        else:
            await slack.socket.serve(socket)

    async def health(_: object) -> PlainTextResponse:
        return PlainTextResponse("ok")

    routes: list[BaseRoute] = [
        Route("/api/{method}", web_api.answer, methods=["GET", "POST"]),
        Route("/actions/{team}/{key}", hooks.response_url, methods=["POST"]),
        Route("/upload/v1/{key}", hooks.upload, methods=["POST"]),
        Route("/files-pri/{team}-{file_id}/download/{name}", hooks.private_file),
        Route("/files-pri/{team}-{file_id}/{name}", hooks.private_file),
        WebSocketRoute("/link/", link),
        WebSocketRoute("/ui/ws", interface.page),
        Route("/ui/op", interface.op, methods=["POST"]),
        Route("/ui/state", interface.state),
        Route("/ui/traffic", interface.traffic),
        Route("/ui/upload", interface.upload, methods=["POST"]),
        Route("/healthz", health),
    ]
    if WEB.is_dir():
        routes.append(Mount("/", StaticFiles(directory=WEB, html=True)))
    return Starlette(routes=routes)
