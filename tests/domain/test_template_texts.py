"""What goes together in a template, and sums by period."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.enums import WizardAction
from bot.domain.forms import Entered
from bot.domain.setup.template_texts import (
    default_language_problem,
    read_text,
    with_field,
    wizard_action_problem,
)
from bot.domain.statistics import Figures, Period, by_period, total


@pytest.mark.parametrize(
    ("action", "content", "right"),
    [
        (None, "", True),
        (None, "Dear", True),
        (WizardAction.OPEN, "", True),
        (WizardAction.OPEN, "Dear", True),
        (WizardAction.MERGE, "", False),
        ("merge", "", False),
        (WizardAction.MERGE, "Dear", True),
        (WizardAction.IMPORT, "", True),
        ("import", "Dear", False),
    ],
)
def test_wizard_action_and_text(action: str | None, content: str, *, right: bool) -> None:
    assert (wizard_action_problem(action, content) is None) is right


def test_a_default_language_is_one_of_the_template() -> None:
    assert default_language_problem(None, ()) is None
    assert default_language_problem("FRA", ["FRA"]) is None
    assert default_language_problem("FRA", ["ENU"]) is not None


def test_unknown_merge_fields_are_named() -> None:
    entered = {
        "language_code": Entered("ENU"),
        "content": Entered("{{contact.name}} {{contact.nam}} {{x}}"),
    }
    _, (problem,) = read_text(entered)
    assert problem.field == "content"
    assert problem.text.parameters == {"fields": "{{contact.nam}}, {{x}}"}


def test_a_field_is_put_at_the_end() -> None:
    assert with_field("", "date") == "{{date}}"
    assert with_field("Dear", "date") == "Dear {{date}}"
    assert with_field("Dear\n", "date") == "Dear\n{{date}}"


def test_figures_by_period_are_the_total() -> None:
    months = {
        (2025, 12): Figures(1, Decimal(2), 3),
        (2026, 1): Figures(2, Decimal("1.5"), 10),
        (2026, 3): Figures(1, Decimal(1), 5),
        (2026, 4): Figures(1, Decimal(1), 5),
    }
    quarters = by_period(months, Period.QUARTER)
    assert [key for key, _ in quarters] == [(2026, 2), (2026, 1), (2025, 4)]
    assert quarters[1][1] == Figures(3, Decimal("2.5"), 15)
    for period in Period:
        assert total(dict(by_period(months, period))) == total(months)
