"""Whatever comes in, signed: no 500, no traceback without a reference, and nothing is done with
what is refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.slack import duplicates
from tests.scenarios.entrance import entrance_to
from tests.scenarios.mutants import Mutant, mutants
from tests.scenarios.stage import staged
from tests.scenarios.story import payloads_of_a_day
from tests.scenarios.walking import CALL, LOGGED, MEAGAN, begin

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Templates
    from tests.scenarios.stage import Stage

EXAMPLES = 400
EXAMPLES_IN_A_SOAK = 20_000


async def test_odd_payloads_never_harm(
    request: pytest.FixtureRequest,
    templates: Templates,
    redis_url: str,
    soaking: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duplicates, "_FLUSH_SECONDS", 0)
    url = templates.copy(request, "sqlite", sample=True)
    async with staged(url, redis_url) as stage:
        payloads = await payloads_of_a_day(stage)
        loop = asyncio.get_running_loop()
        async with entrance_to(stage, redis_url) as entrance:

            @settings(
                max_examples=EXAMPLES_IN_A_SOAK if soaking else EXAMPLES,
                derandomize=not soaking,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            )
            @given(mutants(payloads), st.booleans())
            def takes(mutant: Mutant, over_socket: bool) -> None:
                work = entrance.take(mutant, over_socket=over_socket)
                asyncio.run_coroutine_threadsafe(work, loop).result()

            await asyncio.to_thread(takes)
            print(entrance.told())


async def test_half_a_character_and_a_nul_are_logged_as_what_is_left_of_them(
    any_stage: Stage,
) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await begin(benjamin, "/interaction mea\0gan")
    assert modal.value("Contact") == MEAGAN
    await modal.choose("Interaction template", CALL)
    await modal.until(lambda m: m.value("Description"))
    await modal.type("Description", "Chairs \ud83d\0 and \ude00 💺")
    await modal.press("Finish now")
    await modal.until(lambda m: m.title == LOGGED)
    (row,) = await any_stage.logged()
    assert row["description"] == "Chairs \ufffd and \ufffd 💺"
