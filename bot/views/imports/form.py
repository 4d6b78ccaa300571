"""Which file to import, and what its headings mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.imports.words import LABELS
from bot.domain.messages import N_
from bot.domain.people.rights import may_import
from bot.views import blocks
from bot.views.forms import form as forms
from bot.views.imports.listing import FILE_FORM, SHOW
from bot.views.metadata import pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.imports.assigning import SeenFile
    from bot.domain.people.person import Person
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

COLUMNS_FORM = "import_columns"
FIELD, READ = "imports.field", "imports.read"
MOST_NAMED = 40

FILE = table(
    Field(
        "file",
        N_("File"),
        Kind.FILE,
        required=True,
        hint=N_(
            "CSV or Excel (.xlsx), of contacts also vCard. Nothing is written before you have seen "
            "what would change. A file of more than 10 MB is dropped into your conversation with "
            "Touchpoint."
        ),
    ),
    Field("kind", N_("What is in it"), Kind.CHOICE, required=True, choices=LABELS),
)
ENCODINGS = {
    "cp1252": N_("Western European (Windows)"),
    "cp1250": N_("Central European (Windows)"),
    "cp1251": N_("Cyrillic (Windows)"),
    "cp1253": N_("Greek (Windows)"),
    "cp1254": N_("Turkish (Windows)"),
    "cp1257": N_("Baltic (Windows)"),
    "mac_roman": N_("Western European (Mac)"),
    "cp850": N_("Western European (DOS)"),
}
"""The code pages that can't be told from each other for sure."""
ENCODING = table(
    Field(
        "encoding",
        N_("Letters"),
        Kind.CHOICE,
        required=True,
        hint=N_("If letters look wrong in the examples below, choose another alphabet."),
        choices=ENCODINGS,
        dispatch=True,
    )
)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Which file a window is about. ``headings`` and ``columns`` are digests of its headings and of
    what they were taken for when the file was checked."""

    kind: str
    file_id: str
    name: str
    encoding: str | None = None
    headings: str = ""
    columns: str = ""

    @property
    def address(self) -> str:
        """The file and how it is read, for a button that begins with it anew."""
        return address(self.kind, self.file_id, self.encoding)


def address(kind: str, file_id: str, encoding: str | None = None) -> str:
    """What :func:`place_at` reads."""
    return ":".join([kind, file_id, *([encoding] if encoding else [])])


def place_at(argument: str) -> FilePlace:
    """The file that a button is about."""
    kind, _, rest = argument.partition(":")
    file_id, _, encoding = rest.partition(":")
    return FilePlace(kind, file_id, "", encoding or None)


def file_form(person: Person, t: Translator, number: int) -> View:
    """With the kinds that somebody may import."""
    offered = {kind: label for kind, label in LABELS.items() if may_import(person, kind)}
    fields = [
        replace(field, choices=offered) if field.key == "kind" else field for field in FILE.values()
    ]
    chosen = {"kind": Entered("contacts")}
    return blocks.modal(
        t(N_("Import")),
        [
            *forms.draw_all(fields, chosen, t, action=FIELD, number=number),
            blocks.actions(blocks.button(t(N_("Back")), SHOW), block_id="leave"),
        ],
        submit=t(N_("Next")),
        close=t(N_("Cancel")),
        callback_id=FILE_FORM,
    )


def columns_form(
    place: FilePlace,
    file: SeenFile,
    t: Translator,
    number: int,
    entered: Mapping[str, Entered] | None = None,
) -> View:
    """``entered`` is what its user chose before the form was drawn anew."""
    above = t(N_("{name}, read as: {kind}"), name=file.name, kind=file.read_as)
    body: list[Block] = [blocks.section(blocks.plain(above))]
    if file.columns:
        told = t(N_("Say what each heading means. The next step shows what would change."))
        body.append(blocks.context(blocks.plain(told)))
    else:
        told = t(N_("Cards say themselves what they hold. The next step shows what would change."))
        body.append(blocks.context(blocks.plain(told)))
    if file.encoding in ENCODINGS:
        chosen = {"encoding": Entered(file.encoding)}
        body += forms.draw_all(ENCODING.values(), chosen, t, action=FIELD, number=number)
    values = {**file.entered, **(entered or {})}
    body += forms.draw_all(file.fields.values(), values, t, action=FIELD, number=number)
    if file.by_label:
        told = N_("Phones whose kind stands in another column: {headings}")
        body.append(_named(told, file.by_label, t))
    if file.unasked:
        told = N_("Left out, as there is no room for them here: {headings}")
        body.append(_named(told, file.unasked, t))
    return blocks.modal(
        t(N_("Import")),
        body,
        submit=t(N_("Check")),
        close=t(N_("Cancel")),
        callback_id=COLUMNS_FORM,
        private_metadata=pack(place),
    )


def _named(message: str, headings: Sequence[str], t: Translator) -> Block:
    return blocks.context(blocks.plain(t(message, headings=t.listing(headings[:MOST_NAMED]))))
