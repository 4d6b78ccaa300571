"""The screens of a company's settings: what is decided, and the form that changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.domain.company.form import FIELDS, INHERITED_WORDS, entered, fields_without
from bot.domain.company.settings import INHERITANCE
from bot.domain.forms import Kind
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.setup.records import COMPANY, TO_HUB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.company.settings import CompanySettings
    from bot.domain.forms import Field
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

CARD, FORM = "company_card", "company_form"
SHOW, EDIT, FIELD = COMPANY, "company.edit", "company.field"
BY_ENVIRONMENT = N_("The environment of the bot decides this, so it can't be changed here.")


@dataclass(frozen=True, slots=True)
class Place:
    """``seen``: when the settings were changed last as the form was opened."""

    seen: str = ""


def names_of(settings: CompanySettings, salesperson: str | None, t: Translator) -> dict[str, str]:
    """What the codes in the settings are called, by field."""
    names = {"new_salesperson_code": salesperson} if salesperson else {}
    for key in ("new_country_code", "phone_region"):
        if code := getattr(settings, key):
            names[key] = t.countries.get(code, code)
    return names


def card(
    settings: CompanySettings,
    names: Mapping[str, str],
    t: Translator,
    sentence: str = "",
    *,
    may_change: bool,
) -> View:
    """What is decided; what the environment decides is told apart."""
    body: list[Block] = [blocks.alert(sentence, "success")] if sentence else []
    here = [key for key in FIELDS if key not in settings.fixed]
    body.append(_said(settings, here, names, t))
    if settings.fixed:
        body.append(_said(settings, [key for key in FIELDS if key in settings.fixed], names, t))
        body.append(blocks.context(blocks.plain(t(BY_ENVIRONMENT))))
    change = blocks.button(t(N_("Change")), EDIT, style="primary")
    back = blocks.button(t(N_("Set-up")), TO_HUB)
    body.append(blocks.actions(*([change] if may_change else []), back, block_id="company"))
    return blocks.modal(t(N_("Company")), body, close=t(N_("Close")), callback_id=CARD)


def form(settings: CompanySettings, names: Mapping[str, str], t: Translator, number: int) -> View:
    """The settings that can be changed here."""
    fields = [_spoken(field, t) for field in fields_without(settings.fixed).values()]
    drawn = forms.draw_all(fields, entered(settings, names), t, action=FIELD, number=number)
    fixed = blocks.context(
        blocks.plain(
            "\n".join(
                named(t(field.label), _word(settings, key, names, t), t)
                for key, field in FIELDS.items()
                if key in settings.fixed
            )
            + f"\n{t(BY_ENVIRONMENT)}"
        )
    )
    back = blocks.actions(blocks.button(t(N_("Back")), SHOW), block_id="leave")
    seen = settings.changed_at.isoformat() if settings.changed_at else ""
    return blocks.modal(
        t(N_("Company")),
        [*drawn, *([fixed] if settings.fixed else []), back],
        submit=t(N_("Save")),
        close=t(N_("Cancel")),
        callback_id=FORM,
        private_metadata=pack(Place(seen)),
    )


def _said(
    settings: CompanySettings, keys: list[str], names: Mapping[str, str], t: Translator
) -> Block:
    lines = [named(t(FIELDS[key].label), _word(settings, key, names, t), t) for key in keys]
    return blocks.section(blocks.plain("\n".join(lines)))


def _word(settings: CompanySettings, key: str, names: Mapping[str, str], t: Translator) -> str:
    value: Any = getattr(settings, key)
    if key == "inherited":
        return t.listing([t(INHERITED_WORDS[part]) for part in INHERITANCE if part in value]) or "—"
    if isinstance(value, bool):
        return t(N_("Yes")) if value else t(N_("No"))
    if value is None:
        return "—"
    if key == "new_language_code":
        return t.language(value)
    if key in names:
        return names[key]
    return t(FIELDS[key].choices.get(value, value))


def _spoken(field: Field, t: Translator) -> Field:
    """Languages are called by their names."""
    if field.kind is not Kind.CHOICE or field.key != "new_language_code":
        return field
    called = {code: t.language(code) for code in field.choices}
    ordered = sorted(called.items(), key=lambda item: item[1])
    return replace(field, choices=dict(ordered[:99]))
