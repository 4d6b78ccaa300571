"""Response URLs, upload addresses and private files: what apps reach outside /api/."""

import json
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from simulator.errors import SlackError
from simulator.posting import delete_message, post_as_app, post_ephemeral, replace_message
from simulator.response_urls import Grant
from simulator.web_api.chat import contents_of
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.slack import Slack


class Hooks:
    """Answers those addresses."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack

    async def response_url(self, request: Request) -> Response:
        """A message in answer to an interaction."""
        body = _body(await request.body())
        entry = self._slack.traffic.start("from_app", "response_url", "", body)
        try:
            if body is None:
                raise SlackError("invalid_payload")
            self._respond(self._slack.response_urls.use(request.path_params["key"]), body)
        except SlackError as error:
            self._slack.traffic.end(entry, error.code)
            if error.code in {"expired_url", "used_url"}:
                return JSONResponse({"ok": False, "error": error.code}, status_code=404)
            return PlainTextResponse(error.code, status_code=400)
        self._slack.traffic.end(entry, 200, "ok")
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        """The bytes of a file, raw or as the first file of a form."""
        data = await request.body()
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:
                uploads = [part for part in form.values() if isinstance(part, UploadFile)]
                data = await uploads[0].read() if uploads else b""
        upload = self._slack.uploads.receive(request.path_params["key"], data)
        if upload is None:
            return PlainTextResponse("not found", status_code=404)
        return PlainTextResponse(f"OK - {len(data)}")

    async def private_file(self, request: Request) -> Response:
        """The bytes of a file, for a bearer of a token with files:read; the rest has to log in."""
        credentials = self._slack.credentials
        token = request.headers.get("authorization", "")
        allowed = "files:read" in self._slack.manifest.bot_scopes
        if token != f"Bearer {credentials.bot}" or not allowed:
            return RedirectResponse(f"https://{self._slack.workspace.domain}.slack.com/", 302)
        file = self._slack.workspace.files.get(request.path_params["file_id"])
        if file is None:
            return PlainTextResponse("not found", status_code=404)
        return Response(self._slack.blobs.get(file.id), media_type=file.mimetype)

    def _respond(self, grant: Grant, body: Json) -> None:
        slack = self._slack
        channel = slack.workspace.channels[grant.channel_id]
        original = channel.message(grant.message_ts) if grant.message_ts is not None else None
        own = original if original is not None and original.is_bot else None
        if body.get("delete_original") is True:
            if own is not None:
                delete_message(slack, channel, own)
            return
        contents = contents_of(body)
        if body.get("replace_original") is True and own is not None:
            replace_message(slack, own, contents)
            return
        # A shortcut's response URL can't answer into a thread, a message's can.
        in_thread = grant.message_ts is not None and body.get("thread_ts")
        thread_ts = str(body["thread_ts"]) if in_thread else None
        if body.get("response_type") == "in_channel":
            post_as_app(slack, channel, contents, thread_ts)
        else:
            post_ephemeral(slack, channel, grant.user_id, contents, thread_ts)


def _body(raw: bytes) -> Json | None:
    try:
        body: Any = json.loads(raw)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
