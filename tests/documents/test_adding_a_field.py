"""The recipe for a new field of the wizard in CONTRIBUTING.md, walked in a copy of the project."""

import ast
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.documents.reading import ROOT

RECIPE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPE = RECIPE.partition("\n## A field of the wizard\n")[2].partition("\n## ")[0]
CATALOGUE = "bot/locales/fr/LC_MESSAGES/touchpoint.po"
SHOWS = [
    "tests/scenarios/wizard/test_every_field_is_stored.py",
    "tests/database/test_schema.py::test_models_and_migrations_agree",
    "tests/database/test_schema.py::test_migrations_make_what_the_models_would",
    "tests/locales/test_catalogue.py",
]
"""The tests that ask where a field goes, whether its columns are there, and for its French."""


@dataclass(frozen=True)
class Line:
    """A line of the recipe: the file and what in it the line is added to."""

    path: str
    place: str
    code: str

    def __str__(self) -> str:
        return f"{Path(self.path).stem}-{self.place}"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", RECIPE, re.MULTILINE | re.DOTALL)


def lines() -> list[Line]:
    found = re.findall(r"^# (\S+), (.+)\n(.+)\n", blocks("python")[0], re.MULTILINE)
    return [Line(*parts) for parts in found]


def copy_of(folders: tuple[str, ...], to: Path) -> Path:
    """The project's folders and settings."""
    for name in folders:
        shutil.copytree(ROOT / name, to / name)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, to / name)
    return to


def add(line: Line, project: Path) -> None:
    file = project / line.path
    text = file.read_text(encoding="utf-8").splitlines()
    last = _last_of(line.place, ast.parse("\n".join(text)))
    end = last.end_lineno
    assert end is not None
    comma = "," if isinstance(last, ast.expr) else ""
    text.insert(end, " " * last.col_offset + line.code + comma)
    file.write_text("\n".join(text) + "\n", encoding="utf-8")


def _last_of(place: str, tree: ast.Module) -> ast.stmt | ast.expr:
    """The last field of a step, or the last attribute of a class."""
    kind, _, key = place.partition(" ")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == place:
            return [n for n in node.body if isinstance(n, ast.Assign | ast.AnnAssign)][-1]
        if (
            kind == "Step"
            and isinstance(node, ast.Call)
            and ast.unparse(node.func) == "Step"
            and ast.unparse(node.args[0]) == repr(key.strip('"'))
        ):
            fields = node.args[2]
            assert isinstance(fields, ast.Tuple)
            return fields.elts[-1]
    raise AssertionError(f"there is no {place}")


def add_migration(project: Path) -> None:
    versions = project / "bot" / "migrations" / "versions"
    newest = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    number = f"{int(newest) + 1:04}"
    (path,) = re.findall(r"`(\S+<number>\S+)`", RECIPE)
    code = blocks("python")[1].replace("<number>", number).replace("<newest>", newest)
    (project / path.replace("<number>", number)).write_text(code, encoding="utf-8")


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python in the copy."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True, check=False
    )


@pytest.mark.timeout(600)
def test_the_recipe_is_all_that_a_new_field_takes(tmp_path: Path) -> None:
    project = copy_of(("bot", "simulator", "tests"), tmp_path)
    for line in lines():
        add(line, project)
    add_migration(project)
    (french,) = blocks("po")
    with (project / CATALOGUE).open("a", encoding="utf-8") as catalogue:
        catalogue.write(f"\n{french}")
    asked = run(
        project,
        "-c",
        "import bot; from bot.domain.wizard.table import FIELDS;"
        "print(bot.__file__, 'meeting_place' in FIELDS)",
    )
    assert asked.stdout.split() == [str(project / "bot" / "__init__.py"), "True"], asked.stderr
    tested = run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SHOWS)
    assert tested.returncode == 0, tested.stdout[-6000:]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("left_out", lines(), ids=str)
def test_without_a_line_of_it_the_bot_does_not_start(left_out: Line, tmp_path: Path) -> None:
    project = copy_of(("bot",), tmp_path)
    for line in lines():
        if line != left_out:
            add(line, project)
    started = run(project, "-c", "import bot.app")
    assert started.returncode == 1
    assert "AssertionError" in started.stderr or "AttributeError" in started.stderr


def test_the_entry_of_the_readme_is_that_of_the_recipe() -> None:
    assert f"\n{lines()[0].code}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
