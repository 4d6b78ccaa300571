"""The header of a segment, and what changing one of its fields brings with it.

Source: business-central 1.10, 3.1 and 3.2, with our rule that inherited values follow the header:
a line holds only what is its own, so no change of a header is ever carried over to lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict

from bot.domain.errors.segments import (
    CampaignFlagWithoutCampaign,
    ChannelFollowsContacts,
    LanguageNotOfTemplate,
    LanguageWithoutTemplate,
    NegativeAmount,
    TemplateNotClearable,
    TextTooLong,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.enums import CorrespondenceType, InformationFlow, InitiatedBy
    from bot.domain.messages import Text
    from bot.domain.template_facts import TemplateFacts

LINE_STEP = 10_000
"""Line numbers of segments and of criteria go up in these steps (business-central 1.11)."""

KEPT = timedelta(days=1)
"""How long what was deleted can be brought back, as long as a discarded draft."""

TEXT_LENGTH = 100
"""The longest description or subject, in characters."""


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """A file that its user gave to Slack; ``size`` in bytes."""

    slack_file_id: str
    name: str
    mime_type: str | None = None
    size: int | None = None


class HeaderChanges(TypedDict, total=False):
    """The fields to change; one that is absent stays, None clears it."""

    description: str | None
    salesperson_code: str | None
    date: date | None
    campaign_no: str | None
    campaign_target: bool
    campaign_response: bool
    template_code: str | None
    language_code: str | None
    subject: str | None
    content: str | None
    correspondence_type: CorrespondenceType | None
    ignore_contact_correspondence_type: bool
    information_flow: InformationFlow | None
    initiated_by: InitiatedBy | None
    unit_cost: Decimal
    unit_duration_min: int
    file: SegmentFile | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a segment gives to those of its lines that have nothing of their own.

    ``unit_cost`` is per contact, in the company's currency. ``content`` is the text of the header's
    language; None is the template's own, in each line's language. ``description_of_template``: the
    description is what the template is called, so each line has that of its own template, in its
    own language. ``attachment_id`` is the row of the file.
    """

    no: str
    description: str | None = None
    salesperson_code: str | None = None
    date: date | None = None
    campaign_no: str | None = None
    campaign_target: bool = False
    campaign_response: bool = False
    template_code: str | None = None
    group_code: str | None = None
    language_code: str | None = None
    subject: str | None = None
    content: str | None = None
    correspondence_type: CorrespondenceType | None = None
    ignore_contact_correspondence_type: bool = False
    information_flow: InformationFlow | None = None
    initiated_by: InitiatedBy | None = None
    unit_cost: Decimal = Decimal(0)
    unit_duration_min: int = 0
    attachment_id: int | None = None
    description_of_template: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaSentence:
    """One line of a segment's criteria; a filter stands indented under its action."""

    text: Text
    indented: bool = False


@dataclass(frozen=True, slots=True)
class SegmentCard:
    """A segment as its card shows it. Names are None where the header names nothing."""

    header: Header
    lines: int
    customised_lines: int
    actions: int
    criteria: tuple[CriteriaSentence, ...] = ()
    salesperson_name: str | None = None
    template_description: str | None = None
    group_description: str | None = None
    campaign_description: str | None = None
    created_by: str | None = None
    file: SegmentFile | None = None


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment in a list."""

    no: str
    description: str | None
    salesperson_code: str | None
    salesperson_name: str | None
    date: date | None
    lines: int
    template_code: str | None
    template_description: str | None


@dataclass(frozen=True, slots=True)
class DeletedSegment:
    """A segment whose deletion can still be taken back."""

    no: str
    description: str | None
    lines: int
    deleted_at: datetime


def choose_template(header: Header, template: TemplateFacts) -> Header:
    """What a header takes from its template; the campaign only when the template names one, the
    description where nobody typed one."""
    if header.description_of_template:
        header = replace(header, description=None)
    return replace(
        header,
        template_code=template.code,
        group_code=template.group_code or None,
        language_code=template.default_language
        if template.default_language in template.languages
        else None,
        unit_cost=template.unit_cost,
        unit_duration_min=template.unit_duration_min,
        information_flow=template.information_flow,
        initiated_by=template.initiated_by,
        campaign_target=template.campaign_target,
        campaign_response=template.campaign_response,
        correspondence_type=template.correspondence_type,
        ignore_contact_correspondence_type=template.ignore_contact_correspondence_type,
        campaign_no=template.campaign_no or header.campaign_no,
        subject=None,
        content=None,
        attachment_id=None,
    )


def change(header: Header, changes: HeaderChanges, template: TemplateFacts | None) -> Header:
    """The header after ``changes``, whatever order they were typed in.

    ``template`` is the one the header has afterwards. A new one is applied first, so that a field
    changed along with it keeps what was typed. Without a description the header is called like its
    template. A file is not a value: who stores it gives its number to the header. Raises the errors
    of :mod:`bot.domain.errors` that name what is not allowed.
    """
    given: Mapping[str, Any] = changes
    if "template_code" in given and given["template_code"] != header.template_code:
        if template is None:
            raise TemplateNotClearable
        header = choose_template(header, template)
    if "campaign_no" in given and given["campaign_no"] is None:
        header = replace(header, campaign_target=False, campaign_response=False)
    values = {key: _tidy(value) for key, value in given.items() if key not in _APART}
    changed = replace(header, **values)
    if "description" in values:
        changed = replace(changed, description_of_template=False)
    if changed.description is None and template is not None:
        changed = replace(changed, description=template.description, description_of_template=True)
    _check(header, changed, values, template)
    return changed


_APART = {"template_code", "file"}


def _tidy(value: Any) -> Any:
    return value.strip() or None if type(value) is str else value


def _check(
    before: Header, after: Header, values: Mapping[str, Any], template: TemplateFacts | None
) -> None:
    if "language_code" in values and after.language_code is not None:
        if template is None:
            raise LanguageWithoutTemplate
        if after.language_code not in template.languages:
            raise LanguageNotOfTemplate(template=template.description)
    flagged = values.get("campaign_target") or values.get("campaign_response")
    if flagged and after.campaign_no is None:
        raise CampaignFlagWithoutCampaign
    # The template's own may stand there all the same, as when the template was chosen.
    allowed = {before.correspondence_type, template and template.correspondence_type}
    if after.correspondence_type not in allowed and not after.ignore_contact_correspondence_type:
        raise ChannelFollowsContacts
    if after.unit_cost < 0 or after.unit_duration_min < 0:
        raise NegativeAmount
    for text in (after.description, after.subject):
        if text and len(text) > TEXT_LENGTH:
            raise TextTooLong(length=TEXT_LENGTH)
