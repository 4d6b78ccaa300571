"""What keeps a draft from being logged, and what doesn't (business-central 2.6, as amended)."""

from datetime import date

import pytest

from bot.domain.wizard.checks import check_all, check_step
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.reading import allowed_dates
from bot.domain.wizard.table import STEPS, step_with
from tests.making import complete, draft

TODAY = date(2026, 3, 16)


def _found(checked: Draft, sign: str = ".") -> dict[str, str]:
    return {problem.field: problem.text.message for problem in check_all(checked, TODAY, sign)}


def test_a_complete_draft_has_no_problem() -> None:
    assert _found(complete()) == {}


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("contact", "Please choose the contact."),
        ("template", "Please choose an interaction template."),
        ("description", "Please describe the interaction in a few words."),
        ("salesperson", "Please choose the salesperson."),
        ("date", "Please choose a date."),
    ],
)
@pytest.mark.parametrize("blank", [None, "", "  \n\t ", "\u00a0\u2003"])
def test_each_mandatory_field_is_asked_for_by_its_own_sentence(
    field: str, sentence: str, blank: str | None
) -> None:
    assert _found(complete(**{field: blank})) == {field: sentence}


def test_all_missing_fields_are_told_in_the_order_of_the_wizard() -> None:
    fields = [problem.field for problem in check_all(draft(), TODAY, ".")]
    assert fields == ["contact", "template", "description", "salesperson", "date"]


def test_every_other_field_may_stay_blank() -> None:
    needed = {"contact", "template", "description", "salesperson", "date"}
    optional = [field.key for step in STEPS for field in step.fields if field.key not in needed]
    assert _found(complete(**dict.fromkeys(optional))) == {}


def test_an_email_needs_no_content_and_no_address_to_be_recorded() -> None:
    assert _found(complete(correspondence_type="email", content=None)) == {}


@pytest.mark.parametrize(
    "day", ["2006-03-16", "2026-03-15", "2026-03-16", "2026-03-17", "2027-03-16"]
)
def test_days_up_to_twenty_years_back_and_one_ahead_are_allowed(day: str) -> None:
    assert _found(complete(date=day)) == {}


@pytest.mark.parametrize("day", ["2006-03-15", "2027-03-17", "0001-01-01", "9999-12-31"])
def test_another_day_is_refused_with_the_allowed_range(day: str) -> None:
    (problem,) = check_all(complete(date=day), TODAY, ".")
    assert problem.field == "date"
    assert problem.text.parameters == {"first": date(2006, 3, 16), "last": date(2027, 3, 16)}


def test_the_range_holds_on_a_leap_day() -> None:
    assert allowed_dates(date(2028, 2, 29)) == (date(2008, 2, 29), date(2029, 2, 28))


@pytest.mark.parametrize("typed", ["2026-02-30", "tomorrow", "16/03/2026", "2026-13-01"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    assert _found(complete(date=typed)) == {"date": "Please choose a date."}


@pytest.mark.parametrize("typed", ["24:01", "noon", "9h"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert _found(complete(time=typed)) == {"time": "Please choose a time."}


def test_a_time_may_be_blank() -> None:
    assert _found(complete(time=None)) == {}


@pytest.mark.parametrize("typed", ["-1", "1e9", "999999999", "1.005", "a lot"])
def test_a_cost_that_cannot_be_read_is_a_problem_of_its_field(typed: str) -> None:
    assert list(_found(complete(cost=typed))) == ["cost"]


@pytest.mark.parametrize("typed", ["-1", "1.5", "10081", "1h75", "an hour"])
def test_a_duration_that_cannot_be_read_is_a_problem_of_its_field(typed: str) -> None:
    assert list(_found(complete(duration=typed))) == ["duration"]


def test_a_cost_is_read_in_the_users_language() -> None:
    assert _found(complete(cost="12,50"), ",") == {}
    assert _found(complete(cost="1,234"), ".") == {}
    assert list(_found(complete(cost="1,234"), ",")) == ["cost"]


@pytest.mark.parametrize(("field", "limit"), [("description", 100), ("comment", 3000)])
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field: str, limit: int) -> None:
    assert _found(complete(**{field: "é🙂" * (limit // 2)})) == {}
    (problem,) = check_all(complete(**{field: "x" * (limit + 1)}), TODAY, ".")
    assert (problem.field, problem.text.parameters) == (field, {"limit": limit})


def test_blanks_around_a_text_do_not_count() -> None:
    assert _found(complete(description=" " * 60 + "x" * 100 + "\n" * 60)) == {}


@pytest.mark.parametrize(
    "field", ["correspondence_type", "information_flow", "initiated_by", "evaluation"]
)
def test_a_value_that_is_not_in_the_list_is_refused(field: str) -> None:
    assert _found(complete(**{field: "forged"})) == {
        field: "Please choose one of the values of the list."
    }


@pytest.mark.parametrize("field", ["contact", "opportunity"])
@pytest.mark.parametrize("forged", ["CT1", "-1", "1.0", "²", "१", "9" * 11, "9" * 5000, "1; DROP"])
def test_an_id_that_no_row_can_have_is_refused(field: str, forged: str) -> None:
    assert _found(complete(**{field: forged})) == {
        field: "Please choose one of the values of the list."
    }


def _merging(content: str, action: str = "merge") -> Draft:
    made = complete(content=content)
    return draft(values=made.values, facts={"wizard_action": action})


def test_an_unknown_merge_field_is_named() -> None:
    (problem,) = check_all(_merging("Dear {{contact.name}}, {{contact.nmae}}"), TODAY, ".")
    assert (problem.field, problem.text.parameters) == ("content", {"field": "{{contact.nmae}}"})


def test_braces_mean_nothing_where_nothing_is_merged() -> None:
    assert _found(_merging("{{contact.nmae}}", action="open")) == {}
    assert _found(complete(comment="{{contact.nmae}} {} {0}")) == {}


def test_content_is_not_checked_when_the_template_has_none() -> None:
    assert _found(complete(content="x" * 5000)) == {}


def test_next_asks_only_for_the_fields_of_its_step() -> None:
    broken = complete(contact=None, cost="a lot")
    who = [problem.field for problem in check_step(broken, step_with("contact"), TODAY, ".")]
    result = [problem.field for problem in check_step(broken, step_with("cost"), TODAY, ".")]
    assert (who, result) == (["contact"], ["cost"])
