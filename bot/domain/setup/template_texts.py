"""The texts of an interaction template: one for each of its languages, and what goes together.

Source: business-central 1.5 (wizard action) and 1.6. Business Central's Word template is the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.enums import WizardAction
from bot.domain.forms import NOTHING, Entered, Field, Kind, Problem, table
from bot.domain.languages import LOCALE_OF
from bot.domain.merge_fields import MERGE_FIELDS, unknown_fields
from bot.domain.messages import N_, Text
from bot.domain.setup.fields import MISSING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

DESCRIPTION_LENGTH, CONTENT_LENGTH = 100, 3000

FIELDS: Mapping[str, Field] = table(
    Field(
        "language_code",
        N_("Language"),
        Kind.CHOICE,
        required=True,
        choices={code: code for code in LOCALE_OF},
    ),
    Field(
        "description",
        N_("Description"),
        Kind.LINE,
        max_length=DESCRIPTION_LENGTH,
        hint=N_("Blank: the template's own"),
    ),
    Field(
        "merge_field",
        N_("Merge field"),
        Kind.CHOICE,
        choices={name: f"{{{{{name}}}}}" for name in MERGE_FIELDS},
        placeholder=N_("Choose a field to put at the text's end"),
        dispatch=True,
    ),
    Field(
        "content",
        N_("Content"),
        Kind.TEXT,
        max_length=CONTENT_LENGTH,
        hint=N_("Merge fields stand in double braces; the list above puts one at the end"),
    ),
)
"""``merge_field`` isn't kept: what is chosen there is put at the end of the content."""


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What a template says in one language."""

    language_code: str
    description: str
    content: str


def read_text(entered: Mapping[str, Entered]) -> tuple[TemplateText, list[Problem]]:
    """The text of a filled form, and what is wrong with it."""
    text = TemplateText(*(entered.get(key, NOTHING).text for key in TEXT_KEYS))
    problems = []
    if text.language_code not in LOCALE_OF:
        problems.append(Problem("language_code", Text(MISSING)))
    if unknown := unknown_fields(text.content):
        sentence = N_("There is no merge field {fields}. Please choose one from the list.")
        problems.append(Problem("content", Text(sentence, {"fields": ", ".join(unknown)[:200]})))
    return text, problems


TEXT_KEYS = ("language_code", "description", "content")


def with_field(content: str, name: str) -> str:
    """The content with a merge field at its end."""
    apart = "" if not content or content[-1].isspace() else " "
    return f"{content}{apart}{{{{{name}}}}}"


def wizard_action_problem(action: str | None, content: str) -> str | None:
    """What is wrong with a wizard action, given the text in the default language; None if nothing.

    Source: business-central 1.5. *Merge* needs a text to merge, *Import* leaves no place for one.
    """
    if action == WizardAction.MERGE and not content:
        return N_("Merge needs a text in the default language. Please write it first.")
    if action == WizardAction.IMPORT and content:
        return N_("Import takes a file, but there is a text in the default language.")
    return None


def default_language_problem(language: str | None, there: Collection[str]) -> str | None:
    """What is wrong with a default language: a template must have it."""
    if language and language not in there:
        return N_("The template has no text in this language. Please add it on its card first.")
    return None
