"""What an app answers to a `block_suggestion` and to a `view_submission`."""

from collections.abc import Mapping
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.composition import OPTION_GROUP, SELECT_OPTION
from simulator.blockkit.report import Place, Report
from simulator.blockkit.rules import exactly_one
from simulator.blockkit.shapes import Array, Object
from simulator.blockkit.view import check_view
from simulator.blockkit.violation import Violation

# An empty list is a valid answer: nothing was found.
_OPTIONS = Object(
    {
        "options": Array(SELECT_OPTION, limits.SELECT_OPTIONS),
        "option_groups": Array(OPTION_GROUP, limits.SELECT_OPTION_GROUPS),
    },
    rules=(exactly_one("options", "option_groups"),),
)
_COMPANION: Mapping[str, str | None] = {
    "update": "view",
    "push": "view",
    "errors": "errors",
    "clear": None,
}


def validate_options(reply: Mapping[str, Any]) -> list[Violation]:
    """Every reason for which Slack shows no options from an answer to `block_suggestion`.

    Pointers start with `/options` or `/option_groups`. Slack tells the app nothing; the code is
    `invalid_arguments` for want of one.
    """
    report = Report("invalid_arguments")
    _OPTIONS.check(dict(reply), "", report)
    return report.violations


def validate_submission_reply(reply: Mapping[str, Any], view: Mapping[str, Any]) -> list[Violation]:
    """Every reason for which Slack refuses an answer to a `view_submission` of `view`.

    An empty reply closes the view. `view` is the submitted view with the block_ids that Slack
    gave to blocks that had none. The user sees "We had some trouble connecting" for all of these.
    """
    report = Report("invalid_arguments")
    if not reply:
        return report.violations
    action = reply.get("response_action")
    if "response_action" not in reply:
        report.add("", wording.missing("response_action"))
        return report.violations
    if not isinstance(action, str) or action not in _COMPANION:
        report.add("/response_action", wording.NOT_IN_ENUM)
        return report.violations
    companion = _COMPANION[action]
    for name in reply:
        if name not in ("response_action", companion):
            report.add("", wording.unknown(name))
    if companion is not None and companion not in reply:
        report.add("", wording.missing(companion))
    elif companion == "view":
        _check_next_view(reply["view"], report)
    elif companion == "errors":
        _check_errors(reply["errors"], view, report)
    return report.violations


def _check_next_view(view: object, report: Report) -> None:
    at: Place = "/view"
    if not isinstance(view, Mapping):
        report.add(at, wording.MUST_BE_OBJECT)
        return
    if view.get("type") == "home":
        report.add((at, "type"), wording.unsupported("home"))
        return
    check_view(view, at, report)


def _check_errors(errors: object, view: Mapping[str, Any], report: Report) -> None:
    at: Place = "/errors"
    if not isinstance(errors, Mapping):
        report.add(at, wording.MUST_BE_OBJECT)
        return
    if not errors:
        report.add(at, wording.too_few(1))
    blocks = view.get("blocks")
    inputs = {
        str(block.get("block_id"))
        for block in (blocks if isinstance(blocks, list) else ())
        if isinstance(block, Mapping) and block.get("type") == "input"
    }
    for block_id, sentence in errors.items():
        if block_id not in inputs:
            report.add((at, block_id), wording.NOT_AN_INPUT)
        if not isinstance(sentence, str):
            report.add((at, block_id), wording.MUST_BE_STRING)
        elif not sentence:
            report.add((at, block_id), wording.too_short(1))
