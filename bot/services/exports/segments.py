"""Segments as they are exported: a row for each line, with what would be logged for it.

A segment without lines has one row, without a contact. What a logged segment consisted of is
exported with the interactions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from bot.domain.messages import N_
from bot.models import Campaign, Contact, InteractionTemplate, Salesperson, Segment, SegmentLine
from bot.services.exports.table import Column, Table, instant
from bot.services.segments.values import VALUES, company, contact, with_values

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def _of_contact(no: str) -> ColumnElement[bool]:
    """Lines of a person, or of a company and everybody in it."""
    contact_id = select(Contact.id).where(Contact.no == no).scalar_subquery()
    return or_(contact.id == contact_id, contact.company_id == contact_id)


SEGMENTS = Table(
    columns=(
        Column("segment_no", N_("Segment No."), Segment.no),
        Column("segment_description", N_("Segment"), Segment.description),
        Column("line_no", N_("Line"), SegmentLine.line_no),
        Column("contact_no", N_("Contact No."), contact.no),
        Column("contact_name", N_("Contact"), contact.name),
        Column("company_no", N_("Company No."), company.no),
        Column("company_name", N_("Company"), company.name),
        Column("email", N_("E-mail"), contact.email),
        Column("phone", N_("Phone"), contact.phone),
        Column("privacy_blocked", N_("Blocked for privacy reasons"), contact.privacy_blocked),
        Column("date", N_("Date"), VALUES["date"]),
        Column("time", N_("Time"), VALUES["time"]),
        Column("description", N_("Description"), VALUES["description"]),
        Column("subject", N_("Subject"), VALUES["subject"]),
        Column("content", N_("Content"), VALUES["content"]),
        Column("group_code", N_("Interaction group code"), VALUES["group_code"]),
        Column("template_code", N_("Interaction template code"), VALUES["template_code"]),
        Column("template_description", N_("Interaction template"), InteractionTemplate.description),
        Column("language_code", N_("Language code"), VALUES["language_code"]),
        Column("information_flow", N_("Information flow"), VALUES["information_flow"]),
        Column("initiated_by", N_("Initiated by"), VALUES["initiated_by"]),
        Column("correspondence_type", N_("Correspondence type"), VALUES["correspondence_type"]),
        Column("salesperson_code", N_("Salesperson code"), VALUES["salesperson_code"]),
        Column("salesperson_name", N_("Salesperson"), Salesperson.name),
        Column("cost", N_("Cost"), VALUES["cost"]),
        Column("duration_min", N_("Duration (min)"), VALUES["duration_min"]),
        Column("evaluation", N_("Evaluation"), VALUES["evaluation"]),
        Column("campaign_no", N_("Campaign No."), VALUES["campaign_no"]),
        Column("campaign_description", N_("Campaign"), Campaign.description),
        Column("campaign_target", N_("Campaign target"), VALUES["campaign_target"]),
        Column("campaign_response", N_("Campaign response"), VALUES["campaign_response"]),
        *instant("created_at", N_("Created at"), Segment.created_at),
    ),
    rows=with_values(
        Segment.__table__.outerjoin(SegmentLine.__table__, Segment.no == SegmentLine.segment_no)
    )
    .outerjoin(InteractionTemplate, InteractionTemplate.code == VALUES["template_code"])
    .outerjoin(Salesperson, Salesperson.code == VALUES["salesperson_code"])
    .outerjoin(Campaign, Campaign.no == VALUES["campaign_no"]),
    order=(Segment.no, SegmentLine.line_no),
    filters={
        "from": lambda day: VALUES["date"] >= day,
        "to": lambda day: VALUES["date"] <= day,
        "salesperson": lambda code: VALUES["salesperson_code"] == code,
        "contact": _of_contact,
        "template": lambda code: VALUES["template_code"] == code,
        "campaign": lambda no: VALUES["campaign_no"] == no,
    },
    always=(
        Segment.deleted_at.is_(None),
        or_(
            contact.id.is_(None),
            and_(contact.deleted_at.is_(None), contact.merged_into_id.is_(None)),
        ),
    ),
)
