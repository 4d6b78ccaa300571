"""Merge fields in a template's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.merge_fields import MERGE_FIELDS, merge, unknown_fields

VALUES = {name: f"<{name}>" for name in MERGE_FIELDS}


@pytest.mark.parametrize("name", MERGE_FIELDS)
@pytest.mark.parametrize("form", ["{{%s}}", "{{ %s }}", "{{\t%s\n}}"])
def test_every_field_is_filled_however_it_is_spaced(name: str, form: str) -> None:
    assert merge(f"a {form % name} b", VALUES) == f"a <{name}> b"
    assert unknown_fields(form % name) == []


def test_case_does_not_matter() -> None:
    assert merge("{{Contact.Name}}", VALUES) == "<contact.name>"


def test_an_unknown_field_is_left_as_written_and_named_as_written() -> None:
    text = "{{contact.name}} {{ contact.fax }} {{date}} {{total}}"
    assert merge(text, VALUES) == "<contact.name> {{ contact.fax }} <date> {{total}}"
    assert unknown_fields(text) == ["{{ contact.fax }}", "{{total}}"]


def test_a_value_that_looks_like_a_field_is_not_merged_again() -> None:
    values = VALUES | {"contact.name": "{{salesperson.email}}"}
    assert merge("{{contact.name}}", values) == "{{salesperson.email}}"


def test_a_backslash_in_a_value_is_a_backslash() -> None:
    assert merge("{{contact.name}}", {"contact.name": r"\1 \g<0>"}) == r"\1 \g<0>"


@given(st.text().filter(lambda text: "{{" not in text))
def test_text_without_fields_stays_as_it_is(text: str) -> None:
    assert merge(text, VALUES) == text
    assert unknown_fields(text) == []
