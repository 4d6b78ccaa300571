"""What a payload must have before anything is done with it, by its kind.

Payloads: https://docs.slack.dev/reference/interaction-payloads
Only what handlers read is described; Slack may add whatever it likes. What Slack leaves out at
times (a team's domain, a channel's or a user's name, a thread) is optional here too.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Required

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict  # pydantic can't read that of Python 3.11

from bot.slack.decoding import malformed
from bot.slack.payload import Kind, team_of, user_of

_Id = Annotated[str, Field(min_length=1)]
_Stamp = Annotated[str, Field(pattern=r"^\d{1,10}(\.\d{1,6})?$")]
"""The time of a message, which is its id as well: seconds since the epoch."""
_Date = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(date.fromisoformat)]
_Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class _Text(TypedDict):
    text: str


class _Option(TypedDict):
    text: _Text
    value: str


class _File(TypedDict, total=False):
    id: Required[_Id]
    name: str | None
    mimetype: str | None
    size: int | None
    url_private_download: str | None


class _State(TypedDict, total=False):
    """What a user entered into one element."""

    type: str
    value: str | None
    selected_option: _Option | None
    selected_options: list[_Option] | None
    selected_date: _Date | None
    selected_time: _Time | None
    files: list[_File] | None


class _States(TypedDict):
    values: dict[str, dict[str, _State]]


class _Element(TypedDict, total=False):
    type: Required[str]
    action_id: str
    text: str | _Text | None
    options: list[_Option]
    initial_value: str | None
    initial_option: _Option | None
    initial_options: list[_Option] | None
    initial_date: str | None
    initial_time: str | None


class _Block(TypedDict, total=False):
    type: Required[str]
    block_id: str
    text: _Text | None
    element: _Element
    accessory: _Element
    elements: list[_Element]


class _View(TypedDict, total=False):
    id: Required[_Id]
    type: str
    external_id: str | None
    hash: str | None
    private_metadata: str
    state: _States
    blocks: list[_Block]


class _ShownView(_View, total=False):
    callback_id: str


class _ClosedView(_View, total=False):
    callback_id: Required[str]


class _SubmittedView(TypedDict, total=False):
    id: Required[_Id]
    type: Required[str]  # which Bolt reads
    external_id: str | None
    callback_id: Required[str]
    hash: Required[_Id]
    private_metadata: str
    state: Required[_States]
    blocks: list[_Block]


class _Place(TypedDict, total=False):
    """A workspace, an organisation or a channel."""

    id: Required[_Id]
    domain: str | None
    name: str | None


class _User(TypedDict, total=False):
    id: Required[_Id]
    team_id: str | None
    name: str | None
    username: str | None


class _Container(TypedDict, total=False):
    type: str
    channel_id: str
    message_ts: _Stamp


class _Action(TypedDict, total=False):
    action_id: Required[_Id]
    type: str
    block_id: str
    value: str | None
    selected_option: _Option | None
    selected_options: list[_Option] | None
    action_ts: str


class _Message(TypedDict, total=False):
    ts: Required[_Stamp]
    thread_ts: _Stamp | None
    text: str | None
    user: str | None
    username: str | None
    blocks: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None
    files: list[dict[str, Any]] | None


class _Sent(TypedDict, total=False):
    """Members that say who sent a payload and from where, in any kind."""

    team_id: str | None
    enterprise_id: str | None
    team: _Place | None
    enterprise: _Place | None
    response_url: str | None


class _Act(_Sent, total=False):
    """What a user did. Bolt looks for an event in everything."""

    event: dict[str, Any]


class _Command(_Act, total=False):
    command: Required[_Id]
    text: str
    user_id: Required[_Id]
    user_name: str | None
    trigger_id: Required[_Id]


class _Interaction(_Act, total=False):
    user_id: str | None
    user: Required[_User]


class _Shortcut(_Interaction, total=False):
    callback_id: Required[_Id]
    trigger_id: Required[_Id]


class _MessageShortcut(_Shortcut, total=False):
    message: Required[_Message]
    channel: Required[_Place]


class _BlockActions(_Interaction, total=False):
    actions: Required[Annotated[list[_Action], Field(min_length=1)]]
    trigger_id: Required[_Id]
    container: _Container | None
    view: _ShownView | None


class _Suggestion(_Interaction, total=False):
    action_id: Required[_Id]
    value: str | None
    view: _ShownView | None


class _Submission(_Interaction, total=False):
    trigger_id: Required[_Id]
    view: Required[_SubmittedView]


class _Closing(_Interaction, total=False):
    view: Required[_ClosedView]
    is_cleared: bool


class _Event(TypedDict, total=False):
    type: Required[_Id]
    user: str | _User | None
    tab: str | None


class _EventCallback(_Sent, total=False):
    event: Required[_Event]
    event_id: Required[_Id]


_SHAPES: Mapping[Kind, TypeAdapter[Any]] = {
    kind: TypeAdapter(shape)
    for kind, shape in (
        (Kind.COMMAND, _Command),
        (Kind.GLOBAL_SHORTCUT, _Shortcut),
        (Kind.MESSAGE_SHORTCUT, _MessageShortcut),
        (Kind.ACTION, _BlockActions),
        (Kind.OPTIONS, _Suggestion),
        (Kind.VIEW_SUBMISSION, _Submission),
        (Kind.VIEW_CLOSED, _Closing),
        (Kind.EVENT, _EventCallback),
    )
}
_OF_A_USER = {"app_home_opened"}
"""Events that are about the user who caused them."""


def check_shape(kind: Kind | None, body: Mapping[str, Any]) -> None:
    """Raises RejectedError for a payload that Slack can't have made: nothing is done with it."""
    if kind is None:
        if not isinstance(body.get("type"), str):
            raise malformed()
        return
    try:
        _SHAPES[kind].validate_python(body, strict=True)
    except ValidationError:
        raise malformed() from None
    container = body.get("container") or {}
    if kind is Kind.ACTION and container.get("type") == "view" and not body.get("view"):
        raise malformed()
    if kind is Kind.EVENT:
        if body["event"]["type"] in _OF_A_USER and not user_of(kind, body):
            raise malformed()
    elif not team_of(body):
        raise malformed()
