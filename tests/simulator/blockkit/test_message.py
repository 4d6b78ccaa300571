"""Messages: what they must say, how much, and blocks in attachments."""

from typing import Any

import pytest

from simulator.blockkit import validate_message
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import in_message, refusals


@pytest.mark.parametrize(
    ("text", "blocks", "attachments"),
    [
        ("text", None, None),
        ("text", [], []),
        (None, [s.header()], None),
        ("", [s.header()], None),
        (None, None, [{"text": "attached", "color": "#333"}]),
        ("text", [s.header()], [{"blocks": [s.header()]}]),
    ],
)
def test_a_message_says_something(text: str | None, blocks: Any, attachments: Any) -> None:
    assert validate_message(text, blocks, attachments) == []


@pytest.mark.parametrize(("text", "blocks"), [(None, None), ("", None), (None, []), ("", [])])
def test_a_message_that_says_nothing_is_refused(text: str | None, blocks: Any) -> None:
    assert refusals(validate_message(text, blocks)) == {("no_text", "/text")}


def test_a_table_in_a_container_counts() -> None:
    found = in_message(s.table(), s.container(s.table()))
    assert [violation.message for violation in found] == [
        "only_one_table_allowed [json-pointer:/blocks/1/child_blocks/0]"
    ]


def test_blocks_of_attachments_are_looked_at_too() -> None:
    attachments = [{"text": "fine"}, {"blocks": [s.header("x" * 151)]}]
    assert refusals(validate_message("text", None, attachments)) == {
        ("invalid_blocks", "/attachments/1/blocks/0/text/text")
    }


def test_lists_must_be_lists() -> None:
    wrong: Any = {"type": "section"}
    assert refusals(validate_message("text", wrong)) == {("invalid_blocks", "/blocks")}
    assert refusals(validate_message("text", None, wrong)) == {
        ("invalid_attachments", "/attachments")
    }
    assert refusals(validate_message("text", None, ["text"])) == {
        ("invalid_attachments", "/attachments/0")
    }


def test_text_of_rich_cells_counts_for_data_tables() -> None:
    rich = {**s.data_table(), "rows": [[s.cell("x")], [s.rich_text("x" * 20_000)]]}
    assert refusals(in_message(rich)) == {("invalid_blocks", "/blocks")}
