"""The forms that correct an entry of the interaction log, and that link it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.forms import Entered
from bot.domain.interaction_log.correction import FIELDS, LINK_FIELDS, ONE, SCOPE
from bot.domain.messages import N_
from bot.domain.wizard.defaults import format_cost
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.interaction_log.buttons import OPEN
from bot.views.interaction_log.listing import who
from bot.views.metadata import pack
from bot.views.wizard.fields import CHANGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.forms import Field
    from bot.domain.interaction_log.entries import EntryCard
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.interaction_log.listing import Place

FORM, LINK_FORM, LINK_FIELD = "log_correct", "log_link", "log_entry.link_field"


def form(found: EntryCard, place: Place, t: Translator, number: int) -> View:
    """What was logged, to be put right. Its lists offer what the wizard's do."""
    row = found.row
    entered = {
        "contact": Entered(str(found.contact_id), label=who(row)),
        "template": Entered(found.template_code, label=row.template),
        "description": Entered(row.description),
        "salesperson": Entered(found.salesperson_code, label=row.salesperson),
        "date": Entered(row.date.isoformat()),
        "time": Entered(row.time.strftime("%H:%M") if row.time else None),
        "successful": Entered(not row.attempt_failed),
        "duration": Entered(str(row.duration_min)),
        "cost": Entered(format_cost(row.cost, t.decimal_sign)),
        "information_flow": Entered(found.information_flow),
        "initiated_by": Entered(found.initiated_by),
        "correspondence_type": Entered(found.correspondence_type),
        "scope": Entered(ONE),
    }
    return _form(
        N_("Correct"),
        FORM,
        forms.draw_all(_asked(FIELDS, found), entered, t, action=CHANGE, number=number),
        place,
        t,
    )


def link_form(found: EntryCard, place: Place, t: Translator, number: int) -> View:
    """What an entry is linked to."""
    entered = {
        "campaign": Entered(found.campaign_no, label=found.campaign),
        "campaign_target": Entered(found.campaign_target),
        "campaign_response": Entered(found.campaign_response),
        "opportunity": Entered(
            None if found.opportunity_id is None else str(found.opportunity_id),
            label=found.opportunity,
        ),
        "scope": Entered(ONE),
    }
    return _form(
        N_("Link"),
        LINK_FORM,
        forms.draw_all(_asked(LINK_FIELDS, found), entered, t, action=LINK_FIELD, number=number),
        place,
        t,
    )


def _asked(fields: Mapping[str, Field], found: EntryCard) -> list[Field]:
    return [field for field in fields.values() if field is not SCOPE or found.together]


def _form(title: str, callback: str, drawn: Sequence[Block], place: Place, t: Translator) -> View:
    told = t(N_("What it was stays readable on the card, with who changed it, when and why."))
    return blocks.modal(
        t(title),
        [
            blocks.context(blocks.plain(told)),
            *drawn,
            blocks.actions(blocks.button(t(N_("Back")), f"{OPEN}:{place.entry}"), block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=callback,
        private_metadata=pack(place),
    )
