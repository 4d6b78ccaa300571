"""A segment's header in the wizard: what its form begins with, follows meanwhile and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import DatabaseUnavailable
from bot.domain.errors.segments import (
    CampaignFlagWithoutCampaign,
    CampaignUnknown,
    ChannelFollowsContacts,
    LanguageNotOfTemplate,
    LanguageWithoutTemplate,
    SalespersonUnavailable,
    SegmentError,
    SegmentUnknown,
    TemplateNotClearable,
    TemplateUnavailable,
    TextTooLong,
)
from bot.domain.forms import Problem
from bot.domain.segments import header_draft
from bot.services.interactions.targets import NotLoggable
from bot.services.wizard.derived_values import decimal_sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.acts import Act
    from bot.domain.people.person import Person
    from bot.domain.segments.header import SegmentCard
    from bot.domain.template_facts import TemplateFacts
    from bot.domain.wizard.draft import Draft
    from bot.services.segments.segments import Segments
    from bot.services.templates.lists import Reference
    from bot.storage.drafts import DraftStore

_READ_AT_ONCE = 100


class SegmentHeaders:
    def __init__(self, drafts: DraftStore, reference: Reference, segments: Segments) -> None:
        self._drafts = drafts
        self._reference = reference
        self._segments = segments

    async def waiting(self, person: Person, no: str) -> Draft | None:
        """The draft that this person has begun for a segment, the latest if there are several."""
        offset = 0
        while True:
            page = await self._drafts.page(person.owner, offset=offset, count=_READ_AT_ONCE)
            for draft in page.drafts:
                if draft.segment_no == no:
                    return draft
            offset += _READ_AT_ONCE
            if offset >= page.total:
                return None

    async def begin(self, draft: Draft, no: str, person: Person) -> Draft:
        """A new draft with what the header says. Raises
        :class:`bot.domain.errors.segments.SegmentUnknown`."""
        card = await self._segments.card(no, person.locale)
        template = await self._template(card.header.template_code, person)
        return header_draft.follow(draft, card, template, decimal_sign(person))

    async def follow(self, draft: Draft, no: str, person: Person) -> Draft:
        """A draft that has waited, with what colleagues have changed since, or with the news that
        its segment is gone. As it is while the database doesn't answer: drafts go on without it."""
        try:
            return await self.begin(draft, no, person)
        except SegmentUnknown:
            return header_draft.gone(draft)
        except DatabaseUnavailable:
            return draft

    async def fill(
        self, draft: Draft, no: str, person: Person, act: Act | None = None
    ) -> SegmentCard:
        """The header takes what its user has changed. Raises :class:`NotLoggable`."""
        template = await self._template(draft.text("template"), person)
        changes = header_draft.to_changes(draft, template, decimal_sign(person))
        try:
            return await self._segments.change_header(no, changes, person.locale, act=act)
        except SegmentError as error:
            field = _FIELD_OF.get(type(error))
            if field is None:
                raise
            raise NotLoggable([Problem(field, error.text)]) from error

    async def filled_by(self, act: Act, person: Person) -> SegmentCard | None:
        """The segment whose header an act has filled before; None for another act."""
        return await self._segments.changed_by(act, person.locale)

    async def _template(self, code: str | None, person: Person) -> TemplateFacts | None:
        return await self._reference.template(code, person.locale) if code else None


_FIELD_OF: Mapping[type[SegmentError], str] = {
    CampaignFlagWithoutCampaign: "campaign_target",
    CampaignUnknown: "campaign",
    ChannelFollowsContacts: "correspondence_type",
    LanguageNotOfTemplate: "language",
    LanguageWithoutTemplate: "language",
    SalespersonUnavailable: "salesperson",
    TemplateNotClearable: "template",
    TemplateUnavailable: "template",
    TextTooLong: "description",
}
