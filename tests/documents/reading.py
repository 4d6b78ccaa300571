"""The commands that the documents tell to type."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/administration.md",
    "docs/administration-fr.md",
    "docs/operating.md",
    "docs/export.md",
    "docs/import.md",
    "docs/data.md",
    "docs/scopes.md",
)
_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`]+)`")
_PROGRAMS = (
    "make",
    "touchpoint",
    ".venv/bin/",
    "python",
    "pip",
    "docker",
    "cp",
    "git",
    "redis-cli",
)
_TOOLS = ("psql", "pg_dump", "pg_restore", "sqlite3", "curl", "export", "systemctl", "sudo", "apt")


def commands_of(text: str) -> list[str]:
    """Each command once, on one line; comments and names of programs by themselves left out."""
    lines = [line for block in _FENCED.findall(text) for line in block.splitlines()]
    lines += _INLINE.findall(_FENCED.sub("", text))
    found = [" ".join(line.partition(" #")[0].split()) for line in lines]
    return list(dict.fromkeys(command for command in found if _is_command(command)))


def _is_command(words: str) -> bool:
    program, _, arguments = words.partition(" ")
    return bool(arguments) and program.startswith((*_PROGRAMS, *_TOOLS))


def all_commands() -> list[str]:
    """Those of all documents, in their order."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    return list(dict.fromkeys(command for text in texts for command in commands_of(text)))
