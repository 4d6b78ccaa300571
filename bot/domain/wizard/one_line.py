"""One line that says a whole interaction: ``call Meagan Bond yesterday 15 min positive: a quote``.

What is understood fills the form, which is shown to be confirmed; the rest stays as it was typed.
No word is lost, and nothing is guessed about who it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.amounts import Refused, read_duration
from bot.domain.enums import Evaluation
from bot.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    ReadMoment = Callable[[str], "tuple[datetime, bool] | None"]
    """Reads words such as ``yesterday at 10:30``: the moment, and whether its time was said."""

MOST_TEMPLATE_WORDS = 6

_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre"
)
_CLOCK = r"(?:\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m\.?(?!\w))"
_FRENCH_CLOCK = rf"(?:{_CLOCK}|\d{{1,2}}\s?h(?:\s?\d\d)?)"
_DAY = rf"""
    (?:the\s)?day\sbefore\syesterday | yesterday | today | this\s(?:morning|afternoon|evening)
  | avant-hier | hier | aujourd['’]hui
  | (?:last\s|on\s)?(?:{_WEEKDAYS})(?:\sdernier)?
  | \d+\s(?:day|week|hour)s?\sago | il\sy\sa\s\d+\s(?:jour|semaine|heure)s?
  | \d{{4}}-\d\d-\d\d | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}
  | (?:on\s|le\s)?\d{{1,2}}(?:st|nd|rd|th|er)?\s(?:{_MONTHS})(?:\s\d{{4}})?
  | (?:on\s)?(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)
"""
_MOMENT = re.compile(
    rf"""(?<!\S)(?:
        (?:{_DAY})(?:,?\s(?:at|à|a)\s{_FRENCH_CLOCK}|,?\s{_CLOCK})?
      | (?:at|à)\s{_FRENCH_CLOCK}
      | \d{{1,2}}:\d\d
    )(?=$|[\s,;])""",
    re.VERBOSE | re.IGNORECASE,
)
_DURATION = re.compile(
    r"""(?<!\S)(?:for\s|pendant\s)?(
        \d+\s?(?:min|mins|minutes?|mn) | \d+\s?(?:h|hours?|heures?|hrs?)(?:\s?\d{1,2}(?:\s?min)?)?
    )(?=$|[\s,;.])""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMENT = re.compile(r":(?=\s|$)")
_EVALUATIONS: Mapping[str, Evaluation] = {
    "very positive": Evaluation.VERY_POSITIVE,
    "tres positif": Evaluation.VERY_POSITIVE,
    "tres positive": Evaluation.VERY_POSITIVE,
    "very negative": Evaluation.VERY_NEGATIVE,
    "tres negatif": Evaluation.VERY_NEGATIVE,
    "tres negative": Evaluation.VERY_NEGATIVE,
    "positive": Evaluation.POSITIVE,
    "positif": Evaluation.POSITIVE,
    "negative": Evaluation.NEGATIVE,
    "negatif": Evaluation.NEGATIVE,
    "neutral": Evaluation.NEUTRAL,
    "neutre": Evaluation.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that a line may name: what it is called, in every language that it has."""

    code: str
    names: Sequence[str]
    outbound: bool


@dataclass(frozen=True, slots=True)
class OneLine:
    """What a line says. ``who`` are the words that are left for the contact; ``comment`` is what
    stands after the colon. ``moment`` and whether its time was said."""

    template: str | None = None
    who: tuple[str, ...] = ()
    moment: datetime | None = None
    timed: bool = False
    duration_min: int | None = None
    evaluation: Evaluation | None = None
    comment: str = ""

    @property
    def understood(self) -> bool:
        """Whether there is more in it than words to search."""
        parts = (self.template, self.moment, self.duration_min, self.evaluation)
        return any(part is not None for part in parts) or bool(self.comment)


def read(line: str, templates: Sequence[Template], read_moment: ReadMoment) -> OneLine:
    """Take a line apart. Every word of it is in the answer, read or as it stands."""
    head, comment = _split(line)
    moment, timed = None, False
    for match in _MOMENT.finditer(head):
        if found := read_moment(match[0]):
            moment, timed = found
            head = _without(head, match)
            break
    duration = None
    said = _DURATION.search(head)
    if said is not None:
        try:
            duration = read_duration(said[1])
            head = _without(head, said)
        except Refused:  # too long: it stays as it stands
            pass
    words = [word for word in re.split(r"[\s,;]+", head) if word]
    evaluation, words = _evaluation(words)
    template, words = _template(words, templates)
    return OneLine(template, tuple(words), moment, timed, duration, evaluation, comment)


def _split(line: str) -> tuple[str, str]:
    match = _COMMENT.search(line)
    if match is None:
        return line, ""
    return line[: match.start()].rstrip(), line[match.end() :].strip()


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _evaluation(words: list[str]) -> tuple[Evaluation | None, list[str]]:
    """The last word or two that say how it went; a contact's name stands before them."""
    for length in (2, 1):
        for start in range(len(words) - length, 0, -1):
            said = " ".join(map(fold, words[start : start + length]))
            if said in _EVALUATIONS:
                return _EVALUATIONS[said], words[:start] + words[start + length :]
    return None, words


def _template(words: list[str], templates: Sequence[Template]) -> tuple[str | None, list[str]]:
    """The template whose name has the most of the first words, outbound before inbound, short
    before long."""
    for length in range(min(len(words) - 1, MOST_TEMPLATE_WORDS), 0, -1):
        wanted = {fold(word) for word in words[:length]}
        found = [
            (not template.outbound, len(name), template.code)
            for template in templates
            for name in template.names
            if wanted <= set(fold(name).split())
        ]
        if found:
            return min(found)[2], words[length:]
    return None, words
