"""What the command `export` writes, as files to be imported."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from bot.commands.export import _FORMATS
from bot.i18n import translator
from bot.services.exports.exports import Exports
from bot.services.exports.wording import Wording
from bot.storage.database import Database

WAYS = [(ending, language) for ending in ("csv", "xlsx") for language in ("en", "fr", None)]
"""Every format that can be imported, with headings in English, in French and of the database."""


async def export(database: Database, kind: str, path: Path, language: str | None = "en") -> Path:
    """Write all rows of a kind to a file as its name ends."""
    wording = Wording(ZoneInfo("Europe/Paris"), translator(language) if language else None)
    exports = Exports(database)
    file: BinaryIO = io.BytesIO()
    rows = exports.rows(kind, {}, wording)
    await _FORMATS[path.suffix[1:]](file, kind, exports.headings(kind, wording), rows)
    file.seek(0)
    path.write_bytes(file.read())
    return path


async def exported_rows(database: Database, kind: str, *left_out: str) -> list[dict[str, Any]]:
    """All rows of a kind, by the database's names, without some columns."""
    exports, wording = Exports(database), Wording(ZoneInfo("UTC"))
    headings = exports.headings(kind, wording)
    return [
        {name: cell for name, cell in zip(headings, row, strict=True) if name not in left_out}
        async for row in exports.rows(kind, {}, wording)
    ]
