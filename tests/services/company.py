"""A company of a dozen rows in which every rule of the wizard can be tried."""

from datetime import date
from decimal import Decimal

from bot.domain.enums import ContactType, CorrespondenceType, InitiatedBy, WizardAction
from bot.models import (
    Campaign,
    Contact,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Opportunity,
    Salesperson,
)
from bot.services.contacts.index import index_contacts
from bot.storage.database import Database
from tests.making import NOW

FINE_ART, TREY = 10, 11
MEAGAN, MEGAN, ROBERT, BLOCKED, MINOR, MERGED, DELETED = 1, 2, 3, 4, 5, 6, 7
OPEN_DEAL, CLOSED_DEAL, OTHER_DEAL = 7, 8, 9

LETTER = "Dear {{contact.name}},\nof {{contact.company}} in {{contact.city}}.\n{{salesperson.name}}"


async def found_company(database: Database) -> None:
    """Write the company's rows into an empty database."""
    async with database.begin() as session:
        session.add_all([*_salespeople(), *_groups(), *_campaigns()])
        await session.flush()
        session.add_all([*_templates(), *_companies()])
        await session.flush()
        session.add_all([*_languages(), *_persons()])
        await session.flush()
        session.add_all([*_merged(), *_opportunities()])
        await index_contacts(session, range(1, 12))


def _salespeople() -> list[Salesperson]:
    def one(code: str, name: str, user: str | None = None, *, blocked: bool = False) -> Salesperson:
        email = f"{name.split(maxsplit=1)[0].lower()}@cronus.example"
        return Salesperson(
            code=code,
            name=name,
            email=email,
            email_folded=email,
            slack_user_id=user,
            blocked=blocked,
        )

    return [
        one("OF", "Otis Falls", "U1"),
        one("JO", "Jim Olive"),
        one("XX", "Xavier Gone", blocked=True),
    ]


def _groups() -> list[InteractionGroup]:
    return [
        InteractionGroup(code="PHONE", description="Telephone conversations"),
        InteractionGroup(code="LETTER", description="Letters"),
    ]


def _campaigns() -> list[Campaign]:
    return [
        Campaign(no="CP1", description="Event"),
        Campaign(no="CP2", description="École d’été"),
    ]


def _templates() -> list[InteractionTemplate]:
    def one(code: str, group: str, description: str, **traits: object) -> InteractionTemplate:
        return InteractionTemplate(
            code=code, group_code=group, description=description, language_code="ENU", **traits
        )

    return [
        one(
            "OUTGOING",
            "PHONE",
            "Outgoing phone call",
            unit_cost=Decimal("1.50"),
            unit_duration_min=15,
            initiated_by=InitiatedBy.US,
            correspondence_type=CorrespondenceType.EMAIL,
        ),
        one("BUS", "LETTER", "Business letter", wizard_action=WizardAction.OPEN),
        one(
            "GOLF",
            "LETTER",
            "Golf event",
            wizard_action=WizardAction.MERGE,
            campaign_no="CP1",
            campaign_target=True,
        ),
        one("INSDOC", "LETTER", "Insert a document", wizard_action=WizardAction.IMPORT),
        one("OLD", "PHONE", "Old call", archived_at=NOW),
    ]


def _languages() -> list[InteractionTemplateLanguage]:
    texts = {
        ("OUTGOING", "ENU"): None,
        ("OUTGOING", "FRA"): None,
        ("BUS", "ENU"): "Dear …",
        ("BUS", "FRA"): "Cher …",
        ("GOLF", "ENU"): LETTER,
        ("INSDOC", "ENU"): None,
        ("OLD", "ENU"): None,
    }
    names = {template.code: template.description for template in _templates()}
    return [
        InteractionTemplateLanguage(
            template_code=code, language_code=language, description=names[code], content=content
        )
        for (code, language), content in texts.items()
    ]


def _contact(number: int, name: str, kind: ContactType, **traits: object) -> Contact:
    return Contact(id=number, no=f"CT{number}", type=kind, name=name, **traits)


def _companies() -> list[Contact]:
    kind = ContactType.COMPANY
    return [
        _contact(FINE_ART, "School of Fine Art", kind, city="Miami", salesperson_code="OF"),
        _contact(TREY, "Trey Research", kind, city="Chicago", salesperson_code="JO"),
    ]


def _persons() -> list[Contact]:
    kind = ContactType.PERSON
    return [
        _contact(
            MEAGAN,
            "Meagan Bond",
            kind,
            company_id=FINE_ART,
            city="Miami",
            email="meagan@art.example",
            phone="+1 425-555-0107",
        ),
        _contact(MEGAN, "Megan Sherman", kind, company_id=FINE_ART, city="Miami"),
        _contact(
            ROBERT,
            "Robert Townes",
            kind,
            company_id=TREY,
            city="Chicago",
            salesperson_code="JO",
            language_code="FRA",
            correspondence_type=CorrespondenceType.HARD_COPY,
        ),
        _contact(BLOCKED, "Bruno Blocked", kind, privacy_blocked=True),
        _contact(MINOR, "Mina Minor", kind, minor=True),
        _contact(DELETED, "Della Deleted", kind, deleted_at=NOW),
    ]


def _merged() -> list[Contact]:
    kind = ContactType.PERSON
    return [_contact(MERGED, "M. Bond", kind, merged_into_id=MEAGAN, company_id=TREY)]


def _opportunities() -> list[Opportunity]:
    def one(number: int, description: str, company: int, **traits: object) -> Opportunity:
        return Opportunity(
            id=number,
            no=f"OP{number}",
            description=description,
            contact_id=company,
            contact_company_id=company,
            creation_date=date(2026, 1, 5),
            **traits,
        )

    return [
        one(OPEN_DEAL, "Table lighting", FINE_ART, salesperson_code="OF"),
        one(CLOSED_DEAL, "Storage system", FINE_ART, closed=True),
        one(OTHER_DEAL, "Swivel chairs", TREY, salesperson_code="JO"),
    ]
