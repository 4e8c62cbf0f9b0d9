"""What a long work tells while it runs, and what it has done in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from store.article import Article

Outcome = Literal["added", "updated", "unchanged"]
Advance = Callable[[float], None]
"""Hears how much of one article is done, 0 to 1."""


class Progress(Protocol):
    """Told how far a long work is: `done` of `total` characters or bytes, and what is being done."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear where the work stands; called from the thread that does it."""


@dataclass(slots=True)
class AddReport:
    """What an `add` did with each source."""

    added: list[Article] = field(default_factory=list)
    updated: list[Article] = field(default_factory=list)
    unchanged: list[Article] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """(source, reason) of what did not become an article."""
    gave_nothing: dict[str, bool] = field(default_factory=dict)
    """Of each source that was named: True when no article came of it."""


def make_advance(progress: Progress | None, before: int, size: int, total: int, what: str) -> Advance:
    """Return what tells `progress` how far within one article (`size` of `total`, after `before`) the work is."""

    def advance(share: float) -> None:
        if progress:
            progress(before + int(share * size), total, what)

    return advance
