"""The form that corrects an entry of the interaction log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.forms import Entered
from bot.domain.interaction_log.correction import FIELDS
from bot.domain.messages import N_
from bot.domain.wizard.defaults import format_cost
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.interaction_log.buttons import OPEN
from bot.views.interaction_log.listing import who
from bot.views.metadata import pack
from bot.views.wizard.fields import CHANGE

if TYPE_CHECKING:
    from bot.domain.interaction_log.entries import EntryCard
    from bot.i18n import Translator
    from bot.views.blocks import View
    from bot.views.interaction_log.listing import Place

FORM = "log_correct"


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
    }
    told = t(N_("What it was stays readable on the card, with who changed it, when and why."))
    return blocks.modal(
        t(N_("Correct")),
        [
            blocks.context(blocks.plain(told)),
            *forms.draw_all(FIELDS.values(), entered, t, action=CHANGE, number=number),
            blocks.actions(blocks.button(t(N_("Back")), f"{OPEN}:{row.id}"), block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(place),
    )
