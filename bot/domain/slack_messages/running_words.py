"""The words of running text one by one, with where each stands and how it may be spelled."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from bot.domain.folding import spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LONGEST_NAME = 8
"""Words in the longest name that is looked for."""

SENTENCE_END = re.compile(r"[!?;\n]|(?<=\w\w)\.\s+(?=[A-ZÀ-Þ])")

MOST_WRITTEN_OUT = 3
"""Pairs of letters in a word that are read as one; further ones stay a pair."""

_WORD = re.compile(r"[^\W_]+")
_WRITTEN_OUT = re.compile(r"([aou])e|(a)a")


@dataclass(frozen=True, slots=True)
class RunningWord:
    """One word. `at` is its place in the text, `gap` all that stands before it since the last one;
    `sentence` and `line` are numbers. `spelled` are its folded spellings, its own first. `known`:
    it is part of a name that was found already."""

    at: int
    raw: str
    gap: str
    sentence: int
    line: int
    spelled: tuple[str, ...]
    known: bool


def running_words(text: str, known: Collection[str]) -> list[RunningWord]:
    """The words of `text`. `known` are folded names."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    breaks = [match.end() for match in re.finditer("\n", text)]
    found: list[RunningWord] = []
    last = 0
    for match in _WORD.finditer(text):
        spelled = spellings_of(match[0])
        if spelled:
            at = match.start()
            sentence, line = bisect_right(ends, at), bisect_right(breaks, at)
            gap = text[last:at]
            found.append(RunningWord(at, match[0], gap, sentence, line, spelled, known=False))
            last = match.end()
    return _marked(found, known) if known else found


def spellings_of(word: str) -> tuple[str, ...]:
    """How one word may be spelled, folded: `bohm` and `boehm` for `Böhm` and for `Boehm`.

    Empty for what folds to no word or to several.
    """
    spelled = [spelling[0] for spelling in spellings(word) if len(spelling) == 1]
    spelled += [closed for spelling in spelled[:1] for closed in _letters_closed_up(spelling)]
    return tuple(dict.fromkeys(spelled))


def _letters_closed_up(word: str) -> Iterator[str]:
    """`gunther` for `guenther`: each pair that may stand for one letter, as that letter or not."""
    pairs = [*_WRITTEN_OUT.finditer(word)][:MOST_WRITTEN_OUT]
    if not pairs:
        return
    edges = [0, *(edge for pair in pairs for edge in pair.span()), len(word)]
    between = [word[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    choices = [(pair[1] or pair[2], pair[0]) for pair in pairs]
    for chosen in product(*choices):
        rest = (letter + part for letter, part in zip(chosen, between[1:], strict=True))
        yield between[0] + "".join(rest)


def _marked(words: list[RunningWord], known: Collection[str]) -> list[RunningWord]:
    marked = [False] * len(words)
    for start, first in enumerate(words):
        name = ""
        for end in range(start, min(start + LONGEST_NAME, len(words))):
            if words[end].sentence != first.sentence:
                break
            name = f"{name} {words[end].spelled[0]}" if name else words[end].spelled[0]
            if name in known:
                marked[start : end + 1] = [True] * (end + 1 - start)
    return [
        RunningWord(word.at, word.raw, word.gap, word.sentence, word.line, word.spelled, known=yes)
        if yes
        else word
        for word, yes in zip(words, marked, strict=True)
    ]
