"""What the names in a file stand for: countries, languages, words of closed lists, and the codes of
what the database knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from babel import Locale
from sqlalchemy import select

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.enums import (
    ContactType,
    CorrespondenceType,
    DeliveryStatus,
    Evaluation,
    InformationFlow,
    InitiatedBy,
    WizardAction,
)
from bot.domain.folding import fold
from bot.domain.imports.cells import NO_ANSWER, REACHED, Lists
from bot.domain.languages import LOCALE_OF
from bot.i18n import LOCALES, translator
from bot.models import (
    BusinessRelation,
    Campaign,
    IndustryGroup,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    JobResponsibility,
    MailingGroup,
    Salesperson,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Names = dict[str, str | None]

_NATIVE = ("de", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs")
_COUNTRIES = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US",
    "etats unis d amerique": "US", "uk": "GB", "u k": "GB", "england": "GB", "scotland": "GB",
    "great britain": "GB", "angleterre": "GB", "grande bretagne": "GB", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "republique tcheque": "CZ",
    "hong kong": "HK", "turkey": "TR",
}  # fmt: skip
_FIRST_OF = {"en": "ENU", "fr": "FRA", "de": "DEU", "es": "ESP", "it": "ITA", "nl": "NLD"}
_WORDS: Mapping[str, type[StrEnum]] = {
    "type": ContactType,
    "correspondence_type": CorrespondenceType,
    "information_flow": InformationFlow,
    "initiated_by": InitiatedBy,
    "evaluation": Evaluation,
    "wizard_action": WizardAction,
    "delivery_status": DeliveryStatus,
}
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {
        "companies": "company", "organization": "company", "organisation": "company",
        "societe": "company", "entreprise": "company", "org": "company", "individual": "person",
        "particulier": "person", "contact": "person",
    },
    "correspondence_type": {
        "e mail": "email", "courriel": "email", "letter": "hard_copy", "papier": "hard_copy",
        "courrier": "hard_copy",
    },
    "information_flow": {
        "outgoing": "outbound", "out": "outbound", "sortant": "outbound", "incoming": "inbound",
        "in": "inbound", "entrant": "inbound",
    },
    "evaluation": {
        "very good": "very_positive", "good": "positive", "bad": "negative",
        "very bad": "very_negative", "tres bon": "very_positive", "bon": "positive",
        "mauvais": "negative", "tres mauvais": "very_negative",
    },
}  # fmt: skip
_OUTCOMES = {
    "connected": REACHED, "reached": REACHED, "successful": REACHED, "success": REACHED,
    "completed": REACHED, "held": REACHED, "joint": REACHED, "reussi": REACHED,
    "no answer": NO_ANSWER, "not reached": NO_ANSWER, "not connected": NO_ANSWER,
    "busy": NO_ANSWER, "voicemail": NO_ANSWER, "left voicemail": NO_ANSWER,
    "left live message": NO_ANSWER, "wrong number": NO_ANSWER, "failed": NO_ANSWER,
    "not held": NO_ANSWER, "no show": NO_ANSWER, "unsuccessful": NO_ANSWER,
    "sans reponse": NO_ANSWER, "pas de reponse": NO_ANSWER, "non joint": NO_ANSWER,
    "occupe": NO_ANSWER, "messagerie": NO_ANSWER, "echec": NO_ANSWER,
}  # fmt: skip
_GROUPS: Mapping[str, Any] = {
    "interaction_groups": InteractionGroup,
    "mailing_groups": MailingGroup,
    "industry_groups": IndustryGroup,
    "job_responsibilities": JobResponsibility,
    "business_relations": BusinessRelation,
}


async def lists(session: AsyncSession) -> Lists:
    """Every list by its name. Codes go before names, also those of what is retired."""
    words = {name: _words(name, enum) for name, enum in _WORDS.items()}
    found: dict[str, Names] = {
        **words,
        "outcome": {**words["evaluation"], **_OUTCOMES},
        "countries": _countries(),
        "languages": _languages(),
        "salespeople": await _salespeople(session),
        "templates": await _templates(session),
        "campaigns": _by_code_and_name(
            [(no, [name]) for no, name in await session.execute(_CAMPAIGNS)]
        ),
    }
    for name, model in _GROUPS.items():
        rows = await session.execute(select(model.code, model.description))
        found[name] = _by_code_and_name([(code, [called]) for code, called in rows])
    return found


_CAMPAIGNS = select(Campaign.no, Campaign.description)


def _by_code_and_name(records: Iterable[tuple[str, Iterable[str | None]]]) -> Names:
    names: Names = {}
    codes: Names = {}
    exact: Names = {}
    for code, called in records:
        exact[code.lower()] = code
        folded = fold(code)
        codes[folded] = code if folded not in codes else None
        for word in {fold(name or "") for name in called} - {""}:
            names[word] = code if names.get(word, code) == code else None
    return names | codes | exact


async def _salespeople(session: AsyncSession) -> Names:
    rows = await session.execute(
        select(Salesperson.code, Salesperson.name, Salesperson.email, Salesperson.privacy_blocked)
    )
    return _by_code_and_name(
        (code, [] if private else [name, email]) for code, name, email, private in rows
    )


async def _templates(session: AsyncSession) -> Names:
    own = select(InteractionTemplate.code, InteractionTemplate.description)
    texts = select(
        InteractionTemplateLanguage.template_code, InteractionTemplateLanguage.description
    )
    called: dict[str, list[str | None]] = {}
    for statement in (own, texts):
        for code, name in await session.execute(statement):
            called.setdefault(code, []).append(name)
    return _by_code_and_name(called.items())


def _words(name: str, enum: type[StrEnum]) -> Names:
    """The values themselves, what the screens call them, and other words."""
    words: Names = dict(_OTHER_WORDS.get(name, {}))
    for value in enum:
        said = ENUM_WORDS[value.value]
        words |= {fold(translator(locale)(said)): value.value for locale in LOCALES}
        words[fold(value.value)] = value.value
    return words


def _countries() -> dict[str, str | None]:
    names: dict[str, str | None] = dict(_COUNTRIES)
    known = translator("en").countries
    for language in (*_NATIVE, *reversed(LOCALES)):
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                names[fold(str(name))] = code
    return names | {code.lower(): code for code in known}


def _languages() -> dict[str, str | None]:
    names: dict[str, str | None] = {}
    for code, name in LOCALE_OF.items():
        locale = Locale.parse(name)
        own = (_FIRST_OF.get(locale.language, code)) == code
        for shown in (*map(Locale.parse, LOCALES), locale):
            names[fold(locale.get_display_name(shown) or "")] = code
            if own:
                names[fold(locale.get_language_name(shown) or "")] = code
        names[fold(name)] = code
        if own:
            names[locale.language] = code
    return names | {code.lower(): code for code in LOCALE_OF}
