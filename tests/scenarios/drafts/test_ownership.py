"""Everybody's drafts are their own, whatever is pressed, forged or sent again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.scenarios.forging import alerts, press_unseen, submit_forged
from tests.scenarios.walking import LOGGED, begin, fill, finish_now, go_on, notices

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

NOT_YOURS = "This draft belongs to somebody else. Only its owner can open or discard it."


async def test_two_users_never_see_each_other_s_drafts(stage: Stage) -> None:
    benjamin, jim = stage.person("Benjamin Chiu"), stage.person("Jim Olive")
    await (await fill(await begin(benjamin))).cancel()
    await (await fill(await begin(jim), "Jesse Homer", "Golf event")).cancel()
    await stage.quiet()
    for person, own, other in ((benjamin, "Meagan", "Jesse"), (jim, "Jesse", "Meagan")):
        home = await person.open_home()
        drafts = home.text.partition("Your last interactions")[0]
        assert own in drafts
        assert other not in drafts
        await person.command("/postponed")
        listed = await person.modal("Postponed interactions")
        assert own in listed.text
        assert other not in listed.text
        assert len(await notices(person)) == 1


@pytest.mark.parametrize("button", [0, 1])  # Resume, Discard
async def test_another_user_s_button_only_gets_a_sentence(any_stage: Stage, button: int) -> None:
    benjamin, jim = any_stage.person("Benjamin Chiu"), any_stage.person("Jim Olive")
    await (await fill(await begin(benjamin))).cancel()
    await any_stage.quiet()
    (notice,) = await notices(benjamin)
    await press_unseen(jim, notice.blocks[-1]["elements"][button]["action_id"])
    modal = await jim.modal(lambda m: m.alerts)
    assert modal.alerts == [NOT_YOURS]
    assert "Meagan" not in jim.screen
    assert notice.buttons == ["Resume", "Discard"]
    assert len(await any_stage.drafts()) == 1


async def test_another_user_s_form_saves_and_logs_nothing(any_stage: Stage) -> None:
    benjamin, jim = any_stage.person("Benjamin Chiu"), any_stage.person("Jim Olive")
    modal = await fill(await begin(benjamin))
    own = await fill(await begin(jim), "Jesse Homer")
    answer = await submit_forged(own, jim, private_metadata=modal.private_metadata)
    assert alerts(answer) == [NOT_YOURS]
    assert "Meagan" not in str(answer.body)
    await finish_now(modal)
    assert [row["contact_name"] for row in await any_stage.logged()] == ["Meagan Bond"]


UNKNOWN, GONE = "Please open the window again", "no longer there"


@pytest.mark.parametrize(
    ("metadata", "sentence"),
    [
        *((forged, UNKNOWN) for forged in ("", ":", "x", "0" * 32 + ":7", "a" * 3000, "\x00:1")),
        ('{"draft_id": 1, "revision": 1}', UNKNOWN),
        ('{"draft_id": "../../etc", "revision": 1}', GONE),
        ('{"draft_id": "*", "revision": 1}', GONE),
        (f'{{"draft_id": "{"0" * 32}", "revision": 7}}', GONE),
    ],
)
async def test_forged_metadata_gets_a_sentence_and_keeps_what_was_typed(
    stage: Stage, metadata: str, sentence: str
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    answer = await submit_forged(modal, benjamin, private_metadata=metadata)
    (alert,) = alerts(answer)
    assert sentence in alert
    kept = {block["block_id"] for block in answer.body["view"]["blocks"]}
    assert {block["block_id"] for block in modal.blocks} <= kept
    await finish_now(modal)


async def test_an_old_revision_of_the_own_window_is_taken_all_the_same(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await modal.type("Description", "Newest words")
    draft_id = json.loads(modal.private_metadata)["draft_id"]
    first = json.dumps({"draft_id": draft_id, "revision": 1})
    answer = await submit_forged(modal, benjamin, private_metadata=first)
    assert answer.body["response_action"] == "update"
    draft = await stage.bot.parts.drafts.load(draft_id)
    assert draft is not None
    assert draft.values["description"] == "Newest words"


@pytest.mark.parametrize("step", ["who", "nowhere", "", "result:result"])
async def test_a_forged_step_logs_nothing_by_accident(stage: Stage, step: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await submit_forged(modal, benjamin, callback_id=f"wizard:{step}")
    assert await stage.logged() == []


async def test_a_forged_finish_on_the_first_step_logs_nothing(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await submit_forged(modal, benjamin, callback_id="wizard:result")
    assert await stage.logged() == []
    await go_on(modal, "Campaign")


@pytest.mark.parametrize(
    "action", ["draft.resume:", "draft.discard:x", "draft.restore:*", "drafts.page:x", "nonsense"]
)
async def test_a_button_that_leads_nowhere_gets_a_sentence(stage: Stage, action: str) -> None:
    benjamin = stage.person("Benjamin Chiu")
    answer = await press_unseen(benjamin, action)
    assert answer.status == 200
    modal = await benjamin.modal(lambda m: m.alerts)
    assert modal.alerts[0]


async def test_the_summary_of_somebody_else_s_interaction_is_not_shown(stage: Stage) -> None:
    benjamin, jim = stage.person("Benjamin Chiu"), stage.person("Jim Olive")
    await (await fill(await begin(benjamin))).cancel()
    await stage.quiet()
    action = (await notices(benjamin))[0].blocks[-1]["elements"][0]["action_id"]
    await benjamin.press_in_message("Resume")
    modal = await benjamin.modal(lambda m: "Contact" in m.labels)
    await finish_now(modal)
    await stage.quiet()
    await press_unseen(jim, action)
    shown = await jim.modal(lambda m: m.alerts)
    assert shown.title != LOGGED
    assert "Meagan" not in shown.text
