"""Who sent a payload: the Slack user's profile and salesperson, and their language."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from cachetools import TTLCache
from slack_sdk.errors import SlackApiError

from bot.domain.enums import Standing
from bot.domain.errors.base import Unavailable
from bot.domain.people.admission import check_admission
from bot.i18n import Translator, closest, translator
from bot.logs import describe_error
from bot.services.people.people import SlackProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.background import TaskSet
    from bot.domain.people.person import Person
    from bot.services.people.people import People
    from bot.slack.installation import Installation
    from bot.slack.payload import Inbound

logger = logging.getLogger(__name__)

KNOWN_FOR_S = 300
"""So long after Slack or the database changed their mind, what somebody may do is out of date."""
UNTOLD_FOR_S = 30
"""So long Slack isn't asked again for somebody whom it doesn't tell of."""
KNOWN_AT_MOST = 10_000
KEPT_AFTER_S = 0.05
PROFILE_WITHIN_S = 0.8
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Caller:
    person: Person
    t: Translator


@dataclass(slots=True)
class _Known:
    """What is remembered of a user; the person is asked for anew until they are linked."""

    profile: SlackProfile
    person: Person | None = None


class Callers:
    """Slack is asked for a profile at most every five minutes a user, and what was told is good
    for as long. When it doesn't tell, what it said last counts, else what the payload holds."""

    def __init__(
        self,
        people: People,
        tasks: TaskSet,
        *,
        installation: Callable[[], Installation | None],
        default_locale: Callable[[], str],
    ) -> None:
        self._people = people
        self._tasks = tasks
        self._installation = installation
        self._default_locale = default_locale
        self._known: TTLCache[str, _Known] = TTLCache(KNOWN_AT_MOST, KNOWN_FOR_S)
        self._unkept: dict[str, SlackProfile] = {}
        self._untold: TTLCache[str, _Known] = TTLCache(KNOWN_AT_MOST, UNTOLD_FOR_S)

    async def of(self, inbound: Inbound) -> Caller:
        """The caller. Raises a :class:`bot.domain.errors.people.NotAdmitted`, and what the database
        raises when it can't be asked."""
        caller = await self._caller(inbound.client, self._in_payload(inbound))
        check_admission(caller.person)
        return caller

    async def named(self, client: AsyncWebClient, user_id: str) -> Caller:
        return await self._caller(client, self._unknown(user_id, user_id))

    async def _caller(self, client: AsyncWebClient, otherwise: SlackProfile) -> Caller:
        user_id = otherwise.user_id
        known = self._known.get(user_id) or self._untold.get(user_id)
        if known is None:
            known = await self._look_up(client, otherwise)
        if known.person is None or not known.person.linked:
            known.person = await self._people.resolve(known.profile)
        return Caller(known.person, translator(known.person.locale))

    async def _look_up(self, client: AsyncWebClient, otherwise: SlackProfile) -> _Known:
        user_id = otherwise.user_id
        profile = await self._told(client, user_id)
        if profile is not None:
            self._keep_soon(profile)
            known = self._known[user_id] = _Known(profile)
        else:
            profile = await self._people.last_known(user_id) or otherwise
            known = self._untold[user_id] = _Known(profile)
        return known

    def _keep_soon(self, profile: SlackProfile) -> None:
        """Together with others: a crowd's profiles are few writes."""
        idle = not self._unkept
        self._unkept[profile.user_id] = profile
        if idle:
            self._tasks.spawn_behind(self._keep(), "keep profiles")

    async def _keep(self) -> None:
        await asyncio.sleep(KEPT_AFTER_S)
        profiles, self._unkept = self._unkept, {}
        try:
            await self._people.keep(profiles.values())
        except Unavailable:
            logger.warning("profiles can't be kept now; they are when they are next asked for")

    async def _told(self, client: AsyncWebClient, user_id: str) -> SlackProfile | None:
        """What Slack says of a user; None when it doesn't say, or not in time."""
        try:
            async with asyncio.timeout(PROFILE_WITHIN_S):
                answer = await client.users_info(user=user_id, include_locale=True)
        except (SlackApiError, ClientError, OSError) as error:
            logger.warning("Slack does not tell who a user is: %s", describe_error(error))
            return None
        return self._read(user_id, answer["user"])

    def _read(self, user_id: str, user: Mapping[str, Any]) -> SlackProfile:
        profile = user.get("profile") or {}
        return SlackProfile(
            user_id=user_id,
            name=user.get("real_name") or profile.get("real_name") or user.get("name") or user_id,
            email=profile.get("email"),
            zone=user.get("tz") or "UTC",
            locale=closest(user.get("locale"), self._default_locale()),
            standing=self._standing(user),
        )

    def _standing(self, user: Mapping[str, Any]) -> Standing:
        if user.get("deleted"):
            return Standing.DEACTIVATED
        if user.get("is_bot") or user.get("id") == SLACKBOT:
            return Standing.APP
        installation = self._installation()
        if user.get("is_stranger") or (installation and not installation.employs(user)):
            return Standing.STRANGER
        if user.get("is_restricted") or user.get("is_ultra_restricted"):
            return Standing.GUEST
        return Standing.MEMBER

    async def profiles(
        self, client: AsyncWebClient, users: Iterable[str]
    ) -> dict[str, SlackProfile]:
        """Those of other people, by user id. Whoever Slack doesn't tell of is left out: somebody
        of another organisation, or deleted; a form that only names them doesn't wait for long."""
        asked = list(dict.fromkeys(users))
        told = await asyncio.gather(*(self._told(client, user) for user in asked))
        return {profile.user_id: profile for profile in told if profile is not None}

    def remember(self, person: Person) -> None:
        """Somebody has just been linked."""
        known = self._known.get(person.user_id) or self._untold.get(person.user_id)
        if known is not None:
            known.person = person

    def forget(self, user_id: str) -> None:
        """Whatever is known of a user is asked for anew."""
        self._known.pop(user_id, None)
        self._untold.pop(user_id, None)

    def language_of(self, inbound: Inbound) -> Translator:
        """The caller's language if it is known already, else the default; asks nobody."""
        known = self._known.get(inbound.user_id) or self._untold.get(inbound.user_id)
        return translator(known.profile.locale if known else self._default_locale())

    def _in_payload(self, inbound: Inbound) -> SlackProfile:
        user = inbound.body.get("user")
        named = user if isinstance(user, dict) else {}
        name = inbound.body.get("user_name") or named.get("name") or named.get("username")
        return self._unknown(inbound.user_id, name or inbound.user_id)

    def _unknown(self, user_id: str, name: str) -> SlackProfile:
        locale = self._default_locale()
        return SlackProfile(user_id, name, None, "UTC", locale, Standing.UNKNOWN)
