"""What groups of the palette's commands have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from qa.tui.chat_screen import ChatScreen
from qa.tui.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.tui.talk import Talk

LOADING = "One moment: the library is still being opened."


class CommandGroup:
    """Its commands are called without arguments, from the palette or a key."""

    def __init__(self, app: App[int], chat: ChatScreen, engine: Engine) -> None:
        self.app, self.chat, self.engine = app, chat, engine

    @property
    def talk(self) -> Talk | None:
        """The conversation; says to wait when it is not there yet."""
        if self.chat.talk is None:
            self.say(LOADING)
        return self.chat.talk

    @property
    def open_talk(self) -> Talk | None:
        """The conversation, once the library is open; says to wait until then."""
        talk = self.talk
        if talk and not self.engine.is_open:
            self.say(LOADING)
            return None
        return talk

    def say(self, text: str) -> None:
        """Say something in a toast."""
        self.app.notify(text, markup=False)

    def ask_line(
        self, title: str, then: Callable[[str], object], *, hint: str = "", suggestions: Sequence[str] = ()
    ) -> None:
        """Ask for a line, and go on with it unless the user thinks better of it."""
        from qa.tui.ask_line import AskLine

        def chosen(text: str | None) -> None:
            if text:
                then(text)

        self.app.push_screen(AskLine(title, hint=hint, suggestions=suggestions), chosen)
