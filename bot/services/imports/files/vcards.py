"""vCard 2.1, 3.0 and 4.0: one card after another, each read by vobject.

A card that can't be read is a row with a card's problem, not the end of the file.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.domain.errors.imports import CellUnending
from bot.domain.imports.columns import UNREADABLE
from bot.services.imports.files.csv_files import LONGEST_CELL, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def rows(path: Path, encoding: str | None = None) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each card with its number in the file, and its cells by the columns of a contact."""
    import vobject  # noqa: PLC0415 - takes its time

    logging.getLogger("vobject").setLevel(logging.CRITICAL)  # it logs the lines that it skips
    for number, text in enumerate(_cards(path, encoding), 1):
        try:
            card = vobject.readOne(text, allowQP="QUOTED-PRINTABLE" in text.upper())
            cells = _cells(card)
        except Exception:  # noqa: BLE001 - the library raises whatever its parsing meets
            cells = {UNREADABLE: UNREADABLE}
        yield number, cells or {UNREADABLE: UNREADABLE}


def _cards(path: Path, encoding: str | None) -> Iterator[str]:
    card: list[str] = []
    size = depth = count = 0
    # Cards of 2.1 say their character set themselves, which is that of quoted-printable texts.
    with path.open(encoding=encoding_of(path, encoding), errors="replace") as file:
        for line in file:
            word = line.strip().upper()
            depth += word == "BEGIN:VCARD"
            if depth:
                size += len(line)
                if size > LONGEST_CELL:
                    raise CellUnending(row=count + 1, most=LONGEST_CELL)
                if not _is_picture(line, card):
                    card.append(line)
            if word == "END:VCARD" and depth:
                depth -= 1
                if depth == 0:
                    count += 1
                    yield "".join(card)
                    card, size = [], 0
    if card:
        yield "".join(card)


def _is_picture(line: str, card: list[str]) -> bool:
    """Photographs are most of a card and are left out, with the lines that go on with them."""
    if line.startswith((" ", "\t")):
        return bool(card) and card[-1] == ""
    if line.upper().startswith(("PHOTO", "LOGO", "SOUND", "KEY")):
        card.append("")
        return True
    return bool(card) and card[-1] == "" and not line.strip()


def _cells(card: Any) -> dict[str, str]:
    contents: dict[str, list[Any]] = card.contents
    cells: dict[str, str] = {}
    _put(cells, "external_id", _first(contents, "uid"))
    _put(cells, "name", _first(contents, "fn"))
    _put(cells, "job_title", _first(contents, "title"))
    _put(cells, "home_page", _first(contents, "url"))
    _put(cells, "language_code", _first(contents, "lang"))
    for line in contents.get("n", [])[:1]:
        for column, part in (
            ("surname", "family"), ("first_name", "given"), ("middle_name", "additional"),
        ):  # fmt: skip
            _put(cells, column, _joined(getattr(line.value, part, "")))
    for line in contents.get("org", [])[:1]:
        organisation = line.value[0] if isinstance(line.value, list) else line.value
        _put(cells, "company", str(organisation))
    _addresses(cells, contents.get("adr", []))
    _numbers(cells, contents.get("tel", []))
    emails = [str(line.value) for line in _preferred(contents.get("email", []))]
    for column, email in zip(("email", "email_2"), emails, strict=False):
        _put(cells, column, email)
    kind = (_first(contents, "kind") or _first(contents, "x-abshowas")).lower()
    if kind in {"org", "company"}:
        cells["type"] = "company"
        cells.setdefault("name", cells.get("company", ""))
    elif cells.get("first_name") or cells.get("surname"):
        cells["type"] = "person"
    return cells


def _addresses(cells: dict[str, str], lines: list[Any]) -> None:
    for line in _preferred(lines, "WORK")[:1]:
        for column, part in (
            ("address", "street"), ("address_2", "extended"), ("city", "city"),
            ("county", "region"), ("post_code", "code"), ("country_code", "country"),
        ):  # fmt: skip
            _put(cells, column, _joined(getattr(line.value, part, "")))


def _numbers(cells: dict[str, str], lines: list[Any]) -> None:
    for line in _preferred(lines, "WORK"):
        kinds = _kinds(line)
        if kinds & {"FAX", "PAGER"}:
            continue
        column = "mobile_phone" if "CELL" in kinds else "phone"
        if column not in cells:
            _put(cells, column, str(line.value).removeprefix("tel:"))


def _preferred(lines: list[Any], kind: str = "") -> list[Any]:
    """Those marked as preferred first, then those of `kind`."""

    def rank(line: Any) -> tuple[bool, bool]:
        kinds = _kinds(line)
        return (not ("PREF" in kinds or "PREF" in line.params), kind not in kinds)

    return sorted(lines, key=rank)


def _kinds(line: Any) -> set[str]:
    words = [*line.params.get("TYPE", []), *line.singletonparams]
    return {word.strip('"').upper() for entry in words for word in entry.split(",")}


def _first(contents: dict[str, list[Any]], name: str) -> str:
    lines = contents.get(name, [])
    return str(lines[0].value) if lines else ""


def _joined(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _put(cells: dict[str, str], column: str, value: str) -> None:
    if value.strip():
        cells[column] = value
