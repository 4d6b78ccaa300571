"""Whatever a form shows is stored: every field of the wizard's table is filled in, and its value
found in the interaction, in the segment's header and on the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.forms import Kind
from bot.domain.wizard.table import FIELDS, IN_ENTRY, IN_HEADER, ON_LINE, STEPS
from bot.models import Contact, Interaction, InteractionComment, Opportunity, Segment, SegmentLine
from tests.scenarios.logging import NO, card_of, log, press
from tests.scenarios.walking import begin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.wizard.table import Field
    from simulator.script import Modal
    from tests.scenarios.stage import Stage

INHERITING, CHANGED = "Ian Deberry", "Meagan Bond"
"""Two contacts of the segment: one whose line only inherits, one whose line is changed."""


@dataclass(frozen=True)
class Answers:
    """What is entered in every field: by key where the kind of the field doesn't say it.

    ``chosen`` has what is chosen in a list that is searched and the code that is stored.
    """

    day: date
    clock: time
    ticked: bool
    choice: int
    words: str
    cost: tuple[str, Decimal]
    duration: tuple[str, int]
    chosen: dict[str, tuple[object, object]] = field(default_factory=dict)

    def entered(self, asked: Field) -> Any:
        """What a person enters in the field: the words of a choice, else the value."""
        return self._of(asked)[0]

    def stored(self, asked: Field) -> Any:
        """What the database should have of it."""
        stored = self._of(asked)[1]
        return not stored if asked.key == "successful" else stored  # stored as a failed attempt

    def _of(self, asked: Field) -> tuple[Any, Any]:
        if asked.key in {"cost", "duration"}:
            return self.cost if asked.key == "cost" else self.duration
        if asked.key in self.chosen:
            return self.chosen[asked.key]
        match asked.kind:
            case Kind.DATE:
                return self.day.isoformat(), self.day
            case Kind.TIME:
                return self.clock.strftime("%H:%M"), self.clock
            case Kind.FLAG:
                return self.ticked, self.ticked
            case Kind.CHOICE:
                value, words = list(asked.choices.items())[self.choice]
                return words, value
            case Kind.LINE | Kind.TEXT:
                return (text := f"{asked.label} {self.words}"), text
        raise AssertionError(f"say what is chosen in {asked.key}, of the kind {asked.kind}")


FIRST = Answers(
    day=date(2026, 3, 13),
    clock=time(7, 45),
    ticked=True,
    choice=-1,
    words="as typed",
    cost=("12.34", Decimal("12.34")),
    duration=("1h17", 77),
    chosen={
        "template": ("Memo", "MEMO"),
        "salesperson": ("Helena Ray", "HR"),
        "language": ("French", "FRA"),
        "campaign": ("Working place arrangement", "CP1003"),
        "successful": (False, False),
    },
)
OF_THE_LINE = Answers(
    day=date(2026, 3, 12),
    clock=time(8, 15),
    ticked=False,
    choice=0,
    words="on the line",
    cost=("5.67", Decimal("5.67")),
    duration=("42", 42),
    chosen={
        "template": ("Business letter", "BUS"),
        "salesperson": ("Otis Falls", "OF"),
        "language": ("English", "ENU"),
        "campaign": ("Event", "CP1002"),
    },
)


async def fill(stage: Stage, modal: Modal, fields: Iterable[Field], answers: Answers) -> None:
    """Enter an answer in every field, and wait for what it brings."""
    for asked in fields:
        entered = answers.entered(asked)
        match asked.kind:
            case Kind.SEARCH | Kind.CHOICE:
                await modal.choose(asked.label, entered)
            case Kind.DATE:
                await modal.pick_date(asked.label, entered)
            case Kind.TIME:
                await modal.pick_time(asked.label, entered)
            case Kind.FLAG:
                await modal.check(asked.label, entered)
            case _:
                await modal.type(asked.label, entered)
        await stage.quiet()


async def fill_steps(
    stage: Stage, modal: Modal, fields: Iterable[Field], answers: Answers
) -> list[str]:
    """Fill in every step with the fields that are shown; the keys, which must be those of all."""
    await modal.press("More fields")
    await stage.quiet()
    wanted = {asked.label: asked for asked in fields}
    keys: list[str] = []
    for step in STEPS:
        here = [wanted[label] for label in modal.labels if label in wanted]
        assert here, step.key
        await fill(stage, modal, here, answers)
        keys += [asked.key for asked in here]
        if step is not STEPS[-1]:
            await modal.submit()
            assert not modal.errors, modal.errors
    return keys


def differences(
    row: object, columns: dict[str, str], answers: Answers, **others: object
) -> dict[str, tuple[Any, Any]]:
    """What a row has and should have, of the fields that it doesn't have as they were entered."""
    found = {key: getattr(row, column) for key, column in columns.items()} | others
    wanted = {key: answers.stored(FIELDS[key]) for key in found}
    return {key: (found[key], wanted[key]) for key in found if found[key] != wanted[key]}


async def row_of(stage: Stage, statement: Any) -> Any:
    async with stage.db.read() as session:
        return (await session.scalars(statement)).one()


async def test_every_field_of_an_interaction_is_logged(any_stage: Stage) -> None:
    stage = any_stage
    contact = await row_of(stage, select(Contact).where(Contact.name == "Meagan Bond"))
    opportunity = await row_of(stage, select(Opportunity).where(Opportunity.no == "OP100024"))
    chosen = FIRST.chosen | {
        "contact": ("Meagan Bond", contact.id),
        "opportunity": ("Table lighting", opportunity.id),
    }
    answers = Answers(**{**vars(FIRST), "chosen": chosen})
    # Who else took part has tests of its own, and makes more interactions.
    of_several = {"participants", "participation"}
    shown = [f for f in FIELDS.values() if f.of != "segment" and f.key not in of_several]
    modal = await begin(stage.person("Benjamin Chiu"))
    assert await fill_steps(stage, modal, shown, answers) == [asked.key for asked in shown]
    await modal.submit()
    await modal.until(lambda m: m.title == "Interaction logged")
    (logged,) = await stage.logged()
    interaction = await row_of(stage, select(Interaction).where(Interaction.id == logged["id"]))
    comment = await row_of(
        stage,
        select(InteractionComment.comment).where(
            InteractionComment.interaction_id == interaction.id
        ),
    )
    # A field that IN_ENTRY lacks must say so; a comment has a table of its own.
    columns = {
        asked.key: IN_ENTRY[asked.key]
        for asked in shown
        if not asked.not_logged and asked.key != "comment"
    }
    assert differences(interaction, columns, answers, comment=comment) == {}


async def test_every_field_of_a_segment_is_in_its_header_on_the_line_and_logged(
    any_stage: Stage,
) -> None:
    stage = any_stage
    # Text in the header's language is for contacts of that language; a channel of the header's
    # own counts where the template doesn't say so already.
    await stage.execute("UPDATE contacts SET language_code = 'FRA'")
    await stage.execute(
        "UPDATE interaction_templates SET ignore_contact_correspondence_type = false"
        " WHERE code = 'MEMO'"
    )
    benjamin = stage.person("Benjamin Chiu")
    shown = [asked for asked in FIELDS.values() if asked.of != "contact"]
    modal = await press(await card_of(benjamin), "Create interaction", "Create interaction")
    assert await fill_steps(stage, modal, shown, FIRST) == [asked.key for asked in shown]
    await modal.submit()
    await modal.until(lambda m: m.title == "Segment")
    header = await row_of(stage, select(Segment).where(Segment.no == NO))
    of_header = {asked.key: IN_HEADER[asked.key] for asked in shown}
    assert differences(header, of_header, FIRST) == {}

    modal = await press(modal, "Lines", "Lines")
    modal = await press(modal, "Change", "Change lines", near=CHANGED)
    of_line = [FIELDS[key] for key in ON_LINE]
    assert {asked.label for asked in shown if asked.key in ON_LINE} <= set(modal.labels)
    await fill(stage, modal, of_line, OF_THE_LINE)
    await modal.submit()
    await modal.until(lambda m: m.title == "Lines")
    contacts = {
        name: await row_of(stage, select(Contact.id).where(Contact.name == name))
        for name in (INHERITING, CHANGED)
    }
    of_segment = select(SegmentLine).where(SegmentLine.segment_no == NO)
    line = await row_of(stage, of_segment.where(SegmentLine.contact_id == contacts[CHANGED]))
    assert differences(line, dict(ON_LINE), OF_THE_LINE) == {}
    await modal.x()

    await log(stage, benjamin)
    interactions = select(Interaction).where(Interaction.segment_no == NO)
    changed = await row_of(stage, interactions.where(Interaction.contact_id == contacts[CHANGED]))
    assert differences(changed, dict(ON_LINE), OF_THE_LINE) == {}
    inherited = await row_of(
        stage, interactions.where(Interaction.contact_id == contacts[INHERITING])
    )
    logged = {asked.key: ON_LINE[asked.key] for asked in shown if asked.key in ON_LINE}
    assert differences(inherited, logged, FIRST) == {}


def test_only_what_decides_on_the_channel_is_a_headers_alone() -> None:
    assert {key for key, asked in FIELDS.items() if asked.not_logged} == set()
    assert set(IN_HEADER) - set(ON_LINE) == {"ignore_preference"}
