"""External selects."""

from typing import Any

import pytest

from simulator.script import ManualClock, Refused
from tests.simulator import blocks
from tests.simulator.client.test_input_state import shown
from tests.simulator.conftest import World, world
from tests.simulator.manifest import manifest

Json = dict[str, Any]


def who(**element: Any) -> Json:
    return blocks.field("Who", "who", {"type": "external_select", **element})


async def test_the_query_goes_without_the_other_fields(everywhere: World) -> None:
    everywhere.app.on("block_suggestion", {"options": [blocks.option("Meagan", "7")]})
    modal = await shown(everywhere, blocks.text_field("What"), who(min_query_length=1))
    await modal.type("What", "typed")
    assert await modal.options("Who", "m") == ["Meagan"]
    (payload,) = everywhere.app.of("block_suggestion")
    assert payload["value"] == "m"
    assert (payload["block_id"], payload["action_id"]) == ("who", "value")
    assert payload["view"]["id"] == modal.view_id
    assert payload["view"]["state"] == {"values": {}}
    assert "trigger_id" not in payload


@pytest.mark.parametrize(
    ("element", "query", "asked"),
    [
        ({}, "me", False),
        ({}, "mea", True),
        ({"min_query_length": 1}, "", False),
        ({"min_query_length": 1}, "m", True),
        ({"min_query_length": 0}, "", True),
    ],
)
async def test_short_queries_are_not_asked(
    over_http: World, element: Json, query: str, asked: bool
) -> None:
    over_http.app.on("block_suggestion", {"options": []})
    modal = await shown(over_http, who(**element))
    assert await modal.options("Who", query) == []
    assert len(over_http.app.of("block_suggestion")) == (1 if asked else 0)


async def test_groups_of_options_are_offered(over_http: World) -> None:
    group = {"label": blocks.plain("Recent"), "options": [blocks.option("Meagan", "7")]}
    over_http.app.on("block_suggestion", {"option_groups": [group]})
    modal = await shown(over_http, who(min_query_length=0))
    await modal.choose("Who", "Meagan")
    assert modal.value("Who") == "Meagan"


async def test_accents_do_not_keep_a_person_from_finding_an_option(over_http: World) -> None:
    over_http.app.on("block_suggestion", {"options": [blocks.option("École d’Art", "1")]})
    modal = await shown(over_http, who())
    await modal.choose("Who", "ecole")
    assert modal.value("Who") == "École d’Art"


async def test_several_matches_are_listed_instead_of_one_being_taken(over_http: World) -> None:
    options = [blocks.option("Meagan Bond", "1"), blocks.option("Meagan Fox", "2")]
    over_http.app.on("block_suggestion", {"options": options})
    modal = await shown(over_http, who())
    with pytest.raises(AssertionError, match="Meagan Bond\n  Meagan Fox"):
        await modal.choose("Who", "Meagan")


@pytest.mark.parametrize(("count", "shown_count"), [(100, 100), (101, 0)])
async def test_more_than_a_hundred_options_are_refused(
    over_http: World, count: int, shown_count: int
) -> None:
    options = [blocks.option(f"Contact {n}", str(n)) for n in range(count)]
    over_http.app.on("block_suggestion", {"options": options})
    modal = await shown(over_http, who())
    if shown_count:
        assert len(await modal.options("Who", "contact")) == shown_count
    else:
        with pytest.raises(Refused):
            await modal.options("Who", "contact")
        assert over_http.slack.traffic("reply:block_suggestion")[0].response is None


@pytest.mark.parametrize("reply", [None, "text", 500, {"wrong": []}])
async def test_a_wrong_answer_shows_no_options(over_http: World, reply: Any) -> None:
    over_http.app.on("block_suggestion", reply)
    modal = await shown(over_http, who())
    with pytest.raises(Refused):
        await modal.options("Who", "contact")


async def test_a_chosen_option_stays_when_later_answers_do_not_have_it(over_http: World) -> None:
    over_http.app.on("block_suggestion", {"options": [blocks.option("Meagan", "7")]})
    modal = await shown(over_http, who(optional=True))
    await modal.choose("Who", "Meagan")
    over_http.app.on("block_suggestion", {"options": []})
    await modal.options("Who", "nobody")
    assert modal.value("Who") == "Meagan"
    await modal.clear("Who")
    assert modal.value("Who") is None


async def test_over_http_options_need_their_own_address() -> None:
    poorer = manifest()
    del poorer["settings"]["interactivity"]["message_menu_options_url"]
    async with world(app_manifest=poorer, transport=None, clock=ManualClock()) as made:
        modal = await shown(made, who())
        assert await modal.options("Who", "meagan") == []
        assert made.app.of("block_suggestion") == []
