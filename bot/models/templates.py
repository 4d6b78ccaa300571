"""Interaction groups and templates: what a salesperson chooses instead of filling twelve fields."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy, WizardAction
from bot.models.base import CODE, DESCRIPTION, FALSE, Base, Money, UtcDateTime, words_of


class InteractionGroup(Base):
    """Interaction templates are reported on by group."""

    __tablename__ = "interaction_groups"

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InteractionTemplate(Base):
    """A kind of interaction and the values it starts with.

    `language_code` is the default language, `unit_cost` is in the company's currency. An archived
    template is offered no more and still names the interactions that were made with it.
    """

    __tablename__ = "interaction_templates"
    __table_args__ = (
        CheckConstraint("unit_cost >= 0", name="unit_cost"),
        CheckConstraint("unit_duration_min >= 0", name="unit_duration_min"),
    )

    code: Mapped[str] = mapped_column(String(CODE), primary_key=True)
    group_code: Mapped[str | None] = mapped_column(ForeignKey("interaction_groups.code"))
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    unit_cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), server_default="0")
    unit_duration_min: Mapped[int] = mapped_column(default=0, server_default="0")
    information_flow: Mapped[InformationFlow | None] = mapped_column(
        words_of(InformationFlow, "information_flow")
    )
    initiated_by: Mapped[InitiatedBy | None] = mapped_column(words_of(InitiatedBy, "initiated_by"))
    correspondence_type: Mapped[CorrespondenceType | None] = mapped_column(
        words_of(CorrespondenceType, "correspondence_type")
    )
    ignore_contact_correspondence_type: Mapped[bool] = mapped_column(
        default=False, server_default=FALSE
    )
    language_code: Mapped[str | None] = mapped_column(String(10))
    wizard_action: Mapped[WizardAction | None] = mapped_column(
        words_of(WizardAction, "wizard_action")
    )
    campaign_no: Mapped[str | None] = mapped_column(ForeignKey("campaigns.no"))
    campaign_target: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    campaign_response: Mapped[bool] = mapped_column(default=False, server_default=FALSE)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    languages: Mapped[list["InteractionTemplateLanguage"]] = relationship(
        lazy="raise", order_by="InteractionTemplateLanguage.language_code"
    )


class InteractionTemplateLanguage(Base):
    """A template in one language: its description and, for Open and Merge, its text.

    Merge fields stand in the text as `{{contact.name}}`.
    """

    __tablename__ = "interaction_template_languages"

    template_code: Mapped[str] = mapped_column(
        ForeignKey("interaction_templates.code"), primary_key=True
    )
    language_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    description: Mapped[str] = mapped_column(String(DESCRIPTION))
    content: Mapped[str | None] = mapped_column(Text)
