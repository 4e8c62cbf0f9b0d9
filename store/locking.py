"""One writer at a time: a second one fails at once and is told who holds the library."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import LibraryLockedError, storage_errors
from store.locations import Locations


def _command() -> str:
    """Return what this process runs, short enough for one line; of its arguments only a first plain word."""
    program = Path(sys.argv[0] or sys.executable)
    name = f"python -m {program.parent.name}" if program.name == "__main__.py" else program.name
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    return f"{name} {first}" if first.isalpha() and first.islower() else name


def _holder(locations: Locations) -> str:
    try:
        record = json.loads(locations.writer.read_text(encoding="utf-8"))
        return f"process {int(record['pid'])} ({record['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"  # it has the lock but has not yet written its name


@contextmanager
def writing(locations: Locations) -> Iterator[None]:
    """Hold the writer's lock during the block.

    The operating system frees the lock of a process that dies, so a killed writer never blocks the next.

    Raises:
        LibraryLockedError: at once, when another process or another `Library` of this one holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(locations.writer_lock, thread_local=False)
    with storage_errors(locations.home):
        locations.home.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            message = f"the library in {locations.home} is being changed by {_holder(locations)}: wait until it is done"
            raise LibraryLockedError(message) from None
    try:
        with storage_errors(locations.home):
            record = {"pid": os.getpid(), "command": _command()}
            locations.writer.write_text(json.dumps(record), encoding="utf-8")
        yield
    finally:
        locations.writer.unlink(missing_ok=True)
        lock.release()
