"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.domain.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Outcome(StrEnum):
    """What becomes of a row. Repeated: an earlier row is about the same contact and takes it in."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in a contact: the label of each column with the values before and after."""

    row: int
    columns: Sequence[tuple[str, object, object]]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. `id` is None for a dry run and where nothing was to be done;
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
    file_id: str
    file_name: str
    counts: Mapping[str, int]
    companies: int

    def to_json(self) -> dict[str, Any]:
        """As a job keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import in the list: who did it (a Slack user id, None from a terminal), and whether it is
    undone."""

    id: int
    file_name: str
    done_at: datetime
    done_by: str | None
    counts: Mapping[Outcome, int]
    companies: int
    undone: bool


@dataclass(slots=True)
class Undone:
    """What became of the contacts of an import. `kept` names the first of those that were created
    and stay: number, name and what refers to them; `restored` counts contacts, `left` those with a
    value that has been changed since."""

    removed: int = 0
    restored: int = 0
    left: int = 0
    kept_count: int = 0
    kept: list[tuple[str, str, list[Text]]] = field(default_factory=list)

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
