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

from dataclasses import fields
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, FromClause, Label
    from sqlalchemy.orm import InstrumentedAttribute

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


def _inherited(
    field: Own,
    from_header: ColumnElement[Any] | InstrumentedAttribute[Any],
    from_template: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
) -> ColumnElement[Any]:
    own = getattr(line, str(field.name).lower())
    whens: list[tuple[ColumnElement[bool], Any]] = [(is_own(field), own)]
    if from_template is not None:
        whens.append((is_own(Own.TEMPLATE_CODE), from_template))
    return case(*whens, else_=from_header)


def _as_headers(name: str) -> ColumnElement[Any]:
    """The value of a field in which neither contact nor language has a say."""
    field, in_header = Own[name.upper()], _NAME_IN_HEADER.get(name)
    if in_header is None:
        own = SegmentLine.__table__.c[name]
        return case((is_own(field), own), else_=null().cast(own.type))
    from_template = getattr(template, in_header) if field in OF_TEMPLATE else None
    return _inherited(field, getattr(header, in_header), from_template)


_own_template = is_own(Own.TEMPLATE_CODE)
_template_code = _as_headers("template_code")
_campaign = _inherited(
    Own.CAMPAIGN_NO, header.campaign_no, func.coalesce(template.campaign_no, header.campaign_no)
)
_default_language = case((_own_template, template.language_code), else_=header.language_code)
_language = case(
    (is_own(Own.LANGUAGE_CODE), line.language_code),
    else_=func.coalesce(spoken.language_code, _default_language),
)
_by_preference = case(
    (
        or_(template.ignore_contact_correspondence_type, contact.correspondence_type.is_(None)),
        template.correspondence_type,
    ),
    else_=contact.correspondence_type,
)
_channel = case(
    (is_own(Own.CORRESPONDENCE_TYPE), line.correspondence_type),
    (
        and_(
            ~_own_template,
            header.ignore_contact_correspondence_type,
            header.correspondence_type.is_not(None),
        ),
        header.correspondence_type,
    ),
    else_=_by_preference,
)
_in_header_words = and_(~_own_template, _language.is_not_distinct_from(header.language_code))
_template_description = func.coalesce(func.nullif(worded.description, ""), template.description)
_is_typed = and_(~header.description_of_template, header.description != "")
_template_text = case(
    (
        or_(
            template.wizard_action == WizardAction.OPEN,
            template.wizard_action == WizardAction.MERGE,
        ),
        worded.content,
    ),
    else_=None,
)


def _flag(name: str) -> ColumnElement[bool]:
    # An answer to, or a target of, no campaign means nothing.
    nothing, value = literal(False, Boolean), func.coalesce(_as_headers(name), False)
    return case((_campaign.is_(None), nothing), else_=value)


_BY_RULE: Mapping[str, ColumnElement[Any]] = {
    "description": case(
        (is_own(Own.DESCRIPTION), line.description),
        (_is_typed, header.description),
        else_=_template_description,
    ),
    "salesperson_code": _inherited(
        Own.SALESPERSON_CODE, func.coalesce(header.salesperson_code, contact.salesperson_code)
    ),
    "template_code": _template_code,
    "group_code": case((_own_template, line.group_code), else_=header.group_code),
    "language_code": _language,
    "subject": case(
        (is_own(Own.SUBJECT), line.subject), (_in_header_words, header.subject), else_=None
    ),
    "content": case(
        (is_own(Own.CONTENT), line.content),
        (and_(_in_header_words, header.content.is_not(None)), header.content),
        else_=_template_text,
    ),
    "correspondence_type": _channel,
    "campaign_no": _campaign,
    "campaign_target": _flag("campaign_target"),
    "campaign_response": _flag("campaign_response"),
}
VALUES: Mapping[str, ColumnElement[Any]] = {
    **{name: _as_headers(name) for name in FIELDS if name not in _BY_RULE},
    **_BY_RULE,
}
"""By name of the field in `segment_lines`; those of `LineValues`, group included."""

assert set(VALUES) == {field.name for field in fields(LineValues)}

ATTACHMENT: ColumnElement[int | None] = case((_own_template, None), else_=header.attachment_id)
"""The segment's file, which belongs to its template."""

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
    in_lines = worded.language_code == _language
    return _with_spoken(
        _with_contact(lines).outerjoin(template, template.code == _template_code)
    ).outerjoin(worded, and_(worded.template_code == template.code, in_lines))


LINES: FromClause = with_values(_with_header)
"""A row for each line, whoever its contact is. A caller's WHERE names the segment."""


def lines_that_inherit(of_segment: FromClause) -> FromClause:
    """The same where no line has anything of its own: what follows from the header alone
    (``of_segment``, its table with what is joined to it) is looked up once, not for each line.

    It has no ``worded``: `WORDED_AS_INHERITED` stands for it.
    """
    in_headers = usual.language_code == header.language_code
    return _with_spoken(
        _with_contact(
            of_segment.outerjoin(template, template.code == header.template_code)
            .outerjoin(usual, and_(usual.template_code == template.code, in_headers))
            .join(SegmentLine.__table__, header.no == line.segment_no)
        )
    )


WORDED_AS_INHERITED: Mapping[str, ColumnElement[Any]] = {
    name: case((spoken.language_code.is_(None), getattr(usual, name)), else_=getattr(spoken, name))
    for name in ("language_code", "description", "content")
}
"""The columns of ``worded`` as they are for a line that inherits its language."""


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
