"""The effective value of every field of a segment's lines, as SQL expressions.

List, preview, export and log read the same expressions, so that what is shown is what is logged:

    select(SegmentLine.line_no, *columns("date", "cost")).select_from(LINES).where(
        SegmentLine.segment_no == no)

A field is the line's own value when its bit is set in `customised`. Otherwise what a template
decides comes from the line's own template if it has one, everything else from the header; where
the header says nothing, the salesperson is the contact's. The language is the contact's if the
template has it. The channel follows the table rule of business-central 3.4, with the contact's
preference before the template's (decisions.md, Q1). Subject and text of a header are in the
header's language, so a line in another one has the text of its template and no subject. A
description that somebody typed into the header is every line's; else it is what the line's
template is called in the line's language.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Boolean, and_, case, func, literal, null, or_, true
from sqlalchemy.orm import aliased

from bot.domain.enums import WizardAction
from bot.domain.segments.lines import FIELDS, OF_TEMPLATE, LineValues, Own
from bot.domain.wizard.table import IN_HEADER, ON_LINE
from bot.models import (
    Contact,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Segment,
    SegmentLine,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause, Label

_NAME_IN_HEADER = {name: IN_HEADER[key] for key, name in ON_LINE.items() if key in IN_HEADER}

line, header = SegmentLine, Segment
contact = aliased(Contact, name="contact")
company = aliased(Contact, name="employer")
template = aliased(InteractionTemplate, name="template")
spoken = aliased(InteractionTemplateLanguage, name="spoken")
"""The template in the contact's language, if it has it."""
worded = aliased(InteractionTemplateLanguage, name="worded")
"""The template in the line's language, if it has it."""
usual = aliased(InteractionTemplateLanguage, name="usual")
"""The template in the header's language, if it has it."""


def is_own(field: Own) -> ColumnElement[bool]:
    """Condition: the line has one of these fields of its own."""
    return line.customised.bitwise_and(int(field)) != 0


_by_preference = case(
    (
        or_(template.ignore_contact_correspondence_type, contact.correspondence_type.is_(None)),
        template.correspondence_type,
    ),
    else_=contact.correspondence_type,
)
_is_typed = and_(~header.description_of_template, header.description != "")
_HAS_TEXT = or_(
    template.wizard_action == WizardAction.OPEN, template.wizard_action == WizardAction.MERGE
)


@dataclass(frozen=True, slots=True)
class LineExpressions:
    """What the fields of a segment's lines are, as SQL expressions."""

    values: Mapping[str, ColumnElement[Any]]
    """By name of the field in `segment_lines`; those of `LineValues`, group included."""
    attachment: ColumnElement[Any]
    """The segment's file, which belongs to its template."""
    words: Mapping[str, ColumnElement[Any]]
    """The columns of the template in the line's language."""


def _expressions(
    words: Mapping[str, ColumnElement[Any]], *, with_own: bool = True
) -> LineExpressions:
    """``with_own``: lines may have fields of their own. Without, no field is looked at for it, as
    a database would do so for every line."""

    def choose(
        *own: tuple[ColumnElement[bool], Any],
        then: Sequence[tuple[ColumnElement[bool], Any]] = (),
        else_: Any,
    ) -> ColumnElement[Any]:
        whens = [*(own if with_own else ()), *then]
        return case(*whens, else_=else_) if whens else cast("ColumnElement[Any]", else_)

    def inherited(field: Own, from_header: Any, from_template: Any = None) -> ColumnElement[Any]:
        own = [(is_own(field), getattr(line, str(field.name).lower()))]
        if from_template is not None:
            own.append((own_template, from_template))
        return choose(*own, else_=from_header)

    def as_headers(name: str) -> ColumnElement[Any]:
        """The value of a field in which neither contact nor language has a say."""
        field, in_header = Own[name.upper()], _NAME_IN_HEADER.get(name)
        if in_header is None:
            own = SegmentLine.__table__.c[name]
            return choose((is_own(field), own), else_=null().cast(own.type))
        from_template = getattr(template, in_header) if field in OF_TEMPLATE else None
        return inherited(field, getattr(header, in_header), from_template)

    def of_header(*conditions: Any) -> ColumnElement[bool]:
        return and_(~own_template, *conditions) if with_own else and_(*conditions)

    def flag(name: str) -> ColumnElement[bool]:
        # An answer to, or a target of, no campaign means nothing.
        nothing, value = literal(False, Boolean), func.coalesce(as_headers(name), False)
        return case((campaign.is_(None), nothing), else_=value)

    own_template = is_own(Own.TEMPLATE_CODE)
    campaign = inherited(
        Own.CAMPAIGN_NO, header.campaign_no, func.coalesce(template.campaign_no, header.campaign_no)
    )
    default_language = choose((own_template, template.language_code), else_=header.language_code)
    language = choose(
        (is_own(Own.LANGUAGE_CODE), line.language_code),
        else_=func.coalesce(spoken.language_code, default_language),
    )
    in_header_words = of_header(language.is_not_distinct_from(header.language_code))
    by_header = of_header(
        header.ignore_contact_correspondence_type, header.correspondence_type.is_not(None)
    )
    template_text = case((_HAS_TEXT, words["content"]), else_=None)
    by_rule: dict[str, ColumnElement[Any]] = {
        "description": choose(
            (is_own(Own.DESCRIPTION), line.description),
            then=[(_is_typed, header.description)],
            else_=func.coalesce(func.nullif(words["description"], ""), template.description),
        ),
        "salesperson_code": inherited(
            Own.SALESPERSON_CODE, func.coalesce(header.salesperson_code, contact.salesperson_code)
        ),
        "template_code": as_headers("template_code"),
        "group_code": choose((own_template, line.group_code), else_=header.group_code),
        "language_code": language,
        "subject": choose(
            (is_own(Own.SUBJECT), line.subject),
            then=[(in_header_words, header.subject)],
            else_=None,
        ),
        "content": choose(
            (is_own(Own.CONTENT), line.content),
            then=[(and_(in_header_words, header.content.is_not(None)), header.content)],
            else_=template_text,
        ),
        "correspondence_type": choose(
            (is_own(Own.CORRESPONDENCE_TYPE), line.correspondence_type),
            then=[(by_header, header.correspondence_type)],
            else_=_by_preference,
        ),
        "campaign_no": campaign,
        "campaign_target": flag("campaign_target"),
        "campaign_response": flag("campaign_response"),
    }
    return LineExpressions(
        {**{name: as_headers(name) for name in FIELDS if name not in by_rule}, **by_rule},
        choose((own_template, None), else_=header.attachment_id),
        words,
    )


_WORDS = ("language_code", "description", "content")
MIXED = _expressions({name: getattr(worded, name) for name in _WORDS})
"""For rows of `LINES`."""
INHERITING = _expressions(
    {
        name: case(
            (spoken.language_code.is_(None), getattr(usual, name)), else_=getattr(spoken, name)
        )
        for name in _WORDS
    },
    with_own=False,
)
"""For rows of `lines_that_inherit` whose lines have nothing of their own."""
VALUES = MIXED.values
ATTACHMENT = MIXED.attachment

assert set(VALUES) == {field.name for field in fields(LineValues)}

_with_header = SegmentLine.__table__.join(Segment.__table__, header.no == line.segment_no)


def _with_contact(lines: FromClause) -> FromClause:
    return lines.outerjoin(contact, contact.id == line.contact_id).outerjoin(
        company, company.id == contact.company_id
    )


def _with_spoken(lines: FromClause) -> FromClause:
    in_contacts = spoken.language_code == contact.language_code
    return lines.outerjoin(spoken, and_(spoken.template_code == template.code, in_contacts))


def with_values(lines: FromClause) -> FromClause:
    """``lines``, which has lines with their headers, with what the values are read from."""
    in_lines = worded.language_code == VALUES["language_code"]
    return _with_spoken(
        _with_contact(lines).outerjoin(template, template.code == VALUES["template_code"])
    ).outerjoin(worded, and_(worded.template_code == template.code, in_lines))


LINES: FromClause = with_values(_with_header)
"""A row for each line, whoever its contact is. A caller's WHERE names the segment."""


def lines_that_inherit(of_segment: FromClause) -> FromClause:
    """The same where no line has anything of its own: what follows from the header alone
    (``of_segment``, its table with what is joined to it) is looked up once, not for each line.

    It has no ``worded``: `INHERITING` reads the same from ``spoken`` and ``usual``.
    """
    in_headers = usual.language_code == header.language_code
    return _with_spoken(
        _with_contact(
            of_segment.outerjoin(template, template.code == header.template_code)
            .outerjoin(usual, and_(usual.template_code == template.code, in_headers))
            .join(SegmentLine.__table__, header.no == line.segment_no)
        )
    )


HINDRANCES: Mapping[str, ColumnElement[bool]] = {
    "no_contact": line.contact_id.is_(None),
    "gone": or_(contact.deleted_at.is_not(None), contact.merged_into_id.is_not(None)),
    "privacy": contact.privacy_blocked.is_(true()),
    "minor": and_(contact.minor.is_(true()), contact.parental_consent_received.is_not(true())),
}
"""Conditions under which nothing may be logged for a line's contact; the first one counts."""

HINDRANCE: ColumnElement[str | None] = case(
    *((condition, name) for name, condition in HINDRANCES.items()), else_=None
)
"""Why nothing may be logged for the line's contact; NULL where it may."""


def columns(*names: str) -> list[Label[Any]]:
    """The expressions of some fields (all, without names), labelled with the field's name."""
    return [VALUES[name].label(name) for name in names or VALUES]
