"""Starts bots for the fault tests, and sees to it that none outlives them.

Reads one order a line from its standard input and answers with the new process's id. A cold start
is `python -m bot serve` from nothing; a warm one is the same command in a fork of this process,
which has imported everything already, so that many kills fit into little time. At the end of the
input every bot that still runs is killed.
"""

import json
import os
import signal
import sys
from typing import Any, NoReturn

import bot.app
import bot.slack.serving  # noqa: F401 - `serve` imports both; a warm start finds them here
from bot.__main__ import main


def keep() -> None:
    """Obey until the input ends."""
    running: set[int] = set()
    for line in sys.stdin:
        running -= _ended(running)
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become_a_bot(order)
        running.add(child)
        print(child, flush=True)
    for child in running - _ended(running):
        os.kill(child, signal.SIGKILL)


def _ended(running: set[int]) -> set[int]:
    return {child for child in running if os.waitpid(child, os.WNOHANG)[0] == child}


def _become_a_bot(order: dict[str, Any]) -> NoReturn:
    os.setsid()
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.chdir(order["folder"])
    if order["cold"]:
        python = sys.executable
        os.execve(python, [python, "-m", "bot", "serve"], order["environment"])
    os.environ.clear()
    os.environ.update(order["environment"])
    try:
        main(["serve"], prog_name="touchpoint")
    finally:
        os._exit(1)


if __name__ == "__main__":
    keep()
