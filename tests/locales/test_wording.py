"""Dates, numbers and languages as each language writes them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.domain.errors.people import SalespersonCodeTaken
from bot.domain.messages import Text
from bot.i18n import translator

EN, FR = translator("en"), translator("fr")


def _plain(text: str) -> str:
    """Typographic blanks as plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_sentence_is_said_with_its_values_in_the_language() -> None:
    limits = {"first": date(2006, 3, 16), "last": date(2027, 3, 16)}
    said = Text("The date must lie between {first} and {last}.", limits)
    assert EN(said) == "The date must lie between March 16, 2006 and March 16, 2027."
    assert FR(said) == "La date doit être comprise entre le 16 mars 2006 et le 16 mars 2027."
    cost = Text("A cost can be at most {limit}.", {"limit": Decimal("99999999.99")})
    assert EN(cost) == "A cost can be at most 99,999,999.99."
    assert _plain(FR(cost)) == "Un coût ne peut pas dépasser 99 999 999,99."


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    inner = Text("Please choose a date.")
    outer = Text("{field}: {problem}", {"field": Text("Date"), "problem": inner})
    assert _plain(FR(outer)) == "Date : Veuillez choisir une date."


def test_values_with_braces_are_values() -> None:
    assert EN(Text("Chosen file: {name}", {"name": "{x} {} %s"})) == "Chosen file: {x} {} %s"


def test_an_error_says_its_sentence_in_the_language() -> None:
    taken = SalespersonCodeTaken(code="OF")
    assert taken.sentence(EN) == "The code OF is already in use. Please choose another one."
    assert taken.sentence(FR) == "Le code OF est déjà utilisé. Veuillez en choisir un autre."


def test_an_unknown_message_is_said_as_it_is() -> None:
    assert FR("no such message") == "no such message"
    assert FR("") == ""


def test_days_and_clocks_are_written_as_each_language_does() -> None:
    assert EN.day(date(2026, 3, 16)) == "Mon, Mar 16, 2026"
    assert FR.day(date(2026, 3, 16)) == "lun. 16 mars 2026"
    assert _plain(EN.clock(time(8, 5))) == "8:05 AM"
    assert FR.clock(time(8, 5)) == "08:05"


@pytest.mark.parametrize(
    ("ago", "english", "french"),
    [
        (timedelta(minutes=5), "5 minutes ago", "il y a 5 minutes"),
        (timedelta(hours=3), "3 hours ago", "il y a 3 heures"),
        (timedelta(days=2), "2 days ago", "il y a 2 jours"),
    ],
)
def test_an_age_is_told_in_words(ago: timedelta, english: str, french: str) -> None:
    now = datetime(2026, 3, 16, 9, tzinfo=UTC)
    assert EN.age(now - ago, now) == english
    assert _plain(FR.age(now - ago, now)) == french


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=-20), timedelta(minutes=5)])
def test_what_just_began_is_a_minute_old_also_when_clocks_differ(ahead: timedelta) -> None:
    now = datetime(2026, 3, 16, 9, tzinfo=UTC)
    assert EN.age(now + ahead, now) == "1 minute ago"


def test_languages_are_named_with_their_code() -> None:
    assert EN.language("FRA") == "French (France) – FRA"
    assert FR.language("ENU").startswith("Anglais")
    assert EN.language("XYZ") == "XYZ"
    assert (EN.language_name("FRA"), EN.language_name("XYZ")) == ("French (France)", None)


def test_countries_are_named_and_continents_are_none() -> None:
    assert (EN.countries["DE"], FR.countries["DE"]) == ("Germany", "Allemagne")
    assert not {"EU", "UN", "ZZ", "150"} & EN.countries.keys()


def test_the_decimal_sign_is_the_languages_own() -> None:
    assert (EN.decimal_sign, FR.decimal_sign) == (".", ",")
