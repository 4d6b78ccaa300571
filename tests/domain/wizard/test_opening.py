"""What stands in the wizard when it opens (business-central 2.3)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wizard.defaults import local_minute, opening
from tests.making import NOW, draft, person


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "day", "clock"),
    [
        # now + 1 second, rounded up to the next full minute
        ("2026-03-16T09:00:00", "UTC", "2026-03-16", "09:01"),
        ("2026-03-16T09:00:01", "UTC", "2026-03-16", "09:01"),
        ("2026-03-16T09:00:58", "UTC", "2026-03-16", "09:01"),
        ("2026-03-16T09:00:59", "UTC", "2026-03-16", "09:01"),
        ("2026-03-16T09:00:59.000001", "UTC", "2026-03-16", "09:02"),
        # over midnight the day goes with the time
        ("2026-03-16T23:59:30", "UTC", "2026-03-17", "00:00"),
        ("2026-12-31T23:59:59", "UTC", "2027-01-01", "00:00"),
        # the user's day, not the server's
        ("2026-03-16T23:30:00", "Europe/Paris", "2026-03-17", "00:31"),
        ("2026-03-16T02:30:00", "America/New_York", "2026-03-15", "22:31"),
        ("2026-03-16T09:00:00", "Asia/Kolkata", "2026-03-16", "14:31"),
        ("2026-03-16T12:00:00", "Pacific/Kiritimati", "2026-03-17", "02:01"),
        # the clock goes from 01:59 to 03:00, and from 02:59 back to 02:00
        ("2026-03-29T00:59:30", "Europe/Paris", "2026-03-29", "03:00"),
        ("2026-10-25T00:59:30", "Europe/Paris", "2026-10-25", "02:00"),
    ],
)
def test_date_and_time_are_the_users_next_full_minute(
    now: str, zone: str, day: str, clock: str
) -> None:
    opened = opening(draft(), person(zone=zone), _utc(now))
    assert (opened.values["date"], opened.values["time"]) == (day, clock)


@given(
    now=st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(["UTC", "Europe/Paris", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_the_default_time_exists_and_is_at_most_a_minute_and_a_second_away(
    now: datetime, zone: str
) -> None:
    found = local_minute(now, zone)
    assert (found.second, found.microsecond) == (0, 0)
    assert found == found.astimezone(UTC).astimezone(found.tzinfo)
    # Aware datetimes of different zones are subtracted as instants.
    assert timedelta(seconds=1) <= found.astimezone(UTC) - now < timedelta(seconds=61)


def test_a_new_draft_is_successful_and_by_the_users_own_salesperson() -> None:
    opened = opening(draft(), person(), NOW)
    assert opened.flag("successful")
    assert opened.text("salesperson") == "OF"
    assert opened.labels["salesperson"] == "Otis Falls"


def test_everything_else_is_blank_until_a_template_is_chosen() -> None:
    opened = opening(draft(), person(), NOW)
    assert opened.values.keys() <= {"date", "time", "successful", "salesperson"}


def test_who_is_not_linked_has_no_salesperson_yet() -> None:
    unlinked = person(salesperson_code=None, salesperson_name=None, linked=False)
    opened = opening(draft(), unlinked, NOW)
    assert opened.text("salesperson") == ""


def test_defaults_do_not_count_as_typed() -> None:
    assert opening(draft(), person(), NOW).empty
