"""Bolt as Touchpoint uses it: dispatch only. Verifying, decoding and dropping duplicates happen
before it (see ``bot/slack/ingress.py``)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import slack_logger
from bot.slack.installation import Installation


class Identity(AsyncAuthorize):
    """Who the bot is, asked of Slack once: Bolt wants to know for every request, to tell the bot's
    own events from those of users."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: AuthorizeResult | None = None
        self.installation: Installation | None = None
        self._unknown = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=client.token)

    async def refresh(self) -> AuthorizeResult:
        """Asks Slack. Raises SlackApiError (a revoked token) and what the client raises."""
        response = await self._client.auth_test()
        self._known = AuthorizeResult.from_auth_test_response(
            bot_token=self._client.token, auth_test_response=response
        )
        self.installation = Installation.of(cast("dict[str, Any]", response.data))
        return self._known

    async def __call__(self, **_: object) -> AuthorizeResult:
        """The answer of the last ``refresh``. Never waits for Slack: until there is one, the bot's
        own events aren't recognised, and nothing listens to any that it causes."""
        return self._known or self._unknown


@contextmanager
def _without_environment() -> Iterator[None]:
    """Bolt takes tokens from the environment unasked, and with SLACK_CLIENT_ID and
    SLACK_CLIENT_SECRET there it turns on OAuth with file stores. Ours come from ``Settings``."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def build_bolt(client: AsyncWebClient, identity: Identity) -> AsyncApp:
    """An AsyncApp that answers when its listener returns.

    Bolt otherwise looks for the acknowledgement every 10 ms. It gets a client without a token, as
    it makes a copy of it for each request and we hand out ``client`` itself.
    """
    logger = slack_logger("bolt")

    with _without_environment():
        return AsyncApp(
            logger=logger,
            name="touchpoint",
            client=AsyncWebClient(
                base_url=client.base_url, session=client.session, logger=client.logger
            ),
            authorize=identity,
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            raise_error_for_unhandled_request=True,
        )
