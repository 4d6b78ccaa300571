"""The guide for administrators says the same in both languages, in the words of the screens."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from bot.domain.enums import SalespersonRole
from bot.domain.people.rights import LEAST, Right
from bot.domain.setup.records import RECORDS, ROLES
from bot.i18n import translator
from tests.documents.reading import ROOT
from tests.locales.catalogue import in_code, messages

ENGLISH, FRENCH = "docs/administration.md", "docs/administration-fr.md"
GUIDES = {"en": ENGLISH, "fr": FRENCH}
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
RIGHTS = (
    Right.SEE,
    Right.RECORD,
    Right.RECORD,
    Right.OWN_SEGMENTS,
    Right.RECORD,
    Right.ALL_SEGMENTS,
    Right.DELETE_CONTACTS,
    Right.DELETE_ENTRIES,
    Right.CAMPAIGNS,
    Right.IMPORT,
    Right.EXPORT,
    Right.SEE_SETUP,
    Right.SETUP,
)
"""What each row of the roles' table is about."""


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Section:
    level: int
    title: str
    body: str

    @property
    def labels(self) -> list[str]:
        return _BOLD.findall(self.body)

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Its level, and how many bullets, rows of tables and links it has."""
        bullets = len(re.findall(r"^- ", self.body, re.MULTILINE))
        rows = len(re.findall(r"^\|", self.body, re.MULTILINE))
        return self.level, bullets, rows, self.body.count("](")


def sections(name: str) -> list[Section]:
    _, *parts = _HEADING.split(text_of(name))
    return [
        Section(len(level), title, body)
        for level, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def test_both_languages_have_the_same_structure() -> None:
    assert [s.shape for s in sections(ENGLISH)] == [s.shape for s in sections(FRENCH)]


def test_labels_are_those_of_the_screens() -> None:
    marked = set(in_code())
    said = {message.string for message in messages("fr") if isinstance(message.string, str)}
    french = translator("fr")
    for one, other in zip(sections(ENGLISH), sections(FRENCH), strict=True):
        assert [label for label in one.labels if label not in marked] == [], one.title
        assert [label for label in other.labels if label not in said] == [], other.title
        assert [french(label) for label in one.labels] == other.labels, one.title


@pytest.mark.parametrize("locale", GUIDES)
def test_every_record_of_the_set_up_is_named(locale: str) -> None:
    t, text = translator(locale), text_of(GUIDES[locale])
    titles = " ".join(section.title for section in sections(GUIDES[locale])).lower()
    for record in RECORDS.values():
        words = t(record.many).lower().split()
        named = f"**{t(record.many)}**" in text or all(word in titles for word in words)
        assert named, record.kind


@pytest.mark.parametrize(("locale", "yes"), [("en", "yes"), ("fr", "oui")])
def test_the_table_of_roles_is_the_one_in_force(locale: str, yes: str) -> None:
    t = translator(locale)
    (rights,) = (s for s in sections(GUIDES[locale]) if s.title in {"Rights", "Droits"})
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in rights.body.splitlines()
        if line.startswith("|")
    ]
    assert head[1:] == [t(word) for word in ROLES.values()]
    roles = list(SalespersonRole)
    for right, (what, *cells) in zip(RIGHTS, rows, strict=True):
        allowed = [cell != "–" for cell in cells]
        assert allowed == [role >= roles.index(LEAST[right]) for role in range(len(roles))], what
        assert cells[-1] == yes


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", *(str(f.relative_to(ROOT)) for f in ROOT.glob("docs/*.md"))],
)
def test_links_lead_somewhere(name: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", text_of(name), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        path, _, anchor = (target[0] or target[1]).partition("#")
        if "://" in path:
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), path
        if anchor:
            headings = [title for _, title in _HEADING.findall(file.read_text(encoding="utf-8"))]
            assert anchor in map(_anchor, headings), f"{path}#{anchor}"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_pictures_are_small() -> None:
    pictures = sorted(ROOT.glob("docs/*.png"))
    assert pictures
    assert [p.name for p in pictures if p.stat().st_size > 150_000] == []
