"""Every kind in every format says what is in the database."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import URL, delete, insert, select, update
from sqlalchemy.orm import aliased

from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Opportunity,
    Salesperson,
    Segment,
    SegmentLine,
)
from bot.services.exports.exports import TABLES
from tests.services.exports.reading import (
    DATABASE,
    Export,
    as_csv,
    as_json,
    as_workbook,
    change,
    exported,
    rows_of,
)

KINDS = list(TABLES)


def as_text(value: object) -> str:
    """A value of the database as a field of CSV."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case StrEnum():
            return value.value
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def test_contacts_as_csv_are_those_of_the_database(export: Export, sample_url: URL) -> None:
    odd = ["=1+1", "+33 1 23", "-x", "@x", "'=1", "''-1", "'x", 'a "b", c', "a\r\nb", "\tx", "'"]
    nos = [row["no"] for row in rows_of(sample_url, select(Contact.no).order_by(Contact.no))]
    pairs = zip(nos, odd, strict=False)
    change(
        sample_url,
        *(update(Contact).where(Contact.no == no).values(name=name) for no, name in pairs),
    )
    employer = aliased(Contact)
    names = [column.name for column in TABLES["contacts"].columns if hasattr(Contact, column.name)]
    assert len(names) == 31
    of_database = rows_of(
        sample_url,
        select(
            *(getattr(Contact, name) for name in names),
            employer.no.label("company_no"),
            employer.name.label("company_name"),
            Salesperson.name.label("salesperson_name"),
        )
        .outerjoin(employer, employer.id == Contact.company_id)
        .outerjoin(Salesperson, Salesperson.code == Contact.salesperson_code)
        .where(Contact.deleted_at.is_(None), Contact.merged_into_id.is_(None))
        .order_by(Contact.no),
    )
    expected = [{name: as_text(value) for name, value in row.items()} for row in of_database]
    written = as_csv(exported(export("contacts", *DATABASE)))
    assert [{name: row[name] for name in expected[0]} for row in written] == expected
    assert [row["name"] for row in written[: len(odd)]] == odd


@pytest.mark.parametrize("kind", KINDS)
def test_all_formats_say_the_same(export: Export, kind: str) -> None:
    in_csv = as_csv(exported(export(kind, *DATABASE)))
    in_json = as_json(exported(export(kind, *DATABASE, "--format", "json")))
    in_workbook = as_workbook(exported(export(kind, *DATABASE, "--format", "xlsx")))
    assert len(in_csv) == len(in_json) == len(in_workbook) > 0
    for fields, cells, typed in zip(in_csv, in_json, in_workbook, strict=True):
        assert list(fields) == list(cells) == list(typed)
        for name, cell in cells.items():
            field = fields[name]
            if isinstance(cell, float):
                assert (Decimal(field), typed[name]) == (Decimal(str(cell)), cell)
            else:
                assert field == as_text(cell), name
                assert in_a_workbook(cell) == as_text(comparable(typed[name], field)), name


def in_a_workbook(cell: object) -> str:
    """Without time zone, which a workbook doesn't know."""
    text = as_text(cell)
    return text.removesuffix("+00:00").partition(".")[0] if "T" in text[10:11] else text


def comparable(typed: Any, field: str) -> Any:
    """A date is read as midnight of it."""
    if isinstance(typed, dt.datetime):
        return typed.date() if len(field) == 10 else typed.replace(microsecond=0)
    return typed


@pytest.mark.parametrize("kind", KINDS)
def test_headings_and_names_tell_columns_apart(export: Export, kind: str) -> None:
    table = TABLES[kind]
    for arguments in (DATABASE, ("--language", "en"), ("--language", "fr")):
        heading = exported(export(kind, *arguments)).decode("utf-8-sig").splitlines()[0]
        names = heading.split(",")
        assert len(set(names)) == len(names) == len(table.columns)


def test_french_headings_and_words(export: Export) -> None:
    first = as_csv(exported(export("templates", "--language", "fr", "--template", "BUS")))[0]
    assert first.pop("Contenu").startswith("{{contact.company}}\n")
    assert first == {
        "Code": "BUS",
        "Description": "Business letter",
        "Code groupe interaction": "LETTER",
        "Groupe interaction": "Letters",
        "Coût unitaire": "8.00",
        "Durée unitaire (min)": "30",
        "Flux d’informations": "Sortant",
        "Initié par": "Nous",
        "Type correspondance": "Copie papier",
        "Ignorer type correspondance du contact": "Oui",
        "Action assistant": "Ouvrir",
        "Code langue par défaut": "ENU",
        "N° campagne": "",
        "Campagne": "",
        "Cible campagne": "Non",
        "Réponse campagne": "Non",
        "Archivé le": "",
        "Archivé le (UTC)": "",
        "Code langue du texte": "DEU",
        "Description du texte": "Geschäftsbrief",
    }


def test_the_language_is_that_of_the_setting_unless_it_is_named(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFAULT_LOCALE", "fr")
    assert "Nom de famille" in exported(export("contacts")).decode()
    assert "Surname" in exported(export("contacts", "--language", "en")).decode()


def test_an_instant_is_told_in_the_zone_and_in_utc(export: Export, sample_url: URL) -> None:
    moment = dt.datetime(2026, 7, 1, 22, 30, 15, 123456, tzinfo=dt.UTC)
    change(sample_url, update(Interaction).values(logged_at=moment))
    zone = ("--zone", "Europe/Paris")
    words = as_csv(exported(export("interactions", *zone)))[0]
    assert words["Logged at"] == "2026-07-02 00:30:15"
    assert words["Logged at (UTC)"] == "2026-07-01 22:30:15"
    exact = as_json(exported(export("interactions", *zone, *DATABASE, "--format", "json")))[0]
    assert exact["logged_at_local"] == "2026-07-02T00:30:15.123456+02:00"
    assert exact["logged_at"] == "2026-07-01T22:30:15.123456+00:00"
    typed = as_workbook(exported(export("interactions", *zone, "--format", "xlsx")))[0]
    assert typed["Logged at"] == dt.datetime(2026, 7, 2, 0, 30, 15)  # noqa: DTZ001 Excel's
    assert typed["Logged at (UTC)"] == dt.datetime(2026, 7, 1, 22, 30, 15)  # noqa: DTZ001


def test_contacts_that_are_gone_stay_out_and_the_blocked_are_marked(
    export: Export, sample_url: URL
) -> None:
    now = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)
    people = rows_of(
        sample_url,
        select(Contact.id, Contact.no)
        .where(Contact.privacy_blocked.is_(False))
        .order_by(Contact.no.desc())
        .limit(4),
    )
    deleted, merged, blocked, kept = people
    change(
        sample_url,
        update(Contact).where(Contact.id == deleted["id"]).values(deleted_at=now),
        update(Contact).where(Contact.id == merged["id"]).values(merged_into_id=kept["id"]),
        update(Contact).where(Contact.id == blocked["id"]).values(privacy_blocked=True),
    )
    written = {row["no"]: row for row in as_csv(exported(export("contacts", *DATABASE)))}
    assert deleted["no"] not in written
    assert merged["no"] not in written
    assert written[blocked["no"]]["privacy_blocked"] == "true"
    assert written[kept["no"]]["privacy_blocked"] == "false"


def test_an_interaction_stays_with_its_flag_its_contact_and_its_comments(
    export: Export, sample_url: URL
) -> None:
    (first,) = rows_of(
        sample_url,
        select(Interaction.id, Interaction.contact_id, Interaction.contact_name)
        .order_by(Interaction.id)
        .limit(1),
    )
    now = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)
    comment = InteractionComment
    change(
        sample_url,
        update(Contact).where(Contact.id == first["contact_id"]).values(deleted_at=now),
        update(Interaction).where(Interaction.id == first["id"]).values(canceled=True),
        delete(comment).where(comment.interaction_id == first["id"]),
        insert(comment).values(interaction_id=first["id"], comment="=first"),
        insert(comment).values(interaction_id=first["id"], comment="second"),
    )
    written = as_json(exported(export("interactions", *DATABASE, "--format", "json")))
    (row,) = (row for row in written if row["id"] == first["id"])
    assert (row["canceled"], row["contact_name"]) == (True, first["contact_name"])
    assert row["comments"] == "=first\nsecond"
    assert len(written) == len(rows_of(sample_url, select(Interaction.id)))


def test_a_segment_has_a_row_for_each_line_and_one_without_lines(
    export: Export, sample_url: URL
) -> None:
    now = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)
    change(
        sample_url,
        insert(Segment).values(no="SM1", description="Nobody yet", template_code="BUS"),
        insert(Segment).values(no="SM2", description="Deleted", deleted_at=now),
    )
    written = as_json(exported(export("segments", *DATABASE, "--format", "json")))
    lines = rows_of(sample_url, select(SegmentLine.segment_no, SegmentLine.line_no))
    expected = {(line["segment_no"], line["line_no"]) for line in lines}
    expected |= {("SM1", None), ("SM10002", None)}
    assert {(row["segment_no"], row["line_no"]) for row in written} == expected
    assert len(written) == len(expected)
    (empty,) = (row for row in written if row["segment_no"] == "SM1")
    assert (empty["contact_no"], empty["template_description"]) == (None, "Business letter")


def test_a_template_has_a_row_for_each_language_and_one_without_languages(
    export: Export, sample_url: URL
) -> None:
    now = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)
    change(
        sample_url,
        insert(InteractionTemplate).values(code="OLD", description="No texts", archived_at=now),
    )
    written = as_json(exported(export("templates", *DATABASE, "--format", "json")))
    languages = rows_of(
        sample_url,
        select(
            InteractionTemplateLanguage.template_code, InteractionTemplateLanguage.language_code
        ),
    )
    expected = {(row["template_code"], row["language_code"]) for row in languages}
    without = rows_of(
        sample_url,
        select(InteractionTemplate.code).where(~InteractionTemplate.languages.any()),
    )
    expected |= {(row["code"], None) for row in without}
    assert {(row["code"], row["text_language_code"]) for row in written} == expected
    assert ("OLD", None) in expected
    assert len(written) == len(expected)


def test_everything_that_an_interaction_relates_to_is_named(
    export: Export, sample_url: URL
) -> None:
    (one,) = rows_of(
        sample_url,
        select(Opportunity.id, Opportunity.no).limit(1),
    )
    (campaign,) = rows_of(sample_url, select(Campaign.no, Campaign.description).limit(1))
    change(
        sample_url,
        update(Interaction).values(opportunity_id=one["id"], campaign_no=campaign["no"]),
    )
    row = as_csv(exported(export("interactions")))[0]
    assert row["Opportunity No."] == one["no"]
    assert (row["Campaign No."], row["Campaign"]) == (campaign["no"], campaign["description"])
