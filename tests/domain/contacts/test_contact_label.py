"""One line that tells a contact from others, within Slack's 75 characters."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts.label import OPTION_LENGTH, clip, contact_label
from tests.making import contact


def test_a_person_is_told_by_name_company_and_city() -> None:
    assert contact_label(contact()) == "Meagan Bond (School of Fine Art, Miami)"


def test_a_company_is_told_by_name_and_city() -> None:
    company = contact(type="company", name="Trey Research", company_name=None, city="Chicago")
    assert contact_label(company) == "Trey Research (Chicago)"


def test_what_is_not_known_is_left_out() -> None:
    assert contact_label(contact(company_name=None)) == "Meagan Bond (Miami)"
    assert contact_label(contact(city=None)) == "Meagan Bond (School of Fine Art)"
    assert contact_label(contact(company_name=None, city=None)) == "Meagan Bond"


def test_a_long_line_keeps_name_company_and_city() -> None:
    label = contact_label(contact(name="N" * 100, company_name="C" * 100, city="Y" * 50))
    assert len(label) == OPTION_LENGTH
    assert label.startswith("N" * 33 + "… (CCCC")
    assert label.endswith("…, YYYYYYYYYYY…)")


def test_a_short_name_leaves_its_room_to_a_long_company() -> None:
    label = contact_label(contact(name="Li Na", company_name="C" * 100, city="Lyon"))
    assert label.startswith("Li Na (" + "C" * 55)
    assert len(label) == OPTION_LENGTH


@given(
    name=st.text(min_size=1, max_size=100),
    company=st.none() | st.text(max_size=100),
    city=st.none() | st.text(max_size=50),
    kind=st.sampled_from(["person", "company"]),
)
def test_a_label_is_never_longer_than_an_option(
    name: str, company: str | None, city: str | None, kind: str
) -> None:
    label = contact_label(contact(name=name, company_name=company, city=city, type=kind))
    assert len(label) <= OPTION_LENGTH
    assert label.startswith(name[:20].rstrip())


@given(st.text(max_size=120), st.integers(1, 120))
def test_a_clipped_text_shows_that_something_is_missing(text: str, length: int) -> None:
    clipped = clip(text, length)
    assert len(clipped) <= length
    assert clipped == text if len(text) <= length else clipped.endswith("…")
