"""F1: the keys of whatever has the focus, then those that work everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from qa.tui.guards import GuardedModal

Topic = tuple[str, tuple[tuple[str, str], ...]]

EVERYWHERE: Topic = (
    "Everywhere",
    (
        ("Tab", "prompt, conversation, sources"),
        ("Ctrl+R", "ask the last question again"),
        ("Ctrl+O", "sessions: search, resume, rename, delete, export"),
        ("Ctrl+P", "all commands"),
        ("Ctrl+↑ Ctrl+↓", "answer before, answer after"),
        ("Ctrl+Q", "quit; a line says how to come back"),
    ),
)


def topics(focused: Widget | None, screen: DOMNode) -> Iterator[Topic]:
    """The help of the focused widget and of what it stands in, innermost first, each once."""
    node: DOMNode | None = focused or screen
    while node is not None:
        topic = getattr(node, "TOPIC", None)
        if isinstance(topic, tuple):
            yield topic
        node = node.parent
    yield EVERYWHERE


class HelpScreen(GuardedModal):
    """Shows help, and goes away with almost any key."""

    CSS_PATH = "help_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1,enter", "dismiss", "Close", show=False)]

    def __init__(self, shown: list[Topic]) -> None:
        super().__init__()
        self._topics = shown

    def compose(self) -> ComposeResult:
        """A heading and a table per topic."""
        with VerticalScroll(id="help"):
            for title, keys in self._topics:
                with Container(classes="topic"):
                    yield Static(title, markup=False, classes="title")
                    for key, meaning in keys:
                        yield Static(key, markup=False, classes="key")
                        yield Static(meaning, markup=False)

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one("#help").focus()
