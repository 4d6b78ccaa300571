"""Names in running text that are not written as a contact's name is.

`Bond, Meagan`, `Meagan's order (Bond)`, a first and a last name on two lines, `Mme Forêt`,
`Guenther Boehm`. Each may mean somebody else, so what they match is offered, never chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise, product

from bot.domain.slack_messages.running_words import RunningWord, running_words

LONGEST_LOOSE_NAME = 4
"""Words in the longest name that is looked for in another order or other letters."""

APART = 6
"""Words at most between a word and the one in brackets that belongs to it."""

LINES_APART = 2
"""Lines further down on which the other half of a name may stand: labels may lie between."""

LONGEST_ON_A_LINE = 3
"""Words of a line that may be a part of a name, and nothing else."""

MOST_TITLED = 10
MOST_SPELLINGS = 8

_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "lady"),
        *("mm", "mme", "mmes", "mlle", "mlles", "monsieur", "madame", "mademoiselle", "docteur"),
        *("messieurs", "mesdames", "professeur", "pr", "doktor"),
        *("herr", "herrn", "frau", "fräulein", "hr", "fru", "frk", "fröken", "herra", "rouva"),
        *("sr", "sra", "srta", "señor", "señora", "sig", "signor", "signora", "dott"),
        *("dhr", "mevr", "mevrouw", "mw", "meneer"),
    )
)
_TITLES_WITH_A_CAPITAL = frozenset(("M", "Me", "Fr"))
"""In small letters they are other words, or measures."""

_OPENING, _CLOSING = frozenset("(["), frozenset(")]")

_PARTICLES = frozenset(
    (
        *("de", "du", "des", "d", "la", "le", "l", "van", "von", "vom", "der", "den", "ter", "te"),
        *("zu", "zur", "af", "av", "di", "da", "del", "della", "dos", "y"),
    )
)
"""Small words that a surname may begin with."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A surname after a title. `words` are its words, each in its spellings; `at` is its place."""

    at: int
    words: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class LooseNames:
    """What to look for, with the place in the text where each stands first.

    `persons` are names in another order or with something between, as only persons have them;
    `spelled` are names in other letters. All are folded.
    """

    persons: dict[str, int] = field(default_factory=dict)
    spelled: dict[str, int] = field(default_factory=dict)
    titled: list[Titled] = field(default_factory=list)


def loose_names(text: str, known: Collection[str] = ()) -> LooseNames:
    """The loose names in `text`.

    `known` are the folded names that were found as they are written; their words mean nobody else.
    """
    found = LooseNames()
    words = running_words(text, known)
    for _, sentence in groupby(words, lambda word: word.sentence):
        run = list(sentence)
        _add_turned_around(run, found)
        _add_in_brackets(run, found)
        _add_in_other_letters(run, found)
    lines = [list(line) for _, line in groupby(words, lambda word: word.line)]
    for line in lines:
        _add_titled(line, found)
    _add_on_two_lines(lines, found)
    return found


def _add_turned_around(sentence: Sequence[RunningWord], found: LooseNames) -> None:
    """`Bond, Meagan`, `BOND Meagan`, `Dupont, Jean-Pierre`."""
    for start in range(len(sentence)):
        for length in range(2, LONGEST_LOOSE_NAME + 1):
            name = sentence[start : start + length]
            if len(name) < length or any(word.known for word in name):
                break
            for cut in range(1, length):
                if length == 2 or name[cut].gap.strip():
                    _add(found.persons, [*name[cut:], *name[:cut]])


def _add_in_brackets(sentence: Sequence[RunningWord], found: LooseNames) -> None:
    """`Meagan's order (Bond)`, `Bond (Meagan)`, `(Bond) Meagan's order`."""
    for begin, opening in enumerate(sentence):
        if not _OPENING & set(opening.gap):
            continue
        rest = range(begin + 1, len(sentence))
        end = next((at for at in rest if _CLOSING & set(sentence[at].gap)), len(sentence))
        if end - begin > LONGEST_ON_A_LINE:
            continue
        around = [*sentence[max(0, begin - APART) : begin], *sentence[end : end + APART]]
        for word, other in product(sentence[begin:end], around):
            if not (word.known or other.known):
                _add(found.persons, [other, word])
                _add(found.persons, [word, other])


def _add_in_other_letters(sentence: Sequence[RunningWord], found: LooseNames) -> None:
    """`Guenther Boehm` for Günther Böhm, and the other way round."""
    for start in range(len(sentence)):
        several = False
        for length in range(1, LONGEST_LOOSE_NAME + 1):
            name = sentence[start : start + length]
            if len(name) < length or name[-1].known:
                break
            several = several or len(name[-1].spelled) > 1
            if several:
                _add(found.spelled, name, but_the_first=True)


def _add_titled(line: Sequence[RunningWord], found: LooseNames) -> None:
    """`Mme Forêt`, `Dr. Hägg`, `Frau von der Heide`, `M. et Mme Saint-Exupéry`."""
    for at, word in enumerate(line):
        if not _is_title(word) or len(found.titled) >= MOST_TITLED:
            continue
        begin = at + 1
        while begin + 1 < len(line) and line[begin].raw.casefold() in _PARTICLES:
            begin += 1
        surname = list(line[begin : begin + 1])
        if not surname or line[at + 1].gap.strip() not in {"", "."}:
            continue
        if surname[0].known or _is_title(surname[0]):
            continue
        if word.raw in _TITLES_WITH_A_CAPITAL and not surname[0].raw[0].isupper():
            continue
        for further in line[begin + 1 : begin + LONGEST_ON_A_LINE]:
            if further.gap not in {"-", "'", "’"} or len(further.raw) == 1:  # `Bond's`
                break
            surname.append(further)
        titled = Titled(surname[0].at, tuple(part.spelled for part in surname))
        if titled.words not in {other.words for other in found.titled}:
            found.titled.append(titled)


def _is_title(word: RunningWord) -> bool:
    return word.raw.casefold() in _TITLES or word.raw in _TITLES_WITH_A_CAPITAL


def _add_on_two_lines(lines: Sequence[Sequence[RunningWord]], found: LooseNames) -> None:
    """A line for each half, as in signatures and forms, or a name that a line's end cut in two."""
    halves = [_value(line) for line in lines]
    for at, half in enumerate(halves):
        for other in halves[at + 1 : at + 1 + LINES_APART]:
            if half and other and len(half) + len(other) <= LONGEST_LOOSE_NAME:
                _add(found.persons, [*half, *other])
                _add(found.persons, [*other, *half])
    for line, following in pairwise(lines):
        if following[0].line != line[-1].line + 1:
            continue
        for before, after in product((1, 2), (1, 2)):
            name = [*line[-before:], *following[:after]]
            if len(name) == before + after and not any(word.known for word in name):
                _add(found.persons, name)


def _value(line: Sequence[RunningWord]) -> Sequence[RunningWord]:
    """The few words that a line consists of, without a label; else nothing."""
    labelled = [at for at, word in enumerate(line) if ":" in word.gap]
    value = line[labelled[-1] :] if labelled else line
    few = len(value) <= LONGEST_ON_A_LINE and not any(word.known for word in value)
    return value if few else ()


def _add(
    names: dict[str, int], words: Sequence[RunningWord], *, but_the_first: bool = False
) -> None:
    """Add what the words make as a name, in their spellings."""
    at = min(word.at for word in words)
    for name in islice(_spelled(words), 1 if but_the_first else 0, MOST_SPELLINGS):
        names[name] = min(at, names.get(name, at))


def _spelled(words: Sequence[RunningWord]) -> Iterator[str]:
    return map(" ".join, product(*(word.spelled for word in words)))
