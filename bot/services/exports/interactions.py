"""Interactions as they are exported: all that was ever logged, the canceled ones marked.

Contacts are called as they were when the interaction was logged; those of contacts that were
deleted or merged since remain. Attached files are not part of it: a table can't hold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import aliased

from bot.domain.messages import N_
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionComment,
    InteractionTemplate,
    Opportunity,
    Salesperson,
    Task,
)
from bot.services.exports.table import Column, Table, instant

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_company = aliased(Contact, name="company")
_comments = (
    select(InteractionComment.comment)
    .where(InteractionComment.interaction_id == Interaction.id)
    .order_by(InteractionComment.id)
    .correlate(Interaction)
    .subquery()
)


def _of_contact(no: str) -> ColumnElement[bool]:
    """With a person, or with a company and everybody in it."""
    contact_id = select(Contact.id).where(Contact.no == no).scalar_subquery()
    return or_(Interaction.contact_id == contact_id, Interaction.contact_company_id == contact_id)


INTERACTIONS = Table(
    columns=(
        Column("id", N_("Interaction No."), Interaction.id),
        Column("contact_no", N_("Contact No."), Contact.no),
        Column("contact_name", N_("Contact"), Interaction.contact_name),
        Column("contact_company_no", N_("Company No."), _company.no),
        Column("contact_company_name", N_("Company"), Interaction.contact_company_name),
        Column("contact_via", N_("Contact via"), Interaction.contact_via),
        Column("date", N_("Date"), Interaction.date),
        Column("time", N_("Time"), Interaction.time),
        *instant("logged_at", N_("Logged at"), Interaction.logged_at),
        Column("logged_by", N_("Logged by"), Interaction.logged_by),
        Column("description", N_("Description"), Interaction.description),
        Column("subject", N_("Subject"), Interaction.subject),
        Column("content", N_("Content"), Interaction.content),
        Column(
            "comments",
            N_("Comments"),
            select(func.aggregate_strings(_comments.c.comment, "\n")).scalar_subquery(),
        ),
        Column("group_code", N_("Interaction group code"), Interaction.group_code),
        Column("template_code", N_("Interaction template code"), Interaction.template_code),
        Column("template_description", N_("Interaction template"), InteractionTemplate.description),
        Column("language_code", N_("Language code"), Interaction.language_code),
        Column("information_flow", N_("Information flow"), Interaction.information_flow),
        Column("initiated_by", N_("Initiated by"), Interaction.initiated_by),
        Column("correspondence_type", N_("Correspondence type"), Interaction.correspondence_type),
        Column("salesperson_code", N_("Salesperson code"), Interaction.salesperson_code),
        Column("salesperson_name", N_("Salesperson"), Salesperson.name),
        Column("cost", N_("Cost"), Interaction.cost),
        Column("duration_min", N_("Duration (min)"), Interaction.duration_min),
        Column("evaluation", N_("Evaluation"), Interaction.evaluation),
        Column("attempt_failed", N_("Not reached"), Interaction.attempt_failed),
        Column("canceled", N_("Canceled"), Interaction.canceled),
        Column("campaign_no", N_("Campaign No."), Interaction.campaign_no),
        Column("campaign_description", N_("Campaign"), Campaign.description),
        Column("campaign_target", N_("Campaign target"), Interaction.campaign_target),
        Column("campaign_response", N_("Campaign response"), Interaction.campaign_response),
        Column("opportunity_no", N_("Opportunity No."), Opportunity.no),
        Column("task_no", N_("Task No."), Task.no),
        Column("segment_no", N_("Segment No."), Interaction.segment_no),
        Column("delivery_status", N_("Delivery status"), Interaction.delivery_status),
        *instant("modified_at", N_("Modified at"), Interaction.modified_at),
    ),
    rows=Interaction.__table__.outerjoin(Contact, Contact.id == Interaction.contact_id)
    .outerjoin(_company, _company.id == Interaction.contact_company_id)
    .outerjoin(InteractionTemplate, InteractionTemplate.code == Interaction.template_code)
    .outerjoin(Salesperson, Salesperson.code == Interaction.salesperson_code)
    .outerjoin(Campaign, Campaign.no == Interaction.campaign_no)
    .outerjoin(Opportunity, Opportunity.id == Interaction.opportunity_id)
    .outerjoin(Task, Task.id == Interaction.task_id),
    always=(Interaction.deletion_id.is_(None),),
    order=(Interaction.id,),
    filters={
        "from": lambda day: Interaction.date >= day,
        "to": lambda day: Interaction.date <= day,
        "salesperson": lambda code: Interaction.salesperson_code == code,
        "contact": _of_contact,
        "template": lambda code: Interaction.template_code == code,
        "campaign": lambda no: Interaction.campaign_no == no,
        "matching": lambda conditions: and_(true(), *conditions),
    },
)
