"""Which words are near, and that their variants say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.domain.contacts.near_words import LONGEST, may_be_near, tolerance, variants

FEW_LETTERS = st.text("abc", min_size=3, max_size=14)
"""Of few letters, so that words which have nothing to do with one another are near as well."""


@st.composite
def edited(draw: st.DrawFn, changes: int) -> tuple[str, str]:
    """A word, and how it reads with so many letters changed, left out, added or swapped."""
    word = typed = draw(st.text("abcdefg", min_size=3, max_size=14))
    for _ in range(changes):
        at = draw(st.integers(0, max(len(typed) - 2, 0)))
        letter = draw(st.sampled_from("abcdefgh"))
        tail = typed[at + 1 :]
        typed = typed[:at] + draw(
            st.sampled_from(
                [tail, letter + tail, letter + typed[at:], tail[:1] + typed[at : at + 1] + tail[1:]]
            )
        )
    return word, typed


@given(edited(1))
def test_one_change_leaves_a_variant_in_common(words: tuple[str, str]) -> None:
    word, typed = words
    if tolerance(typed):
        assert variants(word) & variants(typed)


@given(edited(2))
def test_so_do_two_changes_of_a_longer_word(words: tuple[str, str]) -> None:
    word, typed = words
    if OSA.distance(word, typed) <= tolerance(typed):
        assert variants(word) & variants(typed)


@given(FEW_LETTERS, FEW_LETTERS)
def test_whatever_is_near_has_a_variant_in_common(word: str, typed: str) -> None:
    if OSA.distance(word, typed) <= tolerance(typed):
        assert variants(word) & variants(typed)


@pytest.mark.parametrize(
    ("typed", "changes"),
    [("bo", 0), ("bnd", 1), ("bnod", 1), ("meagn", 1), ("meagna", 2), ("ct0001", 0), ("", 0)],
)
def test_short_words_tolerate_less_and_numbers_nothing(typed: str, changes: int) -> None:
    assert tolerance(typed) == changes


def test_a_word_has_a_limited_number_of_variants() -> None:
    assert len(variants("abcdefgh")) == 37
    assert len(variants("abcdefgh" * 6)) == 37
    assert variants("bond") == {"bond", "ond", "bnd", "bod", "bon"}


def test_numbers_and_overlong_words_are_never_near() -> None:
    assert may_be_near("bond")
    for word in ("bo", "1975", "3m", "a" * (LONGEST + 1), "🙂🙂🙂"):
        assert not may_be_near(word)
