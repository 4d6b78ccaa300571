"""What the wizard's lists offer, and what they leave out."""

from decimal import Decimal

import pytest

from bot.domain.forms import Choice
from bot.models import InteractionTemplate, InteractionTemplateLanguage, Salesperson
from bot.services.templates.lists import MAX_OPTIONS, Reference
from bot.storage.database import Database
from tests.making import NOW
from tests.services.company import FINE_ART, LETTER, MEAGAN, OPEN_DEAL, OTHER_DEAL, TREY


async def test_templates_stand_under_their_groups_and_archived_ones_do_not(
    company: Database,
) -> None:
    groups = await Reference(company).templates("")
    assert [(name, [choice.value for choice in choices]) for name, choices in groups] == [
        ("Letters", ["BUS", "GOLF", "INSDOC"]),
        ("Telephone conversations", ["OUTGOING"]),
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("golf", ["GOLF"]),
        ("GÖLF", ["GOLF"]),
        ("letters", ["BUS", "GOLF", "INSDOC"]),
        ("insdoc", ["INSDOC"]),
        ("phone out", ["OUTGOING"]),
        ("old", []),
        ("nothing like it", []),
        ("%", ["BUS", "GOLF", "INSDOC", "OUTGOING"]),
    ],
)
async def test_templates_are_found_by_description_code_and_group(
    company: Database, query: str, codes: list[str]
) -> None:
    groups = await Reference(company).templates(query)
    assert [choice.value for _, choices in groups for choice in choices] == codes


async def test_templates_are_called_as_in_the_readers_language(company: Database) -> None:
    async with company.begin() as session:
        for code, name in (("FRC", "Sortie de golf"), ("FRA", "Journée de golf"), ("ENG", "")):
            session.add(
                InteractionTemplateLanguage(
                    template_code="GOLF", language_code=code, description=name
                )
            )
    reference = Reference(company)
    for query in ("journee", "golf event", "GOLF"):
        ((_, choices),) = await reference.templates(query, "fr")
        assert choices == [Choice("GOLF", "Journée de golf")]
    ((_, choices),) = await reference.templates("golf", "en")
    assert choices == [Choice("GOLF", "Golf event")]
    golf = await reference.template("GOLF", "fr")
    assert golf is not None
    assert golf.description == "Journée de golf"


async def test_never_more_than_slack_takes(company: Database) -> None:
    async with company.begin() as session:
        for number in range(150):
            session.add(InteractionTemplate(code=f"T{number}", description=f"Kind {number:03}"))
            session.add(Salesperson(code=f"S{number}", name=f"Seller {number:03}"))
    reference = Reference(company)
    groups = await reference.templates("")
    assert sum(len(choices) for _, choices in groups) == MAX_OPTIONS
    assert len(await reference.salespeople("")) == MAX_OPTIONS
    assert [choice.value for choice in await reference.salespeople("149")] == ["S149"]


async def test_a_templates_facts_are_complete(company: Database) -> None:
    golf = await Reference(company).template("GOLF")
    assert golf is not None
    assert (golf.wizard_action, golf.default_language, golf.group_code) == (
        "merge",
        "ENU",
        "LETTER",
    )
    assert (golf.campaign_no, golf.campaign_name, golf.campaign_target) == ("CP1", "Event", True)
    assert {code: row.content for code, row in golf.languages.items()} == {"ENU": LETTER}
    call = await Reference(company).template("OUTGOING")
    assert call is not None
    assert (call.unit_cost, call.unit_duration_min) == (Decimal("1.50"), 15)
    assert sorted(call.languages) == ["ENU", "FRA"]


async def test_an_archived_or_unknown_template_cannot_be_chosen(company: Database) -> None:
    assert await Reference(company).template("OLD") is None
    assert await Reference(company).template("NOPE") is None
    async with company.begin() as session:
        template = await session.get_one(InteractionTemplate, "GOLF")
        template.archived_at = NOW
    assert await Reference(company).template("GOLF") is None


async def test_blocked_salespeople_are_neither_offered_nor_named(company: Database) -> None:
    reference = Reference(company)
    assert [choice.value for choice in await reference.salespeople("")] == ["JO", "OF"]
    assert await reference.salesperson_name("OF") == "Otis Falls"
    for code in ("XX", "NOPE", "", None):
        assert await reference.salesperson_name(code) is None


async def test_campaigns_are_found_without_accents_and_by_number(company: Database) -> None:
    reference = Reference(company)
    assert [choice.value for choice in await reference.campaigns("ecole")] == ["CP2"]
    assert [choice.label for choice in await reference.campaigns("cp1")] == ["Event (CP1)"]
    assert len(await reference.campaigns("")) == 2


@pytest.mark.parametrize(
    ("company_id", "salesperson", "expected"),
    [
        (FINE_ART, None, [OPEN_DEAL]),
        (FINE_ART, "OF", [OPEN_DEAL]),
        (FINE_ART, "JO", []),
        (TREY, "JO", [OTHER_DEAL]),
        (MEAGAN, None, []),
        (None, None, []),
        (None, "OF", []),
    ],
)
async def test_open_opportunities_of_the_company_and_the_salesperson_are_offered(
    company: Database, company_id: int | None, salesperson: str | None, expected: list[int]
) -> None:
    found = await Reference(company).opportunities(
        "", company_id=company_id, salesperson_code=salesperson
    )
    assert [int(choice.value) for choice in found] == expected
