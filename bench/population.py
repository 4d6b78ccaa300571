"""Fills a database with made-up contacts, fast: COPY on PostgreSQL, one transaction on SQLite.

Names follow the shape of real ones: few first names and common surnames, a long tail of rare ones,
accents in one name of five. One contact of six is a company, with five persons on average. Same
number, same contacts.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from bot.domain.contacts.near_words import may_be_near, variants
from bot.domain.folding import fold, searchable_words
from bot.services.contacts.index import word_rows


def _list(names: str) -> list[str]:
    return names.split()


FIRST = _list(
    "Anna Émilie Jürgen Søren Zoë Björn François Chloé Günther Åsa Meagan Ian Jesse Robert Helen "
    "Mark Laura Peter Julia Lars Ingrid Noah Emma Liam Olivia Lucas Mia Louis Alice Hugo Jade Léa "
    "Paul Sofia Max Clara Felix Greta Otto Frida Nils Maja Karl Ida Jens Astrid Erik Hanna Oskar "
    "Elsa Matteo Giulia Marco Chiara Carlos Lucía Pablo Elena Diego Inès Théo Zélie Gaël Maëlle"
)
SYLLABLES = _list(
    "ba ber bo chi da del fon fer ga gor ha hol jan jor ka kel la len mar mei mo mül na nor ol pa "
    "per ra rös sa ston so ta ter tör va ver wa win za zen bré clé dø få grä hö lé nè pü ré sö"
)
ENDINGS = _list(
    "son sen mann er in ier ard eau ski berg ström dahl lund elli ini ez ov ton ley feld"
)
TRADES = _list(
    "Research Corporation Ski-House Consulting Logistik Énergie Design Bygg Transport Media "
    "Pharma Marine Foods Textil Möbel Software Assurances Werke Handel École"
)
FORMS = _list("GmbH SARL AB A/S Ltd Inc SA AG Oy BV")
CITIES = _list("Paris Lyon Köln München Århus Malmö Oslo Helsinki Boston Seattle Genève Liège")

COLUMNS = "id, no, type, name, search_name, company_id, city, email, email_folded, phone_e164"


def contacts(count: int) -> Iterator[tuple[Any, ...]]:
    """`count` contacts as tuples of `COLUMNS` and, last, the name of the company."""
    source = random.Random(count)
    common = [_surname(source) for _ in range(200)]
    company_id, company_name = 0, ""
    for number in range(1, count + 1):
        if number % 6 == 1:
            company_id = number
            name = company_name = (
                f"{_surname(source)} {source.choice(TRADES)} {source.choice(FORMS)}"
            )
            kind, employer = "company", None
        else:
            rare = source.random() < 0.6
            surname = _surname(source) if rare else source.choice(common)
            name = f"{source.choice(FIRST)} {surname}"
            kind, employer = "person", company_id
        email = f"{fold(name).replace(' ', '.')}.{number}@example.com"
        yield (
            number, f"CT{number:07}", kind, name, fold(name), employer, source.choice(CITIES),
            email, email, f"+1425555{number:07}", company_name if employer else None,
        )  # fmt: skip


def fill(url: str | URL, count: int) -> None:
    """Put `count` contacts and their words into a migrated database that has none."""
    target = make_url(url)
    if target.drivername == "postgresql+psycopg":
        _fill_postgres(target, count)
    else:
        _fill_sqlite(str(target.database), count)


def _words(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, str, str, int]]:
    for row in rows:
        yield from word_rows(row[0], row[3], row[-1], row[7], person=row[2] == "person")


def _near_words(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    named = {word for row in rows for word in searchable_words(row[3]) if may_be_near(word)}
    return ((variant, word) for word in named for variant in variants(word))


def _fill_postgres(url: URL, count: int) -> None:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        cursor = connection.cursor()
        with cursor.copy(f"COPY contacts ({COLUMNS}) FROM STDIN") as copy:
            for row in contacts(count):
                copy.write_row(row[:-1])
        # An index is made faster from all its rows than row by row.
        cursor.execute("ALTER TABLE contact_words DROP CONSTRAINT pk_contact_words")
        cursor.execute("DROP INDEX ix_contact_words_contact_id")
        with cursor.copy(
            "COPY contact_words (kind, word, search_text, contact_id) FROM STDIN"
        ) as copy:
            for word in _words(contacts(count)):
                copy.write_row(word)
        with cursor.copy("COPY near_words (variant, word) FROM STDIN") as copy:
            for near in _near_words(contacts(count)):
                copy.write_row(near)
        cursor.execute(
            "ALTER TABLE contact_words ADD CONSTRAINT pk_contact_words "
            "PRIMARY KEY (kind, word, search_text, contact_id)"
        )
        cursor.execute("CREATE INDEX ix_contact_words_contact_id ON contact_words (contact_id)")
        cursor.execute("SELECT setval('contacts_id_seq', %s)", (count,))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE contacts")
        connection.execute("VACUUM ANALYZE contact_words")
        connection.execute("VACUUM ANALYZE near_words")


def _fill_sqlite(path: str, count: int) -> None:
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -1000000")
    with connection:
        connection.executemany(
            f"INSERT INTO contacts ({COLUMNS}) VALUES ({marks})",
            (row[:-1] for row in contacts(count)),
        )
        connection.execute("DROP INDEX ix_contact_words_contact_id")
        # The table is its own index: rows that come in its order are only appended.
        connection.executemany(
            "INSERT INTO contact_words (kind, word, search_text, contact_id) VALUES (?, ?, ?, ?)",
            sorted(_words(contacts(count))),
        )
        connection.execute("CREATE INDEX ix_contact_words_contact_id ON contact_words (contact_id)")
        connection.executemany(
            "INSERT INTO near_words (variant, word) VALUES (?, ?)",
            sorted(_near_words(contacts(count))),
        )
        connection.execute("ANALYZE")
    connection.close()


def _surname(source: random.Random) -> str:
    middle = "".join(source.choice(SYLLABLES) for _ in range(source.choice((1, 1, 2))))
    return (middle + source.choice(ENDINGS)).capitalize()
