"""The three things a library holds: articles, the passages that tile them, and the sentences inside those.

All offsets count characters (code points) of `Article.text`, the cleaned text, so that for every passage and sentence
``article.text[x.start:x.end] == x.text``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored. `text` has passed `store.text` and `store.cleaning`; quotes are slices of it."""

    id: str
    title: str
    text: str
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 date (``2019-04-01``, or ``2019-04`` when only the month is known), None when unknown."""
    published_inferred: bool = False
    """True when the date was worked out from the text rather than stated by the publisher."""
    url: str | None = None
    language: str = "en"
    """ISO 639-1 code."""
    source: str = ""
    """Where it was added from: an absolute path or a URL."""
    pages: tuple[int, ...] = ()
    """Offset in `text` at which each page of a PDF begins; empty where there are no pages."""
    superseded_by: str | None = None
    """Id of the article whose text has taken the place of this one, when this is an earlier version."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its offsets in `Article.text`; `text` carries no surrounding whitespace."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences. An article's passages tile its text: no gap, no overlap, in order."""

    id: str
    article: Article
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    also_at: tuple[str, ...] = ()
    """Who else printed the article, of a passage that a search found: copies count as one origin."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search, best first."""

    passage: Passage
    score: float
    """Fused score squashed into (0, 1); it orders the hits of one search and is not comparable between searches."""
    similarity: float = 0.0
    """Cosine of question and passage."""
    best_sentence: float = 0.0
    """Cosine of the question and the passage's nearest sentence."""
    bm25: float = 0.0
    """BM25 of the passage, larger is better, 0 when no term matches."""
