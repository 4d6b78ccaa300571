"""The rows of a file between reading and writing, in a temporary database of this process.

So memory holds a batch, however long the file is, and the bot's database is only asked and written.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from bot.domain.imports.outcomes import Outcome
from bot.domain.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TABLES = """
CREATE TABLE rows (
    number INTEGER PRIMARY KEY, outcome TEXT, key TEXT NOT NULL DEFAULT '', body BLOB NOT NULL,
    result BLOB
);
CREATE INDEX rows_outcome ON rows (outcome, number);
CREATE INDEX rows_key ON rows (key) WHERE key <> '';
CREATE TABLE taken (record_id INTEGER PRIMARY KEY) WITHOUT ROWID;
"""


class Staging:
    """Rows by number. Closing it removes them."""

    TABLES = _TABLES

    def __init__(self) -> None:
        # One thread after the other uses it: a file is taken apart beside the event loop.
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16384"):
            self._file.execute(f"PRAGMA {setting}")
        self._file.executescript(self.TABLES)
        self._file.execute("BEGIN")

    def close(self) -> None:
        self._file.close()

    def count_open(self) -> int:
        """The rows that nothing is decided about."""
        (count,) = self._file.execute("SELECT count(*) FROM rows WHERE outcome IS NULL").fetchone()
        return int(count)

    def add_ended(self, number: int, outcome: Outcome, problems: Sequence[Text]) -> None:
        """A row that nothing more is done with."""
        self._file.execute(
            "INSERT INTO rows (number, outcome, body, result) VALUES (?, ?, '', ?)",
            (number, outcome, packed(problems)),
        )

    def end(self, number: int, outcome: Outcome, result: Any = None) -> None:
        """Say what becomes of a row; `result` are its problems or changes."""
        packed_result = None if result is None else orjson.dumps(result, default=_plain)
        self._file.execute(
            "UPDATE rows SET outcome = ?, result = ? WHERE number = ?",
            (outcome, packed_result, number),
        )

    def counts(self) -> dict[Outcome, int]:
        """How many rows there are of each outcome."""
        counted = dict(self._file.execute("SELECT outcome, count(*) FROM rows GROUP BY outcome"))
        return {outcome: counted.get(outcome.value, 0) for outcome in Outcome}

    def results(self, outcome: Outcome) -> Iterator[tuple[int, Any]]:
        """The numbers of the rows of an outcome with what came of each."""
        for number, result in self._file.execute(
            "SELECT number, result FROM rows WHERE outcome = ? ORDER BY number", (outcome,)
        ):
            yield number, orjson.loads(result) if result else None

    def problems(self) -> Iterator[tuple[int, list[Text]]]:
        """The refused rows in order, with their reasons."""
        for number, result in self._file.execute(
            "SELECT number, result FROM rows WHERE outcome = 'refused' ORDER BY number"
        ):
            yield number, unpacked(result)


@dataclass(slots=True)
class StagedRecord:
    """A row: its values as JSON holds them, and what it is known by within the file."""

    number: int
    key: str
    values: dict[str, Any]
    result: Any = field(default=None)


class RecordStaging(Staging):
    """Rows that one key each tells apart, or none."""

    def add(self, row: StagedRecord) -> None:
        """A row that is still open."""
        self._file.execute(
            "INSERT INTO rows (number, key, body) VALUES (?, ?, ?)",
            (row.number, row.key, orjson.dumps(row.values)),
        )

    def know(self, number: int, key: str) -> None:
        """Say what a row is known by."""
        self._file.execute("UPDATE rows SET key = ? WHERE number = ?", (key, number))

    def of_key(self, key: str) -> list[StagedRecord]:
        """The rows of a key in the order of the file, whatever became of them."""
        rows = self._file.execute(
            "SELECT number, key, body, result FROM rows WHERE key = ? AND key <> '' "
            "ORDER BY number",
            (key,),
        )
        return list(map(_record, rows))

    def keys(self) -> list[str]:
        """The keys of the rows that are still open, in the order of the file."""
        rows = self._file.execute(
            "SELECT key FROM rows WHERE outcome IS NULL AND key <> '' "
            "GROUP BY key ORDER BY min(number)"
        )
        return [key for (key,) in rows]

    def batches(self, outcome: Outcome | None, size: int) -> Iterator[list[StagedRecord]]:
        """The rows of an outcome (None: still open), in the order of the file."""
        last = -1
        while rows := self._file.execute(
            "SELECT number, key, body, result FROM rows "
            "WHERE outcome IS ? AND number > ? ORDER BY number LIMIT ?",
            (outcome, last, size),
        ).fetchall():
            last = rows[-1][0]
            yield list(map(_record, rows))

    def take(self, record_id: int) -> bool:
        """Let a row be about a record of the database; False if another row is already."""
        cursor = self._file.execute(
            "INSERT OR IGNORE INTO taken (record_id) VALUES (?)", (record_id,)
        )
        return cursor.rowcount == 1


def packed(problems: Iterable[Text]) -> bytes:
    """Sentences as JSON."""
    return orjson.dumps(list(problems), default=_plain)


def unpacked(data: bytes | None) -> list[Text]:
    """Sentences that were packed."""
    return [_sentence(entry) for entry in orjson.loads(data)] if data else []


def _sentence(entry: Any) -> Text:
    parameters = {
        name: _sentence(value) if isinstance(value, dict) else value
        for name, value in entry["parameters"].items()
    }
    return Text(entry["message"], parameters)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)  # what a limit is, in a sentence
    raise TypeError


def _record(row: tuple[Any, ...]) -> StagedRecord:
    number, key, body, result = row
    return StagedRecord(
        number, key, orjson.loads(body) if body else {}, orjson.loads(result) if result else None
    )
