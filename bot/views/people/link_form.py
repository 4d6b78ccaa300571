"""The form in which a Slack user says which salesperson they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.forms import NOTHING, Entered, Field, Kind, table
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.i18n import Translator
    from bot.views.blocks import View

CALLBACK = "link"
FIELD = "link.field"
SALESPERSON, CODE, NAME = "salesperson", "code", "name"
FIELDS = table(
    Field(SALESPERSON, N_("Salesperson"), Kind.SEARCH, placeholder=N_("Choose yourself")),
    Field(
        CODE,
        N_("New code"),
        Kind.LINE,
        max_length=20,
        hint=N_("Letters and digits, such as your initials"),
    ),
    Field(NAME, N_("New name"), Kind.LINE, max_length=100),
)


def form(t: Translator, *, name: str, code: str, draft_id: str) -> View:
    """Choose oneself from the list, or fill in a new code and name (prefilled).

    ``draft_id`` is the interaction that the user wanted to record; it follows the form.
    """
    told = t(
        N_(
            "Touchpoint doesn't know yet which salesperson you are. Choose yourself, or leave the "
            "list empty to be created with the code and name below."
        )
    )
    return blocks.modal(
        t(N_("Who are you?")),
        [
            blocks.section(blocks.plain(told)),
            *forms.draw_all(
                FIELDS.values(), {CODE: Entered(code), NAME: Entered(name)}, t, action=FIELD
            ),
        ],
        submit=t(N_("Continue")),
        close=t(N_("Cancel")),
        callback_id=CALLBACK,
        private_metadata=pack(draft_id),
    )


def waiting(t: Translator, *, salesperson: str) -> View:
    """In the place of the form while an administrator has not decided yet."""
    told = t(
        N_(
            "An administrator has been asked to link you to {salesperson}, and you will get a "
            "message. What you wanted to record is kept in Touchpoint's Home tab."
        ),
        salesperson=salesperson,
    )
    return blocks.modal(
        t(N_("Who are you?")), [blocks.section(blocks.plain(told))], close=t(N_("Close"))
    )


def read(view: Mapping[str, Any]) -> tuple[str, str, str]:
    """(chosen salesperson's code or "", new code, new name)."""
    entered = forms.read(view, FIELDS)
    chosen, code, name = (entered.get(key, NOTHING).text for key in FIELDS)
    return chosen, code.upper(), name
