"""Files and cells that can't be taken are refused with a sentence, and nothing is written."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.domain.errors import imports as errors
from bot.domain.imports.headings import MOST_COLUMNS
from bot.services.imports.files import source as files
from bot.services.imports.files import workbooks
from bot.services.imports.files.source import open_source
from bot.services.imports.layouts import CONTACTS
from bot.storage import schema
from bot.storage.database import Database
from tests.imports.making import bring, counts, reasons, rows_of, write_csv, write_workbook


def refused(path: Path, **options: object) -> type[errors.ImportRefused]:
    with pytest.raises(errors.ImportRefused) as caught:
        rows_of(path, **options)
    return type(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", b"", errors.FileEmpty),
        ("a.csv", b"\xef\xbb\xbf \r\n\r\n", errors.FileEmpty),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), errors.FileEncrypted),
        ("a.xlsx", b"Name,City\r\nA,B\r\n", errors.FileOfAnotherKind),
        ("a.csv", b"BEGIN:VCARD\r\nEND:VCARD\r\n", errors.FileOfAnotherKind),
        ("a.csv", b"%PDF-1.7 ...", errors.FileOfAnotherKind),
        ("a.csv", b"<!DOCTYPE html><html>", errors.FileOfAnotherKind),
        ("a.csv", b"Name\r\n\0\1\0\0\2\0\0\0\3abc", errors.FileOfAnotherKind),
        ("a.xlsx", b"PK\x03\x04 cut off", errors.FileUnreadable),
        ("a.csv", b"Colour,Size\r\nred,5\r\n", errors.NothingIdentifies),
        ("a.csv", b",,\r\n1,2,3\r\n", errors.NothingIdentifies),
    ],
)
def test_a_file_that_is_something_else_is_refused(
    tmp_path: Path, name: str, content: bytes, error: type[errors.ImportRefused]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) is error


def test_a_workbook_without_cells_an_archive_and_a_broken_workbook_are_refused(
    tmp_path: Path,
) -> None:
    assert refused(write_workbook(tmp_path / "empty.xlsx", [])) is errors.FileEmpty
    for name, error in (("a.docx", errors.FileOfAnotherKind), ("b.xlsx", errors.FileUnreadable)):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml" if name == "a.docx" else "xl/workbook.xml", "<a")
        assert refused(path) is error


def test_what_unpacks_to_much_more_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert path.stat().st_size < 100_000
    assert refused(path) is errors.WorkbookTooLarge


def test_the_limits_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "a.csv", [["Name"], ["A"], ["B"], ["C"]])
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    assert refused(path) is errors.TooManyRows
    monkeypatch.setattr(files, "MOST_MB", 0)
    assert refused(path) is errors.FileTooLarge
    monkeypatch.setattr(files, "MOST_MB", 200)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED_MB", 0)
    assert refused(write_workbook(tmp_path / "b.xlsx", [["Name"], ["A"]])) is (
        errors.WorkbookTooLarge
    )


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_ten_thousand_columns_are_refused(tmp_path: Path, write: object) -> None:
    table = [["Name", *(f"c{n}" for n in range(9_999))], ["A"]]
    name = "a.csv" if write is write_csv else "a.xlsx"
    path = write(tmp_path / name, table)  # type: ignore[operator]
    assert len(table[0]) > MOST_COLUMNS
    assert refused(path) is errors.TooManyColumns


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Name,City\r\nA,"B\r\n' + "x,y\r\n" * 500_000, "utf-8")
    assert refused(path) is errors.CellUnending


@pytest.mark.parametrize(
    ("mapping", "error"),
    [
        ({"Wer": "name", "Name": "name"}, errors.TargetTwice),
        ({"Wer": "nme"}, errors.TargetUnknown),
        ({"Wo": "city"}, errors.HeadingUnknown),
        ({"Name": None, "Wer": None}, errors.NothingIdentifies),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(
    tmp_path: Path, mapping: dict[str, str | None], error: type[errors.ImportRefused]
) -> None:
    path = write_csv(tmp_path / "a.csv", [["Wer", "Name"], ["A", "B"]])
    assert refused(path, mapping=mapping) is error


@pytest.mark.parametrize("encoding", ["utf-8", "klingon"])
def test_an_encoding_that_is_wrong_is_refused(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "a.csv", [["Name"], ["Léa"]], encoding="cp1252")
    assert refused(path, encoding=encoding) is errors.EncodingUnknown


async def test_cells_are_refused_by_row_and_column(database: Database, tmp_path: Path) -> None:
    table = [
        ["Name", "E-Mail", "Phone", "Country", "Language", "Minor", "Post Code", "Type"],
        ["A", "a b@example.com", "call me", "Atlantis", "Klingon", "perhaps", "1" * 21, "robot"],
        ["B" * 101],
        ["C", "x" * 1_000_000],
        ["D", "", "4.25556E+9"],
        ["E", "", "+1 425 555 0100 ext. 12"],
    ]
    report = await bring(database, write_csv(tmp_path / "a.csv", table))
    assert counts(report) == {"new": 1, "refused": 4}
    assert reasons(report) == [
        (
            2,
            (
                "Type: “robot” is not known. "
                "Post code: the text has 21 characters, the most is 20. "
                "Country: “Atlantis” is not known. "
                "Phone: “call me” is no phone number. "
                "E-mail: “a b@example.com” is no e-mail address. "
                "Language: “Klingon” is not known. "
                "Minor: “perhaps” is neither yes nor no."
            ),
        ),
        (3, "Name: the text has 101 characters, the most is 100."),
        (4, "The row has more than 100,000 characters."),
        (5, "Phone: a spreadsheet has rounded the number to “4.25556E+9”."),
    ]


def test_the_command_says_what_is_wrong_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
    schema.upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DEFAULT_LOCALE", "fr")
    path = write_csv(tmp_path / "a.csv", [["Name", "E-Mail"], ["A", "a@example.com"], ["B", "b"]])
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Name": "name", "Name": "city"}', "utf-8")

    def run(*words: object) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["import", *map(str, words)])
        return result.exit_code, result.output

    code, said = run("contacts", path, "--mapping", mapping)
    assert (code, "chaque en-tête une seule fois" in said) == (1, True)
    mapping.write_text(json.dumps({"Name": "name"}), "utf-8")
    code, said = run("contacts", path, "--mapping", mapping)
    assert code == 1
    assert "ligne 3 refusée : E-mail : « b » n’est pas une adresse e-mail." in said
    assert "1 créées" in said
    code, said = run("list")
    assert (code, "a.csv : 1 créés" in said) == (0, True)
    assert run("undo", 1)[0] == 0
    assert run("undo", 1)[0] == 1
    assert open_source(path, CONTACTS).headings == ["Name", "E-Mail"]
