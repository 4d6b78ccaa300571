"""The words for the values of the closed lists (Business Central's, in both languages)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

ENUM_WORDS: Mapping[str, str] = {
    "company": N_("Company"),
    "person": N_("Person"),
    "hard_copy": N_("Hard copy"),
    "email": N_("Email"),
    "outbound": N_("Outbound"),
    "inbound": N_("Inbound"),
    "us": N_("Us"),
    "them": N_("Them"),
    "very_positive": N_("Very positive"),
    "positive": N_("Positive"),
    "neutral": N_("Neutral"),
    "negative": N_("Negative"),
    "very_negative": N_("Very negative"),
    "open": N_("Open"),
    "import": N_("Import"),
    "merge": N_("Merge"),
    "in_progress": N_("In progress"),
    "error": N_("Error"),
}
