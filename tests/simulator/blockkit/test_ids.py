"""Ids that may not repeat, and the one focus of a view."""

from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.samples import in_message, in_modal, refusals


def test_a_block_id_is_used_once_in_a_view() -> None:
    blocks = [s.section(block_id=name) for name in ("a", "b", "a")]
    assert [violation.message for violation in in_modal(*blocks)] == [
        '`block_id` "a" already exists [json-pointer:/view/blocks/2/block_id]'
    ]
    assert refusals(in_message(*blocks)) == {("invalid_blocks", "/blocks/2/block_id")}


def test_blocks_without_an_id_do_not_repeat_one() -> None:
    assert in_modal(s.section(), s.section(), s.section(block_id=""), s.section(block_id="")) == []


def test_a_block_in_a_container_shares_the_ids_of_the_message() -> None:
    inner = s.section(block_id="a")
    assert refusals(in_message(inner, s.container(inner))) == {
        ("invalid_blocks", "/blocks/1/child_blocks/0/block_id")
    }


def test_an_action_id_is_used_once_in_a_block() -> None:
    assert [violation.message for violation in in_message(s.actions(s.button(), s.button()))] == [
        '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]'
    ]
    assert refusals(in_modal(s.actions(s.button("a"), s.button("b"), s.button("a")))) == {
        ("invalid_arguments", "/view/blocks/0/elements/2/action_id")
    }


def test_two_blocks_may_use_the_same_action_id() -> None:
    assert in_modal(s.actions(s.button()), s.actions(s.button())) == []
    assert in_modal(s.section(accessory=s.button()), s.actions(s.button())) == []


def test_the_buttons_of_a_card_have_ids_of_their_own() -> None:
    twice = s.card(actions=[s.button(), s.button()])
    assert refusals(in_message(twice)) == {("invalid_blocks", "/blocks/0/actions/1/action_id")}
    assert refusals(in_message({"type": "carousel", "elements": [s.card(), twice]})) == {
        ("invalid_blocks", "/blocks/0/elements/1/actions/1/action_id")
    }


def test_focus_that_is_switched_off_does_not_count() -> None:
    focused = [
        s.inputs(s.element("plain_text_input", focus_on_load=on)) for on in (False, True, False)
    ]
    assert in_modal(*focused) == []


def test_focus_counts_over_all_kinds_of_blocks() -> None:
    select = s.static_select(focus_on_load=True)
    found = in_modal(s.inputs(select), s.section(accessory=select), s.actions(select))
    assert refusals(found) == {
        ("invalid_arguments", "/view/blocks/1/accessory/focus_on_load"),
        ("invalid_arguments", "/view/blocks/2/elements/0/focus_on_load"),
    }
