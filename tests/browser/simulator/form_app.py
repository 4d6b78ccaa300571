"""A small Slack app over HTTP: one form, one Home tab, two shortcuts. It keeps what it was sent."""

import json
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Json = dict[str, Any]

PEOPLE = ("Meagan Bond", "Magali École", "Mårten Ørsted", "Otto Groß")
MANIFEST: Json = {
    "display_information": {"name": "Form"},
    "features": {
        "bot_user": {"display_name": "Form"},
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "slash_commands": [
            {
                "command": "/form",
                "url": "http://127.0.0.1/",
                "description": "Fill in the form",
                "usage_hint": "[subject]",
            },
            {"command": "/format", "url": "http://127.0.0.1/", "description": "Another one"},
        ],
        "shortcuts": [
            {"type": "global", "callback_id": "fill", "name": "Fill in", "description": "The form"},
            {"type": "message", "callback_id": "take", "name": "Take over", "description": "It"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {
        "interactivity": {
            "is_enabled": True,
            "request_url": "http://127.0.0.1/",
            "message_menu_options_url": "http://127.0.0.1/",
        },
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
    },
}


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    """An option whose value is its text."""
    return {"text": plain(text), "value": text}


def field(label: str, element: Json, **more: Any) -> Json:
    """An input block whose ids are made of its label."""
    name = label.lower()
    element = {"action_id": name, **element}
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, **more}


def form(subject: str = "") -> Json:
    """The modal."""
    ask = {
        "title": plain("Empty the form?"),
        "text": plain("Everything typed is lost."),
        "confirm": plain("Empty it"),
        "deny": plain("Keep it"),
        "style": "danger",
    }
    text: Json = {"type": "plain_text_input", "max_length": 40}
    kinds = {"type": "static_select", "options": [option("Call"), option("Meeting")]}
    return {
        "type": "modal",
        "callback_id": "form",
        "notify_on_close": True,
        "title": plain("The form"),
        "submit": plain("Save"),
        "close": plain("Not now"),
        "blocks": [
            field("Person", {"type": "external_select", "min_query_length": 0}),
            field("Kind", kinds, optional=True),
            field("Subject", text | ({"initial_value": subject} if subject else {})),
            field("Day", {"type": "datepicker"}, optional=True),
            field("Hour", {"type": "timepicker"}, optional=True),
            field("Note", {"type": "plain_text_input", "multiline": True}, optional=True),
            {
                "type": "actions",
                "block_id": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "empty",
                        "text": plain("Empty"),
                        "confirm": ask,
                    }
                ],
            },
        ],
    }


class FormApp:
    """`received` holds every payload, oldest first."""

    def __init__(self) -> None:
        self.api_url = ""
        self.token = ""
        self.view_id = ""
        self.received: list[Json] = []
        self.asgi = Starlette(routes=[Route("/slack/events", self._take, methods=["POST"])])

    def of_type(self, kind: str) -> list[Json]:
        """The interaction payloads of that type."""
        return [payload for payload in self.received if payload.get("type") == kind]

    async def announce(self, text: str) -> None:
        """Put a line above the fields of the form that was opened last."""
        view = form()
        view["blocks"].insert(0, {"type": "section", "text": plain(text)})
        await self._call("views.update", view_id=self.view_id, view=view)

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        if request.headers["content-type"].startswith("application/json"):
            payload: Json = json.loads(body)
        else:
            fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
            payload = json.loads(fields["payload"]) if "payload" in fields else fields
        self.received.append(payload)
        return await self._answer(payload)

    async def _answer(self, payload: Json) -> Response:
        kind = payload.get("type", payload.get("command"))
        if kind == "url_verification":
            return JSONResponse({"challenge": payload["challenge"]})
        if kind == "/form":
            await self._open(payload, form(payload["text"]))
        elif kind == "shortcut":
            await self._open(payload, form())
        elif kind == "message_action":
            await self._open(payload, form(payload["message"]["text"][:40]))
        elif kind == "block_suggestion":
            wanted = payload["value"].lower()
            found = [option(name) for name in PEOPLE if wanted in name.lower()]
            return JSONResponse({"options": found})
        elif kind == "block_actions":
            await self._call(
                "views.update", view_id=payload["view"]["id"], view=form("Start again")
            )
        elif kind == "view_submission":
            return await self._save(payload)
        elif kind == "event_callback":
            user = payload["event"]["user"]
            blocks = [{"type": "header", "text": plain(f"Hello {user}")}]
            await self._call("views.publish", user_id=user, view={"type": "home", "blocks": blocks})
        return Response()

    async def _save(self, payload: Json) -> Response:
        values = payload["view"]["state"]["values"]
        subject = values["subject"]["subject"]["value"]
        if subject == "wrong":
            errors = {"subject": "This subject is wrong."}
            return JSONResponse({"response_action": "errors", "errors": errors})
        person = values["person"]["person"]["selected_option"]["value"]
        await self._call(
            "chat.postMessage", channel=payload["user"]["id"], text=f"Saved *{person}*: {subject}"
        )
        return Response()

    async def _open(self, payload: Json, view: Json) -> None:
        answer = await self._call("views.open", trigger_id=payload["trigger_id"], view=view)
        self.view_id = answer["view"]["id"]

    async def _call(self, method: str, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(self.api_url + method, json=arguments) as response,
        ):
            answer: Json = await response.json()
        assert answer["ok"], answer
        return answer
