"""What an import of templates would do, template by template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.folding import fold
from bot.domain.imports.outcomes import Outcome
from bot.domain.imports.template_columns import COLUMNS, OF_TEMPLATE, TEXT
from bot.domain.merge_fields import unknown_fields
from bot.domain.messages import N_, Text
from bot.domain.setup.template_texts import default_language_problem, wizard_action_problem
from bot.models import InteractionGroup, InteractionTemplate, InteractionTemplateLanguage
from bot.services.imports.records import Changes, differences, json_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.kinds import Progress
    from bot.services.imports.staging import RecordStaging, StagedRecord

Values = dict[str, Any]
LINES = frozenset({"content"})

_OTHERWISE = N_("Row {row} is about the same template, and says otherwise: {column}.")
_TEXT_TWICE = N_("Row {row} has another text of the template in the same language.")
_NO_DESCRIPTION = N_("The template {code} is new and has no description.")
_NO_CAMPAIGN = N_("The template counts as target or response of a campaign, and names none.")
_GROUP_UNKNOWN = N_("The interaction group “{group}” is not known, and has no code.")
_NO_MERGE_FIELD = N_("There is no merge field {fields}.")


@dataclass(slots=True)
class Template:
    """A template and the rows about it: what is known (None: it is new), what the rows say of it,
    and the rows themselves."""

    code: str
    known: Values | None
    texts: dict[str, Values]
    values: Values = field(default_factory=dict)
    rows: list[StagedRecord] = field(default_factory=list)

    @property
    def whole(self) -> Values:
        """The template as it would be."""
        blank = dict.fromkeys(OF_TEMPLATE) | {
            "unit_cost": "0.00",
            "unit_duration_min": 0,
            "ignore_contact_correspondence_type": False,
            "campaign_target": False,
            "campaign_response": False,
        }
        return {**(self.known or blank), **self.values}

    @property
    def said(self) -> dict[str, Values]:
        """The texts of the file by language."""
        return {
            row.values["text_language_code"]: text_of(row)
            for row in reversed(self.rows)
            if "text_language_code" in row.values
        }


def text_of(row: StagedRecord) -> Values:
    """What a row says of the text of its language."""
    return {
        column: row.values[name]
        for name, column in TEXT.items()
        if name in row.values and column != "language_code"
    }


class TemplatePlan:
    """`groups` are the interaction groups that are to be made: code and description."""

    def __init__(self) -> None:
        self.groups: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._templates: dict[str, Values] = {}
        self._texts: dict[str, dict[str, Values]] = {}

    async def make(self, session: AsyncSession, staging: RecordStaging, progress: Progress) -> None:
        """Give each row its outcome."""
        await self._look(session)
        for code in staging.keys():  # noqa: SIM118 - of a database, not of a dictionary
            rows = staging.of_key(code)
            self._decide(staging, code, rows)
            progress(len(rows))

    async def _look(self, session: AsyncSession) -> None:
        for group in await session.scalars(select(InteractionGroup)):
            self._groups[group.code] = group.description
        for row in await session.scalars(select(InteractionTemplate)):
            self._templates[row.code] = json_of(row, OF_TEMPLATE)
        for text in await session.scalars(select(InteractionTemplateLanguage)):
            texts = self._texts.setdefault(text.template_code, {})
            texts[text.language_code] = {"description": text.description, "content": text.content}

    def _decide(self, staging: RecordStaging, code: str, rows: Sequence[StagedRecord]) -> None:
        known = self._templates.get(code)
        template = Template(code, known, self._texts.get(code, {}))
        group = ""
        for row in rows:
            problem = self._gather(template, row)
            group = group or row.values.get("group_description", "")
            if problem is None:
                template.rows.append(row)
            else:
                staging.end(row.number, Outcome.REFUSED, [problem])
        problem = self._group(template, group) or _problem(template)
        if problem is not None:
            for row in template.rows:
                staging.end(row.number, Outcome.REFUSED, [problem])
            return
        made = template.values.get("group_code")
        if made and made not in self._groups and template.rows:
            self.groups.setdefault(made, group or made)
        _conclude(staging, template)

    def _gather(self, template: Template, row: StagedRecord) -> Text | None:
        """Take what a row says of its template; why it can't be taken."""
        of_template = {name: row.values[name] for name in OF_TEMPLATE if name in row.values}
        for name, value in of_template.items():
            if template.values.get(name, value) != value:
                first = template.rows[0].number
                shown = {"row": str(first), "column": Text(COLUMNS[name].label)}
                return Text(_OTHERWISE, shown)
        text = text_of(row)
        before = template.texts.get(row.values.get("text_language_code", ""), {})
        content = text.get("content")
        if content and content != before.get("content") and (bad := unknown_fields(content)):
            return Text(_NO_MERGE_FIELD, {"fields": ", ".join(bad)[:200]})
        template.values |= of_template
        return None

    def _group(self, template: Template, called: str) -> Text | None:
        """Find the group by its name where no code is given; why that can't be done."""
        if "group_code" in template.values or not called:
            return None
        codes = [code for code, name in self._groups.items() if fold(name) == fold(called)]
        if len(codes) != 1:
            return Text(_GROUP_UNKNOWN, {"group": called})
        template.values["group_code"] = codes[0]
        return None


def _problem(template: Template) -> Text | None:
    """Why a template can't be as its rows say."""
    changes = differences(template.known, template.values) if template.known else {}
    whole, known, said = template.whole, template.known, template.said
    if known is None and not whole["description"]:
        return Text(_NO_DESCRIPTION, {"code": template.code})
    new_text = any(
        differences(template.texts.get(language, dict.fromkeys(text)), text, LINES)
        for language, text in said.items()
    )
    if known is not None and not changes and not new_text:
        return None
    if (whole["campaign_target"] or whole["campaign_response"]) and not whole["campaign_no"]:
        return Text(_NO_CAMPAIGN)
    language = whole["language_code"]
    there = {*template.texts, *said}
    if known is None and language:
        there.add(language)
    if "language_code" in changes and (sentence := default_language_problem(language, there)):
        return Text(sentence)
    both = {**template.texts.get(language, {}), **said.get(language, {})}
    if language and (
        sentence := wizard_action_problem(whole["wizard_action"], both.get("content") or "")
    ):
        return Text(sentence)
    return None


def _conclude(staging: RecordStaging, template: Template) -> None:
    """The first row also brings the template itself."""
    seen: dict[str, StagedRecord] = {}
    for row in template.rows:
        first = row is template.rows[0]
        language = row.values.get("text_language_code")
        if language in seen:
            same = text_of(row) == text_of(seen[language])
            problem = Text(_TEXT_TWICE, {"row": str(seen[language].number)})
            outcome = Outcome.REPEATED if same else Outcome.REFUSED
            staging.end(row.number, outcome, None if same else [problem])
            continue
        new = first and template.known is None
        changes: Changes = {}
        if first and template.known is not None:
            changes = differences(template.known, template.values)
        if language is not None:
            seen[language] = row
            before = template.texts.get(language)
            new = new or before is None
            if before is not None:
                changed = differences(before, text_of(row), LINES)
                changes |= {f"text_{column}": pair for column, pair in changed.items()}
        if new:
            whole = template.whole if first and template.known is None else None
            staging.end(row.number, Outcome.NEW, {"template": whole, "changes": changes})
        elif changes:
            staging.end(row.number, Outcome.CHANGED, changes)
        else:
            outcome = Outcome.UNCHANGED if first or language else Outcome.REPEATED
            staging.end(row.number, outcome)
