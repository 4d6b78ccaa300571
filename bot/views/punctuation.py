"""How words stand together in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_

if TYPE_CHECKING:
    from bot.i18n import Translator


def named(name: str, value: str, t: Translator) -> str:
    """A value after its name, punctuated as the language does."""
    return t(N_("{name}: {value}"), name=name, value=value)
