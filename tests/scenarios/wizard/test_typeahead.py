"""Finding a contact while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenarios.walking import MEAGAN, begin, fill, finish_now

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

ECOLE = "École des Beaux-Meubles (Lyon)"


async def test_case_and_accents_do_not_matter(any_stage: Stage) -> None:
    modal = await begin(any_stage.person("Benjamin Chiu"))
    assert await modal.options("Contact", "meag") == [MEAGAN]
    assert await modal.options("Contact", "MEAGÁN bo") == [MEAGAN]
    assert ECOLE in await modal.options("Contact", "ecole")
    assert (await modal.options("Contact", "École des b"))[0] == ECOLE
    assert "Müller & Söhne GmbH (München)" in await modal.options("Contact", "muller")
    assert "Müller & Söhne GmbH (München)" in await modal.options("Contact", "mueller")
    assert "Großmann Verlag (Leipzig)" in await modal.options("Contact", "grossmann")
    assert "Nørregård Møbler A/S (København)" in await modal.options("Contact", "norregard mob")


async def test_one_and_two_letters_already_find(stage_on_both: Stage) -> None:
    modal = await begin(stage_on_both.person("Benjamin Chiu"))
    one = await modal.options("Contact", "m")
    two = await modal.options("Contact", "me")
    assert MEAGAN in one
    assert MEAGAN in two
    assert len(two) < len(one) <= 100


async def test_a_company_s_word_finds_its_persons(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    assert MEAGAN in await modal.options("Contact", "fine art")
    assert await modal.options("Contact", "fine meag") == [MEAGAN]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("owen thornbury", "Owen Thornbury"),  # privacy-blocked
        ("tuva saether", "Tuva Sæther"),  # a minor without consent
        ("renee hollins", "Renée Hollins"),  # the same
    ],
)
async def test_blocked_contacts_are_never_offered(
    stage_on_both: Stage, words: str, name: str
) -> None:
    (row,) = await stage_on_both.rows("SELECT * FROM contacts WHERE name = :name", name=name)
    modal = await begin(stage_on_both.person("Benjamin Chiu"))
    for query in (words, words[:4], row["email"] or words, row["no"]):
        assert all(name not in option for option in await modal.options("Contact", query))


async def test_a_minor_with_consent_is_offered(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    assert await modal.options("Contact", "ruby lockhart") == ["Ruby Lockhart (Portland)"]


async def test_recent_contacts_are_there_before_anything_is_typed(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await begin(benjamin)
    before = await modal.options("Contact")
    assert before
    assert MEAGAN not in before[:1]
    await (await finish_now(await fill(modal))).cancel()
    modal = await begin(benjamin)
    after = await modal.options("Contact")
    assert after[0] == MEAGAN
    assert after[1:] == [contact for contact in before if contact != MEAGAN][: len(after) - 1]


async def test_a_recent_contact_that_is_blocked_now_is_not_offered_again(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await finish_now(await fill(await begin(benjamin)))).cancel()
    await stage.execute("UPDATE contacts SET privacy_blocked = true WHERE name = 'Meagan Bond'")
    modal = await begin(benjamin)
    assert MEAGAN not in await modal.options("Contact")
    assert await modal.options("Contact", "meagan") == []


async def test_nonsense_finds_nothing_and_breaks_nothing(stage_on_both: Stage) -> None:
    modal = await begin(stage_on_both.person("Benjamin Chiu"))
    for query in ("zzyzx", "%", "_", "'", '"', "\\", "🪑", "   ", "a" * 200, "\u202e"):
        options = await modal.options("Contact", query)
        assert query.strip() == "" or options == [] or len(options) <= 100


async def test_templates_and_salespeople_are_searched_as_well(stage: Stage) -> None:
    await stage.execute("UPDATE salespeople SET blocked = true WHERE code = 'LT'")
    modal = await begin(stage.person("Benjamin Chiu"))
    assert "Outgoing phone call" in await modal.options("Interaction template", "PHONE")
    assert await modal.options("Interaction template", "golf") == ["Golf event"]
    await modal.press("More fields")
    names = await modal.options("Salesperson")
    assert "Helena Ray" in names
    assert "Lina Townsend" not in names
    assert await modal.options("Salesperson", "lina") == []
