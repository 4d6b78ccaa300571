"""Which blocks Slack shows where.

From https://docs.slack.dev/blocks.json ("available-in-surfaces") as TightknitAI's
slack-block-kit-validator keeps it, with what that project saw differ in a live workspace:
cards don't render in modals, and an app can't send a `file` block anywhere.
"""

from collections.abc import Mapping
from typing import Literal

Surface = Literal["modal", "home", "message"]

FORBIDDEN: Mapping[Surface, frozenset[str]] = {
    "modal": frozenset(
        {
            "card", "carousel", "container", "context_actions", "data_table",
            "data_visualization", "file", "markdown", "plan", "table", "task_card",
        }
    ),
    "home": frozenset(
        {
            "alert", "context_actions", "data_visualization", "file", "markdown", "plan",
            "table", "task_card",
        }
    ),
    "message": frozenset({"alert", "file"}),
}  # fmt: skip

# docs file-input-element: modals only.
MODAL_ONLY_ELEMENTS = frozenset({"file_input"})
