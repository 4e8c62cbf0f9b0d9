"""All sessions: searched, resumed, renamed, deleted, exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qa.sessions import Sessions, SessionSummary
from qa.tui.ask_line import AskLine
from qa.tui.guards import GuardedModal
from qa.tui.plain import joined, line

KEYS = "Enter resume · F2 rename · F4 export · F8 delete · Esc back"


class SessionsScreen(GuardedModal):
    """Dismissed with ("resume" | "export", session), or None; the app hears of what is deleted."""

    CSS_PATH = "sessions_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("f1", "app.help", show=False),
        Binding("f2", "rename", show=False),
        Binding("f4", "export", show=False),
        Binding("f8", "delete", show=False),
    ]
    TOPIC = (
        "Sessions",
        (
            ("typing", "search questions, answers and titles"),
            ("↑ ↓", "choose"),
            ("Enter", "go on with it"),
            ("F2", "rename"),
            ("F4", "export to Markdown with footnotes"),
            ("F8 F8", "delete"),
            ("Esc", "back"),
        ),
    )

    @dataclass
    class Deleted(Message):
        """A session is gone."""

        id: str

    def __init__(self, sessions: Sessions) -> None:
        super().__init__()
        self._sessions = sessions
        self._listed: list[SessionSummary] = []
        self._doomed = ""

    def compose(self) -> ComposeResult:
        """Search, list, keys."""
        with Vertical(id="box"):
            yield Input(placeholder="Search the sessions")
            options = OptionList(compact=True, markup=False)
            options.can_focus = False
            yield options
            yield Static("", markup=False, id="keys")

    def on_mount(self) -> None:
        """List them all."""
        self._fill("")
        self.query_one(Input).focus()

    def _fill(self, words: str) -> None:
        self._listed = self._sessions.listed(words)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_row(session)) for session in self._listed)
        if self._listed:
            options.highlighted = 0
        self._say(KEYS if self._listed else "No session has these words." if words.strip() else "No session yet.")

    def _say(self, text: str, style: str = "dim") -> None:
        self.query_one("#keys", Static).update(Content.styled(text, style))

    @property
    def chosen(self) -> SessionSummary | None:
        """The highlighted session."""
        index = self.query_one(OptionList).highlighted
        return self._listed[index] if index is not None and index < len(self._listed) else None

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._doomed = ""
        self._fill(event.value)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _resume(self) -> None:
        if self.chosen:
            self.dismiss(("resume", self.chosen))

    def action_move(self, step: int) -> None:
        """Choose the session below or above."""
        options = self.query_one(OptionList)
        self._doomed = ""
        if self._listed:
            options.highlighted = max(0, min((options.highlighted or 0) + step, len(self._listed) - 1))
            self._say(KEYS)

    def action_export(self) -> None:
        """Leave, and export it."""
        if self.chosen:
            self.dismiss(("export", self.chosen))

    def action_rename(self) -> None:
        """Ask for a title."""
        session = self.chosen
        if session is None:
            return

        def renamed(title: str | None) -> None:
            if title:
                self._sessions.rename(session.id, title)
                self._fill(self.query_one(Input).value)

        self.app.push_screen(AskLine("Rename the session", value=session.title), renamed)

    def action_delete(self) -> None:
        """Delete it at the second press."""
        session = self.chosen
        if session is None:
            return
        if self._doomed != session.id:
            self._doomed = session.id
            self._say("F8 again deletes it for good; any other key keeps it.", "$text-error bold")
            return
        self._sessions.delete(session.id)
        self.app.post_message(self.Deleted(session.id))
        self._fill(self.query_one(Input).value)


def _row(session: SessionSummary) -> Content:
    count = f"{session.turns} question{'' if session.turns == 1 else 's'}"
    when = session.updated[:16].replace("T", " ")
    return joined(line(session.title), "\n", Content.styled(f"  {when} · {count} · {session.id}", "dim"))
