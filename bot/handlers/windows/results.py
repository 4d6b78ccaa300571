"""What a handler returns for its user to see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.domain.messages import N_
from bot.views.blocks import with_alert
from bot.views.forms import form as forms

if TYPE_CHECKING:
    from bot.domain.forms import Field, Problem
    from bot.i18n import Translator
    from bot.views.blocks import View


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """The submitted form stays, with a sentence at each field that is wrong, by block id."""

    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SlowWork:
    """``content`` may outlast Slack's three seconds: ``meanwhile`` draws what is shown until it is
    there, ``failed`` the window with the sentence that says what went wrong after that."""

    content: Awaitable[Result]
    meanwhile: Callable[[], View]
    failed: Callable[[str], View]


def refused(
    view: Mapping[str, Any], fields: Mapping[str, Field], problems: Sequence[Problem], t: Translator
) -> FieldErrors | View:
    """A submitted form with what is wrong in it: at its fields, or on top of the form where Slack
    can't show one of the sentences there. What was typed stays either way."""
    sentences = forms.errors(view, fields, problems, t)
    if sentences is not None:
        return FieldErrors(sentences)
    named = [
        t(
            N_("{field}: {problem}"),
            field=forms.label_of(fields[problem.field], t),
            problem=problem.text,
        )
        for problem in problems
    ]
    return with_alert(view, " ".join(named))


Result: TypeAlias = "View | FieldErrors | SlowWork | None"
"""A view, in the window that the payload came from or in a new one; None: nothing changes."""
