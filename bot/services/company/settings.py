"""A company's settings: read, remembered for a moment, and changed."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.acts import doer
from bot.domain.company.settings import STORED, CompanySettings
from bot.domain.enums import CorrespondenceType
from bot.domain.errors.setup import SettingFixed, SettingsChangedMeanwhile, SettingUnknown
from bot.domain.people.rights import Right, check
from bot.models import CompanySettingsRow, Salesperson
from bot.services.done_once import once
from bot.services.setup.audit import Done, record_act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.storage.database import Database

REMEMBERED_S = 5.0
"""So long another bot may go on with settings that were changed."""
ONE = 1
"""The key of the only row."""

_STORED = select(CompanySettingsRow, Salesperson.blocked).outerjoin(
    Salesperson, Salesperson.code == CompanySettingsRow.new_salesperson_code
)


async def company_settings(
    session: AsyncSession, fixed: Mapping[str, Any] | None = None
) -> CompanySettings:
    """The settings as a transaction sees them; ``fixed`` are those of the environment, which
    win."""
    found = (await session.execute(_STORED)).one_or_none()
    stored: dict[str, Any] = {}
    if found is not None:
        row, blocked = found
        stored = {key: value for key in STORED if (value := getattr(row, key)) is not None}
        stored["inherited"] = tuple(row.inherited)
        stored["changed_at"] = row.changed_at
        stored["salesperson_blocked"] = bool(blocked)
        if row.new_correspondence_type is not None:
            stored["new_correspondence_type"] = row.new_correspondence_type.value
    decided = dict(fixed or {})
    return replace(CompanySettings(), **{**stored, **decided}, fixed=frozenset(decided))


class Company:
    """``fixed`` are the settings that the environment decides, by column."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        fixed: Mapping[str, Any] | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self.fixed = dict(fixed or {})
        self.last_known = replace(CompanySettings(), **self.fixed, fixed=frozenset(self.fixed))
        """What was read last, for where there is no time to ask."""
        self._good_until = 0.0

    async def current(self) -> CompanySettings:
        """The settings, at most :data:`REMEMBERED_S` old."""
        if time.monotonic() >= self._good_until:
            async with self._db.read() as session:
                self.last_known = await company_settings(session, self.fixed)
            self._good_until = time.monotonic() + REMEMBERED_S
        return self.last_known

    async def region(self) -> str:
        """The country whose rules apply to phone numbers without a country code."""
        return (await self.current()).phone_region

    async def self_service(self) -> bool:
        """Whether unlinked users may link or create their own salesperson."""
        return (await self.current()).self_service

    async def card(self, by: Person) -> CompanySettings:
        """The settings as they are now. Raises :class:`bot.domain.errors.people.NotAllowed`."""
        check(by, Right.SEE_SETUP)
        async with self._db.read() as session:
            return await company_settings(session, self.fixed)

    async def change(
        self, values: Mapping[str, Any], seen: datetime | None, *, act: Act | None
    ) -> None:
        """Change settings that were read as they were at ``seen``, None for never changed.

        Raises ``NotAllowed``, ``SettingsChangedMeanwhile``, ``SettingFixed`` for one that the
        environment decides, and ``SettingUnknown`` for a salesperson who isn't there or is blocked.
        """

        async def changing(session: AsyncSession) -> bool:
            by = doer(act)
            check(by, Right.SETUP)
            if fixed := sorted(self.fixed.keys() & values.keys()):
                raise SettingFixed(fixed[0])
            row = await session.get(CompanySettingsRow, ONE, with_for_update=True)
            if (row.changed_at if row else None) != seen:
                raise SettingsChangedMeanwhile
            before = await company_settings(session)
            await _check_salesperson(session, values, before)
            if row is None:
                row = CompanySettingsRow(id=ONE, inherited=list(before.inherited))
                session.add(row)
            for key, value in values.items():
                setattr(row, key, _stored(key, value))
            row.changed_at = self._clock()
            record_act(
                session,
                by,
                self._clock(),
                Done("change", "company_settings", "company"),
                before={key: _plain(getattr(before, key)) for key in values},
                after={key: _plain(value) for key, value in values.items()},
            )
            await session.flush()
            return True

        await once(self._db, act, bool, changing)
        self._good_until = 0.0


async def _check_salesperson(
    session: AsyncSession, values: Mapping[str, Any], before: CompanySettings
) -> None:
    code = values.get("new_salesperson_code")
    if code is None or code == before.new_salesperson_code:
        return
    salesperson = await session.get(Salesperson, code, with_for_update=True)
    if salesperson is None or salesperson.blocked:
        raise SettingUnknown("new_salesperson_code")


def _stored(key: str, value: Any) -> Any:
    if key == "inherited":
        return list(value)
    if key == "new_correspondence_type" and value is not None:
        return CorrespondenceType(value)
    return value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
