"""Countries and languages by name or code, in the reader's language."""

import pytest

from bot.views import country_lists


@pytest.mark.parametrize(
    ("table", "query", "locale", "value", "label"),
    [
        ("countries", "germ", "en", "DE", "Germany (DE)"),
        ("countries", "allemagne", "fr", "DE", "Allemagne (DE)"),
        ("countries", "cote", "fr", "CI", "Côte d’Ivoire (CI)"),
        ("languages", "danish", "en", "DAN", "Danish (Denmark) – DAN"),
    ],
)
def test_an_entry_is_found(table: str, query: str, locale: str, value: str, label: str) -> None:
    first = country_lists.found(table, query, locale)[0]
    assert (first.value, first.label) == (value, label)


def test_before_anything_is_typed_all_are_offered_in_order() -> None:
    found = country_lists.found("countries", "", "fr")
    assert len(found) > 200
    assert found[0].label == "Afghanistan (AF)"


def test_a_code_of_the_companys_own_can_be_typed() -> None:
    assert country_lists.found("countries", "uk", "en")[-1].value == "UK"
    assert [
        each.value for each in country_lists.found("countries", "no country at all", "en")
    ] == []
    assert [each.value for each in country_lists.found("countries", "se", "en")].count("SE") == 1
