"""One story in which Slack sends a payload of nearly everything that the bot listens to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.slack.payload import Kind, kind_of, name_of
from tests.scenarios.choosing import add_group, new_segment
from tests.scenarios.logging import log
from tests.scenarios.logging import press as press_to
from tests.scenarios.walking import begin, fill, finish_now, go_on, press, wizard

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage

Payload = dict[str, Any]


async def payloads_of_a_day(stage: Stage) -> list[Payload]:
    """The last payload of each kind and key, as Slack sent it while people worked with the bot.

    Drafts and segments of which they tell are still there, where the story didn't end them.
    """
    benjamin, claire = stage.person("Benjamin Chiu"), stage.person("Claire Fontaine")
    await claire.command("/interaction")
    await (await claire.modal("Qui êtes-vous ?")).choose("Vendeur", "Lina Townsend")
    await claire.modals[-1].submit()
    await (await claire.modal()).x()
    await _segments(stage, benjamin)
    await (await finish_now(await fill(await begin(benjamin)))).x()
    await _drafts(benjamin)
    await _wizard(benjamin)
    await stage.quiet()
    sent: dict[tuple[Kind, str], Payload] = {}
    for entry in stage.slack.traffic():
        kind = kind_of(entry.body) if entry.direction == "to_app" else None
        if kind is not None:
            key, _, argument = name_of(kind, entry.body).partition(":")
            in_form = kind in {Kind.VIEW_SUBMISSION, Kind.OPTIONS}
            sent[kind, f"{key}:{argument}" if in_form else key] = entry.body
    return [json.loads(json.dumps(body)) for body in sent.values()]


async def _segments(stage: Stage, person: Person) -> None:
    modal = await log(stage, person)
    await modal.x()
    modal = await add_group(await new_segment(person, "Fair"), "X-mas card")
    await press_to(modal, "Lines", "Lines")
    await press_to(modal, "Change", "Change lines", near="Grace Thornbury")
    await modal.type("Cost", "12.50")
    await modal.submit()
    await modal.x()


async def _drafts(person: Person) -> None:
    await (await fill(await begin(person))).cancel()
    await person.command("/postponed")
    modal = await person.modal("Postponed interactions")
    await modal.press("Discard", confirm=True)
    await modal.until(lambda m: "Bring back" in m.buttons)
    await modal.press("Bring back")
    await modal.until(lambda m: "Resume" in m.buttons)
    await modal.press("Resume")
    await (await wizard(person)).x()
    home = await person.open_home()
    await home.press("Create interaction")
    await (await wizard(person)).x()
    await person.shortcut("log_interaction")
    await (await wizard(person)).x()
    message = await person.post("sales", "Jesse Homer and Meagan Bond want the same chairs")
    await person.message_shortcut("log_interaction_from_message", message)
    modal = await wizard(person)
    await modal.press("Jesse Homer (Relecloud, Portland)")
    await modal.x()


async def _wizard(person: Person) -> None:
    """A form that stays open, with most of its fields shown."""
    modal = await press(await fill(await begin(person)), "More fields", "Date")
    await modal.type("Description", "Talked about chairs")
    await go_on(modal, "Campaign")
    await go_on(modal, "Evaluation")
    await press(modal, "Back", "Campaign")
