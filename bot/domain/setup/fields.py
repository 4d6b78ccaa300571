"""What a record of the set-up is made of: fields, how what was typed is read, and rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain import forms
from bot.domain.amounts import Refused, read_cost, read_duration
from bot.domain.messages import N_
from bot.domain.people.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.domain.forms import Problem

    Rule = Callable[[Mapping[str, Any]], Iterable[Problem]]

CODE_LENGTH = 20
MISSING = N_("Please fill this in.")
CODE = N_("A code has at most {length} letters, digits, dots, dashes and underscores.")
NO_NUMBER = N_("Please enter a whole number from 1 on.")
NO_ADDRESS = N_("This is no e-mail address.")


class Reading:
    """How a typed text becomes a value. Each raises :class:`Refused`."""

    @staticmethod
    def text(typed: str, _sign: str) -> str | None:
        """A text, None for a blank one."""
        return typed or None

    @staticmethod
    def code(typed: str, _sign: str) -> str:
        """A code, in capitals as Business Central keeps it."""
        if (
            len(typed) > CODE_LENGTH
            or not typed.replace("-", "").replace("_", "").replace(".", "").isalnum()
        ):
            raise Refused(CODE, length=CODE_LENGTH)
        return typed.upper()

    @staticmethod
    def number(typed: str, sign: str) -> str | None:
        """A code, None for one that a number series is to give."""
        return Reading.code(typed, sign) if typed else None

    @staticmethod
    def day(typed: str, _sign: str) -> date | None:
        """A day as Slack's date picker gives it."""
        return date.fromisoformat(typed) if typed else None

    @staticmethod
    def whole(typed: str, _sign: str) -> int:
        """A whole number from one on."""
        if not (typed.isascii() and typed.isdecimal() and 0 < len(typed) < 10 and int(typed)):
            raise Refused(NO_NUMBER)
        return int(typed)

    @staticmethod
    def address(typed: str, _sign: str) -> str | None:
        """An e-mail address, None for a blank one."""
        name, at, domain = typed.partition("@")
        if typed and (not name or not at or "." not in domain or " " in typed):
            raise Refused(NO_ADDRESS)
        return typed or None

    @staticmethod
    def cost(typed: str, sign: str) -> Any:
        return read_cost(typed or "0", sign)

    @staticmethod
    def duration(typed: str, _sign: str) -> int:
        return read_duration(typed or "0")


@dataclass(frozen=True, slots=True)
class Field(forms.Field):
    """A field of a record; ``key`` is the name of its column. ``read`` makes its value of what was
    typed. ``listed``: lists say it beside the name. ``searched`` names the list of a search."""

    read: Callable[[str, str], Any] = Reading.text
    listed: bool = False
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """``fields`` begin with the code and the name. ``rules`` are about several fields. ``see`` and
    ``change`` are the rights for it. ``series`` is the number series of which a new record takes
    its code where none was typed: its own code, its description, a prefix and how many digits."""

    kind: str
    many: str
    one: str
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...] = ()
    retired: str = "archived_at"
    see: Right = Right.SEE_SETUP
    change: Right = Right.SETUP
    series: tuple[str, str, str, int] | None = None
    fixed: bool = False

    @property
    def name(self) -> str:
        """The key of the field that says what a record is called."""
        return tuple(self.fields)[1]
