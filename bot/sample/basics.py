"""What the sample company has in common with a company that starts: everything without people.

The tables say it in English and in French.
"""

from collections.abc import Callable
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy, WizardAction
from bot.domain.languages import code_of
from bot.models import (
    BusinessRelation,
    CampaignStatus,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    MailingGroup,
    NumberSeries,
)
from bot.sample.tables import add_missing, described, filled, rows_of

_SMALL_TABLES = (MailingGroup, IndustryGroup, JobResponsibility, BusinessRelation, CampaignStatus)


async def add_basics(session: AsyncSession, locale: str) -> None:
    """Add number series, the small tables of codes, and interaction groups, named in `locale`."""
    series = [
        NumberSeries(
            **filled(row, "code", "prefix"),
            description=described(row, locale),
            digits=int(row["digits"]),
        )
        for row in rows_of("number_series")
    ]
    await add_missing(session, [NumberSeries.code], series)
    for table in _SMALL_TABLES:
        codes = [
            table(code=row["code"], description=described(row, locale))
            for row in rows_of("codes")
            if row["table"] == table.__tablename__
        ]
        await add_missing(session, [table.code], codes)
    groups = [
        InteractionGroup(code=row["code"], description=described(row, locale))
        for row in rows_of("interaction_groups")
    ]
    await add_missing(session, [InteractionGroup.code], groups)


async def add_templates(session: AsyncSession, locale: str, say: Callable[[str], str] = str) -> int:
    """Add the interaction templates without their texts; the answer is how many.

    `say` makes of a description what the company says.
    """
    templates = [
        InteractionTemplate(
            **filled(row, "code", "group_code"),
            description=say(described(row, locale)),
            language_code=code_of(locale) if row["language_code"] else None,
            unit_cost=Decimal(row["unit_cost"]),
            unit_duration_min=int(row["unit_duration_min"]),
            information_flow=InformationFlow(flow) if (flow := row["information_flow"]) else None,
            initiated_by=InitiatedBy(who) if (who := row["initiated_by"]) else None,
            correspondence_type=(
                CorrespondenceType(channel) if (channel := row["correspondence_type"]) else None
            ),
            wizard_action=WizardAction(action) if (action := row["wizard_action"]) else None,
            ignore_contact_correspondence_type=(row["ignore_contact_correspondence_type"] == "yes"),
        )
        for row in rows_of("interaction_templates")
    ]
    return await add_missing(session, [InteractionTemplate.code], templates)


async def add_texts(session: AsyncSession, texts: list[InteractionTemplateLanguage]) -> None:
    """Add the texts of templates."""
    table = InteractionTemplateLanguage
    await add_missing(session, [table.template_code, table.language_code], texts)
