"""The kinds of JSON that the tables of blocks and elements are made of.

Every shape looks at one value and reports what Slack would refuse of it. The first test of each
is the one that a valid value passes, so that a valid view costs little.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.blockkit import wording
from simulator.blockkit.report import Place, Report

Rule = Callable[[dict[str, Any], Place, Report], None]


class Shape(Protocol):
    """Something that a JSON value can be held against."""

    def check(self, value: object, at: Place, report: Report) -> None:
        """Reports everything that Slack refuses of `value`, which stands at `at`."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value: its check is done elsewhere."""

    def check(self, value: object, at: Place, report: Report) -> None:
        """Accepts."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """true or false."""

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses anything else, numbers and null included."""
        if value is not True and value is not False:
            report.add(at, wording.MUST_BE_BOOLEAN)


@dataclass(frozen=True, slots=True)
class String:
    """A string of `minimum` to `maximum` characters; `matches` says what is wrong with it."""

    maximum: int | None = None
    minimum: int = 0
    matches: Callable[[str], str | None] | None = None

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses other types, wrong lengths and wrong formats."""
        if not isinstance(value, str):
            report.add(at, wording.MUST_BE_STRING)
        elif self.maximum is not None and len(value) > self.maximum:
            report.add(at, wording.too_long(self.maximum))
        elif len(value) < self.minimum:
            report.add(at, wording.too_short(self.minimum))
        elif self.matches is not None and (sentence := self.matches(value)):
            report.add(at, sentence)


@dataclass(frozen=True, slots=True)
class Enum:
    """One of a few strings."""

    values: frozenset[str]

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses anything else."""
        if not isinstance(value, str):
            report.add(at, wording.MUST_BE_STRING)
        elif value not in self.values:
            report.add(at, wording.NOT_IN_ENUM)


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole JSON number from `minimum` to `maximum`."""

    minimum: int | None = None
    maximum: int | None = None

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses other types and numbers out of range."""
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(at, wording.MUST_BE_INTEGER)
        elif self.maximum is not None and value > self.maximum:
            report.add(at, wording.above(self.maximum))
        elif self.minimum is not None and value < self.minimum:
            report.add(at, wording.below(self.minimum))


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number; above zero when `positive`."""

    positive: bool = False

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses other types and, if asked to, zero and below."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            report.add(at, wording.MUST_BE_NUMBER)
        elif self.positive and value <= 0:
            report.add(at, wording.below(0))


@dataclass(frozen=True, slots=True)
class Array:
    """A list of `minimum` to `maximum` items, all of the same shape."""

    item: Shape
    maximum: int | None = None
    minimum: int = 0

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses other types and wrong counts, then looks at each item."""
        if not isinstance(value, list):
            report.add(at, wording.MUST_BE_ARRAY)
            return
        if self.maximum is not None and len(value) > self.maximum:
            report.add(at, wording.too_many(self.maximum))
        elif len(value) < self.minimum:
            report.add(at, wording.too_few(self.minimum))
        check = self.item.check
        for index, item in enumerate(value):
            check(item, (at, index), report)


@dataclass(frozen=True, slots=True)
class Object:
    """An object with known properties, some of them required; `rules` look at several at once."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses unknown and missing properties, then looks at each and at the whole."""
        if not isinstance(value, dict):
            report.add(at, wording.MUST_BE_OBJECT)
            return
        fields = self.fields
        for name, item in value.items():
            shape = fields.get(name)
            if shape is None:
                report.add(at, wording.unknown(name))
            else:
                shape.check(item, (at, name), report)
        for name in self.required:
            if name not in value:
                report.add(at, wording.missing(name))
        for rule in self.rules:
            rule(value, at, report)


@dataclass(frozen=True, slots=True)
class Typed:
    """An object whose `type` says which of several shapes it has."""

    variants: Mapping[str, Shape]

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses types that are unknown or don't belong here."""
        if not isinstance(value, dict):
            report.add(at, wording.MUST_BE_OBJECT)
            return
        if "type" not in value:
            report.add(at, wording.missing("type"))
            return
        kind = value["type"]
        shape = self.variants.get(kind) if isinstance(kind, str) else None
        if shape is None:
            report.add((at, "type"), wording.unsupported(kind))
        else:
            shape.check(value, at, report)


@dataclass(frozen=True, slots=True)
class Either:
    """A string of one shape, or anything else of another."""

    string: Shape
    other: Shape

    def check(self, value: object, at: Place, report: Report) -> None:
        """Leaves it to the shape that fits."""
        (self.string if isinstance(value, str) else self.other).check(value, at, report)


@dataclass(frozen=True, slots=True)
class Nullable:
    """null, or a shape."""

    other: Shape

    def check(self, value: object, at: Place, report: Report) -> None:
        """Accepts null."""
        if value is not None:
            self.other.check(value, at, report)


def tagged(
    fields: Mapping[str, Shape], required: tuple[str, ...] = (), rules: tuple[Rule, ...] = ()
) -> Object:
    """An object chosen by its `type`, which `Typed` has looked at already."""
    return Object({"type": Anything(), **fields}, required, rules)
