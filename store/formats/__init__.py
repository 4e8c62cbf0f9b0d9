"""Readers: the content of a file or page -> drafts, one format a module.

A reader knows its format and nothing else: where the content came from, cleaning, ids and dates are `store.loading`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import IO

from store.errors import SourceError
from store.formats import docx, feed, html, markdown, pdf, rows
from store.formats.draft import Draft

Part = Draft | SourceError
"""One document of a source, or the reason why this part of it is none."""

HEAD = 4096
"""Bytes of a source's beginning that tell its kind."""

_SUFFIXES = {
    "markdown": (".md", ".markdown"),
    "text": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "jsonl": (".jsonl", ".ndjson", ".json"),
    "csv": (".csv", ".tsv"),
    "feed": (".rss", ".atom", ".xml"),
    "zip": (".zip",),
}
_MEDIA_TYPES = {
    "markdown": ("text/markdown",),
    "text": ("text/plain",),
    "html": ("text/html", "application/xhtml+xml"),
    "pdf": ("application/pdf",),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    "jsonl": ("application/json", "application/x-ndjson", "application/jsonl"),
    "csv": ("text/csv",),
    "feed": ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    "zip": ("application/zip", "application/x-zip-compressed"),
}
KINDS = tuple(_SUFFIXES)
_KIND_OF_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
_KIND_OF_TYPE = {name: kind for kind, names in _MEDIA_TYPES.items() for name in names}

WHOLE: Mapping[str, Callable[[bytes], Iterator[Part]]] = {
    "markdown": markdown.read_markdown,
    "text": markdown.read_text,
    "html": html.read_html,
    "pdf": pdf.read_pdf,
    "docx": docx.read_docx,
    "feed": feed.read_feed,
}
"""Kinds that are read whole."""
STREAMED: Mapping[str, Callable[[IO[bytes], rows.Columns], Iterator[Part]]] = {
    "jsonl": rows.read_jsonl,
    "csv": rows.read_csv,
}
"""Kinds that are read row by row and may be of any length."""


def kind_of(name: str, head: bytes, *, media_type: str | None = None) -> str:
    """Tell the kind of a source by its beginning, else by the server's word, else by its name.

    Raises:
        SourceError: it is of no kind that can be read.
    """
    suffix = PurePath(name).suffix.lower()
    named = _KIND_OF_SUFFIX.get(suffix)
    seen = _signature(head, named)
    kind = seen or _KIND_OF_TYPE.get((media_type or "").split(";")[0].strip().lower()) or named
    if kind is None:
        raise SourceError(f"{suffix or 'a file without a suffix'} cannot be read: {_KNOWN}")
    return kind


_KNOWN = f"known are {', '.join(suffixes[0] for suffixes in _SUFFIXES.values())}"


def _signature(head: bytes, named: str | None) -> str | None:
    """Tell the kind by what the content begins with, when that leaves no doubt."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if named == "docx" or b"word/" in head or b"[Content_Types].xml" in head else "zip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError("an old Office file cannot be read: save it as .docx")
    if named in ("markdown", "csv", "jsonl"):
        return None
    if feed.looks_like_feed(head):
        return "feed"
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    return None
