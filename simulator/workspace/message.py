"""A message in a conversation."""

from dataclasses import asdict, dataclass, field

from simulator.wire import Json


@dataclass(slots=True)
class Message:
    """`ts` is Slack's timestamp and the message's id within its channel.

    An ephemeral message names in `ephemeral_for` the only user who sees it. `username` is the name
    under which an app wrote it, if not its own.
    """

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    app_id: str | None = None
    thread_ts: str | None = None
    ephemeral_for: str | None = None
    edited_ts: str | None = None
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    username: str | None = None

    @property
    def is_bot(self) -> bool:
        """Whether an app posted it."""
        return self.bot_id is not None

    def stored(self) -> Json:
        """As kept in the state file."""
        return asdict(self)

    def wire(self, team_id: str) -> Json:
        """As Slack shows a message to an app."""
        message: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": team_id,
        }
        if self.blocks:
            message["blocks"] = self.blocks
        if self.attachments:
            message["attachments"] = self.attachments
        if self.bot_id is not None:
            message |= {"bot_id": self.bot_id, "app_id": self.app_id}
        if self.username is not None:
            message |= {"subtype": "bot_message", "username": self.username}
        if self.thread_ts is not None:
            message["thread_ts"] = self.thread_ts
        if self.edited_ts is not None:
            message["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.files:
            message["files"] = self.files
        if self.metadata is not None:
            message["metadata"] = self.metadata
        return message
