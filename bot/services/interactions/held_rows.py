"""What the lines of a segment point to, held on PostgreSQL until the log's transaction ends.

Whoever blocks a contact or archives a template meanwhile waits, so that what one statement looked
at is so for the next one and at the commit. Salespeople aren't held: their rows are written when
somebody is linked, who must not wait for a million lines. Each statement looks at them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, String, bindparam, func, or_, select

from bot.models import Contact, InteractionTemplate, InteractionTemplateLanguage, SegmentLine
from bot.storage.transaction_scripts import Ask

if TYPE_CHECKING:
    from sqlalchemy import Select

    from bot.storage.transaction_scripts import Script


def _number(held: Select[Any]) -> Select[Any]:
    """How many: the rows themselves need not be sent."""
    return select(func.count()).select_from(held.subquery("held"))


_SEGMENT = bindparam("the_segment", type_=String)
_in_range = SegmentLine.line_no.between(
    bindparam("the_first", type_=BigInteger), bindparam("the_last", type_=BigInteger)
)
_of_lines = select(SegmentLine.contact_id).where(SegmentLine.segment_no == _SEGMENT)
_on_several = _of_lines.group_by(SegmentLine.contact_id).having(func.count() > 1)
# In the order in which everybody locks them, so that nobody waits for who waits for them.
_CONTACTS, _REPEATED = (
    _number(
        select(Contact.id)
        .where(Contact.id.in_(chosen))
        .order_by(Contact.id)
        .with_for_update(read=True)
    )
    for chosen in (_of_lines.where(_in_range), _on_several)
)
_own = select(SegmentLine.template_code).where(
    SegmentLine.segment_no == _SEGMENT,
    SegmentLine.customised != 0,  # has an index
    SegmentLine.template_code.is_not(None),
)
_TEMPLATES, _LANGUAGES = (
    _number(
        select(code)
        .where(or_(code == bindparam("the_template", type_=String), code.in_(_own)))
        .order_by(code)
        .with_for_update(read=True)
    )
    for code in (InteractionTemplate.code, InteractionTemplateLanguage.template_code)
)


def hold_contacts(segment_no: str, first: int, last: int) -> Script[None]:
    """The contacts of the lines with these numbers."""
    yield Ask(_CONTACTS, {"the_segment": segment_no, "the_first": first, "the_last": last})


def hold_repeated(segment_no: str) -> Script[None]:
    """The contacts that stand on several lines."""
    yield Ask(_REPEATED, {"the_segment": segment_no})


def hold_templates(segment_no: str, template_code: str | None) -> Script[None]:
    """The header's template and those that lines have of their own, with their languages."""
    asked = {"the_segment": segment_no, "the_template": template_code}
    yield Ask(_TEMPLATES, asked)
    yield Ask(_LANGUAGES, asked)
