"""Where the app is installed: in one workspace, or on a whole Enterprise Grid organisation.

Payload shapes: https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Installation:
    """What ``auth.test`` says of the bot token; ``enterprise_id`` is set on Enterprise Grid."""

    team_id: str
    team_name: str
    enterprise_id: str = ""
    org_wide: bool = False

    @classmethod
    def of(cls, auth_test: Mapping[str, Any]) -> Self:
        return cls(
            team_id=auth_test.get("team_id") or "",
            team_name=auth_test.get("team") or "",
            enterprise_id=auth_test.get("enterprise_id") or "",
            org_wide=bool(auth_test.get("is_enterprise_install")),
        )

    def sent(self, body: Mapping[str, Any]) -> bool:
        """Whether a payload comes from this installation and from somebody who belongs there.

        On Enterprise Grid the workspaces of the organisation are all ours. A user's own workspace
        that differs from the payload's is another organisation's (Slack Connect).
        """
        authorizations = body.get("authorizations")
        if isinstance(authorizations, list) and authorizations:
            return any(self._covers(one) for one in authorizations)
        if not self._covers(body):
            return False
        user = body.get("user")
        home = user.get("team_id") if isinstance(user, dict) else None
        return not home or self.enterprise_id != "" or home in {self.team_id, _id(body, "team")}

    def _covers(self, place: Mapping[str, Any]) -> bool:
        team, enterprise = _id(place, "team"), _id(place, "enterprise")
        if enterprise or self.org_wide:
            return (enterprise or team) == self.enterprise_id and self.enterprise_id != ""
        return team in {"", self.team_id}

    def employs(self, user: Mapping[str, Any]) -> bool:
        """Whether a user, as ``users.info`` shows them, is of this workspace or organisation."""
        if user.get("is_stranger"):
            return False
        enterprise = (user.get("enterprise_user") or {}).get("enterprise_id")
        if enterprise or self.enterprise_id:
            return enterprise in {None, "", self.enterprise_id}
        return user.get("team_id") in {None, "", self.team_id}


def _id(place: Mapping[str, Any], kind: str) -> str:
    """``team`` or ``enterprise`` as interactions give it, else as commands and events do."""
    named = place.get(kind)
    found = named.get("id") if isinstance(named, dict) else place.get(f"{kind}_id")
    return found if isinstance(found, str) else ""
