"""A draft: one interaction on its way from the first keystroke to *Finish*.

Values are kept as they were typed or chosen, valid or not; they are read strictly only at *Next*
and *Finish* (:mod:`bot.domain.wizard.checks`). A draft never changes in place: rules return a new
one, and the store lets a new revision replace the one it was made from, or refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.domain.forms import Choice, Value
    from bot.domain.wizard.first_act import Start

CONTACT_FIXED = "contact_fixed"
"""The fact that a draft was begun from its contact's card, which isn't asked for again."""
LARGEST_ID = 2**31 - 1
"""The largest id that a row of the database can have."""


def id_from(text: str) -> int | None:
    """The id of a row that a text is; None when it can't be one, such as a forged text."""
    plain = text.isascii() and text.isdecimal() and len(text) <= 10
    return int(text) if plain and int(text) <= LARGEST_ID else None


@dataclass(frozen=True, slots=True)
class Notice:
    """The one message that tells the owner of a postponed draft; updated in place."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One interaction that isn't logged yet.

    ``owner`` is a Slack user; ``step`` a key of the wizard's table; ``window`` the id of the view
    that wrote last and ``acted_at`` Slack's timestamp of the last action taken in it, so that an
    action which overtook another isn't undone by it; ``taken_over`` the revision at which that
    window took the draft over from another, so that its own older pictures stay out of date.
    ``typed`` are the fields that the user set: a draft without any is empty; ``typed_at`` is, per
    field, when they last did (seconds: Slack's clock for an action, ours for a submission), and
    ``typed_in`` the revision that they saw then.
    ``labels`` are the texts of chosen options.
    ``drawn`` is, per field, the revision at which the bot last put a value there, ``entered`` the
    one at which the step was opened: together they name the blocks (see :func:`drawn_at`).
    ``start`` is what it was begun with, as long as its form never came up.
    ``facts`` are things about the chosen contact and template that lists on other fields depend on.
    """

    id: str
    owner: str
    step: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0
    postponed: bool = False
    more: bool = False
    window: str = ""
    acted_at: str = ""
    taken_over: int = 0
    entered: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    typed: frozenset[str] = frozenset()
    typed_at: Mapping[str, float] = field(default_factory=dict)
    typed_in: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    offered: tuple[Choice, ...] = ()
    offered_because: str = ""
    notice: Notice | None = None
    start: Start | None = None

    @property
    def segment_no(self) -> str | None:
        """The segment whose header this draft fills; None for an interaction with one contact."""
        return self.facts.get("segment_no")

    @property
    def empty(self) -> bool:
        """Nothing in it was typed or chosen by its user, or waits for its form to come up."""
        return not self.typed and self.start is None

    def text(self, key: str) -> str:
        """The value as typed text, blank when there is none."""
        value = self.values.get(key)
        return "" if value is None or isinstance(value, bool | dict | list) else str(value)

    def flag(self, key: str) -> bool:
        return self.values.get(key) is True

    def number(self, key: str) -> int | None:
        """The value as the id of a row (see :func:`id_from`)."""
        return id_from(self.text(key))

    def drawn_at(self, key: str) -> int:
        """The revision that names the field's block.

        Slack keeps what a user typed where a block's id repeats, and takes our value where it
        changes. So the id changes exactly when the bot itself changes what the field shows.
        """
        return max(self.entered, self.drawn.get(key, 0))

    def typing(self, values: Mapping[str, Value], labels: Mapping[str, str | None]) -> Draft:
        """The draft with what its user typed or chose; fields drawn alike stay as they are."""
        changed = {key: value for key, value in values.items() if self._differs(key, value)}
        if not changed:
            return self
        return replace(
            self,
            values={**self.values, **changed},
            labels=_merged(self.labels, {key: labels.get(key) for key in changed}),
            typed=self.typed.union(changed),
        )

    def filling(
        self, values: Mapping[str, Value], labels: Mapping[str, str | None] | None = None
    ) -> Draft:
        """The draft with defaults that the bot filled in: shown anew, not counted as typed."""
        labels = labels or {}
        changed = {key: value for key, value in values.items() if self._differs(key, value)}
        drawn = dict.fromkeys(changed, self.revision + 1)
        return replace(
            self,
            values={**self.values, **changed},
            labels=_merged(self.labels, {key: labels.get(key) for key in changed}),
            drawn={**self.drawn, **drawn},
            typed=self.typed.difference(changed),
        )

    def _differs(self, key: str, value: Value) -> bool:
        # A blank text, an unticked box and a field never touched are the same to a person.
        return (self.values.get(key) or None) != (value or None)

    def retyping(self, values: Mapping[str, Value], labels: Mapping[str, str | None]) -> Draft:
        """The draft with what its user typed into fields that the bot has drawn anew meanwhile:
        drawn once more, so that what they typed is what they see."""
        typed = self.typing(values, labels)
        drawn = {
            key: self.revision + 1 for key, value in values.items() if self._differs(key, value)
        }
        return replace(typed, drawn={**typed.drawn, **drawn})

    def entering(self, step: str) -> Draft:
        """The draft at ``step``, every field drawn anew."""
        return replace(self, step=step, entered=self.revision + 1, drawn={})

    def redrawing(self) -> Draft:
        return self.entering(self.step)

    def offering(self, choices: Iterable[Choice], because: str, words: str = "") -> Draft:
        """The draft with contacts to choose from; ``because`` is a message about ``words``."""
        return replace(
            self,
            offered=tuple(choices),
            offered_because=because,
            facts={**self.facts, "words": words},
        )


def _merged(labels: Mapping[str, str], new: Mapping[str, str | None]) -> dict[str, str]:
    kept = {key: label for key, label in labels.items() if key not in new}
    return kept | {key: label for key, label in new.items() if label}
