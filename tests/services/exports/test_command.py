"""What may be asked of `touchpoint export`, and what is left when it fails."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from bot.services.exports.exports import TABLES
from tests.services.exports.reading import (
    DATABASE,
    Export,
    Row,
    as_csv,
    as_json,
    as_workbook,
    change,
    exported,
)

JSON = (*DATABASE, "--format", "json")


def _most_common(rows: list[Row], column: str) -> Any:
    values = [row[column] for row in rows if row[column] is not None]
    return max(sorted(set(values)), key=values.count)


@pytest.mark.parametrize(
    ("option", "column", "kinds"),
    [
        ("--salesperson", "salesperson_code", ("contacts", "interactions", "segments")),
        ("--template", "template_code", ("interactions", "segments")),
        ("--template", "code", ("templates",)),
        ("--campaign", "campaign_no", ("interactions", "segments")),
    ],
)
def test_a_filter_keeps_the_rows_with_its_value(
    export: Export, option: str, column: str, kinds: tuple[str, ...]
) -> None:
    for kind in kinds:
        everything = as_json(exported(export(kind, *JSON)))
        wanted = _most_common(everything, column)
        kept = as_json(exported(export(kind, *JSON, option, wanted)))
        assert kept == [row for row in everything if row[column] == wanted]
        assert 0 < len(kept) < len(everything) or kind == "segments"


@pytest.mark.parametrize("kind", ["interactions", "segments"])
def test_both_days_of_a_period_are_in_it(export: Export, kind: str) -> None:
    everything = as_json(exported(export(kind, *JSON)))
    days = sorted({row["date"] for row in everything if row["date"]})
    first, last = days[len(days) // 3], days[len(days) * 2 // 3]
    kept = as_json(exported(export(kind, *JSON, "--from", first, "--to", last)))
    assert kept == [row for row in everything if row["date"] and first <= row["date"] <= last]
    assert {first, last} <= {row["date"] for row in kept}


@pytest.mark.parametrize(
    ("kind", "number", "company"),
    [
        ("contacts", "no", "company_no"),
        ("interactions", "contact_no", "contact_company_no"),
        ("segments", "contact_no", "company_no"),
    ],
)
def test_a_company_stands_for_everybody_in_it_and_a_person_for_themselves(
    export: Export, kind: str, number: str, company: str
) -> None:
    everything = as_json(exported(export(kind, *JSON)))
    wanted = _most_common(everything, company)
    kept = as_json(exported(export(kind, *JSON, "--contact", wanted)))
    assert kept == [row for row in everything if wanted in {row[number], row[company]}]
    person = kept[-1][number]
    alone = as_json(exported(export(kind, *JSON, "--contact", person)))
    assert alone == [row for row in everything if row[number] == person]


def test_filters_are_combined(export: Export) -> None:
    everything = as_json(exported(export("interactions", *JSON)))
    row = everything[len(everything) // 2]
    chosen = ("--template", row["template_code"], "--salesperson", row["salesperson_code"])
    kept = as_json(exported(export("interactions", *JSON, *chosen, "--from", row["date"])))
    assert row in kept
    assert all(
        (one["template_code"], one["salesperson_code"])
        == (row["template_code"], row["salesperson_code"])
        and one["date"] >= row["date"]
        for one in kept
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("contacts", "--from", "2026-01-01"), "contacts can't be chosen by --from"),
        (("contacts", "--to", "2026-01-01"), "contacts can't be chosen by --to"),
        (("contacts", "--template", "BUS"), "contacts can't be chosen by --template"),
        (("contacts", "--campaign", "CP1001"), "contacts can't be chosen by --campaign"),
        (("templates", "--from", "2026-01-01"), "templates can't be chosen by --from"),
        (("templates", "--salesperson", "JO"), "templates can't be chosen by --salesperson"),
        (("templates", "--contact", "CT000001"), "templates can't be chosen by --contact"),
        (
            ("interactions", "--from", "2026-02-01", "--to", "2026-01-31"),
            "the day of --from is after that of --to",
        ),
        (("interactions", "--from", "31.12.2026"), "'31.12.2026' does not match the format"),
        (
            ("contacts", "--columns", "database", "--language", "fr"),
            "--language goes with --columns screen",
        ),
        (("contacts", "--language", "de"), "'de' is not one of 'en', 'fr'"),
        (("contacts", "--zone", "Paris"), "there is no time zone 'Paris'"),
        (("contacts", "--zone", "Europe"), "there is no time zone 'Europe'"),
        (("contacts", "--zone", "../zone"), "there is no time zone '../zone'"),
        (("contacts", "--zone", ""), "there is no time zone ''"),
        (("contacts", "--format", "pdf"), "'pdf' is not one of 'csv', 'xlsx', 'json'"),
        (("everything",), "'everything' is not one of"),
        ((), "Missing argument"),
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_what_a_kind_does_not_take_is_refused(
    export: Export, arguments: tuple[str, ...], sentence: str
) -> None:
    refused = export(*arguments)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert sentence in refused.stderr


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--salesperson", "Salesperson: there is none with the code or number “NOBODY”."),
        ("--contact", "Contact: there is none with the code or number “NOBODY”."),
        ("--template", "Interaction template: there is none with the code or number “NOBODY”."),
        ("--campaign", "Campaign: there is none with the code or number “NOBODY”."),
    ],
)
def test_a_value_that_nothing_has_is_refused_and_no_file_made(
    export: Export, tmp_path: Path, option: str, sentence: str
) -> None:
    target = tmp_path / "out.csv"
    refused = export("interactions", option, "NOBODY", "--output", str(target))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert sentence in refused.stderr
    assert not target.exists()


def test_no_rows_are_a_file_with_headings(export: Export) -> None:
    never = ("interactions", "--from", "2100-01-01")
    (heading,) = csv.reader(io.StringIO(exported(export(*never)).decode("utf-8-sig")))
    assert heading[0] == "Interaction No."
    assert exported(export(*never, "--format", "json")) == b""
    assert as_workbook(exported(export(*never, "--format", "xlsx"))) == []


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("out.csv", as_csv),
        ("out.txt", as_csv),
        ("out.json", as_json),
        ("out.JSONL", as_json),
        ("out.xlsx", as_workbook),
    ],
)
def test_the_format_follows_from_the_name_of_the_file(
    export: Export, tmp_path: Path, name: str, read: Callable[[bytes], list[Row]]
) -> None:
    target = tmp_path / "new" / name
    target.parent.mkdir()
    assert exported(export("templates", "--output", str(target))) == b""
    assert read(target.read_bytes())[0]["Code"] == "ABSTRACT"
    assert list(target.parent.iterdir()) == [target]
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_file_that_exists_is_overwritten_only_by_force(export: Export, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine")
    refused = export("templates", "--output", str(target))
    assert refused.exit_code == 1
    assert "exists already. Add --force to overwrite it." in refused.stderr
    assert target.read_text() == "mine"
    exported(export("templates", "--output", str(target), "--force"))
    assert as_csv(target.read_bytes())


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_file_that_can_not_be_written_is_a_sentence(export: Export, tmp_path: Path) -> None:
    nowhere = export("templates", "--output", str(tmp_path / "no" / "out.csv"))
    assert (nowhere.exit_code, nowhere.stdout) == (1, "")
    assert "can't be written: No such file or directory" in nowhere.stderr
    folder = export("templates", "--output", str(tmp_path), "--force")
    assert folder.exit_code == 1
    assert "is a folder. Name a file." in folder.stderr


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_a_failure_leaves_no_half_file(
    export: Export, sample_url: URL, tmp_path: Path, dialect: str, file_format: str
) -> None:
    """The last contact's date of creation is one that can't be read."""
    value = "nonsense" if dialect == "sqlite" else "infinity"
    last = "no = (SELECT max(no) FROM contacts)"
    change(sample_url, text(f"UPDATE contacts SET created_at = '{value}' WHERE {last}"))
    folder = tmp_path / "new"
    folder.mkdir()
    target = folder / "out"
    wanted = ("contacts", "--format", file_format, "--output", str(target))
    assert export(*wanted).exit_code == 1
    assert list(folder.iterdir()) == []
    target.write_text("of yesterday")
    assert export(*wanted, "--force").exit_code == 1
    assert list(folder.iterdir()) == [target]
    assert target.read_text() == "of yesterday"


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_an_older_schema_is_refused(export: Export, sample_url: URL) -> None:
    change(sample_url, text("UPDATE alembic_version SET version_num = '0001'"))
    refused = export("contacts")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Run `touchpoint migrate`" in refused.stderr


def test_the_command_offers_the_kinds_that_there_are(export: Export) -> None:
    assert f"{{{'|'.join(TABLES)}}}" in export("--help").stdout
