"""What stands in the cells of an export: as on screen in a language, or as in the database.

A cell is None, a bool, a number, a text, a date, a time or a datetime; the file formats know how
to write each. A datetime without time zone is meant for people: no offset is written with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import types as sqltypes

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.models.base import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from bot.i18n import Translator
    from bot.services.exports.table import Column

    Cell = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Wording:
    """`t` is the language of headings and values; None is the database's own names and words."""

    zone: ZoneInfo
    t: Translator | None = None

    def heading(self, column: Column) -> str:
        return self.t(column.label) if self.t else column.name

    def cell(self, column: Column) -> Cell | None:
        """What makes a cell of a value of this column that isn't NULL; None: the value itself."""
        kind = column.expression.type
        if isinstance(kind, UtcDateTime):
            return self._instant(in_zone=column.in_zone)
        if isinstance(kind, sqltypes.Enum):
            return self._member
        if isinstance(kind, sqltypes.Boolean):
            return self._yes_or_no
        return None

    def _instant(self, *, in_zone: bool) -> Cell:
        for_people = self.t is not None

        def cell(value: datetime) -> datetime:
            moment = value.astimezone(self.zone) if in_zone else value
            return moment.replace(tzinfo=None, microsecond=0) if for_people else moment

        return cell

    def _member(self, value: StrEnum) -> str:
        return self.t(ENUM_WORDS[value]) if self.t else value.value

    def _yes_or_no(self, value: bool) -> object:
        return self.t(N_("Yes") if value else N_("No")) if self.t else bool(value)
