"""The words that find a contact beside those of its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts.search_words import (
    MOST_INSIDE,
    address_part,
    address_words,
    inside,
    joined,
)
from bot.domain.folding import words

NAMES = st.text(st.characters(codec="utf-8", max_codepoint=0x10FFFD), max_size=40)


@pytest.mark.parametrize(
    ("name", "person", "found"),
    [
        ("Jean-Pierre Duval", True, ["jeanpierre"]),
        ("Jean-Pierre", True, ["jeanpierre"]),
        ("Jean Pierre Duval", True, ["jeanpierre", "pierreduval"]),
        ("Jan van den Berg", True, ["vandenberg", "denberg"]),
        ("Hans‐Jürgen Böhm", True, ["hansjurgen", "hansjuergen"]),
        ("Ski-House Nord", False, ["skihouse"]),
    ],
)
def test_a_name_of_several_words_is_found_written_in_one(
    name: str, person: bool, found: list[str]
) -> None:
    together = [word for run in joined(name, person=person) for word in run]
    for typed in found:
        assert any(word.startswith(typed) for word in together)


@pytest.mark.parametrize(
    ("name", "person"), [("Meagan Bond", True), ("School of Fine Art", False), ("- a -", True)]
)
def test_other_names_stay_apart(name: str, person: bool) -> None:
    assert joined(name, person=person) == []


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("田村", ["村"]),
        ("株式会社", ["式会社", "会社", "社"]),
        ("sony株式", ["株式", "式"]),
        ("meagan", []),
        ("田", []),
        ("", []),
    ],
)
def test_a_word_without_spaces_is_found_from_each_character_on(word: str, found: list[str]) -> None:
    assert inside(word) == found


@pytest.mark.parametrize(
    ("name", "part"), [("김철수", "철수"), ("สมชาย", "ชาย"), ("タムラ", "ムラ")]
)
def test_so_are_korean_thai_and_kana(name: str, part: str) -> None:
    [word], [typed] = words(name), words(part)
    assert any(found.startswith(typed) for found in inside(word))


@given(NAMES)
def test_what_is_inside_is_a_limited_number_of_ends(name: str) -> None:
    for word in words(name):
        found = inside(word)
        assert len(found) <= MOST_INSIDE
        assert all(word.endswith(part) and 0 < len(part) < len(word) for part in found)


@pytest.mark.parametrize(
    ("email", "own", "domains"),
    [
        ("zoe+news@example.com", ["zoe", "news"], ["example.com"]),
        ("Meagan.Bond_1975@mail.Example.co.uk", ["meagan", "bond"],
         ["mail.example.co.uk", "example.co.uk", "co.uk"]),
        ("jean-pierre@localhost", ["jean", "pierre"], ["localhost"]),
        ("no address", [], []),
        ("", [], []),
        (None, [], []),
    ],
)  # fmt: skip
def test_an_address_has_words_and_a_domain(
    email: str | None, own: list[str], domains: list[str]
) -> None:
    assert address_words(email) == (own, domains)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("zoe+news", "zoe+news"),
        ("@Example.com", "example.com"),
        (" bond@sch ", "bond@sch"),
        ("meagan", None),
        ("meagan bond", None),
        ("@", None),
        ("", None),
    ],
)
def test_what_reads_like_a_part_of_an_address(typed: str, part: str | None) -> None:
    assert address_part(typed) == part
