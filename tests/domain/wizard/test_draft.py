"""A draft's own rules: what counts as typed, and when a field is drawn anew."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Choice
from tests.making import draft

FIELDS = st.sampled_from(["description", "cost", "contact", "successful"])
VALUES = st.one_of(st.none(), st.booleans(), st.text(max_size=5))


def test_nothing_typed_is_an_empty_draft() -> None:
    assert draft().empty
    assert draft().filling({"cost": "1", "successful": True}).empty
    assert not draft().typing({"description": "x"}, {}).empty


def test_typing_what_stands_there_already_is_not_typing() -> None:
    filled = draft().filling({"description": "Call", "successful": True})
    assert filled.typing({"description": "Call", "successful": True}, {}) is filled


def test_blank_absent_and_unticked_are_the_same() -> None:
    assert draft().typing({"description": "", "cost": None, "successful": False}, {}).empty


def test_emptying_a_field_counts_as_typing() -> None:
    emptied = draft().filling({"description": "Call"}).typing({"description": None}, {})
    assert emptied.typed == {"description"}
    assert emptied.text("description") == ""


def test_a_label_goes_with_its_value() -> None:
    chosen = draft().typing({"contact": "1"}, {"contact": "Meagan"})
    assert chosen.labels == {"contact": "Meagan"}
    assert chosen.typing({"contact": "2"}, {}).labels == {}
    assert chosen.filling({"contact": None}).labels == {}
    assert chosen.typing({"cost": "1"}, {}).labels == {"contact": "Meagan"}


def test_only_texts_are_read_as_text_and_only_true_as_a_tick() -> None:
    odd = draft(values={"a": True, "b": {"id": "F1"}, "c": None, "d": 7, "e": "yes"})
    assert [odd.text(key) for key in "abcdef"] == ["", "", "", "7", "yes", ""]
    assert [odd.flag(key) for key in "abcde"] == [True, False, False, False, False]


def test_a_field_is_drawn_anew_when_the_bot_fills_it_and_not_when_its_user_types() -> None:
    opened = draft(revision=4, entered=2)
    filled = opened.filling({"cost": "1"})
    assert (opened.drawn_at("cost"), filled.drawn_at("cost")) == (2, 5)
    typed = filled.typing({"cost": "2"}, {})
    assert typed.drawn_at("cost") == 5
    assert filled.filling({"cost": "1"}).drawn_at("cost") == 5


def test_entering_a_step_draws_every_field_anew() -> None:
    moved = draft(revision=4, entered=2, drawn={"cost": 3}).entering("result")
    assert (moved.step, moved.drawn_at("cost"), moved.drawn_at("comment")) == ("result", 5, 5)


@given(
    acts=st.lists(st.tuples(st.booleans(), FIELDS, VALUES), max_size=12),
    revisions=st.booleans(),
)
def test_a_block_changes_its_name_exactly_when_the_bot_changed_what_it_shows(
    acts: list[tuple[bool, str, str | bool | None]], revisions: bool
) -> None:
    now = draft(revision=1, entered=1)
    for bot, key, value in acts:
        before, names = now, {name: now.drawn_at(name) for name in ("description", "cost")}
        now = now.filling({key: value}) if bot else now.typing({key: value}, {})
        for name, earlier in names.items():
            renamed = now.drawn_at(name) != earlier
            shown_otherwise = (before.values.get(name) or None) != (now.values.get(name) or None)
            assert renamed <= (bot and shown_otherwise)
            if bot and shown_otherwise:
                assert now.drawn_at(name) == before.revision + 1
        if revisions:
            now = replace(now, revision=now.revision + 1)


def test_offers_are_kept_with_the_reason_and_the_words() -> None:
    offered = draft().offering([Choice("1", "Meagan")], "Contacts for “{words}”", "mea")
    assert offered.offered == (Choice("1", "Meagan"),)
    assert offered.facts["words"] == "mea"
    assert offered.empty
