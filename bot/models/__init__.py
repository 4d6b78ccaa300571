"""The tables of Touchpoint as SQLAlchemy mapped classes, one module per area.

Relationships never load by themselves: a service that wants one says so in its query.
"""

from bot.models.base import Base
from bot.models.company import CompanySettingsRow
from bot.models.contacts import (
    BusinessRelation,
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    ContactMerge,
    ContactToIndex,
    ContactWord,
    DistinctContacts,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    NearWord,
)
from bot.models.criteria import (
    SavedSegmentCriteria,
    SavedSegmentCriteriaLine,
    SegmentCriteriaLine,
    SegmentHistory,
)
from bot.models.done_acts import DoneAct
from bot.models.imports import Import, ImportedRecord, ImportMapping, ImportRow
from bot.models.interaction_log import (
    Confirmation,
    EntryDeletion,
    FoldedLetter,
    InteractionChange,
    KeptLogFilter,
    LogText,
)
from bot.models.interactions import Attachment, Interaction, InteractionComment
from bot.models.jobs import JobRow
from bot.models.logged_segments import LoggedSegment, LoggedSegmentLine
from bot.models.people import AuditEntry, LinkRequest, NumberSeries, Salesperson, SlackUser
from bot.models.relations import (
    Campaign,
    CampaignEntry,
    CampaignStatus,
    Opportunity,
    SalesCycle,
    SalesCycleStage,
    Task,
)
from bot.models.segments import Segment, SegmentLine
from bot.models.templates import (
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateLanguage,
)

__all__ = [
    "Attachment",
    "AuditEntry",
    "Base",
    "BusinessRelation",
    "Campaign",
    "CampaignEntry",
    "CampaignStatus",
    "CompanySettingsRow",
    "Confirmation",
    "Contact",
    "ContactBusinessRelation",
    "ContactIndustryGroup",
    "ContactJobResponsibility",
    "ContactMailingGroup",
    "ContactMerge",
    "ContactToIndex",
    "ContactWord",
    "DistinctContacts",
    "DoneAct",
    "EntryDeletion",
    "FoldedLetter",
    "Import",
    "ImportMapping",
    "ImportRow",
    "ImportedRecord",
    "IndustryGroup",
    "Interaction",
    "InteractionChange",
    "InteractionComment",
    "InteractionGroup",
    "InteractionTemplate",
    "InteractionTemplateLanguage",
    "JobResponsibility",
    "JobRow",
    "KeptLogFilter",
    "LinkRequest",
    "LogText",
    "LoggedSegment",
    "LoggedSegmentLine",
    "MailingGroup",
    "NearWord",
    "NumberSeries",
    "Opportunity",
    "SalesCycle",
    "SalesCycleStage",
    "Salesperson",
    "SavedSegmentCriteria",
    "SavedSegmentCriteriaLine",
    "Segment",
    "SegmentCriteriaLine",
    "SegmentHistory",
    "SegmentLine",
    "SlackUser",
    "Task",
]
