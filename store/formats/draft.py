"""What a reader found in a source, before it is cleaned and becomes an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its format gives it. Everything but `text` may be missing; nothing is guessed here."""

    text: str
    """The body as plain text, boilerplate and all."""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """As the source states it: ISO 8601, RFC 822 or in words."""
    published_inferred: bool = False
    """True when the date was worked out (from an address, from the text) rather than stated."""
    url: str | None = None
    language: str | None = None
    key: str = ""
    """What names this document among others of the same file: an id, an address; empty when it has no name."""
    size: int = 0
    """Bytes of the source it took, for progress; 0 when not known."""
    pages: tuple[int, ...] = ()
    """Offset in `text` at which each page begins; empty where there are no pages."""
    line_of_title: str | None = None
    """A line of the text that serves as title when none is stated: a heading."""
