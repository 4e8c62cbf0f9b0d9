"""Passages, keywords and vectors of every article made anew, beside the old ones, which answer until the swap."""

from __future__ import annotations

from collections.abc import Sequence

from store import copies, keywords
from store.chunking import split_passages
from store.errors import LibraryDamagedError
from store.indexing import Writer
from store.loading import article_id
from store.reports import Progress, make_advance
from store.syncing import pull
from store.vectors import VectorStore


def rebuild(writer: Writer, progress: Progress | None, *, resume: bool = False) -> None:
    """Make everything that is derived from the articles anew and swap; no article is lost.

    The old vectors in a folder are not opened: they may be damaged beyond opening. With `resume`, what a run that was
    cut off has embedded in the folder is kept: its ids name the text, its collection the embedding and the cutting.
    Without, every text is embedded anew, also one that was before.
    """
    if not resume:
        writer.cache.clear()
    epoch, dimension = writer.epoch + 1, writer.dimension()
    if writer.shared:
        if writer.shared.state():
            pull(writer)
        epoch = max(epoch, writer.shared.begin(dimension).epoch + 1)
    there = _left_behind(writer, epoch) if resume and not writer.shared else set()
    if not there:
        writer.place.drop(writer.index, epoch)
    vectors = writer.place.store(writer.index, epoch)
    try:
        vectors.create(dimension)
        _fill(writer, vectors, there, progress)
        _swap(writer, epoch, dimension)
    finally:
        vectors.close()
    writer.epoch = epoch
    writer.place.drop_others(writer.index, epoch)


def _left_behind(writer: Writer, epoch: int) -> set[str]:
    """Return the ids of passages whose vectors a run that was cut off has made; nothing if they cannot be read.

    What can be searched is written last, so it has all its vectors; others go.
    """
    vectors = writer.place.store(writer.index, epoch)
    try:
        there = vectors.passages.ids()
        vectors.rows.delete(vectors.rows.counts().keys() - there)
        return there
    except LibraryDamagedError:
        return set()
    finally:
        vectors.close()


def _fill(writer: Writer, vectors: VectorStore, there: set[str], progress: Progress | None) -> None:
    """Embed all articles that are not `there`; on a server also those that other machines add meanwhile."""
    filled: set[str] = set()
    stale = set(there)
    while missing := [name for name in writer.catalog.article_ids() if name not in filled]:
        _embed_all(writer, vectors, missing, stale, progress)
        filled.update(missing)
        if writer.shared and writer.shared.state():
            pull(writer)
    vectors.delete(stale)


def _embed_all(
    writer: Writer, vectors: VectorStore, ids: Sequence[str], there: set[str], progress: Progress | None
) -> None:
    """Embed articles, and take from the ids that are `there` those they need."""
    total, done = writer.catalog.text_length(), 0
    for name in ids:
        article = writer.catalog.article(name)
        advance = make_advance(progress, done, len(article.text), total, article.title)
        passages = split_passages(article)
        needed = {passage.id for passage in passages}
        if not needed <= there:
            writer.embed(vectors, passages, advance)
        else:
            advance(1.0)
        there -= needed
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
