"""The longest and oddest data that a screen may have to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from bot.domain.forms import Choice, Problem
from bot.domain.logged_interaction import LoggedInteraction
from bot.domain.merge_fields import ContentPreview
from bot.domain.messages import Text
from bot.domain.wizard.draft import Draft
from bot.domain.wizard.table import STEPS
from bot.i18n import Translator, translator
from bot.views.wizard.form import Screen
from tests.making import NOW, draft

ODD = '<@U123> &lt;b&gt; *x* _y_ `z` <!channel> <https://x.example|y> {braces} {} % \\ " مرحبا 🙂 '
LANGUAGES = ("en", "fr")
ACTIONS = (None, "open", "merge", "import")


def long(length: int, begin: str = ODD) -> str:
    """A text of exactly ``length`` characters."""
    return (begin * (length // len(begin) + 1))[: length - 1] + "z"


def full(step: str, action: str | None = None, *, more: bool = True) -> Draft:
    """A draft with the longest value in every field."""
    content = {"id": "F" * 20, "name": long(255)} if action == "import" else long(3000)
    return draft(
        id="0" * 32,
        step=step,
        more=more,
        revision=10**6,
        entered=10**6,
        values={
            "contact": "2147483647",
            "template": "T" * 20,
            "description": long(100),
            "salesperson": "S" * 20,
            "language": "ENU",
            "date": "2026-12-31",
            "time": "23:59",
            "correspondence_type": "hard_copy",
            "information_flow": "outbound",
            "initiated_by": "them",
            "content": content,
            "campaign": "C" * 20,
            "campaign_target": True,
            "campaign_response": True,
            "opportunity": "2147483647",
            "evaluation": "very_negative",
            "successful": True,
            "cost": long(40),
            "duration": long(40),
            "comment": long(3000),
        },
        labels={
            key: long(100)
            for key in ("contact", "template", "salesperson", "campaign", "opportunity")
        },
        facts={
            "wizard_action": action,
            "words": long(500),
            "languages": {f"L{number:02}": long(100) for number in range(120)} | {"ENU": "x"},
        },
        typed=frozenset({"contact"}),
    )


def every_step() -> Iterator[Draft]:
    """Full drafts at every step, with every wizard action."""
    for action in ACTIONS:
        for step in STEPS:
            if action or not step.only_with_wizard_action:
                yield full(step.key, action)
                yield full(step.key, action, more=False)


def offering(count: int) -> Draft:
    """A draft without a contact that offers ``count`` of them."""
    made = full("who")
    made = replace(made, values={**made.values, "contact": None})
    choices = [Choice(str(number), long(75)) for number in range(count)]
    return made.offering(choices, "Contacts for “{words}”", long(500))


def crowded_screen() -> Screen:
    """A problem and a left-out text for every field."""
    everything = [field.key for step in STEPS for field in step.fields]
    sentence = Text("{contact} is blocked for privacy reasons.", {"contact": long(123)})
    return Screen(
        NOW.replace(year=2036),
        problems=[Problem(key, sentence) for key in everything],
        stale=True,
        left_out=[(key, long(3000)) for key in everything],
        preview=ContentPreview(long(4000), long(100)),
    )


def logged(**changes: object) -> LoggedInteraction:
    """An interaction with the longest value in every column."""
    made = LoggedInteraction(
        id=2147483647,
        draft_id="0" * 32,
        contact_id=2147483647,
        contact_name=long(100),
        company_name=long(100, ODD[::-1]),
        template=long(100),
        description=long(100),
        date=date(2026, 9, 30),
        time=time(23, 59),
        duration_min=10080,
        cost=Decimal("99999999.99"),
        evaluation="very_negative",
        attempt_failed=True,
        canceled=True,
        salesperson=long(100),
        logged_by="U1",
        comment=long(3000),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def translators() -> list[Translator]:
    return [translator(locale) for locale in LANGUAGES]
