"""Passages, keywords and vectors of every article made anew, beside the old ones, which answer until the swap."""

from __future__ import annotations

from collections.abc import Sequence

from store import copies, keywords
from store.chunking import split_passages
from store.indexing import Writer
from store.loading import article_id
from store.reports import Progress, make_advance
from store.syncing import pull
from store.vectors import VectorStore


def rebuild(writer: Writer, progress: Progress | None) -> None:
    """Make everything that is derived from the articles anew and swap; no article is lost.

    The old vectors in a folder are not opened: they may be damaged beyond opening.
    """
    epoch, dimension = writer.epoch + 1, writer.dimension()
    if writer.shared:
        if writer.shared.state():
            pull(writer)
        epoch = max(epoch, writer.shared.begin(dimension).epoch + 1)
    writer.place.drop(writer.index, epoch)
    vectors = writer.place.store(writer.index, epoch)
    try:
        vectors.create(dimension)
        _fill(writer, vectors, progress)
        _swap(writer, epoch, dimension)
    finally:
        vectors.close()
    writer.epoch = epoch
    writer.place.drop_others(writer.index, epoch)


def _fill(writer: Writer, vectors: VectorStore, progress: Progress | None) -> None:
    """Embed all articles; on a server also those that other machines add meanwhile."""
    filled: set[str] = set()
    while missing := [name for name in writer.catalog.article_ids() if name not in filled]:
        _embed_all(writer, vectors, missing, progress)
        filled.update(missing)
        if writer.shared and writer.shared.state():
            pull(writer)


def _embed_all(writer: Writer, vectors: VectorStore, ids: Sequence[str], progress: Progress | None) -> None:
    total, done = writer.catalog.text_length(), 0
    for name in ids:
        article = writer.catalog.article(name)
        advance = make_advance(progress, done, len(article.text), total, article.title)
        passages = split_passages(article)
        writer.embed(vectors, passages, advance)
        if writer.shared:
            writer.shared.register(article, len(passages), writer.earlier_ids(article))
        done += len(article.text)


def _swap(writer: Writer, epoch: int, dimension: int) -> None:
    with writer.catalog.writing():
        keywords.clear(writer.catalog.connection)  # also of rows that no passage owns
        copies.clear(writer.catalog.connection)
        for name in writer.catalog.article_ids():
            article = writer.catalog.article(name)
            writer.catalog.put(article, article_id(article.text), split_passages(article))
        for leftover in writer.catalog.leftovers():
            writer.catalog.forget_leftover(leftover)
        writer.state(epoch, dimension)
        if writer.shared and (state := writer.shared.state()):
            writer.shared.swap(state.identity, epoch, dimension)
