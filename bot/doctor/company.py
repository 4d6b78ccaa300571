"""The company: what is there to record with, who is administrator, and what can't be done yet."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import PATIENCE_S, Finding
from bot.domain.enums import SalespersonRole
from bot.domain.errors.base import Unavailable
from bot.logs import describe_error
from bot.models import Contact, InteractionTemplate, Salesperson
from bot.services.company.settings import company_settings
from bot.settings import Settings
from bot.storage.database import Database

_COUNTS = select(
    select(func.count()).select_from(Contact).scalar_subquery().label("contacts"),
    select(func.count())
    .select_from(InteractionTemplate)
    .where(InteractionTemplate.archived_at.is_(None))
    .scalar_subquery()
    .label("templates"),
    select(func.count()).select_from(Salesperson).scalar_subquery().label("salespeople"),
    select(func.count(Salesperson.slack_user_id)).scalar_subquery().label("linked"),
)
_ADMINISTRATORS = (
    select(Salesperson.name, Salesperson.slack_user_id)
    .where(Salesperson.role == SalespersonRole.ADMINISTRATOR, Salesperson.blocked.is_(False))
    .order_by(Salesperson.name)
)


async def look_at_company(settings: Settings) -> AsyncIterator[Finding]:
    """A company that isn't set up yet is no fault: what is missing warns."""
    database = Database.from_url(settings.database_url)
    try:
        async with asyncio.timeout(PATIENCE_S), database.read() as session:
            counts = (await session.execute(_COUNTS)).one()
            administrators = (await session.execute(_ADMINISTRATORS)).all()
            company = await company_settings(session, settings.company)
    except (SQLAlchemyError, Unavailable, OSError) as error:
        text = f"not looked at ({describe_error(error)}). Try again."
        yield Finding("company", False, text)
        return
    finally:
        await database.dispose()
    named = [(row.name, row.slack_user_id) for row in administrators]
    for finding in _found(settings, counts, named, self_service=company.self_service):
        yield finding


def _found(
    settings: Settings,
    counts: Any,
    salespeople: list[tuple[str, str | None]],
    *,
    self_service: bool,
) -> Iterator[Finding]:
    yield _there(
        "contacts",
        counts.contacts,
        "none yet, so nothing can be recorded. Bring them in with `touchpoint import contacts "
        "FILE`.",
    )
    yield _there(
        "interaction templates",
        counts.templates,
        "none yet, so nothing can be recorded. Run `touchpoint seed --starter`, or press its "
        "button in App Home.",
    )
    yield _salespeople(counts.salespeople, counts.linked, self_service=self_service)
    yield _administrators(settings, salespeople)


def _there(name: str, count: int, otherwise: str) -> Finding:
    return Finding(name, True, f"{count:,}" if count else otherwise, warns=not count)


def _salespeople(count: int, linked: int, *, self_service: bool) -> Finding:
    if not linked and not self_service:
        text = (
            f"{count:,}, none of them linked to a Slack user, and self-service is off: "
            "nobody can record before an administrator has linked them."
        )
        return Finding("salespeople", True, text, warns=True)
    if not linked:
        text = f"{count:,}, none of them linked yet: users link themselves when they first record"
        return Finding("salespeople", True, text)
    return Finding("salespeople", True, f"{count:,}, {linked:,} of them linked to Slack users")


def _administrators(settings: Settings, salespeople: list[tuple[str, str | None]]) -> Finding:
    """A salesperson with the role is one from when their Slack user is linked."""
    named = [f"{user} (TOUCHPOINT_ADMINS)" for user in settings.touchpoint_admins]
    named += [f"{user} ({name})" for name, user in salespeople if user]
    waiting = [f"{name} once linked to a Slack user" for name, user in salespeople if not user]
    if named:
        return Finding("administrators", True, ", ".join(named + waiting))
    text = (
        f"{', '.join(waiting) or 'none'}. Until then nobody can link users to salespeople or set "
        "things up: put your Slack user id into TOUCHPOINT_ADMINS."
    )
    return Finding("administrators", True, text, warns=True)
