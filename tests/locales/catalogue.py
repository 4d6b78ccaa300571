"""The messages in the code and those in a language's catalogue."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot

FOLDER = Path(bot.__file__).parent
KEYWORDS = {"N_": None, "plural": (1, 2)}
"""How the code marks messages: ``N_("…")`` and ``t.plural("one", "many", count)``."""


def in_code() -> dict[str | tuple[str, ...], list[str]]:
    """Every marked message and the files it is in."""
    found: dict[str | tuple[str, ...], list[str]] = {}
    extracted = extract_from_dir(
        FOLDER, [("**.py", "python")], {}, keywords=KEYWORDS, strip_comment_tags=True
    )
    for name, line, message, _, _ in extracted:
        if message:
            key = message if isinstance(message, str) else tuple(message)
            found.setdefault(key, []).append(f"{name}:{line}")
    return found


def catalogue(locale: str) -> Catalog:
    with (FOLDER / "locales" / locale / "LC_MESSAGES" / "touchpoint.po").open("rb") as po:
        return read_po(po, locale=locale)


def messages(locale: str) -> Iterator[Message]:
    """The messages of a catalogue, without its header."""
    return (message for message in catalogue(locale) if message.id)
