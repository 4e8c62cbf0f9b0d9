"""Articles into the catalog and Chroma, so that a crash at any moment loses nothing and leaves nothing twice.

The commit of the catalog is the moment at which an article is there. Its vectors are written before, under ids that
name the text (`store.chunking.revision`); a note in the catalog says so until it is committed, and stale vectors are
noted in the very commit that makes them stale. Whoever writes next sweeps what is noted and not in the catalog.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from store.article import Article, Passage
from store.catalog import Catalog
from store.chunking import revision, split_passages
from store.embedding import Embedder
from store.errors import storage_errors
from store.keywords import terms_version
from store.loading import article_id
from store.locations import Locations
from store.locking import writing
from store.planning import plan
from store.reports import Advance, Outcome
from store.vector_ids import metadata_of, sentence_id
from store.vectors import VectorStore

_SLICE = 16
"""Passages embedded and written at a time: bounds the memory a long article takes."""


class Writer:
    """The one writer of a library, for the time it holds the lock (`write_library`)."""

    def __init__(self, locations: Locations, catalog: Catalog, embedder: Callable[[], Embedder], index: str) -> None:
        self.catalog = catalog
        self.locations = locations
        self._embedder = embedder
        self._index = index
        self.epoch = int(catalog.fact("epoch") or 0)
        self._vectors: VectorStore | None = None

    def put(self, article: Article, advance: Advance) -> tuple[Outcome, Article]:
        """Take an article in, as a new one or in place of the one from the same source; `advance` hears 0..1."""
        outcome, article = plan(self.catalog, article)
        if outcome == "unchanged":
            return outcome, article
        passages = split_passages(article)
        old = self.catalog.find("id", article.id)
        stale = revision(old) if old and revision(old) != revision(article) else None
        with self.catalog.writing(visible=False):
            self.catalog.note_leftover(revision(article))
        vectors = self._current_vectors()
        self.embed(vectors, passages, advance)
        with self.catalog.writing():
            self.catalog.put(article, article_id(article.text), passages)
            self.catalog.forget_leftover(revision(article))
            if stale:
                self.catalog.note_leftover(stale)
        if stale:
            self.sweep()
        return outcome, article

    def remove(self, article: Article) -> None:
        """Remove an article with everything made from it."""
        with self.catalog.writing():
            self.catalog.remove(article.id)
            self.catalog.note_leftover(revision(article))
        self.sweep()

    def sweep(self) -> None:
        """Delete vectors that no article has: of works that were cut off, of replaced and of removed articles."""
        for name in self.catalog.leftovers():
            article = self.catalog.find("id", name.rpartition("-")[0])
            if self.epoch and (article is None or revision(article) != name):
                self._current_vectors().delete_revision(name)
            with self.catalog.writing():
                self.catalog.forget_leftover(name)

    def drop_old_folders(self) -> None:
        """Remove Chroma folders of other epochs: replaced ones, and those of a rebuild that was cut off."""
        for folder in self.locations.home.glob("chroma-*"):
            if folder != self.locations.vectors(self.epoch):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of Chroma and the catalog."""
        if self._vectors:
            self._vectors.close()
        self.catalog.close()

    def _current_vectors(self) -> VectorStore:
        """Return the collections in use, made with the first article."""
        if self._vectors is None:
            if self.epoch:
                self._vectors = self._store(self.epoch)
                self._vectors.reopen()
            else:
                self._vectors, dimension = self.new_vectors(epoch=1)
                with self.catalog.writing():
                    self.state(1, dimension)
                self.epoch = 1
        return self._vectors

    def new_vectors(self, epoch: int) -> tuple[VectorStore, int]:
        """Make empty collections. Returns them and the dimension of the vectors."""
        dimension = self._embedder().passages(["dimension"]).shape[1]
        store = self._store(epoch)
        try:
            store.create(dimension)
        except BaseException:
            store.close()
            raise
        return store, dimension

    def _store(self, epoch: int) -> VectorStore:
        return VectorStore(self.locations.vectors(epoch), self.locations.vectors_gate, self._index)

    def state(self, epoch: int, dimension: int) -> None:
        """State which vectors are in use and what made them; inside `Catalog.writing`."""
        self.catalog.set_fact("epoch", str(epoch))
        self.catalog.set_fact("index", self._index)
        self.catalog.set_fact("terms", terms_version())
        self.catalog.set_fact("dimension", str(dimension))

    def embed(self, vectors: VectorStore, passages: Sequence[Passage], advance: Advance) -> None:
        """Embed passages and their sentences, and write them."""
        for at in range(0, len(passages), _SLICE):
            part = passages[at : at + _SLICE]
            ids = [sentence_id(p, i) for p in part for i in range(len(p.sentences))]
            rows = self._embedder().passages([p.text.strip() for p in part])
            vectors.write("passages", [p.id for p in part], rows, [metadata_of(p) for p in part])
            rows = self._embedder().passages([s.text for p in part for s in p.sentences])
            vectors.write("sentences", ids, rows, [metadata_of(p) for p in part for _ in p.sentences])
            advance((at + len(part)) / len(passages))


@contextmanager
def write_library(locations: Locations, embedder: Callable[[], Embedder], index: str) -> Iterator[Writer]:
    """Hold the library for writing during the block, what a killed writer left behind swept first.

    Raises:
        LibraryLockedError: another process holds it.
    """
    with writing(locations), storage_errors(locations.home):
        writer = Writer(locations, Catalog.open(locations.catalog), embedder, index)
        try:
            yield writer
        finally:
            writer.close()
