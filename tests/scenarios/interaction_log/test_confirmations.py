"""The confirmation of an interaction follows what happens to it; a reply to it is a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.stage import staged
from tests.scenarios.walking import LOGGED, begin, fill, finish_now

if TYPE_CHECKING:
    import pytest

    from simulator.script import Message, Modal, Person
    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

BENJAMIN, ESTER = "Benjamin Chiu", "Ester Henderson"


async def confirmed(person: Person) -> Message:
    modal = await finish_now(await fill(await begin(person)))
    await modal.x()
    return await person.message(LOGGED)


async def card(person: Person) -> Modal:
    await person.command("/interactions")
    modal = await person.modal("Interaction log")
    if "Everybody's" in modal.buttons:
        await modal.press("Everybody's")
    await modal.until(lambda m: "Meagan Bond" in m.text)
    await modal.press("Open", near="Meagan Bond")
    return await modal.until(lambda m: m.title == "Interaction")


async def test_it_says_that_somebody_else_canceled_and_restored_it(
    stage_on_both: Stage,
) -> None:
    stage = stage_on_both
    benjamin, ester = stage.person(BENJAMIN), stage.person(ESTER)
    message = await confirmed(benjamin)
    modal = await card(ester)
    await modal.press("Cancel interaction")
    await modal.until(lambda m: "Reason" in m.labels)
    await modal.type("Reason", "Entered twice")
    await modal.submit()
    await benjamin.until(lambda: "Interaction canceled" in message.text)
    assert message.buttons == ["Create another", "Contact"]
    await modal.press("Restore", confirm=True)
    await benjamin.until(lambda: LOGGED in message.text)
    assert "Take back" in message.buttons


async def test_it_says_what_was_corrected_and_evaluated(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    message = await confirmed(benjamin)
    await message.press("Correct")
    modal = await benjamin.modal("Correct")
    await modal.type("Description", "Twelve chairs")
    await modal.submit()
    await benjamin.until(lambda: "Twelve chairs" in " ".join(message.texts))


async def test_it_says_that_it_was_taken_back_in_the_window(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    modal = await finish_now(await fill(await begin(benjamin)))
    message = await benjamin.message(LOGGED)
    await modal.press("Take back", confirm=True)
    await benjamin.until(lambda: "is in the log no more" in message.text)
    assert message.buttons == []


async def test_a_reply_becomes_a_comment_where_messages_may_be_heard(
    request: pytest.FixtureRequest, templates: Templates, redis_url: str
) -> None:
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url, hears_messages=True) as stage:
        benjamin = stage.person(BENJAMIN)
        message = await confirmed(benjamin)
        await stage.quiet()
        await benjamin.post("app", "Wants ten of them & a quote", thread=message)
        await benjamin.message("Added to the interaction as a comment.")
        (row,) = await stage.rows("SELECT * FROM interaction_comments ORDER BY id DESC LIMIT 1")
        assert row["comment"] == "Wants ten of them & a quote"
        assert row["created_by"] == benjamin.id
        await benjamin.post("app", "Hello?")
        await stage.quiet()
        (latest,) = await stage.rows("SELECT max(id) AS id FROM interaction_comments")
        assert latest["id"] == row["id"]


async def test_without_the_scope_nothing_is_heard(stage: Stage) -> None:
    benjamin = stage.person(BENJAMIN)
    message = await confirmed(benjamin)
    before = await stage.rows("SELECT count(*) AS n FROM interaction_comments")
    await benjamin.post("app", "Wants ten of them", thread=message)
    await stage.quiet()
    assert await stage.rows("SELECT count(*) AS n FROM interaction_comments") == before
