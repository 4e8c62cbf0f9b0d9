"""The sources of the answer in focus: who says it, and the cited passage marked in its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa.answer import Citation
from qa.tui.article_text import ArticleText
from qa.tui.plain import joined, line
from qa.tui.styles import beside
from qa.wording import date_of, place_of
from store.article import Article

SOURCE_HELP = (
    ("1–9, [ ]", "move between the sources"),
    ("Enter", "read the whole article"),
    ("o", "open the address in a browser"),
    ("y", "copy the quote with its source"),
    ("Esc", "close"),
)


class SourcesPanel(Vertical):
    """Shows one citation at a time. The keys are the screen's."""

    DEFAULT_CSS = beside(__file__)
    TOPIC = ("The sources", SOURCE_HELP)

    @dataclass
    class Typed(Message):
        """Something was typed that is no key here: it belongs to the prompt."""

        text: str

    def __init__(self, article_of: Callable[[str], Article | None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._article_of = article_of
        self._numbers = Static("", markup=False, classes="numbers")
        self._head = Static("", markup=False, classes="head")
        self.text = ArticleText()
        self.citations: Sequence[Citation] = ()
        self.index = 0

    def compose(self) -> ComposeResult:
        """Numbers, heading, article, keys."""
        yield self._numbers
        yield self._head
        yield self.text
        yield Static("Enter read · o open · y copy · Esc close", markup=False, classes="keys")

    @property
    def current(self) -> Citation | None:
        """The citation that is shown."""
        return self.citations[self.index] if 0 <= self.index < len(self.citations) else None

    def show(self, citations: Sequence[Citation], index: int = 0, *, nearest: bool = False) -> None:
        """Show citation number `index` (from 0) of an answer; `nearest` passages are no sources, and say so."""
        self.citations, self.index = citations, max(0, min(index, len(citations) - 1))
        self.set_class(nearest, "nearest")
        self._numbers.update(self._number_line(nearest))
        citation = self.current
        if citation is None:
            self._head.update("")
            self.text.show("")
            return
        self._head.update(source_head(citation))
        article = self._article_of(citation.article_id)
        if article is None:
            self.text.show(f"The article has been removed. The passage was:\n\n{citation.quote}")
        else:
            self.text.show(article.text, [(citation.start, citation.end)], 0)

    def _number_line(self, nearest: bool) -> Content:
        parts: list[Content | str] = [Content.styled("Nearest " if nearest else "Sources ", "bold")]
        for number, citation in enumerate(self.citations):
            style = "reverse bold" if number == self.index else "$text-accent"
            parts += [Content.styled(f"[{citation.n}]", style), " "]
        return joined(*parts)


def source_head(citation: Citation) -> Content:
    """Publisher, date, page, title and address of a source."""
    parts: list[Content | str] = [
        line(citation.publisher or "publisher unknown", "bold"),
        " · ",
        line(date_of(citation), "$text-warning" if citation.published_inferred else ""),
        *(joined(" · ", line(place)) for place in place_of(citation)),
        "\n",
        line(citation.title),
    ]
    if citation.url:
        parts += ["\n", line(citation.url, "dim")]
    return joined(*parts)
