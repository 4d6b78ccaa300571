"""What new contacts of a file have where it says nothing."""

from pathlib import Path

from bot.services.company.settings import Company
from bot.storage.database import Database
from tests.imports.making import bring, contacts, counts, write_csv
from tests.making import NOW


async def test_new_contacts_have_the_companys_defaults_and_known_ones_keep_theirs(
    database: Database, tmp_path: Path
) -> None:
    headings = ["First Name", "Last Name", "Company", "E-Mail", "Country"]
    known = [headings, ["Bo", "Ek", "", "bo@example.com", ""]]
    await bring(database, write_csv(tmp_path / "a.csv", known))
    await Company(database, lambda: NOW).change({"new_country_code": "SE"}, None, act=None)
    table = [*known, ["Anna", "Berg", "Acme", "anna@example.com", "FR"]]
    table.append(["Cy", "Dahl", "", "cy@example.com", ""])
    path = write_csv(tmp_path / "b.csv", table)
    await bring(database, path)
    assert sorted(await contacts(database, "name", "country_code"), key=str) == [
        ("Acme", "SE"),
        ("Anna Berg", "FR"),
        ("Bo Ek", None),
        ("Cy Dahl", "SE"),
    ]
    assert counts(await bring(database, path)) == {"unchanged": 3}
