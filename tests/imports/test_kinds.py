"""Files as people have them are read as what they are."""

from pathlib import Path

import pytest

from bot.services.imports.files.source import open_source
from bot.services.imports.layouts import CONTACTS
from tests.imports.making import csv_text, rows_of, write_csv, write_workbook

EXCEL = [
    ["Nom", "Prénom", "Société", "Adresse e-mail", "Téléphone", "Ville", "Pays"],
    ["Léa", "", "Éditions d'Œuvres", "lea@example.fr", "01 42 68 53 00", "Orléans", "France"],
]
EXCEL_READ = {
    "surname": "Léa",
    "company": "Éditions d'Œuvres",
    "email": "lea@example.fr",
    "phone": "01 42 68 53 00",
    "city": "Orléans",
    "country_code": "France",
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_list_of_excel_is_read_in_every_dialect(
    tmp_path: Path, delimiter: str, encoding: str, line_end: str
) -> None:
    path = write_csv(
        tmp_path / "list.csv", EXCEL, encoding=encoding, delimiter=delimiter, line_end=line_end
    )
    assert rows_of(path) == [(2, EXCEL_READ)]


def test_a_workbook_is_read_as_its_cells_are_shown(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx",
        [
            ["Name", "Phone", "Post Code", "Exclude from Segment"],
            [],
            ["Berg", 4255550100.0, 98052, True],
        ],
    )
    read = {"name": "Berg", "phone": "4255550100", "post_code": "98052"}
    assert rows_of(path) == [(3, read | {"exclude_from_segment": "yes"})]


OUTLOOK = [
    ["Title", "First Name", "Middle Name", "Last Name", "Company", "Job Title", "Business Street",
     "Business City", "Business Postal Code", "Business Country/Region", "Business Phone",
     "Mobile Phone", "E-mail Address", "E-mail 2 Address", "Web Page"],
    ["Ms.", "Anna", "", "Berg", "Acme", "Buyer", "Main St 1", "Boston", "02108", "United States",
     "(617) 555-0100", "617-555-0101", "anna@example.com", "a@example.com", "https://example.com"],
]  # fmt: skip
GOOGLE_FORMER = [
    ["Name", "Given Name", "Family Name", "E-mail 1 - Type", "E-mail 1 - Value", "Phone 1 - Type",
     "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value", "Organization 1 - Name",
     "Organization 1 - Title", "Address 1 - Street", "Address 1 - City"],
    ["Anna Berg", "Anna", "Berg", "* Work", "anna@example.com", "Mobile", "617-555-0101", "Work",
     "(617) 555-0100", "Acme", "Buyer", "Main St 1", "Boston"],
]  # fmt: skip
GOOGLE_CURRENT = [
    ["First Name", "Middle Name", "Last Name", "Organization Name", "Organization Title",
     "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value"],
    ["Anna", "", "Berg", "Acme", "Buyer", "* Work", "anna@example.com", "Mobile", "617-555-0101"],
]  # fmt: skip
HUBSPOT = [
    ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Contact owner",
     "Associated Company", "Lead Status"],
    ["151", "Anna", "Berg", "anna@example.com", "(617) 555-0100", "Peter Saddow", "Acme", "New"],
]  # fmt: skip
SALESFORCE = [
    ["Salutation", "First Name", "Last Name", "Title", "Account Name", "Mailing Street",
     "Mailing City", "Mailing Zip/Postal Code", "Mailing Country", "Phone", "Mobile", "Email",
     "Contact ID"],
    ["Ms.", "Anna", "Berg", "Buyer", "Acme", "Main St 1", "Boston", "02108", "USA",
     "(617) 555-0100", "617-555-0101", "anna@example.com", "0035g00000ABCDE"],
]  # fmt: skip
BUSINESS_CENTRAL = [
    ["No.", "Name", "Company Name", "Type", "Post Code", "Country/Region Code", "Phone No.",
     "Mobile Phone No.", "E-Mail", "Salesperson Code", "Territory Code", "Language Code"],
    ["CT100140", "Anna Berg", "Acme", "Person", "02108", "US", "(617) 555-0100", "617-555-0101",
     "anna@example.com", "PS", "", "ENU"],
]  # fmt: skip
BUSINESS_CENTRAL_FRENCH = [
    ["N°", "Nom", "Nom société", "Type", "Code postal", "Code pays/région", "N° téléphone",
     "N° téléphone mobile", "E-mail", "Code vendeur", "Code langue"],
    ["CT100140", "Anna Berg", "Acme", "Personne", "75001", "FR", "01 42 68 53 00",
     "06 12 34 56 78", "anna@example.com", "PS", "FRA"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "read"),
    [
        (
            OUTLOOK,
            {
                "first_name": "Anna", "surname": "Berg", "company": "Acme", "job_title": "Buyer",
                "address": "Main St 1", "city": "Boston", "post_code": "02108",
                "country_code": "United States", "phone": "(617) 555-0100",
                "mobile_phone": "617-555-0101", "email": "anna@example.com",
                "email_2": "a@example.com", "home_page": "https://example.com",
            },
        ),
        (
            GOOGLE_FORMER,
            {
                "name": "Anna Berg", "first_name": "Anna", "surname": "Berg", "company": "Acme",
                "job_title": "Buyer", "address": "Main St 1", "city": "Boston",
                "phone": "(617) 555-0100", "mobile_phone": "617-555-0101",
                "email": "anna@example.com",
            },
        ),
        (
            GOOGLE_CURRENT,
            {
                "first_name": "Anna", "surname": "Berg", "company": "Acme", "job_title": "Buyer",
                "mobile_phone": "617-555-0101", "email": "anna@example.com",
            },
        ),
        (
            HUBSPOT,
            {
                "external_id": "151", "first_name": "Anna", "surname": "Berg",
                "email": "anna@example.com", "phone": "(617) 555-0100", "company": "Acme",
                "salesperson_code": "Peter Saddow",
            },
        ),
        (
            SALESFORCE,
            {
                "external_id": "0035g00000ABCDE", "first_name": "Anna", "surname": "Berg",
                "job_title": "Buyer", "company": "Acme", "address": "Main St 1", "city": "Boston",
                "post_code": "02108", "country_code": "USA", "phone": "(617) 555-0100",
                "mobile_phone": "617-555-0101", "email": "anna@example.com",
            },
        ),
        (
            BUSINESS_CENTRAL,
            {
                "no": "CT100140", "name": "Anna Berg", "company": "Acme", "type": "Person",
                "post_code": "02108", "country_code": "US", "phone": "(617) 555-0100",
                "mobile_phone": "617-555-0101", "email": "anna@example.com",
                "salesperson_code": "PS", "language_code": "ENU",
            },
        ),
        (
            BUSINESS_CENTRAL_FRENCH,
            {
                "no": "CT100140", "name": "Anna Berg", "company": "Acme", "type": "Personne",
                "post_code": "75001", "country_code": "FR", "phone": "01 42 68 53 00",
                "mobile_phone": "06 12 34 56 78", "email": "anna@example.com",
                "salesperson_code": "PS", "language_code": "FRA",
            },
        ),
    ],
    ids=["Outlook", "Google, former", "Google", "HubSpot", "Salesforce", "Business Central",
         "Business Central in French"],
)  # fmt: skip
def test_the_headings_of_a_product_are_known(
    tmp_path: Path, table: list[list[str]], read: dict[str, str]
) -> None:
    assert rows_of(write_csv(tmp_path / "export.csv", table)) == [(2, read)]


def test_a_line_that_only_says_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\r\n" + csv_text([["Name", "City"], ["A, B", "Lyon"]], ";"), "utf-8")
    assert rows_of(path) == [(3, {"name": "A, B", "city": "Lyon"})]


def test_a_line_break_in_quotes_begins_no_row_and_blank_rows_count(tmp_path: Path) -> None:
    table = [["Name", "Address"], ["Berg", "Main St 1\nBack door"], [], ["Ek", ""]]
    read = rows_of(write_csv(tmp_path / "list.csv", table))
    assert read == [
        (2, {"name": "Berg", "address": "Main St 1\nBack door"}),
        (4, {"name": "Ek"}),
    ]


def test_letters_that_only_one_code_page_explains_stay(tmp_path: Path) -> None:
    table = [["Name", "City"], ["AdolesCiência", "São Paulo"], ["Forêt", "Besançon"]]
    path = write_csv(tmp_path / "list.csv", table, encoding="cp1252")
    assert [cells["name"] for _, cells in rows_of(path)] == ["AdolesCiência", "Forêt"]


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", [["Name"], ["Šimon"]], encoding="cp1250")
    assert rows_of(path, encoding="cp1250") == [(2, {"name": "Šimon"})]


def test_a_mapping_goes_before_the_known_headings(tmp_path: Path) -> None:
    table = [["Wer", "Phone", "E-Mail"], ["Berg", "1", "b@example.com"]]
    path = write_csv(tmp_path / "list.csv", table)
    read = rows_of(path, mapping={"Wer": "name", "Phone": None})
    assert read == [(2, {"name": "Berg", "email": "b@example.com"})]


CARDS = """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =
M=C3=BCller
TEL;CELL:+49 170 1234567
TEL;HOME;FAX:+49 30 999
TEL;WORK;VOICE:+49 30 1234567
EMAIL;INTERNET:second@example.com
EMAIL;PREF;INTERNET:first@example.com
ADR;HOME:;;Nebenstr. 2;Bonn;;53111;Germany
ADR;WORK:;;Hauptstr. 1;Berlin;;10115;Germany
PHOTO;ENCODING=BASE64;JPEG:AAAA
 BBBB

END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Berg;Anna;;;
FN:Anna
  Berg
ORG:Acme\\, Inc.;Sales
TITLE:Buyer
item1.TEL;type=CELL;type=pref:+46 70 123 45 67
EMAIL;TYPE=INTERNET:anna@example.com
UID:abc-1
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Acme
KIND:org
TEL;VALUE=uri;TYPE="voice,work":tel:+1-425-555-0100
EMAIL:info@acme.example
URL:https://acme.example
LANG:fr
END:VCARD
"""


def test_cards_of_every_version_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(CARDS, "utf-8")
    assert rows_of(path) == [
        (
            1,
            {
                "type": "person", "name": "Jürgen Müller", "surname": "Müller",
                "first_name": "Jürgen", "mobile_phone": "+49 170 1234567",
                "phone": "+49 30 1234567", "email": "first@example.com",
                "email_2": "second@example.com", "address": "Hauptstr. 1", "city": "Berlin",
                "post_code": "10115", "country_code": "Germany",
            },
        ),
        (
            2,
            {
                "type": "person", "name": "Anna Berg", "surname": "Berg", "first_name": "Anna",
                "company": "Acme, Inc.", "job_title": "Buyer", "mobile_phone": "+46 70 123 45 67",
                "email": "anna@example.com", "external_id": "abc-1",
            },
        ),
        (
            3,
            {
                "type": "company", "name": "Acme", "phone": "+1-425-555-0100",
                "email": "info@acme.example", "home_page": "https://acme.example",
                "language_code": "fr",
            },
        ),
    ]  # fmt: skip


def test_a_card_that_is_broken_does_not_end_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nno card\nEND:VCARD\n" + CARDS, "utf-8")
    assert [cells.get("name", "–") for _, cells in rows_of(path)] == [
        "–", "Jürgen Müller", "Anna Berg", "Acme",
    ]  # fmt: skip


def test_it_is_said_how_a_file_was_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", EXCEL, encoding="utf-16", delimiter="\t")
    assert open_source(path, CONTACTS).read_as == "CSV, utf-16, tab"
