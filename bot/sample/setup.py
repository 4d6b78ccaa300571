"""Salespeople, codes, templates, campaigns and number series of the sample company."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import (
    CorrespondenceType,
    InformationFlow,
    InitiatedBy,
    ProbabilityCalculation,
    SalespersonRole,
    WizardAction,
)
from bot.models import (
    BusinessRelation,
    Campaign,
    CampaignStatus,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    MailingGroup,
    NumberSeries,
    SalesCycle,
    SalesCycleStage,
    Salesperson,
)
from bot.sample.tables import add_missing, content_of, filled, rows_of


@dataclass(frozen=True, slots=True)
class SetupCounts:
    """What was added."""

    salespeople: int
    templates: int


async def add_setup(session: AsyncSession, today: date) -> SetupCounts:
    """Add everything that contacts and their history refer to."""
    salespeople = await add_missing(session, [Salesperson.code], _salespeople())
    await add_missing(
        session,
        [NumberSeries.code],
        [
            NumberSeries(**filled(row, "code", "description", "prefix"), digits=int(row["digits"]))
            for row in rows_of("number_series")
        ],
    )
    await _add_codes(session)
    await add_missing(session, [Campaign.no], _campaigns(today))
    await _add_sales_cycles(session)
    await add_missing(
        session,
        [InteractionGroup.code],
        [InteractionGroup(**row) for row in rows_of("interaction_groups")],
    )
    templates = await add_missing(session, [InteractionTemplate.code], _templates())
    language = InteractionTemplateLanguage
    await add_missing(
        session,
        [language.template_code, language.language_code],
        [
            language(**row, content=content_of(row["template_code"], row["language_code"]))
            for row in rows_of("interaction_template_languages")
        ],
    )
    return SetupCounts(salespeople, templates)


def _salespeople() -> list[Salesperson]:
    return [
        Salesperson(
            code=row["code"],
            name=row["name"],
            job_title=row["job_title"],
            email=f"{row['code']}@contoso.com",
            email_folded=f"{row['code']}@contoso.com".lower(),
            commission_pct=Decimal(row["commission_pct"]),
            role=SalespersonRole(row["role"]),
        )
        for row in rows_of("salespeople")
    ]


async def _add_codes(session: AsyncSession) -> None:
    tables = (MailingGroup, IndustryGroup, JobResponsibility, BusinessRelation, CampaignStatus)
    for table in tables:
        rows = [
            table(code=row["code"], description=row["description"])
            for row in rows_of("codes")
            if row["table"] == table.__tablename__
        ]
        await add_missing(session, [table.code], rows)


def _campaigns(today: date) -> list[Campaign]:
    campaigns = []
    for row in rows_of("campaigns"):
        start = today + timedelta(days=int(row["starts"]))
        campaigns.append(
            Campaign(
                **filled(row, "no", "description", "salesperson_code", "status_code"),
                starting_date=start,
                ending_date=start + timedelta(days=int(row["days"])),
            )
        )
    return campaigns


async def _add_sales_cycles(session: AsyncSession) -> None:
    cycles: dict[str, SalesCycle] = {}
    stages = []
    for row in rows_of("sales_cycle_stages"):
        calculation = ProbabilityCalculation(row["calculation"])
        by_completion = calculation is ProbabilityCalculation.COMPLETED
        percent = int(row["percent"])
        cycles[row["cycle"]] = SalesCycle(
            code=row["cycle"],
            description=row["cycle_description"],
            probability_calculation=calculation,
        )
        stages.append(
            SalesCycleStage(
                sales_cycle_code=row["cycle"],
                stage=int(row["stage"]),
                description=row["description"],
                completed_pct=percent if by_completion else 0,
                chances_of_success_pct=0 if by_completion else percent,
            )
        )
    await add_missing(session, [SalesCycle.code], cycles.values())
    key = [SalesCycleStage.sales_cycle_code, SalesCycleStage.stage]
    await add_missing(session, key, stages)


def _templates() -> list[InteractionTemplate]:
    return [
        InteractionTemplate(
            **filled(row, "code", "group_code", "description", "language_code"),
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
