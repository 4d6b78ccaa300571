"""What becomes of typed text."""

import pytest

from simulator.mrkdwn import Encoder, escape

ENCODER = Encoder(
    {"Otis Falls": "U1", "otis.falls": "U1", "Otis": "U2"}, {"sales": "C1", "sales-north": "C2"}
)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("plain", "plain"),
        ("@Otis Falls and @Otis", "<@U1> and <@U2>"),
        ("@OTIS FALLS", "<@U1>"),
        ("@Otisson", "@Otisson"),
        ("mail@Otis", "mail@Otis"),
        ("#sales-north, #sales.", "<#C2|sales-north>, <#C1|sales>."),
        ("a@b.ch, please", "<mailto:a@b.ch|a@b.ch>, please"),
        ("(https://a.ch/x)", "(<https://a.ch/x>)"),
        ("a < b && c", "a &lt; b &amp;&amp; c"),
        ("&lt;", "&amp;lt;"),
        ("🎉 שלום", "🎉 שלום"),
    ],
)
def test_text_is_encoded_as_slack_does(typed: str, text: str) -> None:
    assert ENCODER.text(typed) == text


def test_blocks_hold_the_same_as_the_text() -> None:
    (block,) = ENCODER.blocks("Hi @Otis, see https://a.ch or a@b.ch in #sales & #nowhere", "b")
    (section,) = block["elements"]
    assert section["elements"] == [
        {"type": "text", "text": "Hi "},
        {"type": "user", "user_id": "U2"},
        {"type": "text", "text": ", see "},
        {"type": "link", "url": "https://a.ch"},
        {"type": "text", "text": " or "},
        {"type": "link", "url": "mailto:a@b.ch", "text": "a@b.ch"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "text", "text": " & #nowhere"},
    ]


def test_three_characters_are_escaped() -> None:
    assert escape("<&>\"'") == "&lt;&amp;&gt;\"'"
