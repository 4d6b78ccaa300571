"""Views as `views.open`, `views.push`, `views.update` and `views.publish` accept them."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.composition import plain
from simulator.blockkit.payload import block_shape, check_across
from simulator.blockkit.report import Place, Report
from simulator.blockkit.shapes import Array, Boolean, Shape, String, Typed, tagged
from simulator.blockkit.violation import Violation

_COMMON: Mapping[str, Shape] = {
    "callback_id": String(limits.VIEW_CALLBACK_ID),
    "external_id": String(limits.VIEW_EXTERNAL_ID),
    "private_metadata": String(limits.VIEW_PRIVATE_METADATA),
}
_VIEW = Typed(
    {
        "modal": tagged(
            {
                **_COMMON,
                "title": plain(limits.VIEW_TITLE),
                "submit": plain(limits.VIEW_SUBMIT),
                "close": plain(limits.VIEW_CLOSE),
                "blocks": Array(block_shape("modal"), limits.VIEW_BLOCKS, 1),
                "clear_on_close": Boolean(),
                "notify_on_close": Boolean(),
                "submit_disabled": Boolean(),
            },
            required=("title", "blocks"),
        ),
        "home": tagged(
            {**_COMMON, "blocks": Array(block_shape("home"), limits.VIEW_BLOCKS, 1)},
            required=("blocks",),
        ),
    }
)


def validate_view(view: Mapping[str, Any]) -> list[Violation]:
    """Every reason for which Slack refuses a modal or App Home view; empty when it accepts it.

    Pointers start with `/view`. The code is `view_too_large` for the size of the whole and
    `invalid_arguments` for everything else. Ids that must be unique in a team
    (`duplicate_external_id`) and the type of a pushed view are the caller's to check.
    """
    report = Report("invalid_arguments")
    check_view(view, "/view", report)
    return report.violations


def check_view(view: Mapping[str, Any], at: Place, report: Report) -> None:
    """Adds to `report` what is wrong with a view that stands at `at`."""
    value = dict(view)
    size = len(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    )
    if size > limits.VIEW_BYTES:
        report.add(at, f"must be less than {limits.VIEW_BYTES + 1} bytes", "view_too_large")
    _VIEW.check(value, at, report)
    blocks = value.get("blocks")
    if not isinstance(blocks, list):
        return
    modal = value.get("type") == "modal"
    check_across(blocks, (at, "blocks"), "modal" if modal else "home", report)
    if modal and "submit" not in value:
        for index, block in enumerate(blocks):
            if isinstance(block, dict) and block.get("type") == "input":
                # The pointer really ends in the block's type.
                report.add((((at, "blocks"), index), "input"), wording.INPUT_WITHOUT_SUBMIT)
                return
