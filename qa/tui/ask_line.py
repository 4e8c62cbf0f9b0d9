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


class AskLine(GuardedModal):
    """Dismissed with the line, or None after Esc."""

    CSS_PATH = "ask_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", show=False),
        Binding("down", "suggestions", show=False),
        Binding("f1", "app.help", show=False),
    ]
    TOPIC = ("One line", (("Enter", "take it"), ("↓", "the suggestions"), ("Esc", "leave things as they are")))

    def __init__(self, title: str, *, value: str = "", hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._suggestions = title, value, hint, suggestions

    def compose(self) -> ComposeResult:
        """Title, line, suggestions, hint."""
        with Vertical(id="box"):
            yield Static(line(self._title, "bold"), markup=False)
            yield Input(sanitise_line(self._value), select_on_focus=False)
            yield OptionList(*(Option(line(text)) for text in self._suggestions), compact=True, markup=False)
            yield Static(line(self._hint, "dim"), markup=False)

    def on_mount(self) -> None:
        """Start with the line."""
        self.query_one(OptionList).display = bool(self._suggestions)
        self.query_one(Input).focus()

    def action_suggestions(self) -> None:
        """Go to the suggestions."""
        if self._suggestions:
            self.query_one(OptionList).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(sanitise_line(event.value) or None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._suggestions[event.option_index])
