"""A library for a command, with a progress bar on stderr while it takes in articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from qa.console import terminal
from qa.wording import excerpt

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from qa.settings import Settings
    from store import Library
    from store.reports import Progress

TITLE_SHOWN = 48
"""Characters of an article's title beside the bar."""


@contextmanager
def opened(settings: Settings) -> Iterator[Library]:
    """Open the library that `settings` name; on its first use it takes in the seeds, seen to do so."""
    with progress_bar() as progress:
        library = settings.open_library(progress)
    with library:
        yield library


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield what draws a bar on stderr; without a terminal it says once that there is something to wait for."""
    if not sys.stderr.isatty():
        yield _Announcer()
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()


class _Announcer:
    """Says once what takes its time, for a stderr that is a file or a pipe."""

    def __init__(self) -> None:
        self._said = False

    def __call__(self, done: int, total: int, what: str) -> None:
        if not self._said:
            self._said = True
            typer.echo("tumen: indexing articles …", err=True)


class _Bar:
    """A rich progress bar that starts with the first call, so that nothing flickers when there is nothing to do."""

    def __init__(self) -> None:
        self._drawn: tuple[RichProgress, TaskID] | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        bar, task = self._drawn = self._drawn or self._start(what)
        bar.update(task, completed=done, total=total, description=excerpt(what, TITLE_SHOWN))

    def _start(self, what: str) -> tuple[RichProgress, TaskID]:
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as RichProgress

        columns = (
            TextColumn("indexing"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}", markup=False),
        )
        bar = RichProgress(*columns, console=terminal(sys.stderr), transient=True)
        task = bar.add_task(what)
        bar.start()
        return bar, task

    def stop(self) -> None:
        """Take the bar off the screen, if it was ever drawn."""
        if self._drawn:
            self._drawn[0].stop()
