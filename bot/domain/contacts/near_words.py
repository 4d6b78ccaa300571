"""Which words are near to one another: letters changed, left out, added, swapped.

Two words that are at most two such changes apart have a text in common once up to two letters are
left out of each (`variants`), so near words are found by looking up texts that are equal. How near
they are is measured afterwards, of the few that are left.
"""

from itertools import combinations

BEGINNING = 8
"""Only letters at the beginning are left out, or long words would have hundreds of variants."""

SHORTEST = 3
LONGEST = 50


def tolerance(typed: str) -> int:
    """How many changes apart a word may be from the typed one."""
    if len(typed) < SHORTEST or not typed.isalpha():
        return 0  # also numbers, of which each is another one
    return 1 if len(typed) < 6 else 2


def may_be_near(word: str) -> bool:
    """Whether a name's word can be near to anything that is typed."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def variants(word: str) -> set[str]:
    """The beginning of a word with up to as many letters left out as may be wrong in it."""
    begin = word[:BEGINNING]
    places = range(len(begin))
    found = {begin}
    for count in range(1, (1 if len(begin) < 6 else 2) + 1):
        found |= {_without(begin, left_out) for left_out in combinations(places, count)}
    return found


def _without(text: str, places: tuple[int, ...]) -> str:
    kept, start = "", 0
    for place in places:
        kept += text[start:place]
        start = place + 1
    return kept + text[start:]
