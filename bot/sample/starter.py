"""What every company starts from: Business Central's groups, templates and codes, without people.

They are those of the sample company, except for the words that only it says of itself.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.acts import Act, doer
from bot.domain.errors.base import StarterRefused
from bot.domain.languages import code_of
from bot.i18n import LOCALES
from bot.models import InteractionTemplate, InteractionTemplateLanguage
from bot.sample.basics import add_basics, add_templates, add_texts
from bot.sample.tables import content_of, described, rows_of
from bot.services.done_once import once
from bot.services.setup.audit import Done, record_act
from bot.storage.database import Database

ANY_COMPANY = {
    "held at CRONUS": "at our office",
    "chez CRONUS": "dans nos locaux",
    "our office furniture": "our products",
    "notre mobilier de bureau": "nos produits",
}
"""What the sample company says of itself, and what any company can say."""


@dataclass(frozen=True, slots=True)
class Starter:
    """How many rows were added."""

    templates: int
    texts: int


async def add_starter(db: Database, locale: str, act: Act | None = None) -> Starter:
    """Add all of it in one transaction; `locale` (`en` or `fr`) is the company's language.

    Templates have names and texts in every language of ours. Codes that are there already stay as
    they are. Raises `StarterRefused` where there is a template already, if only an archived one.
    """

    async def add(session: AsyncSession) -> Starter:
        if await session.scalar(select(exists(select(InteractionTemplate.code)))):
            raise StarterRefused
        await add_basics(session, locale)
        texts = _texts()
        templates = await add_templates(session, locale, _as_any_company)
        await add_texts(session, texts)
        counts = {"templates": templates, "texts": len(texts)}
        record_act(
            session, doer(act), datetime.now(UTC), Done("create", "starter", locale), after=counts
        )
        return Starter(templates, len(texts))

    try:
        return await once(db, act, Starter, add)
    except IntegrityError:  # somebody else added some of it meanwhile, and it is there now
        return await once(db, act, Starter, add)


def _texts() -> list[InteractionTemplateLanguage]:
    return [
        InteractionTemplateLanguage(
            template_code=row["code"],
            language_code=code_of(locale),
            description=_as_any_company(described(row, locale)),
            content=content and _as_any_company(content),
        )
        for row in rows_of("interaction_templates")
        for locale in LOCALES
        for content in [content_of(row["code"], code_of(locale))]
    ]


def _as_any_company(text: str) -> str:
    for own, any_company in ANY_COMPANY.items():
        text = text.replace(own, any_company)
    return text
