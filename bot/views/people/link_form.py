"""The form in which a Slack user says which salesperson they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.i18n import Translator
    from bot.views.blocks import View

CALLBACK = "link"
SALESPERSON, CODE, NAME = "link.salesperson", "link.code", "link.name"


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
            blocks.input_block(
                t(N_("Salesperson")),
                blocks.external_select(SALESPERSON, None, t(N_("Choose yourself"))),
                block_id=SALESPERSON,
            ),
            blocks.input_block(
                t(N_("New code")),
                blocks.text_input(CODE, code, max_length=20),
                block_id=CODE,
                hint=t(N_("Letters and digits, such as your initials")),
            ),
            blocks.input_block(
                t(N_("New name")), blocks.text_input(NAME, name, max_length=100), block_id=NAME
            ),
        ],
        submit=t(N_("Continue")),
        close=t(N_("Cancel")),
        callback_id=CALLBACK,
        private_metadata=draft_id,
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


def read(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[str | None, str, str]:
    """(chosen salesperson's code or None, new code, new name)."""

    def state(block: str) -> Mapping[str, Any]:
        return values.get(block, {}).get(block, {})

    chosen = state(SALESPERSON).get("selected_option")
    code = (state(CODE).get("value") or "").strip().upper()
    return chosen and chosen["value"], code, (state(NAME).get("value") or "").strip()
