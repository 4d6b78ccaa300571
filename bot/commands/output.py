"""Where a command's output goes: a file that is whole or not there, or the standard output."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click


@contextmanager
def opened(target: Path | None, *, overwrite: bool) -> Iterator[BinaryIO]:
    """The file ``target``, or the standard output.

    The file is written under another name beside it, readable by its owner alone, and gets its own
    name at the end; an exception leaves what was there before. Raises ClickException when it
    exists and not ``overwrite``, and when it can't be written.
    """
    if target is None:
        yield sys.stdout.buffer
        return
    _refuse_existing(target, overwrite=overwrite)
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                yield file
            _refuse_existing(target, overwrite=overwrite)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"{target} can't be written: {error.strerror}") from None


def _refuse_existing(target: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        raise click.ClickException(f"{target} is a folder. Name a file.")
    if target.exists() and not overwrite:
        raise click.ClickException(f"{target} exists already. Add --force to overwrite it.")
