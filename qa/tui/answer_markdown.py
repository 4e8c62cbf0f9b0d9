"""Markdown that shows verdicts and citation links, and takes nothing foreign for HTML or a live link."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.content import Content
from textual.selection import Selection
from textual.widgets import Markdown
from textual.widgets import _markdown as blocks

from qa.tui.answer_lists import BulletList, Hanging, OrderedList
from qa.tui.verdicts import flat, shown


def parser() -> MarkdownIt:
    """Return the parser: HTML stays text (else ``<doc-1>`` vanishes), and a bare domain no link."""
    return MarkdownIt("gfm-like", {"html": False, "linkify": False})


class _Shown(blocks.MarkdownBlock):
    """Named second by the blocks below: Textual takes styles from the first base alone."""

    def set_content(self, content: Content) -> None:
        super().set_content(shown(content))


class _Paragraph(blocks.MarkdownParagraph, _Shown):
    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        visual = self.visual
        if isinstance(visual, Hanging):
            return selection.extract(visual.text.plain), "\n"
        return super().get_selection(selection)


class _H1(blocks.MarkdownH1, _Shown):
    pass


class _H2(blocks.MarkdownH2, _Shown):
    pass


class _H3(blocks.MarkdownH3, _Shown):
    pass


class _H4(blocks.MarkdownH4, _Shown):
    pass


class _H5(blocks.MarkdownH5, _Shown):
    pass


class _H6(blocks.MarkdownH6, _Shown):
    pass


class _TH(blocks.MarkdownTH, _Shown):
    pass


class _TD(blocks.MarkdownTD, _Shown):
    pass


class _Fence(blocks.MarkdownFence):
    def __init__(self, markdown: Markdown, token: Token, code: str) -> None:
        super().__init__(markdown, token, flat(code))


class AnswerMarkdown(Markdown):
    """An answer's finished blocks. A link to ``cite:N`` is sent as `Markdown.LinkClicked`; nothing is opened."""

    BLOCKS = {  # noqa: RUF012 - the base class declares it as this
        **Markdown.BLOCKS,
        "paragraph_open": _Paragraph,
        "bullet_list_open": BulletList,
        "ordered_list_open": OrderedList,
        "h1": _H1,
        "h2": _H2,
        "h3": _H3,
        "h4": _H4,
        "h5": _H5,
        "h6": _H6,
        "th_open": _TH,
        "td_open": _TD,
        "fence": _Fence,
        "code_block": _Fence,
    }

    def __init__(self) -> None:
        super().__init__("", parser_factory=parser, open_links=False)
