"""A dialogue that asks for one line of text, with suggestions to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qa.tui.guards import GuardedModal
from qa.tui.plain import line
from store.text import sanitise_line

KEYS = "Enter takes it · Esc leaves things as they are"
KEYS_TO_CHOOSE = "↑ ↓ choose · " + KEYS


class AskLine(GuardedModal):
    """Dismissed with the line, or the suggestion that was chosen with the arrow keys; None after Esc."""

    CSS_PATH = "ask_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", show=False),
        Binding("down", "choose(1)", show=False, priority=True),
        Binding("up", "choose(-1)", show=False, priority=True),
        Binding("f1", "app.help", show=False),
    ]
    TOPIC = (
        "One line",
        (
            ("Enter", "take the line, or what is chosen"),
            ("↑ ↓", "the suggestions"),
            ("Esc", "leave things as they are"),
        ),
    )

    def __init__(self, title: str, *, value: str = "", hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._suggestions = title, value, hint, suggestions

    def compose(self) -> ComposeResult:
        """Title, line, suggestions, hint, keys."""
        with Vertical(id="box"):
            yield Static(line(self._title, "bold"), markup=False)
            yield Input(sanitise_line(self._value), select_on_focus=False)
            yield OptionList(*(Option(line(text)) for text in self._suggestions), compact=True, markup=False)
            yield Static(line(self._hint, "dim"), markup=False, id="hint")
            yield Static(KEYS_TO_CHOOSE if self._suggestions else KEYS, markup=False, id="keys")

    def on_mount(self) -> None:
        """Start with the line, and nothing chosen."""
        options = self.query_one(OptionList)
        options.can_focus = False
        options.highlighted = None
        options.display = bool(self._suggestions)
        self.query_one("#hint").display = bool(self._hint)
        self.query_one(Input).focus()

    def action_choose(self, step: int) -> None:
        """Choose the suggestion below or above; above the first one is the line."""
        options = self.query_one(OptionList)
        at = (-1 if options.highlighted is None else options.highlighted) + step
        options.highlighted = None if at < 0 else min(at, len(self._suggestions) - 1) if self._suggestions else None

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one(OptionList).highlighted = None

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        chosen = self.query_one(OptionList).highlighted
        self.dismiss(sanitise_line(event.value) or None if chosen is None else self._suggestions[chosen])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._suggestions[event.option_index])
