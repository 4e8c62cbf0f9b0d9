"""The prose of a Markdown draft: what its author claims, without headings, code, and the marks around the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.formats.markdown import without_front_matter

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = frozenset({".md", ".markdown"})
"""Names of files that are taken for Markdown."""
_NO_PROSE = frozenset({"heading_open", "th_open"})


def prose(markdown: str) -> list[str]:
    """The paragraphs, list items and table cells of a draft, in order, as plain text.

    Headings and the heads of tables name a subject and claim nothing.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("code")  # an indented paragraph is prose, not code
    tokens = parser.parse(without_front_matter(markdown))
    blocks = [
        _text(token)
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline" and not (before and before.type in _NO_PROSE)
    ]
    return [block for block in blocks if block]


def _text(token: Token) -> str:
    """The words of a block; marks, addresses of links, images and HTML are none."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    words = ("text", "code_inline")
    pieces = [child.content if child.type in words else breaks.get(child.type, "") for child in token.children or ()]
    return " ".join("".join(pieces).split())
