"""Files: what Slack tells about them; their bytes are kept apart."""

import mimetypes
from dataclasses import asdict, dataclass, field
from urllib.parse import quote

from simulator.wire import Json


@dataclass(slots=True)
class File:
    """An uploaded file; `size` in bytes, `created` in seconds since the epoch."""

    id: str
    name: str
    title: str
    user: str
    size: int
    created: int
    channels: list[str] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        """Guessed from the name, as Slack does for most files."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def filetype(self) -> str:
        """The name's extension, by which `file_input` filters."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else "binary"

    def stored(self) -> Json:
        """As kept in the state file."""
        return asdict(self)

    def wire(self, base_url: str, team_id: str) -> Json:
        """As `files.info` shows it; `base_url` is where the simulator is served."""
        private = f"{base_url}/files-pri/{team_id}-{self.id}"
        name = quote(self.name)
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": self.filetype,
            "pretty_type": self.filetype.upper(),
            "user": self.user,
            "user_team": team_id,
            "editable": False,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "permalink": f"{base_url}/files/{self.user}/{self.id}/{name}",
            "channels": self.channels,
            "groups": [],
            "ims": [],
            "has_rich_preview": False,
            "file_access": "visible",
        }
