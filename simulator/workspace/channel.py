"""A conversation: a public or private channel, a direct message, or the app's own."""

from dataclasses import dataclass, field

from simulator.wire import Json
from simulator.workspace.message import Message


@dataclass(slots=True)
class Channel:
    """`kind` is "channel" (public), "private", "dm" (two people) or "app" (one and the app)."""

    id: str
    kind: str
    name: str
    members: list[str]
    topic: str = ""
    created: int = 1_700_000_000
    messages: list[Message] = field(default_factory=list)
    read_until: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        """Whether it is a direct message."""
        return self.kind in {"dm", "app"}

    @property
    def wire_name(self) -> str:
        """The name in interaction payloads, where unnamed conversations have a stock name."""
        return {"dm": "directmessage", "app": "directmessage", "private": "privategroup"}.get(
            self.kind, self.name
        )

    def message(self, ts: str) -> Message | None:
        """The message with that timestamp."""
        return next((message for message in self.messages if message.ts == ts), None)

    def sees(self, user_id: str) -> bool:
        """Whether the conversation is in reach of that user or bot."""
        return self.kind == "channel" or user_id in self.members

    def replies(self, ts: str) -> int:
        """How many answers the message's thread holds, apart from ephemeral ones."""
        return sum(
            message.thread_ts == ts and message.ts != ts and message.ephemeral_for is None
            for message in self.messages
        )

    def unread(self, user_id: str) -> int:
        """How many messages others have posted since that user last looked."""
        seen = self.read_until.get(user_id, "")
        return sum(
            message.ts > seen
            and message.user != user_id
            and message.ephemeral_for in {None, user_id}
            for message in self.messages
        )

    def stored(self) -> Json:
        """As kept in the state file; ephemeral messages aren't, in Slack neither."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "members": self.members,
            "topic": self.topic,
            "created": self.created,
            "messages": [m.stored() for m in self.messages if m.ephemeral_for is None],
            "read_until": self.read_until,
        }

    @classmethod
    def restored(cls, stored: Json) -> "Channel":
        """From what `stored` gave."""
        messages = [Message(**message) for message in stored["messages"]]
        return cls(**{**stored, "messages": messages})

    def wire(self, viewer: str) -> Json:
        """As `conversations.info` shows it to `viewer`."""
        if self.is_im:
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_org_shared": False,
                "user": next((m for m in self.members if m != viewer), viewer),
                "is_user_deleted": False,
                "priority": 0,
            }
        private = self.kind == "private"
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not private,
            "is_group": private,
            "is_im": False,
            "is_mpim": False,
            "is_private": private,
            "is_archived": False,
            "is_general": self.name == "general",
            "is_member": viewer in self.members,
            "created": self.created,
            "creator": self.members[0] if self.members else "",
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
