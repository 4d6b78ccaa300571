"""Ten everyday records, each by the form and by one line: the same is logged, and by a line with
*Finish now* it takes two acts. An act is what one does and then looks: a command, a choice, a field
that is filled in, a press. Keystrokes are characters typed, and Enter after a command or a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.scenarios.walking import LOGGED, finish_now, go_on, press, wizard

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

YESTERDAY, FRIDAY = "2026-03-15", "2026-03-13"
COLUMNS = (
    "contact_id",
    "template_code",
    "date",
    "duration_min",
    "evaluation",
    "attempt_failed",
    "comment",
)


@dataclass(frozen=True)
class Record:
    """A line after ``/interaction``, and the same as it is entered in the form: what is typed to
    find the template, then what else is filled in."""

    line: str
    contact: str
    search: str
    template: str
    date: str | None = None
    time: str | None = None
    duration: str | None = None
    evaluation: str | None = None
    comment: str | None = None


CALL, INCOMING = "Outgoing phone call", "Incoming phone call"
INHOUSE, EMAILS, SITE = "Meeting held at CRONUS", "Emails", "Meeting at the customers site"
RECORDS = [
    Record("call Meagan Bond:", "Meagan Bond", "out", CALL),
    Record("call Meagan Bond 20 min", "Meagan Bond", "out", CALL, duration="20"),
    Record("call Meagan Bond yesterday", "Meagan Bond", "out", CALL, YESTERDAY),
    Record(
        "incoming call Meagan Bond 5 min: asks for the price list",
        "Meagan Bond",
        "inc",
        INCOMING,
        duration="5",
        comment="asks for the price list",
    ),
    Record(
        "call Meagan Bond yesterday 15 min positive: wants a quote",
        "Meagan Bond",
        "out",
        CALL,
        YESTERDAY,
        duration="15",
        evaluation="Positive",
        comment="wants a quote",
    ),
    Record(
        "meeting held Jesse Homer friday at 14:00 90 min very positive: signs in April",
        "Jesse Homer",
        "held",
        INHOUSE,
        FRIDAY,
        "14:00",
        "90",
        "Very positive",
        "signs in April",
    ),
    Record(
        "meeting customers Jesse Homer yesterday at 10:30 2 h: saw the showroom",
        "Jesse Homer",
        "cust",
        SITE,
        YESTERDAY,
        "10:30",
        "120",
        comment="saw the showroom",
    ),
    Record(
        "emails Jesse Homer: sent the catalog",
        "Jesse Homer",
        "emai",
        EMAILS,
        comment="sent the catalog",
    ),
    Record(
        "appel téléphonique Meagan Bond hier à 9h30 15 min neutre : rappeler lundi",
        "Meagan Bond",
        "out",
        CALL,
        YESTERDAY,
        "09:30",
        "15",
        "Neutral",
        "rappeler lundi",
    ),
    Record(
        "réunion chez CRONUS Jesse Homer vendredi 1 h",
        "Jesse Homer",
        "held",
        INHOUSE,
        FRIDAY,
        duration="60",
    ),
]


class Hand:
    """Does what a user does, and counts it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.acts = self.keystrokes = 0

    def did(self, typed: str = "", *, enter: bool = False) -> None:
        self.acts += 1
        self.keystrokes += len(typed) + enter

    async def command(self, words: str) -> Modal:
        line = f"/interaction {words}"
        self.did(line, enter=True)
        await self.person.command(line)
        return await wizard(self.person)

    async def finish(self, modal: Modal) -> None:
        self.did()
        if "Finish now" in modal.buttons:
            await finish_now(modal)
        else:
            await modal.submit()
            await modal.until(lambda m: m.title == LOGGED)
        await modal.x()

    async def by_line(self, record: Record) -> None:
        await self.finish(await self.command(record.line))

    async def by_form(self, record: Record) -> None:
        modal = await self.command(record.contact)
        self.did(record.search, enter=True)
        await modal.choose("Interaction template", record.template, typed=record.search)
        await modal.until(lambda m: m.value("Description"))
        if record.date:
            self.did()
            await press(modal, "More fields", "Date")
            self.did()
            await modal.pick_date("Date", record.date)
        if record.time:
            self.did(record.time)
            await modal.pick_time("Time", record.time)
        if record.duration or record.evaluation or record.comment:
            await self.result(modal, record)
        await self.finish(modal)

    async def result(self, modal: Modal, record: Record) -> None:
        for label in ("Campaign", "Comment"):
            self.did()
            await go_on(modal, label)
        if record.evaluation:
            self.did()
            await modal.choose("Evaluation", record.evaluation)
        if record.duration:
            self.did(record.duration)
            await modal.type("Duration (min)", record.duration)
        if record.comment:
            self.did(record.comment)
            await modal.type("Comment", record.comment)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.line.partition(":")[0])
async def test_a_line_logs_what_the_form_does_in_two_acts(stage: Stage, record: Record) -> None:
    form, line = Hand(stage.person("Benjamin Chiu")), Hand(stage.person("Benjamin Chiu"))
    await form.by_form(record)
    await line.by_line(record)
    first, second = await stage.logged()
    kept = [*COLUMNS, "time"] if record.time else COLUMNS
    assert {key: first[key] for key in kept} == {key: second[key] for key in kept}
    assert line.acts == 2 < form.acts
