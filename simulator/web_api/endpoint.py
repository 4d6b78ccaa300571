"""The HTTP side of the Web API: tokens, scopes, arguments, troubles, errors."""

import json
import secrets
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.errors import SlackError
from simulator.faults import Fault
from simulator.web_api import apps, chat, conversations, files, people, views
from simulator.web_api.call import Call, Method
from simulator.wire import Json

if TYPE_CHECKING:
    from simulator.slack import Slack

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}


class WebApi:
    """Answers /api/<method>."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack

    async def answer(self, request: Request) -> Response:
        """One call."""
        name = request.path_params["method"]
        token, body, warnings = await _read(request)
        method = METHODS.get(name)
        args = dict(request.query_params)
        if method is None or method.takes_json or not _is_json(request):
            args |= body
        token = token or str(args.pop("token", ""))
        args.pop("token", None)
        entry = self._slack.traffic.start("from_app", f"api:{name}", _summary(args), args)
        trouble = await self._trouble(self._slack.faults.for_call(name))
        if trouble is not None:
            self._slack.traffic.end(entry, trouble.status_code)
            return trouble
        try:
            answer = {"ok": True, **self._run(name, method, token, args)}
            status: str | int = 200
        except SlackError as error:
            answer = {"ok": False, "error": error.code, **error.details}
            status = error.code
        if warnings:
            answer["warning"] = ",".join(warnings)
            metadata = answer.setdefault("response_metadata", {})
            metadata["warnings"] = warnings
        self._slack.traffic.end(entry, status, answer)
        return JSONResponse(answer, headers=self._headers(method))

    def _run(self, name: str, method: Method | None, token: str, args: Json) -> Json:
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        if method.caller is not None:
            self._check_token(method.caller, token)
        call = Call(self._slack, args)
        call.require(*method.scopes)
        return method.run(call)

    def _check_token(self, wanted: str, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        credentials = self._slack.credentials
        kinds = {credentials.bot: "bot", credentials.app: "app"}
        kind = kinds.get(token)
        if kind is None:
            raise SlackError("invalid_auth")
        if kind != wanted:
            raise SlackError("not_allowed_token_type")

    async def _trouble(self, faults: list[Fault]) -> Response | None:
        for fault in faults:
            if fault.kind == "delay":
                await self._slack.clock.sleep(fault.seconds)
            elif fault.kind == "rate_limit":
                return JSONResponse(
                    {"ok": False, "error": "ratelimited"},
                    status_code=429,
                    headers={"Retry-After": str(max(1, round(fault.seconds)))},
                )
            elif fault.kind == "server_error":
                return Response("upstream connect error", status_code=503)
        return None

    def _headers(self, method: Method | None) -> dict[str, str]:
        scopes = self._slack.manifest.bot_scopes
        headers = {
            "x-oauth-scopes": ",".join(sorted(scopes)),
            "x-slack-req-id": secrets.token_hex(16),
            "cache-control": "private, no-cache, no-store, must-revalidate",
        }
        if method is not None and method.scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        return headers


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("application/json")


async def _read(request: Request) -> tuple[str, Json, list[str]]:
    """The token of the header, the arguments of the body, and Slack's warnings about it."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    if request.method != "POST":
        return token, {}, []
    if _is_json(request):
        warnings = [] if "charset" in request.headers["content-type"] else ["missing_charset"]
        try:
            body: Any = json.loads(await request.body() or b"{}")
        except json.JSONDecodeError:
            return token, {}, ["invalid_json"]
        args = body if isinstance(body, dict) else {}
        # A token in a JSON body doesn't count.
        args.pop("token", None)
        return token, args, warnings
    async with request.form() as form:
        args = {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    return token, args, []


def _summary(args: Json) -> str:
    for key in ("channel", "user_id", "view_id", "user", "email", "trigger_id"):
        if args.get(key):
            return f"{key}={args[key]}"
    return ""
