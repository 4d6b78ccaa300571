"""The words by which a contact is found, beside those that its name is written in.

Somebody types a double name in one (`jeanpierre`, `vandenberg`), a character from inside a name of
a script that puts no spaces (`村` of 田村), or a part of an e-mail address (`news`, `example.com`).
"""

import re

from bot.domain.folding import spellings, words

_HYPHENS = re.compile(r"\w[-‐‑–]+\w")

_UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u115f"  # Korean: folding takes a syllable apart, these letters begin one
    "\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff"  # Japanese, Bopomofo
    "\u3400-\u9fff\U00020000-\U0003ffff]"  # Chinese and what others took over from it
)

MOST_INSIDE = 40
"""Places inside one word from which on it is found."""


def joined(name: str, *, person: bool) -> list[list[str]]:
    """The words of `name` written together: from each of them on, in every spelling.

    Of a person with three words or more all of them, so that a double name is found however it is
    written; else only what a hyphen joins. One list per run of words, the longest first.
    """
    if person and len(words(name)) > 2:
        runs = spellings(name)
    else:
        tokens = [token for token in name.split() if _HYPHENS.search(token)]
        runs = [spelling for token in tokens for spelling in spellings(token)]
    found = [["".join(run[start:]) for start in range(len(run) - 1)] for run in runs]
    return [run for run in found if run]


def inside(word: str) -> list[str]:
    """What a word reads from each later character on, in scripts that put no spaces."""
    if word.isascii():
        return []
    starts = (match.start() for match in _UNSPACED.finditer(word, 1))
    return [word[start:] for _, start in zip(range(MOST_INSIDE), starts, strict=False)]


def address_words(email: str | None) -> tuple[list[str], list[str]]:
    """The words before the @ of an address, and its domain from each label but the last on.

    Numbers are left out: `bond.1975@` is found by how it begins.
    """
    local, at, domain = (email or "").strip().lower().rpartition("@")
    if not at:
        return [], []
    labels = domain.split(".")
    domains = [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
    return [word for word in dict.fromkeys(words(local)) if not word.isdecimal()], domains


def address_part(text: str) -> str | None:
    """What was typed, if it reads like the beginning of an address or of its domain."""
    typed = text.strip().lower().removeprefix("@")
    return typed if typed and not typed.isalnum() and len(typed.split()) == 1 else None
