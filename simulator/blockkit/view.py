"""Views as `views.open`, `views.push`, `views.update` and `views.publish` accept them."""

from collections.abc import Mapping
from typing import Any

from simulator.blockkit.violation import Violation


def validate_view(view: Mapping[str, Any]) -> list[Violation]:
    """Every reason for which Slack refuses a modal or App Home view; empty when it accepts it."""
    return []
