"""Salespeople, campaigns, sales cycles and texts of templates of the sample company."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import ProbabilityCalculation, SalespersonRole
from bot.domain.languages import code_of
from bot.i18n import LOCALES
from bot.models import (
    Campaign,
    InteractionTemplateLanguage,
    SalesCycle,
    SalesCycleStage,
    Salesperson,
)
from bot.sample.basics import add_basics, add_templates, add_texts
from bot.sample.tables import add_missing, content_of, described, filled, rows_of


@dataclass(frozen=True, slots=True)
class SetupCounts:
    """What was added."""

    salespeople: int
    templates: int


async def add_setup(session: AsyncSession, today: date) -> SetupCounts:
    """Add everything that contacts and their history refer to."""
    salespeople = await add_missing(session, [Salesperson.code], _salespeople())
    await add_basics(session, "en")
    await add_missing(session, [Campaign.no], _campaigns(today))
    await _add_sales_cycles(session)
    templates = await add_templates(session, "en")
    await add_texts(session, _texts())
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


def _texts() -> list[InteractionTemplateLanguage]:
    """In English and French, templates are called as :mod:`bot.sample.basics` calls them."""
    names = {
        (row["code"], code_of(locale)): described(row, locale)
        for row in rows_of("interaction_templates")
        for locale in LOCALES
    }
    return [
        InteractionTemplateLanguage(
            template_code=code,
            language_code=language,
            description=row["description"] or names[code, language],
            content=content_of(code, language),
        )
        for row in rows_of("interaction_template_languages")
        for code, language in [(row["template_code"], row["language_code"])]
    ]
