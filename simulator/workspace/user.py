"""A person (or the app's bot) of the workspace."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from simulator.wire import Json


@dataclass(slots=True)
class User:
    """`name` is the short handle, `locale` a BCP 47 tag, `tz` an IANA zone.

    `is_restricted` is a guest of several channels, `is_ultra_restricted` of a single one,
    `is_stranger` somebody of another organisation whom a shared channel brings (Slack Connect).
    `is_hidden`: the app may not see the person, whom `users.info` doesn't find then.
    `team_id` is where the person belongs; empty: to this workspace.
    """

    id: str
    name: str
    real_name: str
    email: str
    locale: str = "en-US"
    tz: str = "Europe/Copenhagen"
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_hidden: bool = False
    team_id: str = ""
    title: str = ""

    def stored(self) -> Json:
        """As kept in the state file."""
        return asdict(self)

    def wire(
        self,
        team_id: str,
        *,
        with_email: bool,
        with_locale: bool,
        now: float,
        organisation_id: str | None = None,
    ) -> Json:
        """As `users.info` shows it; the e-mail address needs the scope users:read.email."""
        offset = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        first, _, last = self.real_name.partition(" ")
        team_id = self.team_id or team_id
        profile: Json = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name if self.is_bot else self.real_name,
            "display_name_normalized": self.name if self.is_bot else self.real_name,
            "first_name": first,
            "last_name": last,
            "status_text": "",
            "status_emoji": "",
            "avatar_hash": "",
            "team": team_id,
        }
        if with_email and not self.is_bot:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
            "profile": profile,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now),
        }
        if self.is_stranger:
            user["is_stranger"] = True
        elif organisation_id is not None:
            user["enterprise_user"] = {
                "id": self.id,
                "enterprise_id": organisation_id,
                "teams": [team_id],
            }
        if with_locale:
            user["locale"] = self.locale
        return user
