"""The state file, and the bytes of uploaded files beside it."""

import asyncio
import json
import os
from pathlib import Path

from simulator.workspace import Workspace

SAVE_AFTER_S = 0.3


class Blobs:
    """Bytes of files by id: in memory, or in a folder that outlives the process."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._kept: dict[str, bytes] = {}

    def put(self, file_id: str, data: bytes) -> None:
        """Keep the bytes of a file."""
        if self._folder is None:
            self._kept[file_id] = data
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / file_id).write_bytes(data)

    def get(self, file_id: str) -> bytes:
        """The bytes of a file. Raises KeyError."""
        if self._folder is None:
            return self._kept[file_id]
        try:
            return (self._folder / file_id).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(file_id) from error


def load_state(path: Path) -> Workspace | None:
    """The workspace of an earlier run, or None when there was none."""
    try:
        return Workspace.restored(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


class StateFile:
    """Writes the workspace soon after each change, whole or not at all."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._path = path
        self._workspace = workspace
        self._pending: asyncio.TimerHandle | None = None

    def changed(self) -> None:
        """Something changed: save it soon."""
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(SAVE_AFTER_S, self.save)

    def save(self) -> None:
        """Save now."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(self._path.suffix + ".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(self._workspace.stored(), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
