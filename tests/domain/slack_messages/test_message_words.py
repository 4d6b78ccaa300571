"""The words of messages that other apps post."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slack_messages.markup import as_read, mentioned_users
from bot.domain.slack_messages.message_words import LONGEST, author_of, place_of, words_of
from tests.relayed import READ, RELAYED

NAMES = {"U0HELENA": "Helena Ray"}


@pytest.mark.parametrize("kind", RELAYED)
def test_a_message_of_another_app_is_read_from_top_to_bottom(kind: str) -> None:
    assert as_read(words_of(RELAYED[kind]).text, NAMES) == READ[kind]


def test_what_only_notifications_show_is_looked_through_but_not_kept() -> None:
    message = {
        "text": "Missed call from <tel:+12065550106|+1 206-555-0106> for <@U1>",
        "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Missed call"}}],
    }
    words = words_of(message)
    assert words.text == "Missed call"
    assert "+12065550106" in words.searched
    assert mentioned_users(words.searched) == ["U1"]


def test_a_person_s_words_are_read_once_and_as_they_were_typed() -> None:
    typed = [
        {"type": "text", "text": "2*3*4 ", "style": {"bold": True}},
        {"type": "text", "text": "is &lt; <b> in "},
        {"type": "channel", "channel_id": "C1"},
    ]
    message = {
        "user": "U1",
        "text": "*2*3*4* is &amp;lt; &lt;b&gt; in <#C1|sales>",
        "blocks": [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": typed}]}
        ],
    }
    assert as_read(words_of(message).searched, {}) == "2*3*4 is &lt; <b> in #sales"


@pytest.mark.parametrize("given", ["Müller &amp; Söhne", "Müller & Söhne"])
def test_entities_are_read_whether_slack_puts_them_or_not(given: str) -> None:
    message = {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": given}}]}
    assert as_read(words_of(message).text, {}) == "Müller & Söhne"


def test_blocks_without_words_leave_the_text() -> None:
    message = {"text": "Meagan Bond", "blocks": [{"type": "divider"}, {"type": "actions"}]}
    assert words_of(message).searched == "Meagan Bond"


def test_the_same_words_in_text_and_attachment_are_read_once() -> None:
    message = {"text": "Call of Meagan Bond", "attachments": [{"text": "*Call of Meagan Bond*"}]}
    assert words_of(message).searched == "Call of Meagan Bond"


def test_a_very_long_message_is_read_in_part() -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "chairs " * 400}}
    assert len(words_of({"blocks": [block] * 500}).text) <= LONGEST


def test_elements_within_elements_without_end_are_left() -> None:
    element: dict[str, Any] = {"type": "text", "text": "deep"}
    for _ in range(5_000):
        element = {"type": "rich_text_list", "elements": [element]}
    message = {"text": "shown", "blocks": [{"type": "rich_text", "elements": [element]}]}
    assert words_of(message).text == "shown"


_KEYS = st.sampled_from(
    re.findall(
        r"\w+",
        "type text fields elements accessory rows title title_link value blocks attachments files"
        " message_blocks message name from address unicode timestamp user_id url call v1 fallback"
        " all_participants offset style",
    )
)
_KINDS = st.sampled_from(
    re.findall(
        r"\w+",
        "section rich_text rich_text_list rich_text_section header context table image markdown"
        " call text link emoji date mrkdwn plain_text ordered",
    )
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | _KINDS | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS | st.text(max_size=3), inner),
    max_leaves=40,
)


@given(st.dictionaries(st.sampled_from(["text", "blocks", "attachments", "files"]), _ANYTHING))
def test_whatever_an_app_sends_is_read_or_passed_over(message: dict[str, Any]) -> None:
    words = words_of(message)
    as_read(words.searched, NAMES).encode()
    mentioned_users(words.searched)


@pytest.mark.parametrize(
    ("message", "author"),
    [
        ({"user": "U0HELENA"}, "Helena Ray"),
        ({"user": "U0HELENA", "bot_id": "B1"}, "Helena Ray"),
        ({"user": "U0HELENA", "bot_id": "B1", "username": "Mail"}, "Mail"),
        ({"user": "U9", "bot_id": "B1", "bot_profile": {"name": "Phones"}}, "Phones"),
        ({"user": "U9"}, "U9"),
        ({"user": None, "bot_profile": []}, ""),
        ({}, ""),
    ],
)
def test_the_author_is_whoever_the_message_shows(message: dict[str, Any], author: str) -> None:
    assert author_of(message, NAMES) == author


WHOLE: dict[str, Any] = {
    "team": {"id": "T1", "domain": "contoso"},
    "channel": {"id": "C1", "name": "sales"},
    "message": {"ts": "1700000000.000100"},
}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "https://contoso.slack.com/archives/C1/p1700000000000100"),
        ({"team": None}, "#sales"),
        ({"team": {"id": "T1"}}, "#sales"),
        ({"team": None, "channel": {"id": "C1"}}, ""),
        ({"team": None, "channel": {"id": "D1", "name": "directmessage"}}, ""),
        ({"team": None, "channel": {"id": "G1", "name": "mpdm-jim--ann-1"}}, ""),
        ({"channel": None}, ""),
    ],
)
def test_a_place_that_slack_doesn_t_tell_is_left_out(changes: dict[str, Any], place: str) -> None:
    assert place_of(WHOLE | changes) == place
