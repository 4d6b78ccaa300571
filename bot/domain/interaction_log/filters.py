"""Which entries of the interaction log a list shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.enums import Evaluation
from bot.domain.forms import Field, Kind, Problem, table, words_of
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Entered


class Whose(StrEnum):
    MINE = "mine"
    ALL = "all"


class Outcome(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"


class Canceled(StrEnum):
    """Entries that count, those that were canceled, or both."""

    NO = "no"
    ONLY = "only"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the entries of a list have in common; the default is everything of everybody.

    ``whose`` mine are entries of the reader's salesperson and those that they logged. A company as
    ``contact`` stands for its persons too (business-central 4.1). ``words`` each stand in the
    description or in a comment. ``since`` and ``until`` are ISO days, both included.
    """

    whose: str = Whose.ALL
    words: str = ""
    contact: int | None = None
    salesperson: str | None = None
    template: str | None = None
    group: str | None = None
    campaign: str | None = None
    evaluation: str | None = None
    outcome: str | None = None
    since: str | None = None
    until: str | None = None
    canceled: str = Canceled.ALL
    logged_segment: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether it leaves out more than other people's entries."""
        return replace(self, whose=Whose.ALL, words="") != EVERYTHING


EVERYTHING = LogFilter()
MINE = LogFilter(whose=Whose.MINE)

FIELDS = table(
    Field(
        "whose",
        N_("Interactions of"),
        Kind.RADIO,
        required=True,
        choices={Whose.MINE: N_("Mine"), Whose.ALL: N_("Everybody")},
    ),
    Field("contact", N_("Contact or company"), Kind.SEARCH),
    Field("salesperson", N_("Salesperson"), Kind.SEARCH),
    Field("template", N_("Interaction template"), Kind.SEARCH),
    Field("group", N_("Interaction group"), Kind.SEARCH),
    Field("campaign", N_("Campaign"), Kind.SEARCH),
    Field("evaluation", N_("Evaluation"), Kind.CHOICE, choices=words_of(Evaluation)),
    Field(
        "outcome",
        N_("Outcome"),
        Kind.CHOICE,
        choices={Outcome.REACHED: N_("Reached"), Outcome.NOT_REACHED: N_("Not reached")},
    ),
    Field("since", N_("From"), Kind.DATE),
    Field("until", N_("To"), Kind.DATE),
    Field(
        "canceled",
        N_("Canceled"),
        Kind.RADIO,
        required=True,
        choices={
            Canceled.ALL: N_("Canceled ones too"),
            Canceled.NO: N_("Without canceled ones"),
            Canceled.ONLY: N_("Only canceled ones"),
        },
    ),
    Field(
        "words",
        N_("Words"),
        Kind.LINE,
        max_length=150,
        hint=N_("In the description or in a comment"),
    ),
)


def read(
    entered: Mapping[str, Entered], before: LogFilter = EVERYTHING
) -> tuple[LogFilter, list[Problem]]:
    """The filter that a form says, and what is wrong with it. What the form doesn't ask for stays
    as it was ``before``."""
    values = {key: (entered[key].text or None) if key in entered else None for key in FIELDS}
    chosen = LogFilter(
        whose=values["whose"] or before.whose,
        words=values["words"] or "",
        contact=int(values["contact"]) if values["contact"] else None,
        salesperson=values["salesperson"],
        template=values["template"],
        group=values["group"],
        campaign=values["campaign"],
        evaluation=values["evaluation"],
        outcome=values["outcome"],
        since=values["since"],
        until=values["until"],
        canceled=values["canceled"] or before.canceled,
        logged_segment=before.logged_segment,
    )
    problems = []
    if (
        chosen.since
        and chosen.until
        and date.fromisoformat(chosen.until) < date.fromisoformat(chosen.since)
    ):
        problems.append(Problem("until", Text(N_("The period ends before it begins."))))
    return chosen, problems
