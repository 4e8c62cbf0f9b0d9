"""Where a question is typed: grows with it, Enter sends, the arrow keys walk through earlier questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from store.text import sanitise


class Prompt(TextArea):
    """A text area for questions."""

    TOPIC = (
        "The question",
        (
            ("Enter", "send"),
            ("Ctrl+J, Shift+Enter", "new line"),
            ("↑ ↓", "earlier questions, from the first or last line"),
            ("1–9, [ ]", "in an empty prompt: show a source of the answer"),
            ("Esc", "stop the answer, then close the sources"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier", "Earlier", show=False),
        Binding("down", "later", "Later", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """Enter was pressed on a question that is not blank."""

        text: str

    @dataclass
    class CitationKey(Message):
        """A digit or bracket was pressed in the empty prompt; `text` is what it would have typed."""

        text: str

    def __init__(self) -> None:
        super().__init__(id="prompt", tab_behavior="focus", soft_wrap=True, show_line_numbers=False)
        self.placeholder = "Ask about Russia and North Korea"
        self.citation_keys = ""
        """What shows a source of the answer in focus, when it is typed into the empty prompt."""
        self._history: list[str] = []
        self._at = 0
        self._draft = ""

    def remember(self, questions: list[str]) -> None:
        """Add questions, oldest first, to what ↑ walks through."""
        for question in questions:
            if not self._history or self._history[-1] != question:
                self._history.append(question)
        self._at = len(self._history)

    def put(self, text: str) -> None:
        """Replace the text, the cursor at its end."""
        self.text = text
        self.move_cursor(self.document.end)

    def action_send(self) -> None:
        """Send the question, unless it is blank."""
        text = sanitise(self.text).strip()
        if not text:
            return
        self.remember([text])
        self.text = self._draft = ""
        self.post_message(self.Submitted(text))

    def action_newline(self) -> None:
        """Start a new line."""
        self.insert("\n")

    def action_earlier(self) -> None:
        """Walk back in history from the first line; else move up."""
        row_offset = self.wrapped_document.location_to_offset(self.cursor_location).y
        if row_offset > 0 or not self._history or self._at == 0:
            self.action_cursor_up()
            return
        if self._at == len(self._history):
            self._draft = self.text
        self._walk(-1)

    def action_later(self) -> None:
        """Walk forward in history from the last line; else move down."""
        row_offset = self.wrapped_document.location_to_offset(self.cursor_location).y
        if row_offset < self.wrapped_document.height - 1 or self._at >= len(self._history):
            self.action_cursor_down()
            return
        self._walk(+1)

    def _walk(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), len(self._history))
        self.put(self._draft if self._at == len(self._history) else self._history[self._at])

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, unless an undo has just taken its line away: it moves the cursor next."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    async def _on_key(self, event: events.Key) -> None:
        # Bindings with priority would overtake keys that are still on their way to this widget
        action = {"enter": self.action_send, "ctrl+j": self.action_newline, "shift+enter": self.action_newline}
        if event.key in action:
            event.stop()
            event.prevent_default()
            action[event.key]()
            return
        if not self.text and event.character and event.character in self.citation_keys:
            event.stop()
            event.prevent_default()
            self.post_message(self.CitationKey(event.character))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = sanitise(event.text)  # `TextArea` inserts it after this
