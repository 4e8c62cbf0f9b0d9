"""A library for a command, with a progress bar on stderr while it takes in articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from qa.settings import Settings
    from store import Library

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and what they are."""


@contextmanager
def opened(settings: Settings) -> Iterator[Library]:
    """Open the library that `settings` name; on its first use it takes in the seeds, seen to do so."""
    from store import Library

    with progress_bar() as progress:
        library = Library.open(settings.home, embedding=settings.embedding, progress=progress)
    yield library


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield what draws a bar on stderr; without a terminal it says once what is going on."""
    if not sys.stderr.isatty():
        yield _Announcer()
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()


class _Announcer:
    """Says each kind of work once, for stderr that is a file or a pipe."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def __call__(self, done: int, total: int, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            print(f"tumen: {what} …", file=sys.stderr, flush=True)  # noqa: T201 - this is the narration


class _Bar:
    """A rich progress bar that starts with the first call, so that nothing flickers when there is nothing to do."""

    def __init__(self) -> None:
        self._drawn: tuple[RichProgress, TaskID] | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        bar, task = self._drawn = self._drawn or self._start(what)
        bar.update(task, completed=done, total=total, description=what)

    def _start(self, what: str) -> tuple[RichProgress, TaskID]:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        from qa.console import terminal

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        bar = RichProgress(*columns, console=terminal(sys.stderr), transient=True)
        task = bar.add_task(what)
        bar.start()
        return bar, task

    def stop(self) -> None:
        """Take the bar off the screen, if it was ever drawn."""
        if self._drawn:
            self._drawn[0].stop()
