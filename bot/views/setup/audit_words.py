"""What an entry of the audit trail is about, in words: the record, what was done, each value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain.company.form import FIELDS as COMPANY
from bot.domain.imports.contact_columns import COLUMNS
from bot.domain.messages import N_
from bot.domain.setup.fields import Reading
from bot.domain.setup.records import RECORDS
from bot.domain.setup.template_texts import FIELDS as TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.forms import Field
    from bot.domain.setup.shown import Audited
    from bot.i18n import Translator

VALUE_LENGTH = 60
"""Characters that are shown of a value."""

ACTS: Mapping[str, str] = {
    "create": N_("created"),
    "change": N_("changed"),
    "archive": N_("archived"),
    "bring back": N_("brought back"),
    "delete": N_("deleted"),
    "undelete": N_("brought back"),
    "import": N_("imported"),
    "undo import": N_("import undone"),
    "export": N_("exported"),
    "cancel": N_("canceled"),
    "restore": N_("restored"),
    "log": N_("logged"),
    "take back": N_("taken back"),
    "merge": N_("merged"),
    "undo merge": N_("merge undone"),
}
_OF_SALESPEOPLE: Mapping[str, str] = {"archive": N_("blocked"), "bring back": N_("unblocked")}
_KINDS: Mapping[str, str] = {
    **{kind: record.one for kind, record in RECORDS.items()},
    "interaction_template_languages": N_("Text"),
    "company_settings": N_("Company"),
    "contacts": N_("Contact"),
    "templates": N_("Interaction templates"),
    "interactions": N_("Interactions"),
    "segments": N_("Segment"),
    "starter": N_("Starter templates"),
}
_FORMS: Mapping[str, Mapping[str, Field]] = {
    **{kind: record.fields for kind, record in RECORDS.items()},
    "interaction_template_languages": TEXTS,
    "company_settings": COMPANY,
}
_LABELS: Mapping[str, str] = {
    **{name: column.label for name, column in COLUMNS.items()},
    "members": N_("Members"),
    "interactions": N_("Interactions"),
    "count": N_("Interactions"),
    "templates": N_("Interaction templates"),
    "texts": N_("Texts"),
    "new": N_("New rows"),
    "changed": N_("Changed rows"),
    "unchanged": N_("Unchanged rows"),
    "repeated": N_("Repeated rows"),
    "refused": N_("Refused rows"),
}
"""What belongs to no form: numbers of a bulk act, and the columns of a contact."""


def record(entry: Audited, t: Translator) -> str:
    kind = t(_KINDS[entry.kind]) if entry.kind in _KINDS else entry.kind
    return kind if entry.kind == "company_settings" else f"{kind} {entry.subject}"


def act(entry: Audited, t: Translator) -> str:
    words = _OF_SALESPEOPLE if entry.kind == "salespeople" else {}
    said = words.get(entry.act) or ACTS.get(entry.act)
    return t(said) if said else entry.act


def label(entry: Audited, key: str, t: Translator) -> str:
    field = _FORMS.get(entry.kind, {}).get(key)
    said = field.label if field else _LABELS.get(key)
    return t(said) if said else key


def value(entry: Audited, key: str, found: Any, t: Translator) -> str:
    """A value as the screens say it; they may be of an older version, whatever they are."""
    field = _FORMS.get(entry.kind, {}).get(key)
    if found is None or found == "":
        return "—"
    if isinstance(found, bool):
        return t(N_("Yes") if found else N_("No"))
    if isinstance(found, list) and field:
        return t.listing([t(field.choices.get(each, each)) for each in found]) or "—"
    text = " ".join(str(found).split())
    if key.endswith("language_code"):
        return t.language(text)
    if field and text in field.choices:
        return t(field.choices[text])
    if getattr(field, "read", None) is Reading.cost:
        return t.show(Decimal(text))
    return text[:VALUE_LENGTH] + ("…" if len(text) > VALUE_LENGTH else "")
