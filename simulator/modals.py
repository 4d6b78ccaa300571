"""Views on the server's side: opening, stacking, updating, publishing."""

import json
from typing import TYPE_CHECKING, Any

from simulator import origin
from simulator.blockkit import validate_view
from simulator.client.inputs import InputState
from simulator.client.views import OpenView, new_hash, normalised
from simulator.errors import SlackError, invalid_arguments, refused
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.client.client import Client
    from simulator.slack import Slack

STACK_LIMIT = 3
_HOME_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}


class Modals:
    """Every view that is on some screen."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._views: dict[str, OpenView] = {}
        self._homes: dict[str, OpenView] = {}

    def open(self, trigger_id: Any, view: Any) -> OpenView:
        """`views.open`: a new stack; one that is still open is gone."""
        checked = self._checked(view, "modal")
        trigger = self._slack.triggers.exchange(trigger_id)
        client = self._slack.client(trigger.client)
        self.forget(client.stack)
        for view_of_before in client.stack:
            view_of_before.replaced = True
        opened = self._new(client.user.id, checked, [])
        client.stack = [opened]
        self._slack.changes.ring()
        return opened

    def push(self, trigger_id: Any, view: Any) -> OpenView:
        """`views.push`: on top of the stack in which the trigger's user acted."""
        checked = self._checked(view, "modal")
        trigger = self._slack.triggers.exchange(trigger_id)
        client = self._slack.client(trigger.client)
        if not any(opened.id == trigger.view_id for opened in client.stack):
            raise SlackError("not_found")
        return self.push_on(client, checked)

    def push_on(self, client: "Client", view: Json) -> OpenView:
        """One more view on a client's stack. Raises SlackError push_limit_reached."""
        if len(client.stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        pushed = self._new(client.user.id, view, client.stack)
        client.stack.append(pushed)
        self._slack.changes.ring()
        return pushed

    def update(self, view_id: Any, external_id: Any, view: Any, hash_: Any) -> OpenView:
        """`views.update`, of a modal wherever it is in its stack."""
        if not view_id and not external_id:
            raise invalid_arguments("missing required field: view_id")
        opened = self._views.get(str(view_id)) if view_id else self._by_external_id(external_id)
        if opened is None:
            self._checked(view, "modal")
            raise SlackError("not_found")
        checked = self._checked(view, str(opened.wire["type"]))
        if hash_ and hash_ != opened.wire["hash"]:
            raise SlackError("hash_conflict")
        self.replace(opened, checked)
        return opened

    def replace(self, opened: OpenView, view: Json) -> None:
        """Other contents for a view. Raises SlackError duplicate_external_id."""
        self._check_external_id(view, opened)
        previous = opened.wire["previous_view_id"]
        opened.replace(self._wire(view, opened.id, str(opened.wire["root_view_id"]), previous))
        self._slack.changes.ring()

    def publish(self, user_id: Any, view: Any, hash_: Any) -> OpenView:
        """`views.publish`: a user's App Home."""
        if not self._slack.manifest.home_tab:
            raise SlackError("not_enabled")
        checked = self._checked(view, "home")
        user = self._slack.workspace.users.get(str(user_id))
        if user is None or user.is_bot:
            raise SlackError("user_not_found")
        home = self.home(user.id)
        if home is not None:
            if hash_ and hash_ != home.wire["hash"]:
                raise SlackError("hash_conflict")
            self.replace(home, checked)
        else:
            home = self._homes[user.id] = self._new(user.id, checked, [])
        self._slack.workspace.homes[user.id] = home.wire
        self._slack.changes.ring()
        return home

    def home(self, user_id: str) -> OpenView | None:
        """A user's App Home, the one from before a restart too; None before it is published."""
        home = self._homes.get(user_id)
        wire = self._slack.workspace.homes.get(user_id)
        if home is None and wire is not None:
            home = self._homes[user_id] = OpenView(user_id, wire, InputState(wire["blocks"]))
            self._views[home.id] = home
        return home

    def checked(self, view: Any) -> Json:
        """A modal as an app sent it, with ids and defaults. Raises SlackError."""
        return self._checked(view, "modal")

    def forget(self, views: list[OpenView]) -> None:
        """These views are closed: `views.update` doesn't find them any more."""
        for opened in views:
            self._views.pop(opened.id, None)

    def _checked(self, view: Any, surface: str) -> Json:
        if isinstance(view, str):
            try:
                view = json.loads(view)
            except json.JSONDecodeError:
                view = None
        if not isinstance(view, dict):
            raise invalid_arguments("must provide an object [json-pointer:/view]")
        violations = validate_view(view)
        if violations:
            raise refused(violations)
        if view.get("type") != surface:
            raise invalid_arguments(f"must be {surface!r} [json-pointer:/view/type]")
        if "files:read" not in self._slack.manifest.bot_scopes and _takes_files(view):
            raise SlackError("missing_scope", needed="files:read", provided="")
        complete: Json = normalised(view, lambda: self._slack.workspace.new_id(""))
        return complete

    def _new(self, user_id: str, view: Json, below: list[OpenView]) -> OpenView:
        self._check_external_id(view, None)
        view_id = self._slack.workspace.new_id("V")
        root_id, previous_id = (below[0].id, below[-1].id) if below else (view_id, None)
        wire = self._wire(view, view_id, root_id, previous_id)
        opened = OpenView(user_id, wire, InputState(wire["blocks"]))
        self._views[view_id] = opened
        return opened

    def _by_external_id(self, external_id: Any) -> OpenView | None:
        return next((v for v in self._views.values() if v.wire["external_id"] == external_id), None)

    def _check_external_id(self, view: Json, opened: OpenView | None) -> None:
        external_id = view.get("external_id")
        holder = self._by_external_id(external_id) if external_id else None
        if holder is not None and holder is not opened:
            raise SlackError("duplicate_external_id")

    def _wire(self, view: Json, view_id: str, root_id: str, previous_id: str | None) -> Json:
        workspace = self._slack.workspace
        return {
            "id": view_id,
            **origin.of_view(workspace),
            "type": view["type"],
            "blocks": view["blocks"],
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "hash": new_hash(self._slack.clock.now()),
            "title": view.get("title", _HOME_TITLE),
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": previous_id,
            "root_view_id": root_id,
            "app_id": workspace.app_id,
            "external_id": view.get("external_id", ""),
            "bot_id": workspace.bot_id,
        }


def _takes_files(view: Json) -> bool:
    blocks: list[Json] = view["blocks"]
    return any((block.get("element") or {}).get("type") == "file_input" for block in blocks)
