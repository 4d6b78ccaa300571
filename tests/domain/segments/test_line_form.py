"""What a filled form of one line, or of many, asks for."""

from datetime import date, time
from decimal import Decimal

import pytest

from bot.domain.enums import CorrespondenceType, WizardAction
from bot.domain.forms import Entered
from bot.domain.segments.line_form import (
    BLANK,
    CAN_BE_BLANK,
    INHERIT,
    NAME_OF,
    LineEntry,
    changes_of,
    language_problem,
)
from bot.domain.segments.lines import FIELDS
from tests.making import languages, template

TODAY = date(2026, 3, 16)


def _entry(
    *, inherit: tuple[str, ...] = (), blank: tuple[str, ...] = (), **typed: object
) -> LineEntry:
    form = {key: Entered(value, 1) for key, value in typed.items()}  # type: ignore[arg-type]
    return LineEntry(form, inherit, blank)


def _asked(entry: LineEntry, *, many: bool = False) -> tuple[dict[str, object], list[str]]:
    changes, problems = changes_of(entry, TODAY, ".", None, many=many)
    return dict(changes), [problem.field for problem in problems]


def test_every_field_of_a_line_is_in_its_form() -> None:
    assert set(NAME_OF.values()) == set(FIELDS)


def test_values_are_read_as_the_line_has_them() -> None:
    entry = _entry(
        cost="1,234.50",
        duration="1h15",
        date="2026-03-17",
        time="09:30",
        correspondence_type="email",
        campaign_target=True,
        content=" Hello\n",
    )
    assert _asked(entry) == (
        {
            "cost": Decimal("1234.50"),
            "duration_min": 75,
            "date": date(2026, 3, 17),
            "time": time(9, 30),
            "correspondence_type": CorrespondenceType.EMAIL,
            "campaign_target": True,
            "content": "Hello",
        },
        [],
    )


def test_what_was_emptied_is_blank_for_one_line_and_left_alone_for_many() -> None:
    entry = _entry(subject=None, cost=" ", duration=None, campaign=None, campaign_target=None)
    blank = {
        "subject": None,
        "cost": Decimal(0),
        "duration_min": 0,
        "campaign_no": None,
        "campaign_target": False,
    }
    assert _asked(entry) == (blank, [])
    assert _asked(entry, many=True) == ({}, [])


def test_zero_and_no_are_values_for_many() -> None:
    entry = _entry(cost="0", duration="0", campaign_target=False)
    asked = {"cost": Decimal(0), "duration_min": 0, "campaign_target": False}
    assert _asked(entry, many=True) == (asked, [])


def test_blanks_are_set_by_name_where_a_line_can_do_without() -> None:
    wanted = dict.fromkeys((NAME_OF[key] for key in CAN_BE_BLANK), None)
    assert _asked(_entry(blank=tuple(NAME_OF)), many=True) == (wanted, [])
    needed = {"template", "description", "salesperson", "date"}  # else the line can't be logged
    assert not needed & set(CAN_BE_BLANK)


@pytest.mark.parametrize(
    ("entry", "at"),
    [
        (_entry(cost="5", inherit=("cost",)), ["cost"]),
        (_entry(subject="x", blank=("subject",)), ["subject"]),
        (_entry(template="BUS", inherit=("template",)), [INHERIT]),
        (_entry(campaign="C", blank=("campaign",)), [BLANK]),
        (_entry(inherit=("subject",), blank=("subject",)), [BLANK]),
        (_entry(cost="a lot", duration="-5", date="2099-01-01"), ["date", "cost", "duration"]),
    ],
)
def test_what_is_wrong_is_named_where_it_can_be_seen(entry: LineEntry, at: list[str]) -> None:
    assert _asked(entry, many=True)[1] == at


def test_merge_fields_are_checked_where_they_are_filled() -> None:
    entry = _entry(content="Dear {{contact.nickname}}, {{contact.name}}")
    for action, found in ((WizardAction.MERGE, ["content"]), (WizardAction.OPEN, [])):
        made = template(wizard_action=action)
        _, problems = changes_of(entry, TODAY, ".", made)
        assert [problem.field for problem in problems] == found


def test_a_language_must_be_one_of_the_templates() -> None:
    made = template(languages=languages(ENU="Hello"))
    assert language_problem({"language_code": "ENU"}, made) == []
    assert language_problem({"language_code": None}, made) == []
    assert language_problem({"language_code": "FRA"}, None) == []
    (problem,) = language_problem({"language_code": "FRA"}, made)
    assert problem.field == "language"
