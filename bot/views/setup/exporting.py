"""The form of *Export*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.forms import Entered
from bot.domain.messages import N_
from bot.domain.setup.export_form import FIELDS, SCREEN
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.setup.records import TO_HUB
from bot.views.wizard.fields import CHANGE

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.views.blocks import View

FORM = "export_form"


def form(t: Translator, number: int) -> View:
    """Its lists offer what the wizard's do."""
    chosen = {"kind": "contacts", "format": "xlsx", "headings": SCREEN}
    entered = {key: Entered(value) for key, value in chosen.items()}
    told = t(N_("The file comes to your conversation with Touchpoint. Leave empty what is not to be"
                " narrowed down."))  # fmt: skip
    return blocks.modal(
        t(N_("Export")),
        [
            blocks.context(blocks.plain(told)),
            *forms.draw_all(FIELDS.values(), entered, t, action=CHANGE, number=number),
            blocks.actions(blocks.button(t(N_("Back")), TO_HUB), block_id="leave"),
        ],
        submit=t(N_("Export")),
        close=t(N_("Cancel")),
        callback_id=FORM,
    )
