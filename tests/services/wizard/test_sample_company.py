"""The wizard over the sample company: every template, contacts of several kinds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select

from bot.domain.wizard import table
from bot.i18n import translator
from bot.models import Contact, Interaction
from bot.services.contacts.index import offered
from bot.storage.database import Database
from bot.views.wizard import form as wizard_form
from bot.views.wizard.form import Screen
from simulator.blockkit import validate_view
from tests.conftest import TODAY
from tests.making import person
from tests.services.desk import Desk, fields_of


@pytest.fixture
async def desk(sample_database: Database, redis_url: str) -> AsyncIterator[Desk]:
    async with Redis.from_url(redis_url) as redis:
        desk = Desk(sample_database, redis)
        desk.now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
        yield desk


async def _count(desk: Desk) -> int:
    async with desk.database.read() as session:
        return await session.scalar(select(func.count()).select_from(Interaction)) or 0


async def test_every_template_is_logged_with_contact_and_template_alone(desk: Desk) -> None:
    before = await _count(desk)
    async with desk.database.read() as session:
        statement = select(Contact.id).where(offered()).order_by(Contact.id)
        contacts = list(await session.scalars(statement))
    groups = await desk.reference.templates("")
    codes = [choice.value for _, choices in groups for choice in choices]
    assert len(codes) > 30
    for number, code in enumerate(codes):
        window = await desk.open()
        await window.change(contact=str(contacts[number * 5 % len(contacts)]), template=code)
        outcome = await window.finish()
        assert (fields_of(outcome), outcome.wrote) == ({}, True), code
    assert await _count(desk) == before + len(codes)


@pytest.mark.parametrize("locale", ["en", "fr"])
async def test_every_step_of_every_kind_of_template_can_be_drawn(desk: Desk, locale: str) -> None:
    t = translator(locale)
    for code in ("OUTGOING", "BUS", "GOLF", "INSDOC"):
        window = await desk.open("robert townes", by=person(locale=locale))
        await window.change(template=code)
        while True:
            await window.more()
            view = wizard_form.form(window.draft, t, Screen(desk.now))
            assert validate_view(view) == []
            if table.is_last(window.draft):
                break
            assert fields_of(await window.next()) == {}
