"""Putting a Slack together and serving it."""

from dataclasses import dataclass, field
from pathlib import Path

from simulator.application import build_application
from simulator.clock import Clock, SystemClock
from simulator.delivery.delivery import Transport
from simulator.delivery.dispatcher import RETRY_SCHEDULE
from simulator.delivery.http import HttpTransport
from simulator.delivery.socket_mode import SocketTransport
from simulator.manifest import Manifest
from simulator.server import Server
from simulator.slack import Credentials, Slack
from simulator.storage import Blobs, StateFile, load_state
from simulator.workspace import Workspace
from simulator.workspace.description import CONTOSO, read_workspace
from simulator.workspace.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Options:
    """`transport` is "http" or "socket"; None leaves it to the manifest. `state` is a file.

    `organisation`: the one on which the app is installed as a whole, if it is.
    """

    app_url: str = "http://127.0.0.1:3000/slack/events"
    host: str = "127.0.0.1"
    port: int = 0
    transport: str | None = None
    state: Path | None = None
    workspace: Path = CONTOSO
    credentials: Credentials = field(default_factory=Credentials)
    retry_schedule: tuple[float, ...] = RETRY_SCHEDULE
    organisation: Organisation | None = None


class Running:
    """A Slack and the server it is reached at."""

    def __init__(self, manifest: Manifest, options: Options, clock: Clock | None = None) -> None:
        clock = clock or SystemClock()
        workspace = _workspace(manifest, options, clock)
        folder = options.state.with_suffix(".files") if options.state is not None else None
        self.slack = Slack(
            manifest,
            workspace,
            transport=_transport(manifest, options, workspace, clock),
            clock=clock,
            credentials=options.credentials,
            blobs=Blobs(folder),
            retry_schedule=options.retry_schedule,
        )
        self._server = Server(build_application(self.slack), options.host, options.port)
        self.slack.base_url = self._server.url
        self._state = StateFile(options.state, workspace) if options.state is not None else None

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL has to be."""
        return f"{self._server.url}/api/"

    async def start(self) -> None:
        """Serve; keep the state file up to date."""
        if self._state is not None:
            self._state.save()
            self.slack.changes.listen(self._state.changed)
        await self._server.start()

    async def stop(self) -> None:
        """Close everything and save the last state."""
        await self.slack.close()
        await self._server.stop()
        if self._state is not None:
            self._state.save()


def _workspace(manifest: Manifest, options: Options, clock: Clock) -> Workspace:
    stored = load_state(options.state) if options.state is not None else None
    workspace = stored or read_workspace(options.workspace, manifest.bot_name, clock.now())
    workspace.organisation = options.organisation or workspace.organisation
    return workspace


def _transport(
    manifest: Manifest, options: Options, workspace: Workspace, clock: Clock
) -> Transport:
    wanted = options.transport or ("socket" if manifest.socket_mode else "http")
    if wanted == "socket":
        return SocketTransport(workspace.app_id)
    credentials = options.credentials
    return HttpTransport(options.app_url, credentials.signing, credentials.verification, clock)
