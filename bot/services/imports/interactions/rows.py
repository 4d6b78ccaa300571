"""The rows of a file of interactions as they are staged, and what they are known by."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from bot.domain.amounts import Refused
from bot.domain.imports import moments
from bot.domain.imports.cells import NO_ANSWER, REACHED, Cells, Manner, clean, read_cells
from bot.domain.imports.interaction_columns import COLUMNS, OF_CONTACT
from bot.domain.messages import N_, Text
from bot.domain.wizard.reading import allowed_dates
from bot.services.imports.staging import StagedRecord
from bot.services.row_json import row_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST = date(1900, 1, 1)
OF_ID, OF_ROW = "i", "r"
"""How a key begins: that of an id, or of the whole row."""

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{1,31}")
_NOBODY = N_("The row doesn't say who the interaction was with: by number, external id or e-mail.")
_NO_DATE = N_("The row has no date.")
_NO_TEMPLATE = N_("The row has no interaction template.")
_RANGE = N_("{column}: {problem}")
_BETWEEN = N_("The date must lie between {first} and {last}.")
_NO_USER = N_("{column}: “{text}” is no Slack user id.")


def read_interaction(
    number: int,
    cells: Mapping[str, str],
    present: frozenset[str],
    manner: Manner,
    today: date,
) -> StagedRecord | list[Text]:
    """A row, or why it is refused. What the file has a column for and the row doesn't say is None:
    a known entry stays as it is there, and a new one has nothing."""
    read = read_cells(COLUMNS, cells, manner)
    values = read.values
    values.pop("email_2", None)
    if not read.problems:
        _time_of_date(read, cells, manner)
        _outcome(values)
        _check(read, today)
    if read.problems:
        return read.problems
    for name in present - values.keys() - {"outcome"}:
        values[name] = None
    if "outcome" in present:
        values.setdefault("evaluation", None)
    if "time" not in values and values.get("date"):
        values["time"] = None
    staged = row_to_json(values)
    return StagedRecord(number, key_of(staged), staged)


def key_of(values: Mapping[str, Any]) -> str:
    """What tells a row from all others, however its file was written: an id of the other system
    beside its contact, since several contacts share a meeting; else all that it says."""
    who = next((str(values[name]).lower() for name in OF_CONTACT if values.get(name)), "")
    external = values.get("external_id")
    if not external and not values.get("logged_at"):
        external = values.get("id")
    kind, said = (
        (OF_ID, [external, who])
        if external
        else (OF_ROW, sorted((k, v) for k, v in values.items() if v not in {None, ""}))
    )
    digest = hashlib.blake2b(orjson.dumps(said), digest_size=24).hexdigest()
    return f"{kind}{digest}"


def _time_of_date(read: Cells, cells: Mapping[str, str], manner: Manner) -> None:
    if "time" in read.values or "date" not in read.values:
        return
    try:
        time = moments.time_within(clean(cells["date"]), manner.zone)
    except Refused as refused:
        read.refuse(COLUMNS["date"], refused.text.message, cells["date"])
    else:
        if time is not None:
            read.values["time"] = time


def _outcome(values: dict[str, Any]) -> None:
    outcome = values.pop("outcome", None)
    if outcome in {REACHED, NO_ANSWER}:
        values.setdefault("attempt_failed", outcome == NO_ANSWER)
    elif outcome is not None:
        values.setdefault("evaluation", outcome)


def _check(read: Cells, today: date) -> None:
    values = read.values
    if not values.keys() & set(OF_CONTACT):
        read.problems.append(Text(_NOBODY))
    if "template_code" not in values:
        read.problems.append(Text(_NO_TEMPLATE))
    day = values.get("date")
    last = allowed_dates(today)[1]
    if day is None:
        read.problems.append(Text(_NO_DATE))
    elif not EARLIEST <= day <= last:
        problem = Text(_BETWEEN, {"first": EARLIEST.isoformat(), "last": last.isoformat()})
        shown = {"column": Text(COLUMNS["date"].label), "problem": problem}
        read.problems.append(Text(_RANGE, shown))
    user = values.get("logged_by")
    if user is not None and not _SLACK_USER.fullmatch(user):
        read.refuse(COLUMNS["logged_by"], _NO_USER, user)
