"""What becomes of a contact into which another one is merged."""

from __future__ import annotations

from typing import Any

from bot.domain.contacts.merging import GIVEN_UP, PARTS, STRICTER, merged, to_choose

COLUMNS = [column for part in PARTS for column in part.columns]


def values(**said: Any) -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), **dict.fromkeys(STRICTER, False), **said}


def test_only_what_both_have_and_not_the_same_is_asked() -> None:
    kept = values(name="Meagan Bond", email="m@bond.example", phone="1")
    other = values(name="Megan Bond", email="m@bond.example", job_title="Buyer")
    assert [part.key for part in to_choose(kept, other)] == ["name"]


def test_what_only_the_other_has_is_taken_over() -> None:
    kept, other = values(name="A", phone="1"), values(name="A", phone="1", job_title="Buyer")
    assert merged(kept, other, {}) == {"job_title": "Buyer"}


def test_an_address_is_taken_as_a_whole() -> None:
    kept = values(address="1 High Street", city="Leeds", country_code="GB")
    other = values(address="2 Low Road", post_code="M1")
    assert merged(kept, other, {"address": GIVEN_UP}) == {
        "address": "2 Low Road",
        "post_code": "M1",
        "city": None,
        "country_code": None,
    }
    assert merged(kept, other, {}) == {}


def test_an_exclusion_holds_as_soon_as_one_has_it() -> None:
    changes = merged(values(), values(exclude_from_segment=True), {})
    assert changes == {"exclude_from_segment": True}
    assert merged(values(minor=True), values(), {}) == {}
