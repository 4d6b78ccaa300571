"""Slack messages as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slack_messages.markup import (
    as_read,
    from_markdown,
    mentioned_users,
    permalink,
    quoted,
    unstyled,
)

NAMES = {"U123": "Meagan Bond", "W9": "Jim Olive"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("plain", "plain"),
        ("<@U123> called", "@Meagan Bond called"),
        ("<@U999|robin>", "@robin"),
        ("<@U999>", "@U999"),
        ("<#C1|general> <#C2>", "#general #C2"),
        ("<!here> <!channel|all> <!subteam^S1|@sales> <!subteam^S1>",
         "@here all @sales @subteam"),
        ("<!date^1392734382^Posted {date}|Posted 18 February>", "Posted 18 February"),
        ("<https://cronus.example>", "https://cronus.example"),
        ("<https://cronus.example|our site>", "our site (https://cronus.example)"),
        ("<mailto:m@art.example|m@art.example>", "m@art.example"),
        ("<tel:+15550100|+1 555 0100>", "+1 555 0100"),
        ("<tel:+33199001026|01 99 00 10 26>", "01 99 00 10 26"),
        ("<mailto:m@art.example|Meagan>", "Meagan (m@art.example)"),
        ("<mailto:m@art.example?subject=Chairs>", "m@art.example"),
        ("<tel:+15550100|ring 24/7>", "ring 24/7 (+15550100)"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;@U123&gt;", "<@U123>"),
        ("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2"),
        ("مرحبا 🙂 <@W9>", "مرحبا 🙂 @Jim Olive"),
        ("<>", "<>"),
        ("1 < 2", "1 < 2"),
    ],
)  # fmt: skip
def test_a_message_reads_as_its_author_sees_it(sent: str, read: str) -> None:
    assert as_read(sent, NAMES) == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("*bold*, _slanted_ ~gone~ `code` ```two\nlines```",
         "bold, slanted gone code two\nlines"),
        ("*_both_* (*in brackets*)", "both (in brackets)"),
        ("*From:* Meagan\n*To:* Jim", "From: Meagan\nTo: Jim"),
        ("&gt; quoted\n> quoted\n&gt;&gt;&gt; to the end\n1 &gt; 0",
         "quoted\nquoted\nto the end\n1 &gt; 0"),
        ("2*3*4, snake_case_name, _me_@x.example, * a *", None),
        ("<https://x.example/_a_/*b*/~c~|~d~>", None),
        ("*see <https://x.example/a*b|it>*", "see <https://x.example/a*b|it>"),
        ("`*not bold*`", "*not bold*"),
        ("*not\nbold* _", None),
    ],
)  # fmt: skip
def test_signs_of_style_are_left_out(sent: str, read: str | None) -> None:
    assert unstyled(sent) == (sent if read is None else read)


def test_markdown_is_read_as_its_author_sees_it() -> None:
    written = (
        '# Visit of [Jim](https://x.example/a_b_c "title") & <jim@x.example>\n'
        "***\n~~gone~~ __bold__ 2 * 3 <b> \\*star\\*\n"
        "1. ![a plan](https://x.example/p.png)\n   - `code`\n```python\nx = 1\n```\n"
        "<https://x.example> <@U123>"
    )
    assert as_read(from_markdown(written), NAMES) == (
        "Visit of Jim (https://x.example/a_b_c) & jim@x.example\n"
        "gone bold 2 * 3 <b> *star*\n"
        "1. a plan\n   • code\nx = 1\n"
        "https://x.example @Meagan Bond"
    )


def test_a_mentioned_user_is_found_once_and_in_order() -> None:
    text = "<@U2> <@U1|jim> <@U2> <@W9> &lt;@U7&gt; <#C1> <@not>"
    assert mentioned_users(text) == ["U2", "U1", "W9"]


def test_a_permalink_leads_to_the_message() -> None:
    address = "https://cronus.slack.com/archives/C1/p1700000000000100"
    assert permalink("cronus", "C1", "1700000000.000100") == address
    assert permalink("cronus", "C1", "1700000000.000100", "1700000000.000100") == address


def test_a_permalink_of_a_reply_leads_into_its_thread() -> None:
    assert permalink("cronus", "D1", "1700000005.000200", "1700000000.000100") == (
        "https://cronus.slack.com/archives/D1/p1700000005000200?thread_ts=1700000000.000100&cid=D1"
    )


def test_a_quoted_message_names_its_author_and_place() -> None:
    assert quoted("Hello", "Jim", "https://x.example/p1", 3000) == (
        "Hello\n\n— Jim, https://x.example/p1"
    )
    assert quoted("Hello", "Jim", "", 3000) == "Hello\n\n— Jim"
    assert quoted("", "Jim", "https://x.example/p1", 3000) == "— Jim, https://x.example/p1"


@given(st.text(max_size=4000), st.text(min_size=1, max_size=100))
def test_a_quoted_message_keeps_its_source_however_long_it_is(text: str, author: str) -> None:
    comment = quoted(text, author, "https://x.example/p1", 3000)
    assert len(comment) <= 3000
    assert comment.endswith(f"— {author}, https://x.example/p1")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    as_read(text, NAMES)
    mentioned_users(text)
    unstyled(text)
    from_markdown(text)
