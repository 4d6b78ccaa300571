"""The whole workspace, and its form in the state file."""

from dataclasses import dataclass, field

from simulator.mrkdwn import Encoder
from simulator.wire import Json
from simulator.workspace.channel import Channel
from simulator.workspace.files import File
from simulator.workspace.message import Message
from simulator.workspace.organisation import Organisation
from simulator.workspace.user import User

SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class Workspace:
    """People, conversations, files and published homes of one team with one app."""

    name: str
    domain: str
    team_id: str
    app_id: str
    bot_user_id: str
    bot_id: str
    users: dict[str, User]
    channels: dict[str, Channel]
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    last_ts: str = "0"
    serial: int = 0
    organisation: Organisation | None = None

    def new_id(self, prefix: str) -> str:
        """An id that was never used: `prefix` and ten upper-case characters, stable per state."""
        self.serial += 1
        digits = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
        number, text = self.serial, ""
        while number:
            number, rest = divmod(number, len(digits))
            text = digits[rest] + text
        return prefix + text.rjust(10, "0")

    def new_ts(self, now: float) -> str:
        """A message timestamp, unique and growing."""
        micros = max(int(now * 1_000_000), int(self.last_ts.replace(".", "")) + 1)
        self.last_ts = f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
        return self.last_ts

    def people(self) -> list[User]:
        """Everybody who isn't a bot and hasn't left."""
        return [user for user in self.users.values() if not user.is_bot and not user.deleted]

    def user_by_email(self, email: str) -> User | None:
        """The person with that address, upper and lower case alike."""
        wanted = email.casefold()
        return next((user for user in self.people() if user.email.casefold() == wanted), None)

    def dm(self, first: str, second: str) -> Channel:
        """The direct message of two users, made when it isn't there yet."""
        wanted = {first, second}
        for channel in self.channels.values():
            if channel.is_im and set(channel.members) == wanted:
                return channel
        kind = "app" if self.bot_user_id in wanted else "dm"
        channel = Channel(self.new_id("D"), kind, "", sorted(wanted))
        self.channels[channel.id] = channel
        return channel

    def app_dm(self, user_id: str) -> Channel:
        """The conversation of a person and the app."""
        return self.dm(user_id, self.bot_user_id)

    def post(self, channel: Channel, message: Message) -> Message:
        """Put a message into a conversation."""
        channel.messages.append(message)
        return message

    def encoder(self) -> Encoder:
        """Turns what a person types into Slack's text."""
        people = {user.real_name: user.id for user in self.users.values()}
        people |= {user.name: user.id for user in self.users.values()}
        channels = {c.name: c.id for c in self.channels.values() if not c.is_im}
        return Encoder(people, channels)

    def stored(self) -> Json:
        """As kept in the state file."""
        return {
            "name": self.name,
            "domain": self.domain,
            "team_id": self.team_id,
            "app_id": self.app_id,
            "bot_user_id": self.bot_user_id,
            "bot_id": self.bot_id,
            "users": [user.stored() for user in self.users.values()],
            "channels": [channel.stored() for channel in self.channels.values()],
            "files": [file.stored() for file in self.files.values()],
            "homes": self.homes,
            "last_ts": self.last_ts,
            "serial": self.serial,
            "organisation": self.organisation.stored() if self.organisation else None,
        }

    @classmethod
    def restored(cls, stored: Json) -> "Workspace":
        """From what `stored` gave."""
        users = [User(**user) for user in stored["users"]]
        channels = [Channel.restored(channel) for channel in stored["channels"]]
        organisation = stored.get("organisation")
        files = [File(**file) for file in stored["files"]]
        return cls(
            **{
                **stored,
                "users": {user.id: user for user in users},
                "channels": {channel.id: channel for channel in channels},
                "files": {file.id: file for file in files},
                "organisation": Organisation(**organisation) if organisation else None,
            }
        )
