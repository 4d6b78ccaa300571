"""`touchpoint import` of every kind, as it is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.storage import schema
from tests.imports.making import write_csv

Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command in a company that has nothing; its exit status, and what it says."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
    schema.upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)

    def run(*words: object) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["import", *map(str, words)])
        return result.exit_code, result.output

    return run


def test_a_company_comes_from_another_system(tmp_path: Path, typed: Typed) -> None:
    people = write_csv(tmp_path / "people.csv", [["Code", "Name"], ["PS", "Peter"], ["", "Nobody"]])
    code, said = typed("salespeople", people, "--refused", tmp_path / "refused.csv")
    assert code == 1
    assert "2 rows: 1 new, 0 changed, 0 unchanged, 0 repeated, 1 refused" in said
    refused = (tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()
    assert refused[1].startswith(',Nobody,"The row has no code, and')
    table = [["Code", "Description", "Group Code"], ["CALL", "Phone call", "PHONE"]]
    templates = write_csv(tmp_path / "templates.csv", table)
    assert "Interaction groups made from codes: 1" in typed("templates", templates)[1]
    contacts = write_csv(tmp_path / "contacts.csv", [["Name", "E-Mail"], ["A", "a@example.com"]])
    assert "Companies made from names: 0" in typed("contacts", contacts)[1]
    table = [["Contact email", "Date", "Template", "Owner"]]
    table += [["a@example.com", "03/04/2020", "Phone call", "Peter"]]
    log = write_csv(tmp_path / "log.csv", table)
    code, said = typed("interactions", log)
    assert (code, "by --dates" in said) == (1, True)
    code, said = typed("interactions", log, "--dates", "dmy", "--zone", "Europe/Paris")
    assert (code, "1 rows: 1 new" in said) == (0, True)
    assert "1 unchanged" in typed("interactions", log, "--dates", "dmy")[1]
    listed = typed("list")[1].splitlines()
    assert [line.split("  ")[2].split(":")[0] for line in listed] == [
        "interactions, log.csv", "contacts, contacts.csv", "interaction templates, templates.csv",
        "salespeople, people.csv",
    ]  # fmt: skip
    assert "PS Peter is kept: interactions" in typed("undo", 1)[1]
    assert "1 removed" in typed("undo", 4)[1]


def test_what_a_kind_does_not_have_is_refused(tmp_path: Path, typed: Typed) -> None:
    card = tmp_path / "a.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n", "utf-8")
    code, said = typed("interactions", card)
    assert (code, "it is vCard" in said) == (1, True)
    log = write_csv(tmp_path / "log.csv", [["Date", "Template"], ["2020-01-01", "CALL"]])
    code, said = typed("interactions", log)
    assert code == 1
    assert "one of these columns: contact_no, contact_external_id, contact_email." in said
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Date": "surname"}', "utf-8")
    code, said = typed("interactions", log, "--mapping", mapping)
    assert (code, "names surname, which is no column" in said) == (1, True)
    assert typed("interactions", log, "--zone", "Europe/Atlantis")[0] == 2
    assert typed("contacts", log, "--dates", "dmy")[0] == 2
