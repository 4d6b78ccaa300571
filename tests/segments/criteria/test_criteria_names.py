"""The criteria say what their codes are called."""

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain.criteria.criteria import (
    BusinessRelationFilter,
    CampaignFilter,
    ContactFilter,
    Filters,
    IndustryGroupFilter,
    InteractionFilter,
    JobResponsibilityFilter,
    MailingGroupFilter,
    Step,
)
from bot.domain.enums import CriteriaAction
from bot.i18n import translator
from bot.storage.database import Database
from tests.segments.crowd import Crowd

EVERYTHING = Filters(
    contact=ContactFilter(nos=("CT000059", "CT9*"), salespeople=("HR", "GONE")),
    mailing_group=MailingGroupFilter(("X-CARD",)),
    interaction=InteractionFilter(
        templates=("GOLF",), campaigns=("CP1001",), salespeople=("HR",), segments=("SM10001",)
    ),
    job_responsibility=JobResponsibilityFilter(("MARKETING",)),
    industry_group=IndustryGroupFilter(("MAN",)),
    business_relation=BusinessRelationFilter(("CUST",)),
    campaign=CampaignFilter(("CP1001",)),
)
STEP = Step(CriteriaAction.REFINE, EVERYTHING)


async def test_every_code_that_has_a_name_is_told_by_it(sample_database: Database) -> None:
    crowd = Crowd(sample_database)
    no = (await crowd.segments.card("SM10004")).header.no
    await crowd.criteria.apply(no, STEP)
    say = translator("en")
    told = [say(line.text) for line in await crowd.criteria.sentences(no) if line.indented]
    assert told == [
        "Contact: Meagan Bond, CT9*",
        "Salesperson: Helena Ray, GONE",
        "Mailing group: X-mas card",
        (
            "Interaction: template Golf event, campaign Increase sale, salesperson Helena Ray, "
            "segment SM10001"
        ),
        "Job responsibility: Marketing responsible",
        "Industry group of the company: Manufacturers",
        "Business relation of the company: Customer",
        "Campaign: Increase sale",
    ]
    card = await crowd.segments.card(no)
    assert [say(line.text) for line in card.criteria if line.indented] == told


def _plain(text: str) -> str:
    """Typographic blanks as plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


async def _told(crowd: Crowd, no: str, locale: str) -> list[str]:
    say, found = translator(locale), await crowd.criteria.sentences(no, locale)
    return [_plain(say(line.text)) for line in found if line.indented]


async def test_countries_and_languages_are_told_in_the_reader_s_language(crowd: Crowd) -> None:
    spoken = ContactFilter(countries=("DE", "SE", "UK"), languages=("DEU", "FRB", "XYZ"))
    no = await crowd.segment()
    await crowd.criteria.apply(no, Step(CriteriaAction.ADD, Filters(contact=spoken)))
    assert await _told(crowd, no, "en") == [
        "Country: Germany, Sweden, UK",
        "Language: German (Germany), French (Belgium), XYZ",
    ]
    assert await _told(crowd, no, "fr") == [
        "Pays : Allemagne, Suède, UK",
        "Langue : Allemand (Allemagne), Français (Belgique), XYZ",
    ]


async def test_segments_are_told_by_number_and_description(crowd: Crowd) -> None:
    key = await crowd.logged_segment("SM9")
    await crowd.logged_segment("SM9", part=2)
    await crowd.log("P1", logged_segment_id=key)
    no = await crowd.segment()
    was_on = InteractionFilter(segments=("SM9", "GONE"))
    await crowd.criteria.apply(no, Step(CriteriaAction.ADD, Filters(interaction=was_on)))
    await crowd.criteria.reuse_logged(no, key)
    assert await _told(crowd, no, "en") == [
        "Interaction: segment SM9 “Old”, GONE",
        "Contacts of logged segment SM9 “Old”",
    ]
    assert await _told(crowd, no, "fr") == [
        "Interaction : segment SM9 « Old », GONE",
        "Contacts du segment journalisé SM9 « Old »",
    ]


async def test_all_names_are_asked_for_at_once(sample_database: Database) -> None:
    crowd = Crowd(sample_database)
    asked: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        names = await crowd.criteria.names([STEP] * 20)
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
    assert len([statement for statement in asked if "mailing_groups" in statement]) == 1
    assert len([statement for statement in asked if "salespeople" in statement]) == 1
    assert names["mailing_groups"] == {"X-CARD": "X-mas card"}
    assert await crowd.criteria.names([Step(CriteriaAction.ADD)]) == {}
