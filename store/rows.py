"""Rows of the catalog <-> articles and passages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from store.article import Article, Passage, Sentence
from store.dates import last_day

Value = str | int | None

STATED = "title, text, publisher, published, published_inferred, url, language, source, pages"
"""The columns that hold an article, beside its id; tables that keep articles share them."""


def fields(table: str) -> str:
    """Return the columns, of a table that keeps articles, from which `article_of` makes one."""
    return ", ".join(f"{table}.{name}" for name in ("id", *STATED.split(", ")))


def values_of(article: Article) -> tuple[Value, ...]:
    """Return what an article's columns hold: id, then `STATED`."""
    return (
        *(article.id, article.title, article.text, article.publisher, article.published),
        *(int(article.published_inferred), article.url, article.language, article.source),
        json.dumps(article.pages),
    )


def article_of(row: Sequence[Value], superseded_by: str | None = None) -> Article:
    """Make an article of its row (`fields`)."""
    article_id, title, text, publisher, published, inferred, url, language, source, pages = row
    return Article(
        id=str(article_id),
        title=str(title),
        text=str(text),
        publisher=_optional(publisher),
        published=_optional(published),
        published_inferred=bool(inferred),
        url=_optional(url),
        language=str(language),
        source=str(source),
        pages=tuple(json.loads(str(pages))),
        superseded_by=superseded_by,
    )


def values_of_passage(passage: Passage) -> tuple[Value, ...]:
    """Return what a passage's columns hold: id, ordinal, start, end, sentences, published."""
    offsets = json.dumps([offset for sentence in passage.sentences for offset in (sentence.start, sentence.end)])
    return (passage.id, passage.ordinal, passage.start, passage.end, offsets, last_day(passage.article.published))


def passage_of(row: Sequence[Value], article: Article) -> Passage:
    """Make a passage of its row (id, ordinal, start, end, sentence offsets)."""
    passage_id, ordinal, start, end, offsets = row
    edges = json.loads(str(offsets))
    sentences = tuple(Sentence(s, e, article.text[s:e]) for s, e in zip(edges[::2], edges[1::2], strict=True))
    first, last = int(start or 0), int(end or 0)
    return Passage(str(passage_id), article, int(ordinal or 0), first, last, article.text[first:last], sentences)


def _optional(value: Value) -> str | None:
    return None if value is None else str(value)
