"""A template is called as its reader's language calls it, wherever a segment names one."""

import pytest

from bot.domain.criteria.criteria import ContactFilter, Filters, InteractionFilter, Step
from bot.domain.enums import CriteriaAction
from bot.domain.errors.segments import LanguageNotOfTemplate
from bot.domain.forms import Choice
from bot.domain.segments.line_form import shown
from bot.domain.segments.lines import LineChanges, Lines
from bot.i18n import translator
from bot.services.criteria.choices import CriteriaChoices
from bot.storage.database import Database
from tests.making import person
from tests.segments.crowd import Crowd

NO = "SM10001"
"""A business letter to ten contacts."""


async def test_cards_and_lists_name_the_template_in_both_languages(
    sample_database: Database,
) -> None:
    segments = Crowd(sample_database).segments
    for locale, expected in (("en", "Business letter"), ("fr", "Lettre commerciale")):
        assert (await segments.card(NO, locale)).template_description == expected
        changed = await segments.change_header(NO, {"subject": locale}, locale)
        assert changed.template_description == expected
        reader = person(locale=locale)
        rows = (await segments.listed(reader, own=False, words=NO)).rows
        assert [row.template_description for row in rows] == [expected]
        await segments.delete(NO, reader)
        assert (await segments.bring_back(NO, reader)).template_description == expected


async def test_lines_name_the_header_s_template_and_their_own(sample_database: Database) -> None:
    crowd = Crowd(sample_database)
    await crowd.lines.customise(NO, Lines.of([20_000]), {"template_code": "GOLF"})
    for locale, expected in (
        ("en", ["Business letter", "Golf event"]),
        ("fr", ["Lettre commerciale", "Journée de golf"]),
    ):
        page = await crowd.lines.page(NO, 0, 2, locale=locale)
        assert [line.template_name for line in page.rows] == expected
        found = await crowd.lines.page(NO, 0, 1, customised=True, locale=locale)
        assert [line.template_name for line in found.rows] == expected[1:]
        for number, name in zip((10_000, 20_000), expected, strict=True):
            line = await crowd.lines.line(NO, number, locale)
            assert shown(line, None, ".").entered["template"].label == name


async def test_lines_name_whom_and_what_they_have_of_their_own(sample_database: Database) -> None:
    crowd = Crowd(sample_database)
    own: LineChanges = {"salesperson_code": "BC", "campaign_no": "CP1002"}
    await crowd.lines.customise(NO, Lines.of([20_000]), own)
    card = await crowd.segments.card(NO)
    drawn = [shown(await crowd.lines.line(NO, n), None, ".") for n in (10_000, 20_000)]
    labels = [{key: held.label for key, held in each.entered.items()} for each in drawn]
    assert labels[0]["salesperson"] == card.salesperson_name
    assert labels[0].get("campaign") == card.campaign_description
    assert labels[1]["salesperson"] == "Benjamin Chiu"
    assert labels[1]["campaign"] == "Event"


async def test_a_template_without_words_in_the_language_goes_by_its_own(crowd: Crowd) -> None:
    no = await crowd.segment(template_code="CALL")
    await crowd.lines.add_by_hand(no, [crowd.ids["P1"]])
    assert (await crowd.segments.card(no, "fr")).template_description == "Call"
    assert (await crowd.lines.line(no, 10_000, "fr")).template_name == "Call"


async def test_filters_offer_templates_by_either_name(sample_database: Database) -> None:
    choices = CriteriaChoices(sample_database)
    call = "Appel téléphonique sortant (OUTGOING)"
    for query in ("appel sortant", "outgoing phone", "OUTGOING"):
        assert await choices.of("templates", query, "fr") == [Choice("OUTGOING", call)]
    (english,) = await choices.of("templates", "outgoing phone")
    assert english.label == "Outgoing phone call (OUTGOING)"
    french = [each.label for each in await choices.of("templates", "", "fr")]
    assert french.index("Appel téléphonique entrant (INCOME)") < french.index(call)
    assert await choices.of("salespeople", "helena", "fr") == [Choice("HR", "Helena Ray (HR)")]


async def test_criteria_and_refusals_name_it_too(sample_database: Database) -> None:
    crowd = Crowd(sample_database)
    filters = Filters(ContactFilter(), interaction=InteractionFilter(templates=("GOLF",)))
    await crowd.criteria.apply(NO, Step(CriteriaAction.ADD, filters))
    for locale, expected in (("en", "Golf event"), ("fr", "Journée de golf")):
        say = translator(locale)
        told = say((await crowd.criteria.sentences(NO, locale))[-1].text)
        assert told.endswith(expected)
        assert say((await crowd.segments.card(NO, locale)).criteria[-1].text) == told
    with pytest.raises(LanguageNotOfTemplate) as refused:
        await crowd.segments.change_header(NO, {"language_code": "ESP"}, "fr")
    assert "Lettre commerciale" in refused.value.sentence(translator("fr"))
