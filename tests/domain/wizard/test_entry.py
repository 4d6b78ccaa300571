"""The interaction that is read from a draft without problems."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.wizard.checks import Entry, read_entry
from tests.making import complete

TODAY = date(2026, 3, 16)
FILE = {"id": "F1", "name": "offer.pdf"}


def _entry(facts: dict[str, Any] | None = None, sign: str = ".", **values: Any) -> Entry:
    return read_entry(replace(complete(**values), facts=facts or {}), TODAY, sign)


def test_values_are_read_as_what_they_mean() -> None:
    entry = _entry(
        description="  Called  ",
        cost="12,50",
        duration="1h15",
        opportunity="7",
        evaluation="positive",
        campaign="CP1",
        campaign_target=True,
        comment=" Wants chairs \n",
        sign=",",
    )
    assert entry.contact_id == 1
    assert (entry.date, entry.time) == (date(2026, 3, 16), time(10, 0))
    assert entry.description == "Called"
    assert (entry.cost, entry.duration_min) == (Decimal("12.50"), 75)
    assert (entry.opportunity_id, entry.campaign_no) == (7, "CP1")
    assert (entry.campaign_target, entry.campaign_response) == (True, False)
    assert entry.evaluation == "positive"
    assert entry.comment == "Wants chairs"


def test_blank_fields_are_none_or_zero() -> None:
    blank = ("time", "language", "correspondence_type", "campaign", "opportunity", "evaluation")
    nothing: dict[str, Any] = dict.fromkeys(blank)
    entry = _entry(**nothing, cost="", duration=" ", comment="  ")
    texts = {entry.language_code, entry.campaign_no, entry.correspondence_type, entry.evaluation}
    assert texts == {None}
    assert (entry.time, entry.opportunity_id, entry.comment) == (None, None, None)
    assert (entry.cost, entry.duration_min) == (Decimal(0), 0)


@pytest.mark.parametrize(("ticked", "failed"), [(True, False), (False, True), (None, True)])
def test_an_attempt_failed_when_it_was_not_successful(ticked: bool | None, failed: bool) -> None:
    assert _entry(successful=ticked).attempt_failed is failed


@pytest.mark.parametrize(
    ("action", "content", "text", "file"),
    [
        ("open", "Dear Meagan", "Dear Meagan", None),
        ("merge", "Dear Meagan", "Dear Meagan", None),
        ("import", FILE, None, FILE),
        # what an earlier template left behind is on no screen, and so is not logged
        ("import", "Dear Meagan", None, None),
        ("open", FILE, None, None),
        (None, "Dear Meagan", None, None),
        (None, FILE, None, None),
    ],
)
def test_only_content_that_the_template_shows_is_logged(
    action: str | None, content: Any, text: str | None, file: Any
) -> None:
    entry = _entry({"wizard_action": action}, content=content)
    assert (entry.content, entry.file) == (text, file)


def test_text_is_logged_as_typed() -> None:
    typed = "🙂 <@U123> &lt;b&gt; *not bold* مرحبا\n\n{braces} \\ 'quotes' \""
    assert _entry(comment=typed).comment == typed
