"""Lists of an answer, one widget an item: Textual's own make four, and every layout and frame pays for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import _markdown as blocks


class Hanging(Visual):
    """A text that stands to the right of its bullet in all of its lines."""

    def __init__(self, bullet: str, text: Content) -> None:
        self.text = text
        self._bullet = Content.styled(bullet, "$text-primary")
        self._indent = self._bullet.cell_length

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the text, the bullet before its first line and as much room before the others."""
        lines = self.text.render_strips(self._left(width), height, style, options)
        (bullet,) = self._bullet.render_strips(self._indent, 1, style, options)
        room = Strip.blank(self._indent, style.rich_style)
        return [Strip.join([room if number else bullet, line]) for number, line in enumerate(lines)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the cells that the text would like to have, with its bullet."""
        return self._indent + self.text.get_optimal_width(rules, self._left(container_width))

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the cells that it needs."""
        return self._indent + self.text.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines that it takes."""
        return self.text.get_height(rules, self._left(width))

    def _left(self, width: int) -> int:
        return max(1, width - self._indent)


class BulletList(blocks.MarkdownBulletList):
    """``- item``."""

    def compose(self) -> ComposeResult:
        """Each item behind its sign."""
        items = [block for block in self._blocks if isinstance(block, blocks.MarkdownListItem)]
        self._blocks.clear()
        yield from _items([item.bullet for item in items], items)


class OrderedList(blocks.MarkdownOrderedList):
    """``1. item``."""

    def compose(self) -> ComposeResult:
        """Each item behind its number, the numbers flush right."""
        items = [block for block in self._blocks if isinstance(block, blocks.MarkdownListItem)]
        self._blocks.clear()
        first = items[0].bullet if items else ""
        numbers = [f"{n}. " for n, _ in zip(count(int(first) if first.isdecimal() else 1), items, strict=False)]
        longest = max(map(len, numbers), default=0)
        yield from _items([number.rjust(longest + 1) for number in numbers], items)


def _items(bullets: list[str], items: list[blocks.MarkdownListItem]) -> Iterator[Widget]:
    for bullet, item in zip(bullets, items, strict=True):
        match item._blocks:
            case [blocks.MarkdownParagraph() as paragraph]:
                paragraph.update(Hanging(bullet, paragraph._content))
                yield paragraph
            case parts:
                sign = blocks.MarkdownBullet()
                sign.symbol = bullet
                yield Horizontal(sign, Vertical(*parts))
