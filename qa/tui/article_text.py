"""An article's text with quotes marked in their places; draws only the lines in sight, so length costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qa.tui.styles import beside
from store.text import sanitise

GUTTER = 2
CONTEXT_LINES = 3
"""Lines above a quote that are left in sight when it is scrolled to."""

Range = tuple[int, int]
_CHUNK = re.compile(r"[^ \t]+|[ \t]+")


class ArticleText(ScrollView, can_focus=True):
    """A text with marked ranges, one of them current. A bar in the margin says so without colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-text--quote", "article-text--current"}
    DEFAULT_CSS = beside(__file__)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._quotes: Sequence[Range] = ()
        self._current = -1
        self._lines: list[Range] = []
        self._width = 0

    def show(self, text: str, quotes: Sequence[Range] = (), current: int = 0) -> None:
        """Show `text` with `quotes` (start, end) marked, scrolled to the one at index `current`."""
        changed = text != self._text
        self._text, self._quotes, self._current = text, quotes, current
        if changed:
            self._width = 0
        self._wrap()
        self.call_after_refresh(self.go_to, current)
        self.refresh()

    def go_to(self, index: int) -> None:
        """Make a quote the current one and scroll to it."""
        if not 0 <= index < len(self._quotes):
            self.scroll_to(y=0, animate=False)
            return
        self._current = index
        start = self._quotes[index][0]
        number = next((i for i, (_, end) in enumerate(self._lines) if start < end), 0)
        self.scroll_to(y=max(0, number - CONTEXT_LINES), animate=False, force=True)
        self.refresh()

    def _wrap(self) -> None:
        width = max(8, self.scrollable_content_region.width - GUTTER - 1)
        if width != self._width:
            self._width = width
            self._lines = list(wrapped(self._text, width))
            self.virtual_size = Size(width + GUTTER + 1, len(self._lines))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew, and keep the quote in sight."""
        before = self._width
        self._wrap()
        if before != self._width:
            self.call_after_refresh(self.go_to, self._current)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        number = y + self.scroll_offset.y
        width = self.size.width
        base = self.rich_style
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, base)
        start, end = self._lines[number]
        marked = list(self._pieces(start, end))
        sign = "▌ " if any(kind == 2 for *_, kind in marked) else "│ " if any(kind for *_, kind in marked) else "  "
        quote = self.get_component_rich_style("article-text--quote")
        styles = (Style(), quote, self.get_component_rich_style("article-text--current"))
        segments = [Segment(sign, base + Style(bold=True))]
        for first, last, kind in marked:
            segments.append(Segment(_drawn(self._text[first:last]), base + styles[kind]))
        return Strip(segments).adjust_cell_length(width, base)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Cut a line at the ends of quotes: (start, end, 0 plain | 1 quote | 2 current quote)."""
        cuts = {start, end, *(c for quote in self._quotes for c in quote if start < c < end)}
        edges = sorted(cuts)
        for first, last in pairwise(edges):
            kind = 0
            for index, (quote_start, quote_end) in enumerate(self._quotes):
                if quote_start <= first and last <= quote_end:
                    kind = max(kind, 2 if index == self._current else 1)
            yield first, last, kind


def _drawn(text: str) -> str:
    """Return what a line shows; the offsets are done with, so what a terminal would obey can go."""
    return sanitise(text).replace("\t", " ").replace("\n", " ")


def wrapped(text: str, width: int) -> Iterator[Range]:
    """Cut `text` into lines of at most `width` cells, between words where it can; yields (start, end) offsets."""
    for paragraph in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        if paragraph.start() == len(text) and text:
            return
        yield from _paragraph(text, paragraph.start(), paragraph.end() - paragraph.group().endswith("\n"), width)


def _paragraph(text: str, start: int, end: int, width: int) -> Iterator[Range]:
    line_start, used = start, 0
    for chunk in _CHUNK.finditer(text, start, end):
        cells = cell_len(chunk.group())
        if used + cells <= width:
            used += cells
            continue
        if chunk.group().isspace():
            used = width + 1  # what follows, a mark without a width of its own included, begins a line
            continue
        if used:
            yield line_start, chunk.start()
        line_start, used = chunk.start(), cells
        while used > width:
            cut = _cut(text, line_start, width)
            yield line_start, cut
            line_start, used = cut, cell_len(text[cut : chunk.end()])
    yield line_start, end


def _cut(text: str, start: int, width: int) -> int:
    """Return the offset behind the last character from `start` that fits into `width` cells, at least one."""
    at, cells = start, 0
    while at < len(text):
        cells += cell_len(text[at])
        if cells > width:
            break
        at += 1
    return max(at, start + 1)
