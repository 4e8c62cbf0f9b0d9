"""The chat as a program: `run` opens it and returns the exit code."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from qa import exit_codes
from qa.tui import collector, threads
from qa.tui.adding import Adding, Progressed
from qa.tui.chat_screen import ChatScreen
from qa.tui.commands import Commands
from qa.tui.engine import Engine
from qa.tui.guards import (
    lay_out_once,
    leave_the_palette_once,
    page_only_through_what_is_laid_out,
    palette_is_there,
)
from qa.tui.terminal import Log, terminal_of_our_own
from qa.tui.themes import DARK, LIGHT
from store.errors import TumenError

if TYPE_CHECKING:
    from qa.sessions import Sessions, SessionSummary
    from qa.settings import Settings

log = logging.getLogger(__name__)
LATEST = "latest"
"""In place of a session's id: the one used last."""
THEME = "theme"
FIRST_PAINT_SECONDS = 0.05
"""Loading starts this much later: imports in a thread hold the interpreter, and would hold up the first frame."""


def _palette() -> type[Provider]:
    from qa.tui.palette import InOurOrder

    return InOurOrder


class ChatApp(App[int]):
    """Opens with an empty screen, then loads settings, sessions and library in threads."""

    TITLE = "Tumen"
    CSS_PATH = Path(__file__).with_name("chat_screen.tcss")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False),
        Binding("ctrl+o", "sessions", "Sessions", show=False, priority=True),
        Binding("ctrl+r", "ask_again", "Ask again", show=False, priority=True),
    ]

    def __init__(self, engine: Engine, *, resume: str = "", log: Log | None = None) -> None:
        super().__init__()
        self.engine = engine
        self.chat = ChatScreen()
        self.adding = Adding(self, self.chat, engine)
        self.commands = Commands(self, self.chat, engine)
        self.sessions: Sessions | None = None
        self.error: str | None = None
        self._resume = resume
        self._log_file = log
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.set_reactive(App.theme, DARK.name)  # setting it plainly would parse every style twice
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[object]:
        """The chat."""
        return self.chat

    def on_mount(self) -> None:
        """Load everything else."""
        collector.pause()
        page_only_through_what_is_laid_out()
        leave_the_palette_once()
        lay_out_once()
        self.set_timer(FIRST_PAINT_SECONDS, self._begin_loading)

    def on_unmount(self) -> None:
        """End what computes."""
        self.engine.close()

    def _begin_loading(self) -> None:
        self.run_worker(self._load(), group="load", exit_on_error=False)

    async def _load(self) -> None:
        try:
            self.sessions = await threads.run(self.engine.read_settings)
            session = await threads.run(self._session_to_resume)
        except TumenError as error:
            collector.leave_alone_what_is_loaded()
            self._leave(str(error))
            return
        self._settle_in()
        parts = await threads.run(lambda: importlib.import_module("qa.tui.talk"))
        talk = parts.Talk(self.engine, self.sessions)
        await self.chat.begin(talk)
        try:
            await threads.run(lambda: self.engine.open(self.adding.progress))
            if session:
                await threads.run(lambda: self._fetch(session))
                await talk.show_session(session)
            self.chat.refresh_welcome()
            await threads.run(self.engine.warm)
        except TumenError as error:
            await talk.conversation.add_card(str(error))
        except Exception as error:
            log.exception("opening failed")
            await talk.conversation.add_card(f"unexpected {type(error).__name__}: the details are in chat.log")
        collector.leave_alone_what_is_loaded()
        self.post_message(Progressed(""))
        self.chat.status.model = self.engine.model
        self.chat.refresh_welcome()

    def _session_to_resume(self) -> SessionSummary | None:
        assert self.sessions is not None
        if self._resume == LATEST:
            return next(iter(self.sessions.listed()), None)
        return self.sessions.find(self._resume) if self._resume else None

    def _fetch(self, session: SessionSummary) -> None:
        """Have at hand what showing a session takes."""
        importlib.import_module("qa.proving")
        assert self.sessions is not None
        self.engine.fetch(*(turn.answer for turn in self.sessions.turns(session.id) if turn.answer))

    def _settle_in(self) -> None:
        """Take up what was chosen and asked before."""
        from store.locations import Locations

        assert self.sessions is not None
        assert self.engine.settings is not None
        if self._log_file:
            self._log_file.move_to(Locations.at(self.engine.settings.home).chat_log)
        theme = self.sessions.preference(THEME)
        if theme in self.available_themes:
            self.theme = theme
        self.theme_changed_signal.subscribe(self, lambda _: self._keep_theme())
        self.chat.prompt.remember(self.sessions.questions())

    def _keep_theme(self) -> None:
        if self.sessions and self.sessions.preference(THEME) != self.theme:
            self.sessions.prefer(THEME, self.theme)

    def _leave(self, error: str) -> None:
        self.error = error
        self.exit(return_code=exit_codes.ERROR)

    @property
    def session_id(self) -> str | None:
        """The session that can be resumed, None when nothing was asked."""
        return self.chat.talk.answering.session if self.chat.talk else None

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.chat.status.work = event.work

    def on_sessions_screen_deleted(self, event: object) -> None:
        """Start over when the session on the screen was deleted."""
        if self.chat.talk and getattr(event, "id", None) == self.session_id:
            self.commands.new_session()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers."""
        from qa.tui.library_commands import LibraryCommands
        from qa.tui.model_commands import ModelCommands
        from qa.tui.palette import commands

        models = ModelCommands(self, self.chat, self.engine)
        library = LibraryCommands(self, self.chat, self.engine, self.adding)
        return commands(self, self.commands, models, library)

    def action_command_palette(self) -> None:
        """Open the palette, unless the last one has not gone yet."""
        if not palette_is_there(self):
            super().action_command_palette()

    def action_help(self) -> None:
        """Show the keys of what has the focus."""
        self.commands.help()

    def action_sessions(self) -> None:
        """List the sessions, from the chat."""
        if self.screen is self.chat:
            self.commands.sessions()

    def action_ask_again(self) -> None:
        """Ask the last question once more, from the chat."""
        if self.screen is self.chat:
            self.commands.ask_again()


def run(load_settings: Callable[[], Settings], *, as_of: date | None = None, resume: str = "", hint: str = "") -> int:
    """Chat until the user leaves. `resume` is a session's id or `LATEST`; `hint` are the options to come back with."""
    with terminal_of_our_own() as log_file:
        app = ChatApp(Engine(load_settings, as_of), resume=resume, log=log_file)
        app.run()
    code = app.return_code or exit_codes.ANSWERED
    if app.error:
        code = exit_codes.ERROR
        sys.stderr.write(f"tumen: {app.error}\n")
    elif app.session_id:
        sys.stderr.write(f"tumen: go on with: tumen{hint} --session {app.session_id}\n")
    sys.stderr.flush()
    if threads.any_running():
        os._exit(code)  # a thread inside a native library would crash the interpreter's own way out
    return code
