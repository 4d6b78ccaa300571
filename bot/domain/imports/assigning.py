"""Which columns a file's headings mean, as a form in which it can be put right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.domain.forms import Entered, Field, Kind, Problem
from bot.domain.imports.headings import guess, key_of
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.imports.columns import Layout

MOST_ASKED = 40
"""So many headings are asked about in one form."""
EXAMPLES = 3
_LONGEST_EXAMPLE = 40
_TWICE = N_("{column} is filled from {heading} already. Choose another one, or leave this out.")
_NOTHING = "–"
_LEFT_OUT = N_("left out")


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A heading, which column of the file it has, what it is taken for, and the first values that
    stand below it."""

    place: int
    heading: str
    target: str | None
    examples: Sequence[str] = ()

    @property
    def key(self) -> str:
        """Of its field."""
        return f"column_{self.place}"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file before anything is decided. ``read_as`` says how it was read, ``by_label`` has the
    headings whose meaning stands in another column, ``unasked`` those that the form has no room
    for. Cards (vCard) have no ``columns`` that could be assigned otherwise."""

    layout: Layout
    name: str
    read_as: str
    encoding: str | None
    columns: Sequence[SeenColumn] = ()
    by_label: Sequence[str] = ()
    unasked: Sequence[str] = ()

    @property
    def fields(self) -> dict[str, Field]:
        """The form's fields, a choice for each heading."""
        choices = {name: column.label for name, column in self.layout.columns.items()}
        return {
            column.key: Field(
                column.key,
                column.heading,
                Kind.CHOICE,
                hint=" · ".join(column.examples) or _NOTHING,
                placeholder=_LEFT_OUT,
                choices=choices,
                blank=_LEFT_OUT,
                own_words=True,
            )
            for column in self.columns
        }

    @property
    def entered(self) -> dict[str, Entered]:
        """What the fields are drawn with."""
        return {column.key: Entered(column.target) for column in self.columns}

    def assigned(self, form: Mapping[str, Entered]) -> dict[str, str | None]:
        """What its user chose otherwise than it was drawn, by heading."""
        return {
            column.heading: form[column.key].text or None
            for column in self.columns
            if column.key in form and (form[column.key].text or None) != column.target
        }

    def problems(self, form: Mapping[str, Entered]) -> list[Problem]:
        """A column that is chosen for one heading while another one has it."""
        changed = self.assigned(form)
        kept = {
            column.target: column.heading
            for column in reversed(self.columns)
            if column.target and column.heading not in changed
        }
        problems = []
        for column in self.columns:
            target = changed.get(column.heading)
            if target is None:
                continue
            if target in kept:
                about = {"column": Text(self.layout.columns[target].label), "heading": kept[target]}
                problems.append(Problem(column.key, Text(_TWICE, about)))
            kept[target] = column.heading
        return problems


def with_headings(
    file: SeenFile,
    headings: Sequence[str],
    assigned: Mapping[str, str | None],
    rows: Sequence[Sequence[str]],
) -> SeenFile:
    """A file with what its headings are taken for; ``rows`` are its first ones, ``assigned`` goes
    before what is known. Of a heading that comes twice, the first column counts.

    Raises what ``guess`` raises.
    """
    columns = guess(file.layout, headings, assigned)
    target_of = {place: target for target, places in columns.places.items() for place in places}
    labelled = {place for phone in columns.phones for place in (phone.label, phone.value)}
    shown: list[SeenColumn] = []
    keys: set[str] = set()
    for place, heading in enumerate(headings):
        key = key_of(heading)
        if not key or key in keys or place in labelled - target_of.keys():
            continue
        keys.add(key)
        found = (row[place] for row in rows if place < len(row) and row[place])
        examples = list(dict.fromkeys(found))[:EXAMPLES]
        shortened = [_shortened(example) for example in examples]
        shown.append(SeenColumn(place, heading, target_of.get(place), shortened))
    # Those that mean something, and then those that hold something, have room before others.
    ranked = sorted(shown, key=lambda column: (column.target is None, not column.examples))
    by_place = attrgetter("place")
    return replace(
        file,
        columns=sorted(ranked[:MOST_ASKED], key=by_place),
        by_label=[headings[phone.value] for phone in columns.phones],
        unasked=[column.heading for column in sorted(ranked[MOST_ASKED:], key=by_place)],
    )


def digest_of_headings(kind: str, headings: Sequence[str]) -> str:
    """The same for files of a kind with the same headings, in whatever order."""
    keys = sorted({key_of(heading) for heading in headings} - {""})
    return hashlib.sha256("\n".join([kind, *keys]).encode()).hexdigest()[:32]


def digest_of_columns(assigned: Mapping[str, str | None]) -> str:
    """Tells an assignment from another one."""
    told = "\n".join(f"{heading}\t{target or ''}" for heading, target in sorted(assigned.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _shortened(example: str) -> str:
    line = " ".join(example.split())
    return line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"
