"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


MOST_NAMED = 20


class Outcome(StrEnum):
    """What becomes of a row. Repeated: an earlier row is about the same and takes it in."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in a record: the label of each column with the values before and after."""

    row: int
    columns: Sequence[tuple[str, object, object]]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `id` is None for a dry run and where nothing was to be done;
    `companies` counts what was made from names: companies of contacts, groups of templates;
    `refused` and `differences` are the first of them."""

    id: int | None
    read_as: str
    counts: Mapping[Outcome, int]
    companies: int
    refused: Sequence[tuple[int, Sequence[Text]]]
    differences: Sequence[Difference]

    @property
    def rows(self) -> int:
        """How many there were in the file."""
        return sum(self.counts.values())

    @property
    def anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.counts[Outcome.NEW] or self.counts[Outcome.CHANGED])


@dataclass(frozen=True, slots=True)
class Imported:
    """How a job ended that brought a file in; ``id`` is None where nothing was to be done."""

    id: int | None
    kind: str
    file_id: str
    file_name: str
    counts: Mapping[str, int]
    companies: int
    encoding: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As a job keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import in the list: of what kind, who did it (a Slack user id, None from a terminal), and
    whether it is undone."""

    id: int
    kind: str
    file_name: str
    done_at: datetime
    done_by: str | None
    counts: Mapping[Outcome, int]
    companies: int
    undone: bool


@dataclass(slots=True)
class Undone:
    """What became of the records of an import. `kept` names the first of those that were created
    and stay: number, name and what refers to them; `restored` counts records, `left` those with a
    value that has been changed since."""

    removed: int = 0
    restored: int = 0
    left: int = 0
    kept_count: int = 0
    kept: list[tuple[str, str, list[Text]]] = field(default_factory=list)

    def keep(self, no: str, name: str, references: list[Text]) -> None:
        """Note a record that was created and stays, and what refers to it."""
        self.kept_count += 1
        if len(self.kept) < MOST_NAMED:
            self.kept.append((no, name, references))

    def to_json(self) -> dict[str, Any]:
        """As a job keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Undone:
        """What ``to_json`` wrote."""
        kept = [
            (no, name, [Text(each["message"], each["parameters"]) for each in references])
            for no, name, references in values["kept"]
        ]
        return cls(**{**values, "kept": kept})
