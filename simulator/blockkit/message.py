"""Messages as chat.postMessage, chat.postEphemeral, chat.update and response URLs accept them."""

from collections.abc import Iterator
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.payload import block_shape, blocks_within, check_across
from simulator.blockkit.report import Place, Report
from simulator.blockkit.shapes import Array
from simulator.blockkit.violation import Violation

_BLOCKS = Array(block_shape("message"), limits.MESSAGE_BLOCKS)


def validate_message(
    text: str | None, blocks: list[Any] | None, attachments: list[Any] | None = None
) -> list[Violation]:
    """Every reason for which Slack refuses a message; empty when it accepts it.

    The code is `invalid_blocks` unless Slack has one of its own: `no_text`, `msg_too_long`,
    `msg_blocks_too_long`, `too_many_attachments`, `invalid_attachments`.
    """
    report = Report("invalid_blocks")
    if not text and not blocks and not attachments:
        report.add("/text", "must provide `text`, `blocks` or `attachments`", "no_text")
    if text is not None and len(text) > limits.MESSAGE_TEXT:
        report.add("/text", wording.too_long(limits.MESSAGE_TEXT), "msg_too_long")
    _check_blocks(blocks, "/blocks", report)
    _check_attachments(attachments, report)
    return report.violations


def _check_attachments(attachments: object, report: Report) -> None:
    if attachments is None:
        return
    at: Place = "/attachments"
    if not isinstance(attachments, list):
        report.add(at, wording.MUST_BE_ARRAY, "invalid_attachments")
        return
    if len(attachments) > limits.MESSAGE_ATTACHMENTS:
        sentence = wording.too_many(limits.MESSAGE_ATTACHMENTS)
        report.add(at, sentence, "too_many_attachments")
    for index, attachment in enumerate(attachments):
        if isinstance(attachment, dict):
            _check_blocks(attachment.get("blocks"), ((at, index), "blocks"), report)
        else:
            report.add((at, index), wording.MUST_BE_OBJECT, "invalid_attachments")


def _check_blocks(blocks: object, at: Place, report: Report) -> None:
    if blocks is None:
        return
    _BLOCKS.check(blocks, at, report)
    if not isinstance(blocks, list):
        return
    check_across(blocks, at, "message", report)
    markdown = cells = tables = charts = 0
    for here, block in blocks_within(blocks, at):
        kind = block.get("type")
        if kind == "table":
            tables += 1
            if tables > limits.MESSAGE_TABLES:
                report.add(here, wording.ONLY_ONE_TABLE, "invalid_attachments")
        elif kind == "data_visualization":
            charts += 1
            if charts == limits.MESSAGE_CHARTS + 1:
                report.add(here, "too many data_visualization blocks")
        elif kind == "markdown" and isinstance(block.get("text"), str):
            markdown += len(block["text"])
        elif kind == "data_table":
            cells += sum(len(text) for text in _texts(block.get("rows")))
    if markdown > limits.MESSAGE_MARKDOWN:
        report.add(at, wording.too_long(limits.MESSAGE_MARKDOWN), "msg_blocks_too_long")
    if cells > limits.MESSAGE_DATA_TABLE_TEXT:
        report.add(at, wording.too_long(limits.MESSAGE_DATA_TABLE_TEXT))


def _texts(value: object) -> Iterator[str]:
    """Every `text` below a data table's rows."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        text = value.get("text")
        if isinstance(text, str):
            yield text
        yield from _texts(value.get("elements"))
