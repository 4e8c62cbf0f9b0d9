"""The text of one answer: finished blocks as Markdown, the growing block below it as plain text."""

from __future__ import annotations

import re
import time

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from qa.answer import Answer, Proven
from qa.tui.answer_markdown import AnswerMarkdown
from qa.tui.streaming import StreamedText
from qa.tui.styles import beside
from qa.tui.verdicts import clean, markdown, neutral, settled, shown

FLUSH_SECONDS = 0.1
"""Tokens are drawn this often: a quicker eye sees no difference, and Markdown costs more with every block."""
REST = 3
"""Times as long as a frame takes, the next one waits at least: a busy machine draws fewer and keeps up with typing."""


class AnswerBody(Vertical):
    """Feed it the chain's events; the last word is `finish`."""

    DEFAULT_CSS = beside(__file__)

    def __init__(self) -> None:
        super().__init__()
        self.text = StreamedText()
        self._blocks = AnswerMarkdown()
        self._blocks.add_class("empty")
        self._growing = Static("", markup=False, classes="growing empty")
        self._appended = 0
        self._dirty = False
        self._rests_until = 0.0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Markdown above, growing block below."""
        yield self._blocks
        yield self._growing

    def token(self, text: str) -> None:
        """Add a piece of the text."""
        self.text.token(text)
        self._changed()

    def proven(self, event: Proven) -> None:
        """Give a sentence its verdict."""
        self.text.proven(event.sentence, event.citations)
        self._changed()

    async def void(self) -> None:
        """Take everything off the screen."""
        self.text.void()
        self._appended = 0
        await self._blocks.update("")
        self._changed()

    async def finish(self, answer: Answer) -> None:
        """Show the final answer as it is."""
        self.text.finish(answer)
        await self._settle(clean(answer.text) if answer.abstained else markdown(self.text))

    async def stop(self) -> None:
        """Show what came as all there is."""
        await self._settle(markdown(self.text))

    async def _settle(self, source: str) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None
        await self._blocks.update(source)
        self._blocks.set_class(not source.strip(), "empty")
        self._grow("")
        self._dirty = False

    def _changed(self) -> None:
        self._dirty = True
        if self._timer is None and self.is_attached:
            self._timer = self.set_interval(FLUSH_SECONDS, self._flush)

    async def _flush(self) -> None:
        began = time.monotonic()
        if not self._dirty or began < self._rests_until:
            return
        self._dirty = False
        self.call_after_refresh(self._rest, began)
        source = settled(self.text.pieces, self.text.citations)
        boundary = finished_blocks(source)
        if boundary > self._appended:
            fresh, self._appended = source[self._appended : boundary], boundary
            self._blocks.remove_class("empty")
            await self._blocks.append(fresh)
        if self._timer:
            self._grow(source[boundary:] + neutral(self.text))

    def _rest(self, began: float) -> None:
        self._rests_until = began + REST * (time.monotonic() - began)

    def _grow(self, source: str) -> None:
        growing = source.strip("\n")
        self._growing.update(shown(Content(growing)))
        self._growing.set_class(not growing, "empty")


def finished_blocks(source: str) -> int:
    """Return the offset behind the last blank line of `source` that no code fence or list runs across."""
    boundary = 0
    for blank in re.finditer(r"\n[ \t]*\n+(?=[^\s\-*+\d])", source):
        if source.count("```", 0, blank.start()) % 2 == 0:
            boundary = blank.end()
    return boundary
