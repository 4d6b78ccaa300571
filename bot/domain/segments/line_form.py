"""A line's values in the wizard's fields, and the changes that a filled form asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.amounts import Refused
from bot.domain.enums import WizardAction
from bot.domain.errors.segments import LanguageNotOfTemplate
from bot.domain.forms import Entered, Kind, Problem
from bot.domain.messages import N_, Text
from bot.domain.segments.lines import FIELDS as LINE_FIELDS
from bot.domain.wizard.defaults import CONTENT_LENGTH, as_typed
from bot.domain.wizard.reading import Context
from bot.domain.wizard.table import FIELDS, ON_LINE, read_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.domain.forms import Value
    from bot.domain.segments.lines import Line, LineChanges
    from bot.domain.template_facts import TemplateFacts

NAME_OF: Mapping[str, str] = {"description": ON_LINE["description"], **ON_LINE}
"""The wizard's fields that a line can have of its own, and their names on the line; what it is
about comes first."""

assert set(NAME_OF.values()) == set(LINE_FIELDS)

CAN_BE_BLANK = tuple(
    key
    for key in NAME_OF
    if not FIELDS[key].required
    and FIELDS[key].kind is not Kind.FLAG
    and FIELDS[key].if_empty is None
)
"""The fields without which a line can be logged, so that blanks may be set for many at once."""

INHERIT, BLANK = "inherit", "blank"
"""The lists of fields beside the fields, as a problem names them."""

NOT_INHERITED_TOO = N_("Enter a value here or choose it under Inherit again, not both.")
NOT_BLANK_TOO = N_("Enter a value here or choose it under Set to blank, not both.")
FILLED_IN_TOO = N_("{field} is filled in below. Fill it in or choose it here, not both.")
INHERITED_TOO = N_("{field} is chosen under Inherit again too. Please choose one of the two.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows: ``entered`` stands in its fields, ``keys`` are those of the line's values
    that it has, ``number`` names its blocks. ``content_cut``: the text is longer than a field."""

    number: int
    entered: Mapping[str, Entered]
    languages: Sequence[str]
    keys: Sequence[str]
    content_cut: bool = False


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What its user did in a form: ``form`` has the fields that no longer hold what they were
    drawn with, ``inherit`` and ``blank`` the fields chosen to be inherited or blank."""

    form: Mapping[str, Entered]
    inherit: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()


def shown(
    line: Line | None, template: TemplateFacts | None, decimal_sign: str, number: int = 0
) -> Shown:
    """The values that would be logged for ``line``; nothing for a set.

    ``template`` is the line's, for a set the segment's.
    """
    languages = set(template.languages) if template else set()
    if line is None:
        return Shown(number, {}, sorted(languages), keys_of(None, template))
    values = line.values
    names = {
        "template": line.template_name,
        "salesperson": line.salesperson_name,
        "campaign": line.campaign_description,
    }
    entered = {
        key: Entered(as_typed(getattr(values, name), decimal_sign), label=names.get(key))
        for key, name in NAME_OF.items()
    }
    if line.contact_id is not None:
        name = line.contact_name or "—"
        label = f"{name} ({line.company_name})" if line.company_name else name
        entered["contact"] = Entered(str(line.contact_id), label=label)
    if values.language_code:
        languages.add(values.language_code)
    cut = len(values.content or "") > CONTENT_LENGTH
    return Shown(number, entered, sorted(languages), keys_of(line, template), content_cut=cut)


def keys_of(line: Line | None, template: TemplateFacts | None) -> list[str]:
    """The fields to show. Where the template's content is a file, a line has no text."""
    has_file = template is not None and template.wizard_action == WizardAction.IMPORT
    no_text = line is not None and has_file and "content" not in line.own
    return [key for key in NAME_OF if not (key == "content" and no_text)]


def changes_of(
    entry: LineEntry,
    today: date,
    decimal_sign: str,
    template: TemplateFacts | None,
    *,
    many: bool = False,
) -> tuple[LineChanges, list[Problem]]:
    """What a form asks for, and what is wrong with it.

    An emptied field is an own blank of one line; of ``many``, what is empty is left alone, and
    blanks are chosen by name. ``template`` is the one that stands on the line now, or the
    segment's.
    """
    context = Context(today, decimal_sign, template.wizard_action if template else None)
    changes: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, name in NAME_OF.items():
        if key not in entry.form or (many and _is_empty(entry.form[key].value)):
            continue
        try:
            changes[name] = read_field(key, entry.form[key].value, context)
        except Refused as refused:
            problems.append(Problem(key, refused.text))
    problems += _contradictions(entry, changes)
    blank = [key for key in entry.blank if key in CAN_BE_BLANK]
    read: Any = {**dict.fromkeys(NAME_OF[key] for key in blank), **changes}
    return read, problems


def language_problem(changes: LineChanges, template: TemplateFacts | None) -> list[Problem]:
    """A language that the line's template, which may be new with it, has no text in: such a line
    would be left out when the segment is logged."""
    code = changes.get("language_code")
    if code is None or template is None or code in template.languages:
        return []
    named = {"template": template.description}
    return [Problem("language", Text(LanguageNotOfTemplate.template, named))]


def _contradictions(entry: LineEntry, changes: Mapping[str, Any]) -> list[Problem]:
    """A field may be filled in, inherited or blank. Slack shows nothing at a field that is
    searched, so there it is said at the list."""
    problems: list[Problem] = []
    for place, chosen, told in (
        (INHERIT, entry.inherit, NOT_INHERITED_TOO),
        (BLANK, entry.blank, NOT_BLANK_TOO),
    ):
        for key in chosen:
            if NAME_OF[key] not in changes:
                continue
            if FIELDS[key].kind is Kind.SEARCH:
                field = {"field": Text(FIELDS[key].label)}
                problems.append(Problem(place, Text(FILLED_IN_TOO, field)))
            else:
                problems.append(Problem(key, Text(told)))
    twice = [key for key in entry.blank if key in entry.inherit]
    named = [{"field": Text(FIELDS[key].label)} for key in twice]
    return problems + [Problem(BLANK, Text(INHERITED_TOO, field)) for field in named]


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
