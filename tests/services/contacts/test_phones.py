"""Telephone numbers in the form in which they are compared."""

import pytest

from bot.services.contacts.phones import e164, mentioned, readings, regions_from


@pytest.mark.parametrize(
    ("number", "region", "expected"),
    [
        ("+33 1 99 00 12 34", "US", "+33199001234"),
        ("01 99 00 12 34", "FR", "+33199001234"),
        ("(425) 555-0102", "US", "+14255550102"),
        ("030 23125 123", "DE", "+493023125123"),
        ("030 23125 123", None, None),
        ("12", "US", None),
        ("see card", "US", None),
        ("", "US", None),
        (None, "US", None),
    ],
)
def test_a_number_in_international_form(
    number: str | None, region: str | None, expected: str | None
) -> None:
    assert e164(number, region) == expected


def test_a_bare_number_is_read_as_each_region_would() -> None:
    assert {"+33199001234"} <= readings("01 99 00 12 34", ["US", "FR"])
    assert readings("0033 1 99 00 12 34", ["US"]) == {"+33199001234"}


@pytest.mark.parametrize("typed", ["Anna 2", "12345", "+", "1" * 40, "a@b.example"])
def test_what_is_no_number_has_no_reading(typed: str) -> None:
    assert readings(typed, ["US"]) == set()


def test_numbers_in_running_text_come_with_their_places() -> None:
    text = "ring 425-555-0102 or 030 23125 123"
    found = {number: at for at, number in mentioned(text, ["US", "DE"])}
    assert found["+14255550102"] == text.index("425")
    assert found["+493023125123"] == text.index("030")


def test_the_own_country_comes_first_and_once() -> None:
    assert regions_from("fr")[0] == "FR"
    assert regions_from("FR").count("FR") == 1
