"""The text of each interaction of a segment with its merge fields filled, as one SQL expression.

A field may be written in several ways (``{{date}}``, ``{{ Date }}``), which a database without
regular expressions can't look for. So the few texts that are merged are read first; each way of
writing that they hold becomes one ``replace()``, done by the database for every line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from sqlalchemy import BigInteger, String, and_, bindparam, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from bot.domain.enums import WizardAction
from bot.domain.languages import LOCALE_OF
from bot.domain.merge_fields import fields_in
from bot.domain.segments.lines import Own
from bot.models import InteractionTemplateLanguage, Salesperson, Segment, SegmentLine
from bot.services.segments.values import company, contact, is_own, template
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, FromClause

    from bot.services.segments.values import LineExpressions
    from bot.storage.transaction_scripts import Script

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Stand for the braces of a value while fields are filled: whatever a contact is called, stays."""

_seller = aliased(Salesperson, name="seller")


@dataclass(frozen=True, slots=True)
class Merging:
    """The ways of writing fields, what they mean, and days in the words of each language."""

    ways: Mapping[str, str]
    words_of_days: Mapping[str, str]
    dialect: str

    def rows(self, source: FromClause, lines: LineExpressions) -> FromClause:
        """``source``, which has a row for each line of a segment, with what the text needs."""
        return source.outerjoin(_seller, _seller.code == lines.values["salesperson_code"])

    def content(self, lines: LineExpressions) -> ColumnElement[Any]:
        """The text of a line, filled where its template merges."""
        content = lines.values["content"]
        values: dict[str, Any] = {
            "contact.name": contact.name,
            "contact.company": func.coalesce(company.name, contact.name),
            "contact.city": contact.city,
            "salesperson.name": _seller.name,
            "salesperson.email": _seller.email,
        }
        if "date" in self.ways.values():
            values["date"] = self._day(lines)
        filled: ColumnElement[Any] = content
        for written, field in sorted(self.ways.items()):
            filled = func.replace(filled, written, _set_aside(values[field]))
        filled = func.replace(func.replace(filled, _OPEN, "{"), _CLOSE, "}")
        merges = and_(template.wizard_action == WizardAction.MERGE, content.like("%{{%"))
        return case((merges, filled), else_=content)

    def _day(self, lines: LineExpressions) -> ColumnElement[Any]:
        """A line's date as its language writes it, looked up among all that may be needed."""
        known = literal(json.dumps(self.words_of_days), String)
        language = func.coalesce(lines.values["language_code"], "")
        key = cast(lines.values["date"], String) + " " + language
        if self.dialect == "postgresql":
            return func.jsonb_extract_path_text(cast(known, JSONB), key)
        return func.json_extract(known, literal('$."') + key + '"')


def merging(header: Segment, dialect: str) -> Script[Merging | None]:
    """How to fill the merge fields of a segment's texts; None where there are none."""
    ways = yield from _ways_of_writing(header)
    if not ways:
        return None
    days = (yield from _days(header)) if "date" in ways.values() else {}
    return Merging(ways, days, dialect)


_HAS_OWN = and_(
    SegmentLine.segment_no == bindparam("the_segment", type_=String),
    SegmentLine.customised != 0,  # has an index
)
_OF_TEMPLATES = select(InteractionTemplateLanguage.content).where(
    InteractionTemplateLanguage.content.like("%{{%")
)
_MERGED = and_(_HAS_OWN, is_own(Own.CONTENT), SegmentLine.content.like("%{{%"))
_FEW = 100
_FEW_OF_LINES = select(SegmentLine.content).where(_MERGED).distinct().limit(_FEW)
_PAGE = 1_000
_OF_LINES = (
    select(SegmentLine.line_no, SegmentLine.content)
    .where(_MERGED, SegmentLine.line_no > bindparam("after", type_=BigInteger))
    .order_by(SegmentLine.line_no)
    .limit(_PAGE)
)


def _ways_of_writing(header: Segment) -> Script[dict[str, str]]:
    """Fields as they are written in any text of the segment, and what they mean."""
    ways = fields_in(header.content or "")
    of_segment = {"the_segment": header.no}
    of_templates = yield Ask(_OF_TEMPLATES, {})
    few = yield Ask(_FEW_OF_LINES, of_segment)
    for (text,) in of_templates.rows + few.rows:
        ways.update(fields_in(text))
    if few.number < _FEW:
        return ways
    # Rarely, as most lines have the template's text.
    page = few.rows[:0]
    while not page or len(page) == _PAGE:
        after = page[-1].line_no if page else -1
        page = (yield Ask(_OF_LINES, of_segment | {"after": after})).rows
        for row in page:
            ways.update(fields_in(row.content))
    return ways


_DAYS, _LANGUAGES = (
    select(column).where(_HAS_OWN, is_own(field), column.is_not(None)).distinct()
    for column, field in (
        (SegmentLine.date, Own.DATE),
        (SegmentLine.language_code, Own.LANGUAGE_CODE),
    )
)
_TEMPLATE_LANGUAGES = select(InteractionTemplateLanguage.language_code).distinct()


def _days(header: Segment) -> Script[dict[str, str]]:
    """Every date that may be needed, as every language writes it."""
    of_segment = {"the_segment": header.no}
    days: set[date] = {header.date} if header.date else set()
    days.update(day for (day,) in (yield Ask(_DAYS, of_segment)).rows)
    languages: set[str | None] = {None, header.language_code}
    for statement in (_LANGUAGES, _TEMPLATE_LANGUAGES):
        languages.update(language for (language,) in (yield Ask(statement, of_segment)).rows)
    return {
        f"{day.isoformat()} {language or ''}": _written(day, language)
        for day in days
        for language in languages
    }


def _written(day: date, language: str | None) -> str:
    return str(format_date(day, "long", locale=LOCALE_OF.get(language or "", "en_US")))


def _set_aside(value: ColumnElement[Any]) -> ColumnElement[Any]:
    known = func.coalesce(value, "")
    return func.replace(func.replace(known, "{", _OPEN), "}", _CLOSE)
