"""Lists in an answer: whole, indented under their signs, and as quick to draw as any other text."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Markdown

from qa.tui.answer_markdown import AnswerMarkdown
from tests.qa.tui.chatting import settled

NARROW = 20


class Lists(App[None]):
    """An answer's Markdown and nothing else."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield AnswerMarkdown()

    async def on_mount(self) -> None:
        await self.query_one(AnswerMarkdown).update(self._source)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        self.clicked.append(event.href)


async def lines_of(source: str) -> list[str]:
    app = Lists(source)
    async with app.run_test(size=(NARROW, 20)) as pilot:
        await settled(pilot)
        strips = app.screen._compositor.render_strips()
        return [line for strip in strips if (line := strip.text.rstrip())]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- one word more here\n- two", ["  • one word more", "    here", "  • two"]),
        ("9. nine words in it\n10. ten", ["    9. nine words", "       in it", "   10. ten"]),
        ("- 김정은 위원장이 갔다", ["  • 김정은", "    위원장이 갔다"]),
        ("- out\n  - inner\n- last", ["  • out", "    ▪ inner", "  • last"]),
        ("- a\n\n  b\n- c", ["  • a", "    b", "  • c"]),
    ],
)
async def test_an_item_stands_under_itself_however_long(source: str, expected: list[str]) -> None:
    assert await lines_of(source) == expected


async def test_an_item_takes_one_widget_and_its_link_and_text_can_be_had() -> None:
    """Four widgets an item made every new line in the prompt of a long conversation wait."""
    source = "".join(f"- see [it](cite:{number})\n" for number in range(5))
    app = Lists(source)
    async with app.run_test(size=(40, 20)) as pilot:
        await settled(pilot)
        assert len(app.query_one(AnswerMarkdown).query("*")) == 6
        line = app.screen._compositor.render_strips()[2].text
        await pilot.click(offset=(line.index("it"), 2))
        await settled(pilot)
        assert app.clicked == ["cite:2"]
        item = app.query("MarkdownParagraph").first()
        assert item.get_selection(Selection(Offset(0, 0), Offset(3, 0))) == ("see", "\n")
