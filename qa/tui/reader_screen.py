"""A whole article, with all quotes that one answer takes from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from qa.answer import Citation
from qa.tui.article_text import ArticleText
from qa.tui.guards import GuardedScreen
from qa.tui.plain import joined
from qa.tui.source_actions import copy_source, open_source
from qa.tui.sources_panel import source_head
from store.article import Article


class ReaderScreen(GuardedScreen):
    """Opened at one of the quotes; ``n`` and ``p`` go to the others."""

    CSS_PATH = "reader_screen.tcss"
    TOPIC = (
        "The article",
        (
            ("n p", "next and previous quote of this answer"),
            ("↑ ↓ PgUp PgDn", "scroll"),
            ("o", "open the address in a browser"),
            ("y", "copy the quote with its source"),
            ("Esc", "back"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next quote", show=False),
        Binding("p", "step(-1)", "Previous quote", show=False),
        Binding("o", "open", show=False),
        Binding("y", "copy", show=False),
        Binding("escape,q", "dismiss", "Back", show=False),
        Binding("f1", "app.help", show=False),
    ]

    def __init__(
        self, article_of: Callable[[str], Article | None], citations: Sequence[Citation], chosen: Citation
    ) -> None:
        super().__init__()
        self._article_of = article_of
        own = [citation for citation in citations if citation.article_id == chosen.article_id]
        self._quotes = sorted(own, key=lambda citation: citation.start)
        self._index = self._quotes.index(chosen)
        self._head = Static("", markup=False, id="head")
        self._keys = Static("", markup=False, id="keys")
        self.text = ArticleText()

    def compose(self) -> ComposeResult:
        """Heading, text, keys."""
        yield self._head
        yield self.text
        yield self._keys

    def on_mount(self) -> None:
        """Show the article at the chosen quote."""
        self._head.update(source_head(self._quotes[self._index]))
        article = self._article_of(self._quotes[0].article_id)
        if article is None:
            self.text.show("The article has been removed from the library.")
        else:
            ranges = [(citation.start, citation.end) for citation in self._quotes]
            self.text.show(article.text, ranges, self._index)
            if article.superseded_by:
                note = "\nAn earlier version: the article has changed since."
                self._head.update(joined(source_head(self._quotes[self._index]), note))
        self.text.focus()
        self._show_keys()

    def _show_keys(self) -> None:
        count = len(self._quotes)
        place = Content.styled(f"quote {self._index + 1} of {count}", "bold")
        self._keys.update(joined(place, " · n p move · o opens · y copies · Esc back"))

    def action_step(self, step: int) -> None:
        """Go to the next or previous quote."""
        self._index = (self._index + step) % len(self._quotes)
        self.text.go_to(self._index)
        self._show_keys()

    def action_open(self) -> None:
        """Open the address."""
        open_source(self.app, self._quotes[self._index])

    def action_copy(self) -> None:
        """Copy the quote with its source."""
        copy_source(self.app, self._quotes[self._index])
