"""Steps of criteria as rows: an action, and under it a row for each set of filters (1.13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.criteria.criteria import SETS, Filters, Options, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.enums import CriteriaAction


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """An action or a filter as stored, independent of where."""

    action: CriteriaAction | None
    table_name: str | None
    filter: Mapping[str, Any] | None
    options: Options
    filter_count: int = 0


def rows_of(step: Step) -> list[CriteriaRow]:
    """One row for the action, then one for each set that filters something (1.13)."""
    filters = [CriteriaRow(None, name, f.to_json(), Options()) for name, f in step.filters.sets()]
    return [CriteriaRow(step.action, None, None, step.options, len(filters)), *filters]


def steps_of(rows: Sequence[CriteriaRow]) -> list[Step]:
    """The steps that `rows_of` wrote one after another."""
    steps: list[Step] = []
    for row in rows:
        if row.action is not None:
            steps.append(Step(row.action, Filters(), row.options))
            continue
        assert row.table_name is not None
        found: dict[str, Any] = {
            row.table_name: SETS[row.table_name].from_json(row.filter or {}),
        }
        steps[-1] = replace(steps[-1], filters=replace(steps[-1].filters, **found))
    return steps
