"""Errors on their fields: amounts, durations, dates, long texts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.script import Refused
from tests.scenarios.walking import LOGGED, at_the_result, begin, fill, finish_now, go_on, press

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

AMOUNT = "Please enter an amount such as 8 or 12.50."
MINUTES = "Please enter minutes, or hours and minutes: 75, 1h15 or 1:15."


async def test_a_cost_that_is_none_is_refused_on_its_field(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    for typed, sentence in (
        ("-8", "A cost can't be negative."),
        ("8.125", "A cost has at most two decimals."),
        ("100000000", "A cost can be at most 99,999,999.99."),
        ("9" * 40, "A cost can be at most 99,999,999.99."),
        ("eight", AMOUNT),
        ("8 €", AMOUNT),
        ("1e9", AMOUNT),
    ):
        await modal.type("Cost", typed)
        await modal.submit()
        assert modal.errors == {"Cost": sentence}, typed
        assert modal.value("Cost") == typed
    await modal.type("Cost", "1,234.50")
    await modal.submit()
    assert modal.title == LOGGED
    assert float((await stage.logged())[0]["cost"]) == 1234.5


async def test_a_duration_that_is_none_is_refused_on_its_field(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    for typed, sentence in (
        ("-15", "A duration can't be negative."),
        ("7.5", "A duration is in whole minutes, such as 75, 1h15 or 1:15."),
        ("10081", "A duration can be at most 10,080 minutes (seven days)."),
        ("9" * 40, "A duration can be at most 10,080 minutes (seven days)."),
        ("1:75", MINUTES),
        ("soon", MINUTES),
    ):
        await modal.type("Duration (min)", typed)
        await modal.submit()
        assert modal.errors == {"Duration (min)": sentence}, typed
    await modal.type("Duration (min)", "1:15")
    await modal.submit()
    assert (await stage.logged())[0]["duration_min"] == 75


async def test_several_problems_stand_each_on_its_own_field(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    await modal.type("Cost", "much")
    await modal.type("Duration (min)", "long")
    await modal.submit()
    assert modal.errors == {"Cost": AMOUNT, "Duration (min)": MINUTES}
    assert modal.alerts == []


@pytest.mark.parametrize("day", ["2006-03-15", "2027-03-17", "0001-01-01", "9999-12-31"])
async def test_a_day_out_of_range_is_refused_with_the_range(stage: Stage, day: str) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await press(modal, "More fields", "Date")
    await modal.pick_date("Date", day)
    await modal.submit()
    assert modal.errors == {"Date": "The date must lie between March 16, 2006 and March 16, 2027."}
    await modal.pick_date("Date", "2027-03-16")
    await go_on(modal, "Campaign")


async def test_a_date_that_was_taken_out_is_asked_for(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")))
    await press(modal, "More fields", "Date")
    await modal.pick_date("Date", None)
    await modal.press("Finish now")
    await modal.until(lambda m: m.alerts)
    assert modal.alerts == ["Date: Please choose a date."]


async def test_dates_are_the_user_s_own_day(stage: Stage) -> None:
    days = {}
    for name in ("Jim Olive", "Benjamin Chiu"):
        stage.clock.set(datetime(2026, 3, 17, 3, 30, 20, tzinfo=UTC))
        person = stage.person(name)
        modal = await begin(person)
        await press(modal, "More fields", "Date")
        days[name] = (modal.value("Date"), modal.value("Time"))
    assert days == {  # New York is on summer time already, Copenhagen isn't
        "Jim Olive": ("2026-03-16", "23:31"),
        "Benjamin Chiu": ("2026-03-17", "04:31"),
    }


LONG = {
    "emoji": "🪑👩‍👩‍👧‍👦" * 375,
    "right to left": "شكراً على الكراسي ، תודה " * 120,
    "markup": "<@U000000HR1> &lt; *bold* `x` <https://a.example|b> \\ {{x}} " * 48,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
async def test_a_text_of_three_thousand_characters_is_kept_as_typed(
    stage_on_both: Stage, text: str
) -> None:
    text = text[:3000].rstrip()
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.type("Comment", text)
    await press(modal, "Back", "Campaign")
    await go_on(modal, "Comment")
    assert modal.value("Comment") == text
    await modal.submit()
    assert modal.title == LOGGED
    assert text in modal.texts
    (row,) = await stage_on_both.logged()
    assert row["comment"] == text


async def test_more_than_slack_takes_is_stopped_by_slack(stage: Stage) -> None:
    modal = await at_the_result(stage.person("Benjamin Chiu"))
    with pytest.raises(Refused, match="3000"):
        await modal.type("Comment", "x" * 3001)


@pytest.mark.parametrize("text", ["<@U000000HR1> &lt;b&gt; & *co*", "שלום \u202eabc", "🪑" * 50])
async def test_a_description_is_shown_as_typed_everywhere(stage: Stage, text: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await modal.type("Description", text)
    await modal.enter("Description")
    await modal.cancel()
    home = await benjamin.open_home()
    await home.until(lambda h: text in h.text)
    await home.press("Resume")
    modal = await benjamin.modal(lambda m: "Contact" in m.labels)
    assert modal.value("Description") == text
    await finish_now(modal)
    assert text in modal.texts
    await stage.quiet()
    confirmation = await benjamin.message("Interaction logged")
    assert text in confirmation.texts
    await home.until(lambda h: f"Meagan Bond (School of Fine Art) — {text}" in h.text)
    assert (await stage.logged())[0]["description"] == text


async def test_a_hundred_characters_of_description_fit_every_screen(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    text = "W" * 100
    modal = await fill(await begin(benjamin))
    await modal.type("Description", text)
    await modal.enter("Description")
    await modal.cancel()
    await stage.quiet()
    await benjamin.press_in_message("Resume")
    modal = await benjamin.modal(lambda m: "Contact" in m.labels)
    await finish_now(modal)
    assert (await stage.logged())[0]["description"] == text
