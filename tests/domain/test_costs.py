"""Amounts as people type them, in two languages, and those that are refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amounts import MAX_COST, Refused, read_cost
from bot.domain.wizard.defaults import format_cost


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("0", "0", "0"),
        ("8", "8", "8"),
        ("+8", "8", "8"),
        ("007", "7", "7"),
        ("12.50", "12.50", "12.50"),
        ("12,5", "12.5", "12.5"),
        (",5", "0.5", "0.5"),
        (".5", "0.5", "0.5"),
        ("0,05", "0.05", "0.05"),
        (" 12.50 ", "12.50", "12.50"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1\u00a0234,50", "1234.50", "1234.50"),
        ("1\u202f234,50", "1234.50", "1234.50"),
        ("1'234.50", "1234.50", "1234.50"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234.567,8", "1234567.8", "1234567.8"),
        ("99999999.99", "99999999.99", "99999999.99"),
    ],
)
def test_an_amount_is_read_alike_in_both_languages(typed: str, english: str, french: str) -> None:
    assert read_cost(typed, ".") == Decimal(english)
    assert read_cost(typed, ",") == Decimal(french)


def test_a_lone_sign_before_three_digits_groups_thousands_unless_it_is_the_languages_own() -> None:
    assert read_cost("1,234", ".") == 1234
    assert read_cost("1.234", ",") == 1234
    for typed, sign in (("1.234", "."), ("1,234", ",")):
        with pytest.raises(Refused, match="two decimals"):
            read_cost(typed, sign)


@pytest.mark.parametrize(("typed", "sign"), [("0,500", "."), ("0.500", ","), ("00.250", ",")])
def test_nothing_groups_thousands_after_a_zero(typed: str, sign: str) -> None:
    assert read_cost(typed, sign) in {Decimal("0.5"), Decimal("0.25")}


@pytest.mark.parametrize("typed", ["-1", "-0,01", "- 5", "-99999999999999999999"])
def test_a_negative_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="can't be negative"):
        read_cost(typed, ",")


@pytest.mark.parametrize("typed", ["100000000", "99999999.991", "9" * 40])
def test_a_huge_amount_is_refused_with_the_limit(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_cost(typed)
    assert refused.value.text.parameters == {"limit": MAX_COST}


@pytest.mark.parametrize("typed", ["0.001", "12.505", "8,999,9"])
def test_parts_of_a_cent_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_cost(typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abc", "8 €", "$8", "1e3", "NaN", "Infinity", "1.2.3,4,5", "5.", "--5", "1,,2", "½",
     "1,2,3", "12,34.50", "1.23.456", "8<script>"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_rather_than_guessed(typed: str) -> None:
    with pytest.raises(Refused, match="amount"):
        read_cost(typed)


@given(
    cents=st.integers(0, 9_999_999_999),
    sign=st.sampled_from([".", ","]),
)
def test_what_the_bot_writes_it_reads_back(cents: int, sign: str) -> None:
    amount = Decimal(cents) / 100
    assert read_cost(format_cost(amount, sign), sign) == amount


@given(cents=st.integers(0, 9_999_999_999), sign=st.sampled_from([".", ","]))
def test_a_grouped_amount_is_read_back(cents: int, sign: str) -> None:
    amount = Decimal(cents) / 100
    other = "." if sign == "," else ","
    grouped = f"{amount:,.2f}".replace(",", "g").replace(".", sign).replace("g", other)
    assert read_cost(grouped, sign) == amount
    assert read_cost(grouped, other) == amount


@given(st.text(max_size=40), st.sampled_from([".", ","]))
def test_any_text_is_read_within_the_limits_or_refused(typed: str, sign: str) -> None:
    try:
        amount = read_cost(typed, sign)
    except Refused:
        return
    assert 0 <= amount <= MAX_COST
    assert amount == amount.quantize(Decimal("0.01"))
