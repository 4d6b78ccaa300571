"""Text as it is searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import after_prefix, fold, searchable_words, spellings, words

NAMES = st.text(st.characters(codec="utf-8", max_codepoint=0x10FFFD), max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("MÜLLER", "muller"),
        ("École", "ecole"),
        ("E\u0301cole", "ecole"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Bjørn Ærø", "bjorn aero"),
        ("Łódź", "lodz"),
        ("Þórdís", "thordis"),
        ("Cœur de Ville", "coeur de ville"),
        ("İstanbul", "istanbul"),
        ("ﬁn", "fin"),
        ("Jean-Pierre d’Arc", "jean pierre d arc"),
        ("  A/S  ", "a s"),
        ("3M™", "3mtm"),
        ("日本 株式会社", "日本 株式会社"),
        ("🙂 Café", "🙂 cafe"),
        ("&%$", ""),
        ("", ""),
    ],
)
def test_fold_takes_case_accents_and_punctuation_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Müller", "mueller"),
        ("Bjørn", "bjoern"),
        ("Århus", "aarhus"),
        ("Jäger", "jaeger"),
        ("O'Malley", "omalley"),
        ("d’Aubigny", "daubigny"),
    ],
)
def test_a_name_is_found_by_its_spelling_in_plain_letters(name: str, typed: str) -> None:
    assert typed in searchable_words(name)


def test_a_plain_name_has_one_spelling() -> None:
    assert spellings("Robert Townes") == [["robert", "townes"]]


def test_what_is_searched_by_is_listed_once_with_the_name_itself_in_front() -> None:
    assert searchable_words("Anna Müller Anna") == ["anna", "muller", "mueller"]


@given(NAMES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_case_does_not_matter(text: str) -> None:
    assert words(text.upper().lower()) == words(text.upper())


@given(NAMES)
def test_words_hold_no_blanks(text: str) -> None:
    assert all(word and " " not in word for word in searchable_words(text))


@given(NAMES.filter(bool), NAMES)
def test_everything_that_begins_with_a_prefix_lies_in_its_range(prefix: str, rest: str) -> None:
    assert prefix <= prefix + rest < after_prefix(prefix)


@given(NAMES.filter(bool), NAMES)
def test_nothing_else_lies_in_the_range_of_a_prefix(prefix: str, other: str) -> None:
    if not other.startswith(prefix):
        assert not prefix <= other < after_prefix(prefix)
