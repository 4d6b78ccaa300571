"""files.*, and where bytes are put and fetched."""

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import SlackError, invalid_arguments
from simulator.posting import Contents, post_as_app, share_files
from simulator.web_api.call import Call, Method
from simulator.wire import Json
from simulator.workspace import File

if TYPE_CHECKING:
    from simulator.slack import Slack


@dataclass(slots=True)
class Upload:
    """A place for bytes that was given out; `data` once they are there."""

    file_id: str
    name: str
    length: int
    data: bytes | None = None


class Uploads:
    """The upload addresses that were given out, by their secret part."""

    def __init__(self) -> None:
        self._by_key: dict[str, Upload] = {}

    def issue(self, slack: "Slack", name: str, length: int) -> tuple[str, Upload]:
        """A new address for a file of `length` bytes."""
        key = secrets.token_urlsafe(18)
        upload = Upload(slack.workspace.new_id("F"), name, length)
        self._by_key[key] = upload
        return f"{slack.base_url}/upload/v1/{key}", upload

    def receive(self, key: str, data: bytes) -> Upload | None:
        """Bytes arrived at an address; None when there is no such address."""
        upload = self._by_key.get(key)
        if upload is not None:
            upload.data = data
        return upload

    def take(self, file_id: str) -> Upload | None:
        """The upload with that file id, when its bytes have arrived; it can't be taken twice."""
        for key, upload in self._by_key.items():
            if upload.file_id == file_id and upload.data is not None:
                return self._by_key.pop(key)
        return None


def files_info(call: Call) -> Json:
    """What a file is."""
    file = call.slack.workspace.files.get(str(call.args.get("file") or ""))
    if file is None:
        raise SlackError("file_not_found")
    wire = file.wire(call.slack.base_url, call.slack.workspace.team_id)
    return {"file": wire, "comments": [], "response_metadata": {"next_cursor": ""}}


def get_upload_url(call: Call) -> Json:
    """Where to put the bytes of a new file."""
    name, length = call.text("filename"), call.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be a positive integer: length")
    address, upload = call.slack.uploads.issue(call.slack, name, length)
    return {"upload_url": address, "file_id": upload.file_id}


def complete_upload(call: Call) -> Json:
    """The bytes are there: make files of them, and share them."""
    slack = call.slack
    entries = _entries(call.args.get("files"))
    channel_id = str(call.args.get("channel_id") or "")
    channel = slack.workspace.channels.get(channel_id)
    bot = slack.workspace.bot_user_id
    if channel_id and (channel is None or bot not in channel.members):
        raise SlackError("channel_not_found")
    done: list[File] = []
    for entry in entries:
        upload = slack.uploads.take(str(entry.get("id")))
        if upload is None or upload.data is None:
            raise SlackError("file_not_found")
        title = str(entry.get("title") or upload.name)
        size, created = len(upload.data), int(slack.clock.now())
        file = File(upload.file_id, upload.name, title, bot, size, created)
        slack.workspace.files[file.id] = file
        slack.blobs.put(file.id, upload.data)
        done.append(file)
    if channel is not None:
        thread_ts = call.args.get("thread_ts") or None
        contents = Contents(str(call.args.get("initial_comment") or ""))
        share_files(slack, channel, post_as_app(slack, channel, contents, thread_ts), done)
        slack.changes.ring()
    return {"files": [file.wire(slack.base_url, slack.workspace.team_id) for file in done]}


def _entries(given: Any) -> list[Json]:
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except json.JSONDecodeError:
            given = None
    if not isinstance(given, list) or not given or not all(isinstance(e, dict) for e in given):
        raise invalid_arguments("must provide a list of files")
    return given


METHODS = {
    "files.info": Method(files_info, ("files:read",), takes_json=False),
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",), takes_json=False),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
