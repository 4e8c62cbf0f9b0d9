"""The chat's screen: it is there at once, and takes a question before anything heavy is loaded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from qa.tui.guards import GuardedScreen
from qa.tui.prompt import Prompt
from qa.tui.status_line import StatusLine
from qa.tui.welcome import welcome

if TYPE_CHECKING:
    from qa.tui.talk import Talk

SOURCE_KEYS = "oy"


class ChatScreen(GuardedScreen):
    """Prompt and status line from the first paint; the `Talk` above them once it is loaded."""

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"cite('{n}')", show=False) for n in range(1, 10)),
        Binding("left_square_bracket", "cite('[')", show=False),
        Binding("right_square_bracket", "cite(']')", show=False),
        Binding("enter", "read", show=False),
        Binding("o", "open_source", show=False),
        Binding("y", "copy_source", show=False),
        Binding("escape", "back", show=False),
        Binding("ctrl+up", "step_turn(-1)", show=False, priority=True),
        Binding("ctrl+down", "step_turn(1)", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.prompt = Prompt()
        self.status = StatusLine()
        self.talk: Talk | None = None
        self._place = Vertical(id="place")
        self._note = Static(welcome(None), markup=False, id="welcome")
        self._talk_there = asyncio.Event()
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A place for the talk, the prompt, the status line."""
        with self._place:
            yield self._note
        yield self.prompt
        yield self.status

    async def begin(self, talk: Talk) -> None:
        """Put the conversation in its place."""
        await self._place.mount(talk)
        await self._note.remove()
        self.talk = talk
        self._talk_there.set()

    def refresh_welcome(self) -> None:
        """Say anew what the library holds and who answers, where that is on the screen."""
        if self.talk:
            self.talk.conversation.refresh_welcome()

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        self._typed = ""
        if self.talk:
            self.talk.ask(event.text)
        else:
            self._note.update(welcome(None).append(f"\n❯ {event.text}"))
            self.run_worker(self._ask_later(event.text), exit_on_error=False)

    async def _ask_later(self, question: str) -> None:
        await self._talk_there.wait()
        assert self.talk is not None
        self.talk.ask(question)

    @on(Prompt.CitationKey)
    def _citation_key(self, event: Prompt.CitationKey) -> None:
        """Show a source; but remember the digits, which may turn out to begin a question ("2019 …")."""
        self._typed = event.text if event.text.isdecimal() else ""
        self.action_cite(event.text)

    def on_key(self, event: events.Key) -> None:
        """Whatever is typed outside the prompt and is no key there begins or continues a question."""
        if self.prompt.has_focus or not event.is_printable or not event.character:
            return
        citation_keys = self.talk.citation_keys if self.talk else ""
        if event.character in citation_keys:
            self._typed = self._typed + event.character if self._typed and event.character.isdecimal() else ""
        elif citation_keys and event.character in SOURCE_KEYS:
            self._typed = ""
        else:
            event.stop()
            self.prompt.focus()
            self.prompt.insert(self._typed + event.character)
            self._typed = ""

    def action_cite(self, key: str) -> None:
        """Show a source of the answer in focus."""
        if self.talk:
            self.talk.cite(key)

    def action_read(self) -> None:
        """Open the article of the source that is shown."""
        if self.talk:
            self.talk.read()

    def action_open_source(self) -> None:
        """Open the address of the source that is shown."""
        if self.talk:
            self.talk.open_source()

    def action_copy_source(self) -> None:
        """Copy the quote with its source."""
        if self.talk:
            self.talk.copy_source()

    def action_step_turn(self, step: int) -> None:
        """Put the answer before or after into focus."""
        if self.talk:
            self.talk.step_turn(step)

    def action_back(self) -> None:
        """Stop the answer; then close the sources; then go to the prompt."""
        self._typed = ""
        if self.talk and self.talk.answering.stop():
            return
        if self.talk and self.talk.close_panel():
            self.prompt.focus()
            return
        self.prompt.focus()

    def on_resize(self) -> None:
        """Give the sources room, or take it."""
        if self.talk:
            self.talk.fit()

    def on_talk_changed(self) -> None:
        """Say which session this is, and what the prompt may do with digits."""
        if self.talk:
            self.prompt.citation_keys = self.talk.citation_keys
            self.status.title = self.talk.answering.title
