"""Slack for tests: a workspace in this process and people who use it.

async with Workspace.start(manifest=manifest) as slack:
    slack.point_to("http://127.0.0.1:3000/slack/events")
    helena = slack.person("Helena Ray")
    await helena.command("/todo buy milk")
    modal = await helena.modal("New task")
    await modal.type("What", "Buy milk")
    await modal.submit()
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from simulator.client.refused import Refused
from simulator.clock import Clock, ManualClock
from simulator.delivery.dispatcher import RETRY_SCHEDULE
from simulator.delivery.http import HttpTransport
from simulator.faults import Fault
from simulator.manifest import Manifest
from simulator.running import Options, Running
from simulator.scripting.person import PATIENCE_S, Person
from simulator.scripting.surfaces import Home, Message, Modal
from simulator.slack import Credentials, Slack
from simulator.traffic import Entry
from simulator.wire import Json
from simulator.workspace.description import CONTOSO
from simulator.workspace.organisation import Organisation

__all__ = [
    "Home",
    "ManualClock",
    "Message",
    "Modal",
    "Organisation",
    "Person",
    "Refused",
    "Workspace",
]


class Workspace:
    """A running Slack. `api_url` is for SLACK_API_URL, `url` is the page."""

    def __init__(self, running: Running, patience_s: float) -> None:
        self._running = running
        self._patience_s = patience_s
        self._people: dict[str, Person] = {}

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        manifest: Json | Path,
        *,
        transport: str | None = None,
        port: int = 0,
        clock: Clock | None = None,
        state: Path | None = None,
        workspace: Path = CONTOSO,
        retry_schedule: tuple[float, ...] = RETRY_SCHEDULE,
        organisation: Organisation | None = None,
        patience_s: float = PATIENCE_S,
    ) -> AsyncIterator["Workspace"]:
        """Serve on a loopback port (0: a free one) until the block ends.

        `transport` is "http" or "socket"; None leaves it to the manifest. `organisation` is the
        one on which the app is installed as a whole (Enterprise Grid). `patience_s` is how long
        people wait, in seconds of real time.
        """
        parsed = Manifest.read(manifest) if isinstance(manifest, Path) else Manifest.parse(manifest)
        if transport is not None:
            parsed = replace(parsed, socket_mode=transport == "socket", options_over_http=True)
        options = Options(
            port=port,
            transport=transport,
            state=state,
            workspace=workspace,
            retry_schedule=retry_schedule,
            organisation=organisation,
        )
        running = Running(parsed, options, clock)
        await running.start()
        try:
            yield cls(running, patience_s)
        finally:
            await running.stop()

    @property
    def slack(self) -> Slack:
        """The whole of it."""
        return self._running.slack

    @property
    def url(self) -> str:
        """Where the browser page is."""
        return self._running.url

    @property
    def api_url(self) -> str:
        """The base address of the Web API."""
        return self._running.api_url

    @property
    def credentials(self) -> Credentials:
        """The tokens and the signing secret that the app needs."""
        return self.slack.credentials

    def point_to(self, app_url: str) -> None:
        """Send to the app at this address (HTTP); verified before the first event."""
        transport = self.slack.transport
        assert isinstance(transport, HttpTransport), "in Socket Mode the app comes by itself"
        transport.point_to(app_url)

    async def connected(self) -> None:
        """Wait until the app is there: the URL verified, or a socket open."""
        slack = self.slack
        while not (await slack.transport.ready_for_events() and slack.transport.connected):
            await slack.changes.next()

    def person(self, real_name: str, device: str = "", *, team_id: str = "") -> Person:
        """Somebody of the workspace; with `device` at a screen of its own.

        `team_id`: another workspace of the organisation, which is open at that device.
        """
        for user in self.slack.workspace.people():
            if user.real_name == real_name:
                client = self.slack.client(f"{user.id}/{device}" if device else user.id)
                client.team_id = team_id or client.team_id
                return self._people.setdefault(client.key, Person(client, self._patience_s))
        raise KeyError(real_name)

    def fault(self, kind: str, target: str = "*", count: int = 1, seconds: float = 0) -> None:
        """Bring trouble: see `simulator.faults.Fault`."""
        self.slack.faults.add(Fault(kind, target, count, seconds))

    def clear_faults(self) -> None:
        """No more trouble."""
        self.slack.faults.clear()

    def traffic(self, kind: str | None = None) -> list[Entry]:
        """What went over the wire, oldest first: of one kind (`view_submission`,
        `event:app_home_opened`, `api:chat.postMessage`), or all."""
        return [e for e in self.slack.traffic.entries if kind is None or e.kind == kind]

    async def replay(self, entry: Entry | str) -> Entry:
        """Send a delivery, or the last one of a kind, once more; → the new entry."""
        if isinstance(entry, str):
            entry = self.traffic(entry)[-1]
        await self.slack.dispatcher.replay(entry)
        return self.traffic(entry.kind)[-1]
