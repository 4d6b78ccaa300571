"""The words of the interaction log, as a migration finds them and as triggers keep them."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.domain.folding import fold_letters
from bot.storage import schema
from tests.database.test_schema import empty_url, inspected

__all__ = ["empty_url"]

TRIGGERS = {
    ("interactions", "log_texts_logged"),
    ("interactions", "log_texts_corrected"),
    ("interaction_comments", "log_texts_commented"),
}
OF_SQLITE = {
    ("log_texts", "log_texts_added"),
    ("log_texts", "log_texts_removed"),
    ("interaction_comments", "log_texts_comment_changed"),
    ("interaction_comments", "log_texts_comment_deleted"),
}
SAID = {1: "Réunion", 2: "Réunion", 3: "Call", 4: "Großer Stuhl"}
COMMENTS = {1: (1, "Chaises"), 2: (1, "À l'École"), 3: (4, "ЁЛКА 会议")}


def fill(connection: Connection) -> None:
    for statement in (
        "INSERT INTO salespeople (code, name) VALUES ('OF', 'Otis Falls')",
        "INSERT INTO interaction_templates (code, description) VALUES ('CALL', 'Call')",
        """INSERT INTO contacts (id, no, type, name, search_name)
        VALUES (1, 'C1', 'person', 'Meagan Bond', 'meagan bond')""",
    ):
        connection.execute(text(statement))
    entry = (
        "INSERT INTO interactions (id, contact_id, contact_name, date, logged_at, description, "
        "template_code, salesperson_code) VALUES (:id, 1, 'Meagan Bond', '2026-03-10', "
        "'2026-03-10 08:00:00', :said, 'CALL', 'OF')"
    )
    comment = "INSERT INTO interaction_comments VALUES (:id, :entry, NULL, :said, NULL, NULL)"
    connection.execute(text(entry), [{"id": key, "said": said} for key, said in SAID.items()])
    connection.execute(
        text(comment),
        [{"id": key, "entry": entry, "said": said} for key, (entry, said) in COMMENTS.items()],
    )
    connection.commit()


def texts(connection: Connection) -> set[tuple[Any, ...]]:
    rows = connection.execute(text("SELECT description, interaction_id, folded FROM log_texts"))
    return {(row[0], row[1], tuple(sorted(row[2].split("\n")))) for row in rows}


EXPECTED = {
    *((said, None, (fold_letters(said),)) for said in SAID.values()),
    (None, 1, ("a l'ecole", "chaises", "reunion")),
    (None, 4, ("grosser stuhl", "елка 会议")),
}


def test_what_was_said_before_the_migration_is_found_by_it(empty_url: Any) -> None:
    schema.upgrade(empty_url, "0029")
    inspected(empty_url, fill)
    schema.upgrade(empty_url)
    assert inspected(empty_url, texts) == EXPECTED


def test_triggers_find_what_is_said_afterwards(empty_url: Any) -> None:
    schema.upgrade(empty_url)
    inspected(empty_url, fill)
    assert inspected(empty_url, texts) == EXPECTED


def test_a_migration_that_makes_a_table_anew_keeps_its_triggers(
    empty_url: Any, dialect: str
) -> None:
    """SQLite drops them with the table, as a batch of Alembic's does: make them again."""
    schema.upgrade(empty_url)
    asked = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        if dialect == "sqlite"
        else "SELECT event_object_table, trigger_name FROM information_schema.triggers"
    )
    found = inspected(empty_url, lambda c: {tuple(row) for row in c.execute(text(asked))})
    assert found == TRIGGERS | (OF_SQLITE if dialect == "sqlite" else set())


def test_the_database_folds_every_letter_as_python_does(empty_url: Any) -> None:
    schema.upgrade(empty_url)

    def letters(connection: Connection) -> dict[str, str]:
        rows = connection.execute(text("SELECT letter, plain FROM folded_letters"))
        return {row.letter: row.plain for row in rows}

    assert inspected(empty_url, letters) == {
        letter: fold_letters(letter) for letter in every() if fold_letters(letter) != letter
    }


def every() -> Iterator[str]:
    """The characters up to those that only historians write."""
    yield from map(chr, (*range(1, 0xD800), *range(0xE000, 0x20000)))


@pytest.mark.parametrize("said", ["", " ", "A", "É", "e\u0301", "x" * 40 + "ẞ" * 60])
def test_any_description_can_be_folded(empty_url: Any, said: str) -> None:
    schema.upgrade(empty_url)

    def correct(connection: Connection) -> str:
        connection.execute(text("UPDATE interactions SET description = :it"), {"it": said})
        asked = text("SELECT folded FROM log_texts WHERE description = :it")
        return str(connection.scalar(asked, {"it": said}))

    inspected(empty_url, fill)
    assert inspected(empty_url, correct) == fold_letters(said)
