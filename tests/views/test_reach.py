"""A line's phone, mobile and e-mail: links where they can be one, as typed where they can't."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.pages import Page
from bot.i18n import translator
from bot.views.segments import lines as segment_lines
from bot.views.segments import reach
from tests.views.test_line_screens import BARE, PLACE, _form

NOBODY = replace(
    BARE, email=None, phone=None, phone_e164=None, mobile_phone=None, mobile_phone_e164=None
)
EN = translator("en")


def shown(**values: Any) -> list[tuple[str, str]]:
    """The kinds of text and the texts that a line shows."""
    blocks = reach.of(replace(NOBODY, **values), EN)
    return [(part["type"], part["text"]) for block in blocks for part in block["elements"]]


@pytest.mark.parametrize(
    ("number", "international", "link"),
    [
        ("+1 425-555-0107", "+14255550107", "<tel:+14255550107|+1 425-555-0107>"),
        ("01 42 68 53 00", "+33142685300", "<tel:+33142685300|01 42 68 53 00>"),
        ("+33 (0)1 42 68 53 00", None, "<tel:+33142685300|+33 (0)1 42 68 53 00>"),
        (" 030/12 34\n5 ", None, "<tel:03012345|030/12 34 5>"),
        ("555 0107 ext. 12", "+14255550107", "<tel:+14255550107|555 0107 ext. 12>"),
        ("555 0107 Max & Co", "+14255550107", "<tel:+14255550107|555 0107 Max &amp; Co>"),
    ],
)
def test_a_number_is_a_link(number: str, international: str | None, link: str) -> None:
    assert shown(phone=number, phone_e164=international) == [("mrkdwn", f"Phone: {link}")]
    mobile = shown(mobile_phone=number, mobile_phone_e164=international)
    assert mobile == [("mrkdwn", f"Mobile: {link}")]


@pytest.mark.parametrize("number", ["ask *reception*", "x12", "<555 0107>", "555|0107", "_555_"])
def test_what_is_no_number_stands_as_typed(number: str) -> None:
    assert shown(phone=number) == [("plain_text", f"Phone: {number}")]
    odd = "*5* <!channel> & _5_"
    assert shown(phone=odd, phone_e164="+14255550107") == [("plain_text", f"Phone: {odd}")]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("meagan@art.example", "<mailto:meagan@art.example|meagan@art.example>"),
        ("zoe+news_b@x.fr", "<mailto:zoe+news_b@x.fr|zoe+news_b@x.fr>"),
        ("a&b?c%d@x.fr", "<mailto:a%26b%3Fc%25d@x.fr|a&amp;b?c%d@x.fr>"),
        ("forêt@étoile.fr", "<mailto:forêt@étoile.fr|forêt@étoile.fr>"),
    ],
)
def test_an_address_is_a_link(address: str, link: str) -> None:
    assert shown(email=f" {address} ") == [("mrkdwn", link)]


@pytest.mark.parametrize(
    "address", ["none", "<@U1>", "a@b>c|d", "two words@x.fr", "_a_@x.fr", "*a*@x.fr", "a@x@y"]
)
def test_what_is_no_address_stands_as_typed(address: str) -> None:
    assert shown(email=address) == [("plain_text", address)]


def test_nothing_known_takes_no_room() -> None:
    assert reach.of(replace(NOBODY, phone=" ", email=""), EN) == []


def test_list_and_form_show_the_same_in_the_readers_language() -> None:
    line = replace(
        NOBODY,
        phone="01 42 68 53 00",
        phone_e164="+33142685300",
        mobile_phone="06 12 34 56 78",
        mobile_phone_e164="+33612345678",
        email="m@art.example",
    )
    french = translator("fr")
    (block,) = reach.of(line, french)
    assert [part["text"] for part in block["elements"]] == [
        "Téléphone : <tel:+33142685300|01 42 68 53 00>",
        "Mobile : <tel:+33612345678|06 12 34 56 78>",
        "<mailto:m@art.example|m@art.example>",
    ]
    assert block in segment_lines.listing(Page((line,), 0, 1), PLACE, french)["blocks"]
    assert block in _form(line, french)["blocks"]
