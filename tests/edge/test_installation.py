"""Whose payloads are ours: those of our workspace, or of any workspace of our organisation."""

from typing import Any

import pytest

from bot.slack.installation import Installation

WORKSPACE = Installation("T1", "Contoso")
IN_A_GRID = Installation("T1", "Contoso", "E1")
ORGANISATION = Installation("E1", "Contoso Group", "E1", org_wide=True)


def interaction(team: str | None, enterprise: str | None, home: str = "T1") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": team} if team else None,
        "enterprise": {"id": enterprise} if enterprise else None,
        "user": {"id": "U1", "team_id": home},
    }


@pytest.mark.parametrize(
    ("installation", "body", "ours"),
    [
        (WORKSPACE, interaction("T1", None), True),
        (WORKSPACE, interaction("T2", None), False),
        (WORKSPACE, interaction("T2", "E1"), False),
        (WORKSPACE, interaction("T1", None, home="T9"), False),  # Slack Connect
        (WORKSPACE, {"command": "/x", "team_id": "T1", "user_id": "U1"}, True),
        (WORKSPACE, {"command": "/x", "team_id": "T2", "user_id": "U1"}, False),
        (IN_A_GRID, interaction("T1", "E1"), True),
        (IN_A_GRID, interaction("T2", "E1", home="T2"), True),
        (IN_A_GRID, interaction("T1", "E2"), False),
        (ORGANISATION, interaction(None, "E1", home="T2"), True),
        (ORGANISATION, interaction("T7", "E1"), True),
        (ORGANISATION, interaction(None, "E2"), False),
        (ORGANISATION, interaction("T1", None), False),
        (ORGANISATION, {"command": "/x", "team_id": "T1", "enterprise_id": "E1"}, True),
        (ORGANISATION, {"command": "/x", "team_id": "T1"}, False),
    ],
)
def test_whose_payload_it_is(installation: Installation, body: dict[str, Any], ours: bool) -> None:
    assert installation.sent(body) is ours


@pytest.mark.parametrize(
    ("installation", "authorization", "ours"),
    [
        (WORKSPACE, {"team_id": "T1", "enterprise_id": None}, True),
        (WORKSPACE, {"team_id": "T2", "enterprise_id": None}, False),
        (ORGANISATION, {"team_id": None, "enterprise_id": "E1"}, True),
        (ORGANISATION, {"team_id": None, "enterprise_id": "E2"}, False),
    ],
)
def test_an_event_is_for_the_installation_that_it_names(
    installation: Installation, authorization: dict[str, Any], ours: bool
) -> None:
    event = {"type": "event_callback", "team_id": "T1", "authorizations": [authorization]}
    assert installation.sent(event) is ours


@pytest.mark.parametrize(
    ("installation", "user", "ours"),
    [
        (WORKSPACE, {"team_id": "T1"}, True),
        (WORKSPACE, {}, True),
        (WORKSPACE, {"team_id": "T2"}, False),
        (WORKSPACE, {"team_id": "T1", "is_stranger": True}, False),
        (WORKSPACE, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E9"}}, False),
        (ORGANISATION, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, True),
        (ORGANISATION, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, False),
        (ORGANISATION, {"team_id": "T2"}, True),
        (IN_A_GRID, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, True),
    ],
)
def test_who_belongs_to_it(installation: Installation, user: dict[str, Any], ours: bool) -> None:
    assert installation.employs(user) is ours
