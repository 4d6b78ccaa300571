"""A company that has a history to bring in."""

import pytest
from sqlalchemy import insert

from bot.domain.enums import ContactType
from bot.models import (
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Salesperson,
)
from bot.storage.database import Database
from tests.imports.test_contacts import add


@pytest.fixture
async def company(database: Database) -> int:
    """Anna of Acme, two templates and two salespeople; the id of Anna."""
    async with database.begin() as session:
        await session.execute(insert(InteractionGroup).values(code="PHONE", description="Calls"))
        await session.execute(
            insert(InteractionTemplate),
            [
                {
                    "code": "CALL", "description": "Telephone", "group_code": "PHONE",
                    "unit_cost": 8, "unit_duration_min": 10, "initiated_by": "us",
                },
                {
                    "code": "MAIL", "description": "E-mail", "group_code": None, "unit_cost": 0,
                    "unit_duration_min": 5, "initiated_by": None,
                },
            ],
        )  # fmt: skip
        await session.execute(
            insert(InteractionTemplateLanguage).values(
                template_code="CALL", language_code="ENU", description="Phone call"
            )
        )
        await session.execute(
            insert(Salesperson),
            [
                {"code": "PS", "name": "Peter Saddow", "blocked": True},
                {"code": "OF", "name": "Otis Falls", "blocked": False},
            ],
        )
    acme = await add(database, no="CT9", type=ContactType.COMPANY, name="Acme")
    return await add(
        database, no="CT1", company_id=acme, email="anna@example.com", external_id="x1",
        salesperson_code="OF",
    )  # fmt: skip
