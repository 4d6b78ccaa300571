"""Forms as tables of fields: what a field is, and what its user entered in it.

How a field is drawn in Slack and read from what Slack sends is in :mod:`bot.views.forms`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from bot.domain.enum_words import ENUM_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from bot.domain.messages import Text

Value = str | int | bool | dict[str, Any] | list[dict[str, str]] | None


class Kind(Enum):
    """How a field is drawn and read."""

    LINE = "line"  # one line of text
    TEXT = "text"  # several lines of text
    DATE = "date"
    TIME = "time"
    FLAG = "flag"  # a box that is ticked or not
    YES_NO = "yes_no"  # yes, no, or nothing said
    TICKS = "ticks"  # several boxes
    CHOICE = "choice"  # one of a fixed list
    RADIO = "radio"  # one of a few, all in sight
    SEVERAL = "several"  # several of a fixed list
    SEARCH = "search"  # one of a list that is searched while typing
    SEVERAL_FOUND = "several_found"  # several of such a list
    USER = "user"  # a Slack user
    CONVERSATION = "conversation"  # one of Slack's, to which the form's answer is posted
    FILE = "file"


SEARCHED = frozenset({Kind.SEARCH, Kind.SEVERAL_FOUND})
"""The kinds at which Slack shows no error."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a list as its user sees it: ``value`` is kept, ``label`` is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    ``choices`` are the values of a fixed list and their words, ``about`` a word more on some;
    ``blank`` is what the option says that chooses nothing. ``most`` limits how many can be chosen,
    ``max_length`` the characters of a text. ``dispatch``: a change is sent at once.
    ``own_words``: label and hint are somebody's own, and are shown as they are.
    """

    key: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    about: Mapping[str, str] = field(default_factory=dict, hash=False)
    blank: str = "—"
    most: int | None = None
    max_length: int | None = None
    dispatch: bool = False
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in a field.

    ``value`` is a text, a day (``2026-03-16``), a time (``09:30``), a tick, a file, or the value of
    the chosen option, whose text is ``label``; of a field that takes several options, ``chosen``
    has them. ``drawn_at`` is the round in which the field was drawn, ``touched`` says that it
    isn't what it was drawn with, ``refused`` that it stands for a list that could not be loaded.
    """

    value: Value = None
    drawn_at: int = 0
    label: str | None = None
    touched: bool = False
    refused: bool = False
    chosen: tuple[Choice, ...] = ()

    @property
    def text(self) -> str:
        """A typed text without the blanks around it."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def values(self) -> tuple[str, ...]:
        """All that was typed or chosen."""
        if self.chosen:
            return tuple(choice.value for choice in self.chosen)
        return (self.text,) if self.text else ()


NOTHING = Entered()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, by its key."""

    field: str
    text: Text


def table(*fields: Field) -> dict[str, Field]:
    """The fields of a form by their keys, in their order."""
    return {field.key: field for field in fields}


def as_value(entered: Entered) -> Value:
    """What is kept of a field: of one that takes several options, the chosen ones."""
    if entered.chosen:
        return [{"value": choice.value, "label": choice.label} for choice in entered.chosen]
    return entered.value


def choices_in(value: Value) -> tuple[Choice, ...]:
    """The chosen options that :func:`as_value` kept."""
    return tuple(Choice(**each) for each in value) if isinstance(value, list) else ()


def words_of(enum: type[StrEnum]) -> dict[str, str]:
    """The members of an enumeration as the choices of a field."""
    return {member.value: ENUM_WORDS[member] for member in enum}


def chosen(choices: Iterable[Choice]) -> Entered:
    """A field of several options in which these were chosen."""
    return Entered(chosen=tuple(choices))
