"""Passages, keywords and vectors of every article made anew, beside the old ones, which answer until the swap."""

from __future__ import annotations

import shutil

from store import keywords
from store.chunking import split_passages
from store.indexing import Writer
from store.loading import article_id
from store.reports import Progress, make_advance


def rebuild(writer: Writer, progress: Progress | None) -> None:
    """Make everything that is derived from the articles anew and swap; no article is lost.

    The old folder of Chroma is not opened: it may be damaged beyond opening.
    """
    articles = writer.catalog.articles()
    total = sum(len(article.text) for article in articles)
    epoch = writer.epoch + 1
    shutil.rmtree(writer.locations.vectors(epoch), ignore_errors=True)
    vectors, dimension = writer.new_vectors(epoch)
    try:
        done = 0
        for article in articles:
            advance = make_advance(progress, done, len(article.text), total, article.title)
            writer.embed(vectors, split_passages(article), advance)
            done += len(article.text)
        with writer.catalog.writing():
            keywords.clear(writer.catalog.connection)  # also of rows that no passage owns
            for article in articles:
                writer.catalog.put(article, article_id(article.text), split_passages(article))
            for name in writer.catalog.leftovers():
                writer.catalog.forget_leftover(name)
            writer.state(epoch, dimension)
    finally:
        vectors.close()
    writer.epoch = epoch
    writer.drop_old_folders()
