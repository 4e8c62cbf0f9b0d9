"""Markdown with front matter, and plain text (which may have front matter too)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from store.formats.draft import Draft
from store.formats.encoding import decode
from store.text import sanitise

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(\w+):[ \t]*(.*)$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_MARKDOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"(?<!\\)\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\1"),
    (re.compile(r"</?(?:u|b|i|em|strong|span|sup|sub|br|p|div)(?:\s[^<>\n]*)?/?>", re.IGNORECASE), ""),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n]*?[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]*?[^\s_])\1(?!\w)"), r"\2"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)


def read_markdown(data: bytes) -> Iterator[Draft]:
    """Yield the one document of a Markdown file."""
    yield draft_of(decode(data), markdown=True)


def read_text(data: bytes) -> Iterator[Draft]:
    """Yield the one document of a text file."""
    yield draft_of(decode(data), markdown=False)


def draft_of(raw: str, *, markdown: bool) -> Draft:
    """Make a draft of text with or without front matter, its marks taken off when it is Markdown."""
    text = sanitise(raw)
    fields, body = _front_matter(text)
    heading = _HEADING.search(text) if markdown else None
    return Draft(
        text=_plain(body) if markdown else body,
        title=_stated(fields, "title"),
        publisher=_stated(fields, "publisher", "site", "source"),
        published=_stated(fields, "published", "date"),
        published_inferred=(_stated(fields, "published_inferred") or "").lower() in ("true", "yes"),
        url=_stated(fields, "url", "link"),
        language=_stated(fields, "language", "lang"),
        line_of_title=_plain(heading.group(1)) if heading else None,
    )


def without_front_matter(text: str) -> str:
    """Return a text without the YAML mapping at its head, if there is one."""
    return _front_matter(text)[1]


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split off YAML front matter; what is not a YAML mapping is text."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields = _yaml_fields(match.group(1))
    return (fields, text[match.end() :]) if fields else ({}, text)


def _yaml_fields(block: str) -> dict[str, Any]:
    """Read a YAML mapping; where it is not quite YAML (a colon in a title), read its lines one by one."""
    import yaml

    try:
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # builds only strings, lists and mappings
    except (yaml.YAMLError, RecursionError):
        fields = {match[1]: match[2].strip("\"' ") for match in _FIELD.finditer(block)}
    return {str(key).lower(): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def _plain(text: str) -> str:
    """Return Markdown without the marks that are no words: headings, emphasis, links, images, quotes, comments."""
    text = _HEADING.sub(r"\1", text)
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text


def _stated(fields: dict[str, Any], *names: str) -> str | None:
    """Return the first of these fields that holds something."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip().lower() not in ("", "null", "~", "none"):
            return value
    return None
