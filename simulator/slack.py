"""Slack as a whole: one workspace with one app in it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from simulator import origin
from simulator.blockkit import Violation
from simulator.changes import Changes
from simulator.client.client import Client
from simulator.client.refused import Refused
from simulator.clock import Clock
from simulator.delivery.delivery import EVENT, Answer, Delivery, Transport
from simulator.delivery.dispatcher import RETRY_SCHEDULE, Dispatcher
from simulator.delivery.socket_mode import SocketTransport
from simulator.faults import Faults
from simulator.manifest import Manifest
from simulator.modals import Modals
from simulator.response_urls import ResponseUrls
from simulator.storage import Blobs
from simulator.traffic import Traffic
from simulator.triggers import Triggers
from simulator.web_api.files import Uploads
from simulator.wire import Json
from simulator.workspace import File, Workspace


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the app and Slack know each other by: two tokens, a secret, an old-style token."""

    bot: str = "xoxb-simulator"
    app: str = "xapp-simulator"
    signing: str = "simulator-signing-secret"
    verification: str = "simulator-verification-token"


class Slack:
    """Holds everything together; `base_url` is set once the address is known."""

    def __init__(
        self,
        manifest: Manifest,
        workspace: Workspace,
        *,
        transport: Transport,
        clock: Clock,
        credentials: Credentials,
        blobs: Blobs,
        retry_schedule: tuple[float, ...] = RETRY_SCHEDULE,
    ) -> None:
        self.manifest = manifest
        self.workspace = workspace
        self.clock = clock
        self.credentials = credentials
        self.blobs = blobs
        self.base_url = ""
        self.changes = Changes()
        self.traffic = Traffic(clock)
        self.faults = Faults()
        self.triggers = Triggers(clock)
        self.response_urls = ResponseUrls(clock)
        self.uploads = Uploads()
        self.transport = transport
        self.socket = transport if isinstance(transport, SocketTransport) else None
        if self.socket is not None:
            self.socket.listen(self.changes.ring)
        self.dispatcher = Dispatcher(transport, clock, self.traffic, self.faults, retry_schedule)
        self.modals = Modals(self)
        self._clients: dict[str, Client] = {}

    def client(self, key: str) -> Client:
        """The Slack client with that key: a person's id, for further devices followed by "/" and
        the device's name. Raises KeyError when there is no such person."""
        client = self._clients.get(key)
        if client is None:
            user_id, _, device = key.partition("/")
            user = self.workspace.users[user_id]
            if user.is_bot:
                raise KeyError(key)
            client = self._clients[key] = Client(self, user, device)
        return client

    def response_url(self, key: str) -> str:
        """The address of a response URL."""
        return f"{self.base_url}/actions/{self.workspace.team_id}/{key}"

    async def deliver(self, delivery: Delivery) -> Answer:
        """To the app, with three seconds to acknowledge."""
        answer = await self.dispatcher.deliver(delivery)
        self.changes.ring()
        return answer

    def event(self, subscription: str, event: Json) -> "asyncio.Future[Answer] | None":
        """Tell the app of an event, if it has subscribed to it; nobody has to wait for that.

        What is returned is done when the first attempt has ended.
        """
        if subscription not in self.manifest.bot_events:
            return None
        workspace = self.workspace
        now = self.clock.now()
        payload = {
            "token": self.credentials.verification,
            **origin.of_event(workspace, workspace.team_id),
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": int(now),
        }
        kind = f"event:{event['type']}"
        return self.dispatcher.event(Delivery(EVENT, kind, str(event.get("user", "")), payload))

    def refuse_reply(self, kind: str, violations: list[Violation]) -> None:
        """Note in the traffic why an app's reply was refused; the user only sees that it was."""
        reasons = [f"{v.code} {v.pointer} {v.message}" for v in violations]
        entry = self.traffic.start("from_app", f"reply:{kind}", "refused", reasons)
        self.traffic.end(entry, violations[0].code)

    def add_file(self, user_id: str, name: str, data: bytes) -> File:
        """Keep an uploaded file."""
        file_id = self.workspace.new_id("F")
        created = int(self.clock.now())
        file = File(file_id, name, name, user_id, len(data), created)
        self.workspace.files[file_id] = file
        self.blobs.put(file_id, data)
        self.changes.ring()
        return file

    def file_of(self, user_id: str, given: Any) -> File:
        """A file that this user has uploaded. Raises Refused."""
        file_id = given.get("id") if isinstance(given, dict) else given
        file = self.workspace.files.get(str(file_id))
        if file is None or file.user != user_id:
            raise Refused("no_such_file", "This file hasn't been uploaded")
        return file

    async def close(self) -> None:
        """Stop what is under way."""
        await self.dispatcher.close()
