"""Rows of contacts between reading and writing: what they are known by, and their companies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from bot.domain.imports.identity import ROW, Keys, Known, split
from bot.domain.imports.outcomes import Outcome
from bot.domain.messages import Text
from bot.services.imports.staging import Staging, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES = """
CREATE TABLE rows (
    number INTEGER PRIMARY KEY, outcome TEXT, likely TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', company TEXT NOT NULL DEFAULT '', contact_id INTEGER,
    body BLOB NOT NULL, result BLOB
);
CREATE INDEX rows_outcome ON rows (outcome, likely, number);
CREATE INDEX rows_company ON rows (company) WHERE company <> '';
CREATE TABLE keys (
    kind TEXT, value TEXT, number INTEGER, PRIMARY KEY (kind, value, number)
) WITHOUT ROWID;
CREATE TABLE companies (
    folded TEXT PRIMARY KEY, name TEXT NOT NULL, number INTEGER NOT NULL, contact_id INTEGER,
    problem BLOB, no TEXT, same_as TEXT
) WITHOUT ROWID;
CREATE INDEX companies_no ON companies (no) WHERE no IS NOT NULL;
CREATE INDEX companies_same_as ON companies (same_as) WHERE same_as IS NOT NULL;
CREATE TABLE targets (contact_id INTEGER PRIMARY KEY, number INTEGER NOT NULL);
"""

_TO_CREATE = """
FROM companies WHERE contact_id IS NULL AND problem IS NULL AND no IS NULL AND EXISTS (
    SELECT 1 FROM rows WHERE company <> '' AND outcome IN ('new', 'changed') AND (
        company = companies.folded
        OR company IN (SELECT a.folded FROM companies a WHERE a.same_as = companies.folded)
    )
)
"""


@dataclass(slots=True)
class Staged:
    """A row. `e164` has the international forms of its phones, by column."""

    number: int
    values: dict[str, Any]
    keys: Keys
    e164: dict[str, str]
    contact_id: int | None = None
    result: Any = field(default=None)


class ContactStaging(Staging):
    """Rows by number, and how they hang together."""

    TABLES = _TABLES

    def add(self, row: Staged) -> None:
        keys = row.keys
        self._file.execute(
            "INSERT INTO rows (number, likely, name, company, body) VALUES (?, ?, ?, ?, ?)",
            (row.number, keys.type or keys.likely, keys.name, keys.company, _body(row)),
        )
        self._add_keys(row)

    def change(self, row: Staged) -> None:
        """Write what a row has become once another was merged into it."""
        keys = row.keys
        self._file.execute(
            "UPDATE rows SET likely = ?, name = ?, company = ?, body = ? WHERE number = ?",
            (keys.type or keys.likely, keys.name, keys.company, _body(row), row.number),
        )
        self._add_keys(row)

    def identify(self, number: int, contact_id: int) -> None:
        """Say which contact a row is about."""
        self._file.execute("UPDATE rows SET contact_id = ? WHERE number = ?", (contact_id, number))

    def conclude(self, number: int, outcome: Outcome, changes: Any, contact_id: int) -> None:
        """Say what becomes of a row that is about a known contact."""
        self.end(number, outcome, changes)
        self.identify(number, contact_id)

    def get(self, number: int) -> Staged:
        row = self._file.execute(
            "SELECT number, body, contact_id, result FROM rows WHERE number = ?", (number,)
        ).fetchone()
        return _staged(row)

    def earlier(self, keys: Keys) -> list[Known]:
        """The rows that the given one may repeat."""
        numbers: set[int] = set()
        for kind, value in _pairs(keys):
            if kind == "name" and not keys.by_name:
                continue
            found = self._file.execute(
                "SELECT keys.number FROM keys JOIN rows ON rows.number = keys.number "
                "WHERE kind = ? AND value = ? AND (kind <> 'phone' OR name = ? OR ? = '') LIMIT 50",
                (kind, value, keys.name, keys.name),
            )
            numbers.update(number for (number,) in found)
        return [
            Known(number, self.get(number).keys, Text(ROW, {"number": str(number)}))
            for number in sorted(numbers)
        ]

    def batches(self, outcome: Outcome | None, likely: str, size: int) -> Iterator[list[Staged]]:
        """The rows of an outcome (None: still open), in the order of the file."""
        last = -1
        while True:
            found = self._file.execute(
                "SELECT number, body, contact_id, result FROM rows "
                "WHERE outcome IS ? AND likely = ? AND number > ? ORDER BY number LIMIT ?",
                (outcome, likely, last, size),
            ).fetchall()
            if not found:
                return
            last = found[-1][0]
            yield [_staged(row) for row in found]

    def target(self, contact_id: int, number: int) -> int:
        """The row that the contact is taken by: this one, or an earlier."""
        self._file.execute(
            "INSERT OR IGNORE INTO targets (contact_id, number) VALUES (?, ?)", (contact_id, number)
        )
        row = self._file.execute(
            "SELECT number FROM targets WHERE contact_id = ?", (contact_id,)
        ).fetchone()
        return int(row[0])

    def companies(
        self, size: int, *, numbered: bool
    ) -> Iterator[list[tuple[str, str, int, list[int]]]]:
        """Companies that rows name, with a number or without: folded, written, the row that names
        it first, and those rows of companies that are called so."""
        last = ""
        while found := self._file.execute(
            "SELECT folded, name, number FROM companies "
            "WHERE folded > ? AND (no IS NOT NULL) = ? ORDER BY folded LIMIT ?",
            (last, numbered, size),
        ).fetchall():
            last = found[-1][0]
            yield [(*company, self._rows_called(company[0])) for company in found]

    def _rows_called(self, folded: str) -> list[int]:
        rows = self._file.execute(
            "SELECT rows.number FROM keys JOIN rows ON rows.number = keys.number "
            "WHERE kind = 'name' AND value = ? AND likely = 'company' "
            "AND outcome IN ('new', 'changed', 'unchanged')",
            (folded,),
        )
        return [number for (number,) in rows]

    def company_is(self, folded: str, contact_id: int | None, problem: Text | None = None) -> None:
        self._file.execute(
            "UPDATE companies SET contact_id = ?, problem = ? WHERE folded = ?",
            (contact_id, packed([problem]) if problem else None, folded),
        )

    def rows_numbered(self, no: str) -> list[int]:
        """The rows of companies that have a number; there is one, or none."""
        rows = self._file.execute(
            "SELECT rows.number FROM keys JOIN rows ON rows.number = keys.number "
            "WHERE kind = 'no' AND value = ? AND likely = 'company' "
            "AND outcome IN ('new', 'changed', 'unchanged')",
            (no,),
        )
        return [number for (number,) in rows]

    def company_called(self, folded: str, name: str) -> None:
        """Say what the company of a number is called."""
        self._file.execute("UPDATE companies SET name = ? WHERE folded = ?", (name, folded))

    def same_company(self, folded: str, same_as: str, name: str, number: int) -> None:
        """Nothing is known of a company's number: its name tells which it is."""
        self._file.execute(
            "INSERT OR IGNORE INTO companies (folded, name, number) VALUES (?, ?, ?)",
            (same_as, name, number),
        )
        self._file.execute("UPDATE companies SET same_as = ? WHERE folded = ?", (same_as, folded))

    def company_key(self, folded: str) -> str:
        """What decides on a company: its number, or its name."""
        row = self._file.execute(
            "SELECT same_as FROM companies WHERE folded = ?", (folded,)
        ).fetchone()
        return str(row[0]) if row and row[0] else folded

    def company(self, folded: str) -> tuple[int | None, list[Text]]:
        """The contact that a company means (None: it is yet to be created), or why none can."""
        row = self._file.execute(
            "SELECT contact_id, problem FROM companies WHERE folded = ?",
            (self.company_key(folded),),
        ).fetchone()
        return (row[0], unpacked(row[1])) if row else (None, [])

    def companies_to_create(self, size: int) -> Iterator[list[tuple[str, str, int]]]:
        """Folded name, name and first row of the companies that nothing is known of, and that a
        person needs who is not refused."""
        while found := self._file.execute(
            f"SELECT folded, name, number {_TO_CREATE} ORDER BY number LIMIT ?", (size,)
        ).fetchall():
            yield found

    def count_companies_to_create(self) -> int:
        (count,) = self._file.execute(f"SELECT count(*) {_TO_CREATE}").fetchone()
        return int(count)

    def company_name(self, folded: str) -> str:
        """How the file writes a company's name."""
        row = self._file.execute(
            "SELECT name FROM companies WHERE folded = ?", (folded,)
        ).fetchone()
        return str(row[0])

    def created(self, number: int, contact_id: int, keys: Keys) -> None:
        """A row's contact is there; where it is a company, persons' rows may name it."""
        self.identify(number, contact_id)
        if (keys.type or keys.likely) == "company":
            self._file.execute(
                "UPDATE companies SET contact_id = ? "
                "WHERE (folded = ? OR no = ?) AND contact_id IS NULL AND problem IS NULL",
                (contact_id, keys.name, keys.no),
            )

    def has_number(self, no: str) -> bool:
        """Whether a row brings this number of a contact."""
        found = self._file.execute("SELECT 1 FROM keys WHERE kind = 'no' AND value = ?", (no,))
        return found.fetchone() is not None

    def _add_keys(self, row: Staged) -> None:
        if row.keys.company:
            self._file.execute(
                "INSERT OR IGNORE INTO companies (folded, name, number, no) VALUES (?, ?, ?, ?)",
                (
                    row.keys.company,
                    row.values.get("company", ""),
                    row.number,
                    split(row.keys.company)[0],
                ),
            )
        self._file.executemany(
            "INSERT OR IGNORE INTO keys (kind, value, number) VALUES (?, ?, ?)",
            [(kind, value, row.number) for kind, value in _pairs(row.keys)],
        )


def _sorted(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError


def _body(row: Staged) -> bytes:
    return orjson.dumps((row.values, row.e164, row.keys), default=_sorted)


def _staged(row: tuple[Any, ...]) -> Staged:
    number, body, contact_id, result = row
    values, e164, keys = orjson.loads(body)
    keys["phones"] = frozenset(keys["phones"])
    return Staged(
        number,
        values,
        Keys(**keys),
        e164,
        contact_id,
        orjson.loads(result) if result else None,
    )


def _pairs(keys: Keys) -> Iterator[tuple[str, str]]:
    for kind in ("no", "external_id", "email"):
        if value := getattr(keys, kind):
            yield kind, value
    for phone in keys.phones:
        yield "phone", phone
    if keys.name:
        yield "name", keys.name
