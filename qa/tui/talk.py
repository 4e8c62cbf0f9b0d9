"""The conversation and its sources, side by side or, on a narrow screen, one over the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from qa.sessions import Sessions, SessionSummary
from qa.tui.answering import Answering
from qa.tui.claim_card import ClaimCard
from qa.tui.conversation import Cited, Conversation, LoadMore
from qa.tui.engine import Engine
from qa.tui.reader_screen import ReaderScreen
from qa.tui.source_actions import copy_source, open_source
from qa.tui.sources_panel import SourcesPanel
from qa.tui.sources_screen import SourcesScreen
from qa.tui.turn_view import TurnView
from qa.tui.welcome import welcome
from store.errors import TumenError

WIDE = 100
"""Columns from which the sources stand beside the conversation."""


class Talk(Horizontal):
    """Owns which answer, or checked claim, is in focus and which of its sources is shown."""

    @dataclass
    class Changed(Message):
        """The session, or the answer in focus, is another."""

    def __init__(self, engine: Engine, sessions: Sessions) -> None:
        super().__init__(id="talk")
        self.engine, self.sessions = engine, sessions
        self.conversation = Conversation(engine.nearest, lambda: welcome(engine))
        self.panel = SourcesPanel(engine.article, id="panel")
        self.answering = Answering(engine, sessions, self.conversation, self._answered)
        self.focused: Cited | None = None

    def compose(self) -> ComposeResult:
        """Conversation left, sources right."""
        yield self.conversation
        yield self.panel

    def on_mount(self) -> None:
        """Start without sources."""
        self.panel.display = False

    @property
    def wide(self) -> bool:
        """Whether the sources have room beside the conversation."""
        return self.app.size.width >= WIDE

    @property
    def busy(self) -> bool:
        """Whether an answer is coming."""
        return self.answering.stream is not None

    @property
    def has_sources(self) -> bool:
        """Whether the answer in focus has sources to show."""
        return bool(self.focused and self.focused.citations)

    @property
    def citation_keys(self) -> str:
        """The characters that show a source of the answer in focus."""
        count = len(self.focused.citations) if self.focused else 0
        return "123456789"[:count] + "[]" if count else ""

    def ask(self, question: str, model: str = "") -> None:
        """Ask, in place of whatever is still being answered."""
        self.screen.run_worker(
            self.answering.ask(question, model), group="answer", exclusive=False, exit_on_error=False
        )

    def ask_again(self, model: str = "") -> None:
        """Ask the last question once more."""
        if self.answering.last_question:
            self.answering.forget_last()
            self.ask(self.answering.last_question, model)

    async def show_session(self, session: SessionSummary) -> None:
        """Go on with an earlier session."""
        turns = self.sessions.turns(session.id)
        await self.answering.resume(session, turns)
        await self.conversation.show_session(turns)
        self.focus_turn(self.conversation.turns[-1] if turns else None)

    def retitle(self) -> None:
        """Take up the title that was given to the session meanwhile."""
        with suppress(TumenError):  # it is gone
            if self.answering.session:
                self.answering.title = self.sessions.find(self.answering.session).title
        self.post_message(self.Changed())

    async def new_session(self) -> None:
        """Start over; the session so far is kept."""
        await self.answering.resume(None, [])
        await self.conversation.clear()
        self.focus_turn(None)

    def _answered(self, turn: TurnView, done: bool) -> None:
        """Put a new turn into focus; when it is done, show its sources."""
        self.focus_turn(turn, show=done)
        if done:
            self.conversation.show_beginning_of(turn)

    def focus_turn(self, turn: Cited | None, index: int = 0, *, show: bool = True) -> None:
        """Put an answer or a claim into focus, and its sources into the panel where there is room for one."""
        if self.focused is not turn and self.focused is not None:
            self.focused.remove_class("focused")
        self.focused = turn
        if turn is not None:
            turn.add_class("focused")
        self.panel.display = bool(show and self.wide and self.has_sources)
        if turn is not None and self.panel.display:
            self.panel.show(turn.citations, index, nearest=self._abstained)
        self.post_message(self.Changed())

    @property
    def _abstained(self) -> bool:
        return isinstance(self.focused, TurnView) and bool(self.focused.answer and self.focused.answer.abstained)

    def step_turn(self, step: int) -> None:
        """Move the focus to the answer before (-1) or after (+1)."""
        turns = self.conversation.cited
        if not turns:
            return
        at = turns.index(self.focused) if self.focused in turns else len(turns)
        turn = turns[max(0, min(at + step, len(turns) - 1))]
        self.focus_turn(turn)
        turn.scroll_visible(animate=False, top=True)

    def cite(self, key: str) -> None:
        """Show a source: by its number, or the one before (``[``) or after (``]``)."""
        turn = self.focused
        if turn is None or not turn.citations:
            return
        shown = self.panel.citations is turn.citations
        if key.isdecimal():
            index = min(int(key), len(turn.citations)) - 1
        else:
            index = (self.panel.index + (1 if key == "]" else -1)) % len(turn.citations) if shown else 0
        self.panel.show(turn.citations, index, nearest=self._abstained)
        if self.wide:
            self.panel.display = True
            self.panel.text.focus()
        else:
            self.app.push_screen(SourcesScreen(self.engine.article, turn.citations, index, nearest=self._abstained))

    def read(self) -> None:
        """Open the whole article of the source that is shown, this answer's quotes marked in it."""
        turn = self.focused
        if turn is None or not turn.citations:
            return
        index = self.panel.index if self.panel.citations is turn.citations else 0
        self.app.push_screen(ReaderScreen(self.engine.article, turn.citations, turn.citations[index]))

    def close_panel(self) -> bool:
        """Close the sources. Returns False when they were not open."""
        was_open = bool(self.panel.display)
        self.panel.display = False
        return was_open

    def fit(self) -> None:
        """Take the panel away where it has no room any more."""
        if not self.wide:
            self.panel.display = False

    def open_source(self) -> None:
        """Open the address of the source that is shown."""
        open_source(self.app, self.panel.current)

    def copy_source(self) -> None:
        """Copy the source that is shown."""
        copy_source(self.app, self.panel.current)

    @on(TurnView.Picked)
    def _picked(self, event: TurnView.Picked) -> None:
        event.stop()
        if event.turn.citations or event.turn is not self.focused:
            self.focus_turn(event.turn)
        if event.n is not None:
            self.cite(str(event.n))

    @on(ClaimCard.Picked)
    def _picked_claim(self, event: ClaimCard.Picked) -> None:
        event.stop()
        self.focus_turn(event.card)

    @on(LoadMore.Wanted)
    async def _load_more(self) -> None:
        await self.conversation.load_more()
