"""Articles taken in while the conversation goes on, with progress in the status line."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from qa.tui.chat_screen import ChatScreen
from qa.tui.engine import Engine
from qa.tui.threads import run
from store.errors import TumenError
from store.text import sanitise_line

if TYPE_CHECKING:
    from store.reports import AddReport

BETWEEN_REPORTS = 0.1
"""Seconds; a quicker report would only cost."""
REASONS_SHOWN = 3


@dataclass
class Progressed(Message):
    """Where a long work stands, in words for the status line."""

    work: str


class Adding:
    """Adds in the background, one source after the other."""

    def __init__(self, app: App[int], chat: ChatScreen, engine: Engine) -> None:
        self._app, self._chat, self._engine = app, chat, engine
        self._told = 0.0

    def progress(self, done: int, total: int, what: str) -> None:
        """Hear from the thread that works."""
        now = time.monotonic()
        if now - self._told < BETWEEN_REPORTS:
            return
        self._told = now
        share = f"{100 * done // total} % " if total else ""
        self._app.post_message(Progressed(f"adding {share}{sanitise_line(what)[:30]}"))

    def start(self, source: str, *, allow_private: bool = False) -> None:
        """Add a file, folder or address; of the user's own network only where that is allowed."""
        self._app.run_worker(self._add(source, allow_private), group="adding", exit_on_error=False)

    async def _add(self, source: str, allow_private: bool) -> None:
        self._app.post_message(Progressed("adding …"))
        try:
            report = await run(lambda: self._engine.add(source, self.progress, allow_private=allow_private))
        except TumenError as error:
            self._app.notify(str(error), title="Not added", severity="error", markup=False, timeout=10)
            return
        finally:
            self._app.post_message(Progressed(""))
        self._tell(report)
        self._chat.refresh_welcome()

    def _tell(self, report: AddReport) -> None:
        counts = f"{len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged"
        titles = "".join(f"\n{article.title}" for article in (report.added + report.updated)[:REASONS_SHOWN])
        self._app.notify(counts + titles, title="Articles", markup=False)
        for source, reason in report.skipped[:REASONS_SHOWN]:
            self._app.notify(f"{source}: {reason}", title="Skipped", severity="warning", markup=False, timeout=10)
        more = len(report.skipped) - REASONS_SHOWN
        if more > 0:
            self._app.notify(f"and {more} more", title="Skipped", severity="warning", markup=False, timeout=10)
