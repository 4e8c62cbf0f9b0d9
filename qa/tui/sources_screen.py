"""The sources over the conversation, for screens too narrow to have both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from qa.answer import Citation
from qa.tui.guards import GuardedModal
from qa.tui.reader_screen import ReaderScreen
from qa.tui.source_actions import copy_source, open_source
from qa.tui.sources_panel import SourcesPanel
from store.article import Article


class SourcesScreen(GuardedModal):
    """A `SourcesPanel` with the whole screen to itself."""

    CSS_PATH = "sources_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"cite({n})", show=False) for n in range(1, 10)),
        Binding("left_square_bracket", "step(-1)", show=False),
        Binding("right_square_bracket", "step(1)", show=False),
        Binding("enter", "read", show=False),
        Binding("o", "open", show=False),
        Binding("y", "copy", show=False),
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("f1", "app.help", show=False),
    ]

    def __init__(
        self,
        article_of: Callable[[str], Article | None],
        citations: Sequence[Citation],
        index: int,
        *,
        nearest: bool = False,
    ) -> None:
        super().__init__()
        self._article_of, self._citations, self._index, self._nearest = article_of, citations, index, nearest
        self.panel = SourcesPanel(article_of)

    def compose(self) -> ComposeResult:
        """The panel."""
        yield self.panel

    def on_mount(self) -> None:
        """Show the source that was asked for."""
        self.panel.show(self._citations, self._index, nearest=self._nearest)
        self.panel.text.focus()

    def action_cite(self, n: int) -> None:
        """Show source number `n`."""
        if n <= len(self._citations):
            self.panel.show(self._citations, n - 1, nearest=self._nearest)

    def action_step(self, step: int) -> None:
        """Show the source before or after."""
        self.panel.show(self._citations, (self.panel.index + step) % len(self._citations), nearest=self._nearest)

    def action_read(self) -> None:
        """Open the whole article."""
        if self.panel.current:
            self.app.push_screen(ReaderScreen(self._article_of, self._citations, self.panel.current))

    def action_open(self) -> None:
        """Open the address."""
        open_source(self.app, self.panel.current)

    def action_copy(self) -> None:
        """Copy the quote with its source."""
        copy_source(self.app, self.panel.current)
