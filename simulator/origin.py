"""Where a payload comes from, as each kind of payload says it: the workspace of the user, and for
an app that is installed on a whole organisation (Enterprise Grid) the organisation.

Such an app's interactions have `"team": null`; commands say `is_enterprise_install` as text,
events name the installation in `authorizations`.
https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
"""

from typing import TYPE_CHECKING

from simulator.wire import Json
from simulator.workspace import Workspace

if TYPE_CHECKING:
    from simulator.client.client import Client


def of_interaction(client: "Client") -> Json:
    """The part of an interaction's payload that says who acts, and where."""
    workspace = client.slack.workspace
    organisation, user = workspace.organisation, client.user
    return {
        "team": None if organisation else {"id": client.team_id, "domain": workspace.domain},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id or client.team_id,
        },
        "enterprise": _named(workspace),
        "is_enterprise_install": organisation is not None,
    }


def of_command(client: "Client") -> Json:
    """The same for a slash command, whose members are all texts."""
    workspace = client.slack.workspace
    organisation = workspace.organisation
    origin: Json = {
        "team_id": client.team_id,
        "team_domain": workspace.domain,
        "is_enterprise_install": "true" if organisation else "false",
    }
    if organisation is not None:
        origin |= {"enterprise_id": organisation.id, "enterprise_name": organisation.name}
    return origin


def of_event(workspace: Workspace, team_id: str) -> Json:
    """The same for an event, and for which installation it is sent."""
    organisation = workspace.organisation
    origin: Json = {
        "team_id": team_id,
        "authorizations": [
            {
                "enterprise_id": organisation.id if organisation else None,
                "team_id": None if organisation else team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": organisation is not None,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{team_id}-{workspace.app_id}",
    }
    if organisation is not None:
        origin["enterprise_id"] = organisation.id
    return origin


def of_view(workspace: Workspace) -> Json:
    """The members of a view that say where it is and where its app is installed."""
    organisation = workspace.organisation
    return {
        "team_id": workspace.team_id,
        "app_installed_team_id": organisation.id if organisation else workspace.team_id,
    }


def of_token(workspace: Workspace) -> Json:
    """What `auth.test` says of the installation."""
    organisation = workspace.organisation
    if organisation is None:
        return {
            "url": f"https://{workspace.domain}.slack.com/",
            "team": workspace.name,
            "team_id": workspace.team_id,
            "is_enterprise_install": False,
        }
    return {
        "url": f"https://{organisation.domain}.enterprise.slack.com/",
        "team": organisation.name,
        "team_id": organisation.id,
        "enterprise_id": organisation.id,
        "is_enterprise_install": True,
    }


def _named(workspace: Workspace) -> Json | None:
    organisation = workspace.organisation
    return {"id": organisation.id, "name": organisation.name} if organisation else None
