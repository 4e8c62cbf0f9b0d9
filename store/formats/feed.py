"""RSS and Atom feeds (feedparser): each entry with what the feed gives of its text, and the address of the whole."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from store.errors import SourceError
from store.formats.draft import Draft
from store.formats.encoding import encoding_of

ENOUGH = 1200
"""Characters of text from which an entry counts as the whole article and not as its teaser."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `whole` tells whether its text is the article's and not a teaser's."""

    draft: Draft
    whole: bool


def read_feed(data: bytes) -> Iterator[Draft | SourceError]:
    """Yield a draft per entry that carries text, or the reason why an entry is none."""
    for entry in entries_of(data):
        yield entry.draft if entry.draft.text.strip() else SourceError(f"{entry.draft.key}: the entry has no text")


def entries_of(data: bytes) -> list[Entry]:
    """Return the entries in the order of the feed.

    Raises:
        SourceError: it is no feed, or has no entries.
    """
    import feedparser

    if b"<!ENTITY" in data[:65536]:
        raise SourceError("the feed declares entities of its own: not read")
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        broken = f" ({found.bozo_exception})" if found.get("bozo") else ""
        raise SourceError(f"no entries: not a feed, or an empty one{broken}")
    site = found.feed.get("title")
    language = found.feed.get("language")
    return [_entry(entry, site, language) for entry in found.entries]


def _entry(entry: Any, site: str | None, language: str | None) -> Entry:
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    text = _plain(max(bodies, key=len))
    link = entry.get("link")
    source = entry.get("source", {})
    when = entry.get("published_parsed")
    draft = Draft(
        text=text,
        title=_plain(entry.get("title", "")) or None,
        publisher=(source.get("title") if isinstance(source, dict) else None) or site,
        published=time.strftime("%Y-%m-%d", when) if when else None,
        url=link if isinstance(link, str) and link.startswith(("http://", "https://")) else None,
        language=language,
        key=str(entry.get("id") or link or entry.get("title", ""))[:500],
    )
    return Entry(draft, whole=len(text) >= ENOUGH)


def _plain(markup: str) -> str:
    """Return the text of an entry's HTML, a paragraph a line; text without tags as it is."""
    if "<" not in markup:
        return _unescaped(markup)
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    for element in tree.iter("script", "style"):
        element.text = None
    for element in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        element.tail = "\n\n" + (element.tail or "")
    return str(tree.text_content()).strip()


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text).strip()


def looks_like_feed(data: bytes) -> bool:
    """Tell whether the beginning of `data` is that of a feed."""
    try:
        head = data[:2048].decode(encoding_of(data[:2048]), errors="replace").lower()
    except SourceError:
        return False
    return any(mark in head for mark in ("<rss", "<feed", "<rdf:rdf", "http://purl.org/rss"))
