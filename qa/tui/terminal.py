"""The terminal is the chat's alone while it runs: what native libraries print to stdout or stderr goes to a log."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

LARGEST_LOG = 1_000_000
"""Bytes; a larger log starts anew."""


class Log:
    """Where file descriptors 1 and 2 point to: at first a nameless file, then one in the library's home."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as nameless:
            self._point_to(nameless.fileno())
        self._handler = logging.StreamHandler(open(2, "w", closefd=False, encoding="utf-8", errors="replace"))  # noqa: SIM115 - a descriptor, not a path, and it stays open
        logging.getLogger().addHandler(self._handler)

    def move_to(self, path: Path) -> None:
        """Go on in the file at `path`; where that cannot be written, stay nameless."""
        with suppress(OSError):
            mode = "ab" if path.exists() and path.stat().st_size < LARGEST_LOG else "wb"
            with path.open(mode) as named:
                self._point_to(named.fileno())

    def close(self) -> None:
        """Stop logging."""
        logging.getLogger().removeHandler(self._handler)

    @staticmethod
    def _point_to(descriptor: int) -> None:
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)


@contextmanager
def terminal_of_our_own() -> Iterator[Log]:
    """Give Textual the terminal under new descriptors, and everything else the log; undone at the end."""
    saved = sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr
    sys.stdout.flush()
    sys.stderr.flush()
    out, err = os.dup(1), os.dup(2)
    sys.__stdout__ = sys.stdout = _text(out)  # type: ignore[misc, assignment]  # Textual goes by these names
    sys.__stderr__ = sys.stderr = _text(err)  # type: ignore[misc, assignment]
    log = Log()
    try:
        yield log
    finally:
        log.close()
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr = saved  # type: ignore[misc]


def _text(descriptor: int) -> TextIO:
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="replace")
