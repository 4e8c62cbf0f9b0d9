"""Articles into the catalog and Chroma, so that a crash at any moment loses nothing and leaves nothing twice.

The commit of the catalog is the moment at which an article is there. Its vectors are written before, under ids that
name the text (`store.chunking.revision`); a note in the catalog says so until it is committed, and stale vectors are
noted in the very commit that makes them stale. Whoever writes next sweeps what is noted and not in the catalog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from store import copies, learning, sketching, versions
from store.article import Article, Passage
from store.catalog import Catalog
from store.chunking import revision, split_passages
from store.embedding import Embedder, Matrix
from store.embedding_cache import EmbeddingCache
from store.errors import storage_errors
from store.keywords import terms_version
from store.loading import article_id
from store.locations import Locations
from store.locking import writing
from store.places import Place
from store.planning import plan, plan_again
from store.reports import Advance, Outcome, Progress
from store.sharing import SharedArticles
from store.vector_ids import placed
from store.vectors import VectorStore

_SLICE = 16
"""Passages embedded and written at a time: bounds the memory a long article takes."""


class Writer:
    """The one writer of a library, for the time it holds the lock (`write_library`)."""

    def __init__(
        self, place: Place, catalog: Catalog, embedder: Callable[[], Embedder], index: str, cache: EmbeddingCache
    ) -> None:
        """`index` names what makes the vectors (`store.vector_ids.index_name`)."""
        self.catalog = catalog
        self.cache = cache
        self.place = place
        self.index = index
        self.shared = place.shared(index)
        self._embedder = embedder
        self.epoch = int(catalog.fact("epoch") or 0)
        self._vectors: VectorStore | None = None

    def put(self, article: Article, advance: Advance) -> tuple[Outcome, Article]:
        """Take an article in, as a new one or in place of the one from the same source; `advance` hears 0..1.

        A text that is replaced stays as an earlier version, without passages.
        """
        outcome, article, old = plan(self.catalog, article)
        if outcome != "unchanged":
            self._store(article, old, advance)
        return outcome, article

    def clean_again(self, held: Article) -> Article:
        """Take what was learned of its outlet since out of a held article; its text of before stays as a version."""
        article = plan_again(self.catalog, held)
        if article != held:
            self._store(article, held, lambda _: None)
        return article

    def _store(self, article: Article, old: Article | None, advance: Advance) -> None:
        """Write an article's vectors, then its rows, in place of those of `old`."""
        passages = split_passages(article)
        stale = revision(old) if old and revision(old) != revision(article) else None
        with self.catalog.writing(visible=False):
            self.catalog.note_leftover(revision(article))
        self.embed(self._current_vectors(), passages, advance)
        if self.shared:
            self._tell(self.shared, article, passages, old, advance)
        with self.catalog.writing():
            self.catalog.put(article, article_id(article.text), passages, old)
            self.catalog.forget_leftover(revision(article))
            learning.note(self.catalog.connection, article)
            if stale:
                self.catalog.note_leftover(stale)
        if stale:
            self.sweep()

    def remove(self, article: Article) -> None:
        """Remove an article with everything made from it."""
        if self.shared:
            self.shared.withdraw([article.id])
            self.shared.announce()
        with self.catalog.writing():
            self.catalog.remove(article.id)
            self.catalog.note_leftover(revision(article))
        self.sweep()

    def sweep(self) -> None:
        """Delete vectors that no article has: of works that were cut off, of replaced and of removed articles."""
        noted = self.catalog.leftovers()
        others = {entry.revision for entry in self.shared.current().values()} if self.shared and noted else set()
        for name in noted:
            article = self.catalog.find("id", name.rpartition("-")[0])
            unused = name not in others and (article is None or revision(article) != name)
            if self.epoch and unused:
                self._current_vectors().delete_revision(name)
            with self.catalog.writing():
                self.catalog.forget_leftover(name)

    def embed(self, vectors: VectorStore, passages: Sequence[Passage], advance: Advance) -> None:
        """Embed passages and their sentences, and write them."""
        for at in range(0, len(passages), _SLICE):
            part = passages[at : at + _SLICE]
            rows = self._embedded([p.text.strip() for p in part])
            vectors.write(part, rows, self._embedded([s.text for p in part for s in p.sentences]))
            advance((at + len(part)) / len(passages))

    def earlier_ids(self, article: Article, old: Article | None = None) -> list[str]:
        """Return the ids of an article's earlier versions, of which `old` is about to be one."""
        kept = [version.id for version in versions.of(self.catalog.connection, (old or article).id)]
        return [name for name in ([old.id, *kept] if old else kept) if name != article.id]

    def link_copies(self, progress: Progress | None) -> None:
        """Find the copies among all articles anew: sketches are made differently now."""
        with self.catalog.writing():
            copies.link_all(self.catalog.connection, progress)
            self.catalog.set_fact("sketches", sketching.VERSION)

    def _embedded(self, texts: Sequence[str]) -> Matrix:
        return self.cache.embedded(self._embedder().name, texts, self._embedder().passages)

    def dimension(self) -> int:
        """Return how long the vectors of the embedding model are."""
        return int(self._embedder().passages(["dimension"]).shape[1])

    def open_epoch(self, epoch: int, dimension: int) -> VectorStore:
        """Use the vectors of an epoch from now on, made when they are not there."""
        if self._vectors:
            self._vectors.close()
        self._vectors, self.epoch = self.place.store(self.index, epoch), epoch
        self._vectors.create(dimension)
        return self._vectors

    def state(self, epoch: int, dimension: int) -> None:
        """State which vectors are in use and what made them; inside `Catalog.writing`."""
        self.catalog.set_fact("epoch", str(epoch))
        self.catalog.set_fact("index", placed(self.index, self.place.name))
        self.catalog.set_fact("terms", terms_version())
        self.catalog.set_fact("dimension", str(dimension))

    def close(self) -> None:
        """Let go of Chroma and the catalog."""
        if self._vectors:
            self._vectors.close()
        self.cache.close()
        self.catalog.close()

    def _current_vectors(self) -> VectorStore:
        """Return the collections in use, made with the first article."""
        if self._vectors is None:
            if self.epoch:
                self._vectors = self.place.store(self.index, self.epoch)
                self._vectors.reopen()
            else:
                dimension = self.dimension()
                self._vectors = self.open_epoch(1, dimension)
                with self.catalog.writing():
                    self.state(1, dimension)
        return self._vectors

    def _tell(
        self,
        shared: SharedArticles,
        article: Article,
        passages: Sequence[Passage],
        old: Article | None,
        advance: Advance,
    ) -> None:
        """Tell other machines of an article; when one of them has swapped the vectors meanwhile, write them anew."""
        replaced = old if old and old.id != article.id else None
        shared.register(article, len(passages), self.earlier_ids(article, replaced), replaced)
        if replaced:
            shared.withdraw([replaced.id])
        state = shared.state()
        while state and state.epoch != self.epoch:
            self.embed(self.open_epoch(state.epoch, state.dimension), passages, advance)
            state = shared.state()
        shared.announce()


@contextmanager
def write_library(locations: Locations, place: Place, embedder: Callable[[], Embedder], index: str) -> Iterator[Writer]:
    """Hold the library for writing during the block.

    Raises:
        LibraryLockedError: another process holds it.
    """
    with writing(locations), storage_errors(locations.home):
        cache = EmbeddingCache(locations.embeddings)
        writer = Writer(place, Catalog.open(locations.catalog), embedder, index, cache)
        try:
            yield writer
        finally:
            writer.close()
