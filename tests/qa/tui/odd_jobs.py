"""Jobs for `qa.tui.worker` that do what real ones do on bad days."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

from qa.tui.jobs import Desk
from store.errors import TumenError


def count(_: Desk, number: int) -> Generator[int, None, str]:
    yield from range(number)
    return "done"


def print_loudly(_: Desk) -> Generator[int, None, str]:
    """As native libraries do, to the descriptors themselves."""
    os.write(1, b"loaded 3 layers\n" * 100)
    yield 1
    print("and print")
    return "heard"


def refuse(_: Desk) -> Generator[None, None, None]:
    yield from ()
    raise TumenError("do this next")


def stumble(_: Desk) -> Generator[None, None, None]:
    yield from ()
    raise ZeroDivisionError("sk-secret")


def crash(_: Desk) -> Generator[int, None, None]:
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def go_on_for_ever(_: Desk, beats: Path) -> Generator[int, None, None]:
    number = 0
    while True:
        beats.write_text(str(number))
        yield number
        number += 1
        time.sleep(0.01)


def look_around(desk: Desk) -> Generator[None, None, tuple[str, list[str], bool]]:
    """The key that came with the settings, the command line, and whether the screen's library was loaded."""
    yield from ()
    assert desk.settings.openai_api_key
    return desk.settings.openai_api_key.get_secret_value(), sys.orig_argv, "textual" in sys.modules
