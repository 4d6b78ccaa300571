"""Somebody types faster than the form is drawn anew: what they typed comes before any default."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.faults.ledger import Ledger
from tests.faults.verdict import judge

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.faults.company import Company

pytestmark = pytest.mark.fault

SLOW_REDRAW_S = 0.8


async def _begun(company: Company) -> tuple[Person, Modal]:
    person = company.slack.person("Benjamin Chiu")
    await person.command("/interaction meagan bond")
    return person, await person.modal(lambda modal: "Description" in modal.labels)


async def test_a_description_typed_before_the_templates_one_is_shown(company: Company) -> None:
    _, modal = await _begun(company)
    company.slack.fault("delay", "views.update", seconds=SLOW_REDRAW_S)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.type("Description", "Asked about the chairs")
    await modal.submit()
    await modal.until(lambda shown: "Campaign" in shown.labels)
    await modal.press("Back")
    await modal.until(lambda shown: "Description" in shown.labels)
    assert modal.value("Description") == "Asked about the chairs"


async def test_next_right_after_the_template_needs_no_redraw(company: Company) -> None:
    _, modal = await _begun(company)
    company.slack.fault("delay", "views.update", seconds=SLOW_REDRAW_S)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.submit()
    await modal.until(lambda shown: "Campaign" in shown.labels)
    await modal.press("Back")
    await modal.until(lambda shown: "Description" in shown.labels)
    assert modal.value("Description") == "Outgoing phone call"


async def test_what_the_form_showed_at_first_is_chosen_once_more(company: Company) -> None:
    ledger = Ledger(company.slack.slack)
    _, modal = await _begun(company)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    await modal.submit()
    await modal.press("Back")
    await modal.until(lambda shown: "Description" in shown.labels)
    company.slack.fault("delay", "views.update", seconds=SLOW_REDRAW_S)
    await modal.choose("Interaction template", "Meeting at the customers site")
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.submit()
    await modal.press("Back")
    await modal.until(lambda shown: "Description" in shown.labels)
    assert modal.value("Interaction template") == "Outgoing phone call"
    assert (await judge(company, ledger, {})).broken == []


async def test_a_choice_goes_back_before_the_form_is_drawn_anew(company: Company) -> None:
    _, modal = await _begun(company)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    await modal.press("More fields")
    await modal.until(lambda shown: "Language" in shown.labels)
    english = modal.value("Language")
    company.slack.fault("delay", "views.update", seconds=SLOW_REDRAW_S)
    await modal.choose("Contact", "Hélène Duprés")
    await modal.choose("Language", "French")
    await modal.choose("Language", english)
    await modal.submit()
    await modal.press("Back")
    await modal.until(lambda shown: "Language" in shown.labels)
    assert modal.value("Contact").startswith("Hélène Duprés")
    assert modal.value("Language") == english


async def test_a_comment_typed_after_back_was_pressed(company: Company) -> None:
    _, modal = await _begun(company)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    await modal.submit()
    await modal.submit()
    await modal.until(lambda shown: "Comment" in shown.labels)
    company.slack.fault("delay", "views.update", seconds=SLOW_REDRAW_S)
    await modal.press("Back")
    await modal.type("Comment", "Wants ten of them")
    await modal.submit()
    await modal.until(lambda shown: "Campaign" in shown.labels)
    await modal.submit()
    await modal.until(lambda shown: "Comment" in shown.labels)
    assert modal.value("Comment") == "Wants ten of them"


async def test_a_second_try_with_a_change_after_the_bot_died_before_its_answer(
    company: Company,
) -> None:
    person, modal = await _begun(company)
    await modal.choose("Interaction template", "Outgoing phone call")
    await modal.until(lambda shown: shown.value("Description"))
    await modal.type("Description", "First thought")
    sending = company.slack.slack.transport.send

    async def answer_lost(package: object) -> object:
        await sending(package)
        await asyncio.Event().wait()
        return None

    company.slack.slack.transport.send = answer_lost  # type: ignore[method-assign, assignment]
    await modal.submit()
    company.slack.slack.transport.send = sending  # type: ignore[method-assign]
    assert person.failure is not None
    await company.restart_bot()
    await modal.type("Description", "Second thought")
    await modal.until(lambda shown: "Campaign" in shown.labels)
    await modal.press("Back")
    await modal.until(lambda shown: "Description" in shown.labels)
    assert modal.value("Description") == "Second thought"
