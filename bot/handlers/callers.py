"""Who sent a payload: the Slack user's profile and salesperson, and their language."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import ClientError
from cachetools import TTLCache
from slack_sdk.errors import SlackApiError

from bot.i18n import Translator, closest, translator
from bot.services.people import SlackProfile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.domain.facts import Person
    from bot.inbound import Inbound
    from bot.services.people import People

KNOWN_FOR_S = 300
KNOWN_AT_MOST = 10_000
PROFILE_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Caller:
    person: Person
    t: Translator


class Callers:
    """Slack is asked for a profile at most every five minutes a user."""

    def __init__(self, people: People, *, default_locale: str) -> None:
        self._people = people
        self._default_locale = default_locale
        self._known: TTLCache[tuple[str, str], Person] = TTLCache(KNOWN_AT_MOST, KNOWN_FOR_S)

    async def of(self, inbound: Inbound) -> Caller:
        """The caller. Raises what Slack and the database raise when they can't be asked."""
        return await self.named(inbound.client, inbound.team_id, inbound.user_id)

    async def named(self, client: AsyncWebClient, team_id: str, user_id: str) -> Caller:
        person = self._known.get((team_id, user_id))
        if person is None:
            person = await self._people.resolve(await self.profile(client, team_id, user_id))
            self.remember(person)
        return Caller(person, translator(person.locale))

    async def profile(self, client: AsyncWebClient, team_id: str, user_id: str) -> SlackProfile:
        answer = await client.users_info(user=user_id, include_locale=True)
        user = answer["user"]
        profile = user.get("profile", {})
        return SlackProfile(
            team_id=team_id,
            user_id=user_id,
            name=user.get("real_name") or profile.get("real_name") or user.get("name") or user_id,
            email=profile.get("email"),
            zone=user.get("tz") or "UTC",
            locale=closest(user.get("locale"), self._default_locale),
        )

    async def profiles(
        self, client: AsyncWebClient, team_id: str, users: Iterable[str]
    ) -> dict[str, SlackProfile]:
        """Those of other people, by user id. Whoever Slack doesn't tell of is left out: somebody
        of another organisation, or deleted; a form that only names them doesn't wait for long."""

        async def ask(user: str) -> SlackProfile | None:
            try:
                async with asyncio.timeout(PROFILE_WITHIN_S):
                    return await self.profile(client, team_id, user)
            except (SlackApiError, ClientError, TimeoutError):
                return None

        found = await asyncio.gather(*(ask(user) for user in dict.fromkeys(users)))
        return {profile.user_id: profile for profile in found if profile is not None}

    def remember(self, person: Person) -> None:
        self._known[person.team_id, person.user_id] = person

    def language_of(self, inbound: Inbound) -> Translator:
        """The caller's language if it is known already, else the default; asks nobody."""
        person = self._known.get((inbound.team_id, inbound.user_id))
        return translator(person.locale if person else self._default_locale)
