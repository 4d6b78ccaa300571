"""Closing the window: the draft is kept, marked postponed, and told of once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import (
    LOGGED,
    at_the_result,
    begin,
    fill,
    finish_now,
    go_on,
    notices,
    press,
    wizard,
)

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage


async def postponed(stage: Stage) -> list[bool]:
    """The flag of every draft."""
    loaded = [await stage.bot.parts.drafts.load(key) for key in await stage.drafts()]
    return [draft.postponed for draft in loaded if draft is not None]


async def test_the_postpone_button_keeps_the_draft_and_tells_once(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    assert modal.close_button == "Postpone"
    await modal.cancel()
    assert any_stage.slack.traffic("view_closed")[-1].body["is_cleared"] is False
    assert await postponed(any_stage) == [True]
    (notice,) = await notices(benjamin)
    assert "Meagan Bond (School of Fine Art, Miami) · Outgoing phone call" in notice.text
    assert notice.buttons == ["Resume", "Discard"]
    assert await any_stage.logged() == []


async def test_the_x_does_the_same(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await modal.x()
    assert any_stage.slack.traffic("view_closed")[-1].body["is_cleared"] is True
    assert await postponed(any_stage) == [True]
    assert len(await notices(benjamin)) == 1


async def test_a_lone_contact_is_worth_keeping_without_any_check(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.choose("Contact", "Meagan Bond")
    await modal.cancel()
    await stage.quiet()
    (notice,) = await notices(benjamin)
    assert "Meagan Bond (School of Fine Art, Miami) · no template yet" in notice.text


async def test_invalid_values_are_kept_as_well(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await at_the_result(benjamin)
    await modal.type("Cost", "a lot")
    await modal.submit()
    assert "Cost" in modal.errors
    await modal.x()
    await stage.quiet()
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin, "Cost")
    assert modal.value("Cost") == "a lot"


async def test_closing_again_and_again_keeps_to_one_notice(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await begin(benjamin)
    await modal.choose("Contact", "Meagan Bond")
    for close in ("cancel", "x", "cancel"):
        await (modal.cancel() if close == "cancel" else modal.x())
        await any_stage.quiet()
        assert len(await notices(benjamin)) == 1
        assert await postponed(any_stage) == [True]
        await benjamin.press_in_message("Resume")
        modal = await wizard(benjamin)
        assert await postponed(any_stage) == [False]
    await modal.choose("Interaction template", "Golf event")
    await modal.until(lambda m: m.value("Description"))
    await modal.cancel()
    await any_stage.quiet()
    (notice,) = await notices(benjamin)
    assert "Golf event" in notice.text
    assert notice.posted.edited_ts is not None


async def test_the_notice_says_so_once_the_draft_is_logged(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await any_stage.quiet()
    notice = await benjamin.press_in_message("Resume")
    await finish_now(await wizard(benjamin))
    await any_stage.quiet()
    assert notice.texts == ["Logged: Meagan Bond (School of Fine Art, Miami) · Outgoing phone call"]
    assert notice.buttons == []
    assert len(await any_stage.logged()) == 1
    confirmation = await benjamin.message("Interaction logged")
    assert len(benjamin.messages()) == 2, "the notice, and one message more"
    assert confirmation.texts != notice.texts


async def test_a_second_draft_has_a_notice_of_its_own(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await fill(await begin(benjamin))).cancel()
    await (await fill(await begin(benjamin), "Jesse Homer")).cancel()
    await stage.quiet()
    first, second = await notices(benjamin)
    assert "Meagan Bond" in first.text
    assert "Jesse Homer" in second.text


async def test_an_untouched_message_draft_is_not_kept(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    message = await benjamin.post("general", "Lunch?")
    await benjamin.message_shortcut("log_interaction_from_message", message)
    await (await wizard(benjamin)).cancel()
    assert await stage.drafts() == []
    assert benjamin.messages() == []


async def test_words_of_the_command_alone_are_not_kept(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await begin(benjamin, "/interaction meagan bond")).x()
    assert await stage.drafts() == []
    assert await notices(benjamin) == []


async def test_a_client_that_crashes_leaves_the_draft_on_the_list(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await go_on(modal, "Campaign")
    benjamin.crash()
    home = await benjamin.open_home()
    await home.until(lambda h: "Step 2 of 3" in h.text)
    await home.press("Resume")
    modal = await wizard(benjamin, "Campaign")
    await press(modal, "Back", "Contact")
    assert modal.value("Contact") == "Meagan Bond (School of Fine Art, Miami)"


async def test_the_summary_can_be_closed_by_x_without_another_notice(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await finish_now(await fill(await begin(benjamin)))
    assert modal.title == LOGGED
    await modal.x()
    await stage.quiet()
    assert await notices(benjamin) == []
