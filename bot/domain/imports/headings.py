"""Which column each heading of a file means.

Headings are compared folded (`bot.domain.folding`); the names of our own columns are known as well.
Where a file has several headings for one column, they are tried in the order of the layout, and the
first that isn't empty in a row counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors.imports import (
    HeadingUnknown,
    NothingIdentifies,
    TargetTwice,
    TargetUnknown,
    TooManyColumns,
)
from bot.domain.folding import fold
from bot.domain.imports.columns import Layout

MOST_COLUMNS = 500

SURNAME_BESIDE_A_FIRST_NAME = "nom"
"""French lists call it just *Nom*; without a first name beside it, or where the surname has a
column of its own, that is the whole name."""
_SURNAME = "nom de famille"
_MOBILE_WORDS = ("mobile", "cell", "portable")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A column of numbers whose meaning stands in the column before (Google Contacts)."""

    label: int
    value: int


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where the values of a row stand: for each target, the places to try in turn."""

    places: Mapping[str, tuple[int, ...]]
    phones: tuple[Labelled, ...] = ()

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """The row's values by target; empty cells are left out."""
        values: dict[str, str] = {}
        count = len(cells)
        for target, places in self.places.items():
            for place in places:
                if place < count and cells[place]:
                    values[target] = cells[place]
                    break
        for phone in self.phones:
            if phone.value < count and cells[phone.value]:
                label = fold(cells[phone.label]) if phone.label < count else ""
                mobile = any(word in label for word in _MOBILE_WORDS)
                values.setdefault("mobile_phone" if mobile else "phone", cells[phone.value])
        return values


def map_headings(
    layout: Layout, headings: Sequence[str], chosen: Mapping[str, str | None]
) -> ColumnMap:
    """Which cells of a row go where.

    `chosen` maps headings to names of columns, None to leave one out; it goes before what is known.
    Raises `TooManyColumns`, `HeadingUnknown`, `TargetUnknown`, `TargetTwice`, `NothingIdentifies`.
    """
    columns = guess(layout, headings, chosen)
    if not (columns.places.keys() & layout.needed) and not columns.phones:
        shown = ", ".join(heading for heading in headings if heading)[:200]
        needed = ", ".join(name for name in layout.columns if name in layout.needed)
        raise NothingIdentifies(headings=shown, needed=needed)
    return columns


def guess(layout: Layout, headings: Sequence[str], chosen: Mapping[str, str | None]) -> ColumnMap:
    """The same, also where nothing tells what a row is about."""
    if len(headings) > MOST_COLUMNS:
        raise TooManyColumns(count=len(headings), most=MOST_COLUMNS)
    keys = [key_of(heading) for heading in headings]
    places = _chosen_places(layout, headings, keys, chosen)
    assigned = {key_of(heading) for heading in chosen}
    automatic = _known_places(layout, [None if key in assigned else key for key in keys])
    for target, tried in automatic.items():
        places.setdefault(target, tried)
    return ColumnMap(places, _labelled_phones(keys) if layout.of_contacts else ())


def known(layout: Layout, headings: Sequence[str]) -> int:
    """How many of these words are headings that mean something."""
    keys = [key_of(heading) for heading in headings]
    meant = {place for places in _known_places(layout, keys).values() for place in places}
    return len(meant) + (len(_labelled_phones(keys)) if layout.of_contacts else 0)


def key_of(heading: str) -> str:
    """A heading as headings are compared."""
    return fold(heading.replace("°", " ").replace("º", " "))


def _chosen_places(
    layout: Layout,
    headings: Sequence[str],
    keys: Sequence[str],
    chosen: Mapping[str, str | None],
) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for heading, target in chosen.items():
        if key_of(heading) not in keys:
            raise HeadingUnknown(heading=heading, headings=", ".join(headings)[:200])
        if target is None:
            continue
        if target not in layout.columns:
            raise TargetUnknown(target=target, targets=", ".join(layout.columns))
        if target in places:
            raise TargetTwice(target=target)
        places[target] = (keys.index(key_of(heading)),)
    return places


def _known_places(layout: Layout, keys: Sequence[str | None]) -> dict[str, tuple[int, ...]]:
    first_of: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            first_of.setdefault(key, place)
    places: dict[str, tuple[int, ...]] = {}
    for target in layout.columns:
        words = (*layout.headings.get(target, ()), target.replace("_", " "))
        tried = [first_of[word] for word in dict.fromkeys(words) if word in first_of]
        if tried:
            places[target] = tuple(tried)
    if layout.of_contacts:
        _settle_names(places, first_of)
    return places


def _settle_names(places: dict[str, tuple[int, ...]], first_of: Mapping[str, int]) -> None:
    if SURNAME_BESIDE_A_FIRST_NAME in first_of:
        beside = "first_name" in places and _SURNAME not in first_of
        target = "surname" if beside else "name"
        place = first_of[SURNAME_BESIDE_A_FIRST_NAME]
        places[target] = (*places.get(target, ()), place)
    if len(places.get("job_title", ())) > 1:
        # Outlook's *Title* beside a *Job Title* is the form of address.
        places["job_title"] = places["job_title"][:1]


def _labelled_phones(keys: Sequence[str | None]) -> tuple[Labelled, ...]:
    phones = []
    for number in range(1, 10):
        value = f"phone {number} value"
        labels = [key for key in (f"phone {number} label", f"phone {number} type") if key in keys]
        if value in keys:
            at = keys.index(value)
            phones.append(Labelled(keys.index(labels[0]) if labels else at, at))
    return tuple(phones)
