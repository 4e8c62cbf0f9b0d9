"""The catalog and the vectors of a library, held together: any thread may ask, one process at a time may change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from store import keywords
from store.catalog import Catalog
from store.errors import LibraryDamagedError, storage_errors
from store.locations import Locations

if TYPE_CHECKING:
    from store.embedding import Embedder
    from store.indexing import Writer
    from store.reports import Progress
    from store.vectors import VectorStore

T = TypeVar("T")

_RETRIES = 2
"""For a reader that meets a writer half-way: it opens Chroma anew, and only what stays wrong is damage."""


class Access:
    """Every question to what is stored, and every change of it, goes through here."""

    def __init__(
        self, locations: Locations, catalog: Catalog, embedding: str | Embedder | None, progress: Progress | None
    ) -> None:
        """`progress` hears of long work that was not asked for: vectors made anew for another `embedding`."""
        from store.embedding import Embedder, chosen_name

        self.locations = locations
        self.catalog = catalog
        self._progress = progress
        self._lock = threading.RLock()
        self._vectors: VectorStore | None = None
        self._seen = (0, 0)
        self._loaded = embedding if isinstance(embedding, Embedder) else None
        self.embedding = embedding.name if isinstance(embedding, Embedder) else chosen_name(embedding)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._vectors:
                self._vectors.close()
                self._vectors = None
            self.catalog.close()

    def ask(self, question: Callable[[], T]) -> T:
        """Answer from one view of the catalog."""
        with self._lock, storage_errors(self.locations.home), self.catalog.reading():
            return question()

    def ask_vectors(self, question: Callable[[VectorStore], T]) -> T:
        """Answer from one view of the catalog and the vectors that go with it."""
        self._prepare()
        for _ in range(_RETRIES):
            try:
                return self.ask(lambda: question(self.current_vectors()))
            except LibraryDamagedError as error:
                if error.certain:
                    raise
                self._seen = (0, 0)
                time.sleep(0.1)
        return self.ask(lambda: question(self.current_vectors()))

    def current_vectors(self) -> VectorStore:
        """Return the vectors of the catalog's view, opened anew when another process has written since."""
        from store.vector_ids import index_name
        from store.vectors import VectorStore

        epoch, generation = int(self.catalog.fact("epoch") or 0), self.catalog.generation()
        if self._vectors is None or self._seen[0] != epoch:
            if self._vectors:
                self._vectors.close()
            folder = self.locations.vectors(epoch)
            self._vectors = VectorStore(folder, self.locations.vectors_gate, index_name(self.embedding))
            self._vectors.reopen()
        elif self._seen[1] != generation:
            self._vectors.reopen()
        self._seen = (epoch, generation)
        return self._vectors

    def _prepare(self) -> None:
        """Make anew what was made with another embedding, way of cutting, or notion of words."""
        from store.rebuilding import rebuild
        from store.vector_ids import index_name

        index, terms = self.ask(lambda: (self.catalog.fact("index"), self.catalog.fact("terms")))
        if index and index != index_name(self.embedding):
            self.write(lambda writer: rebuild(writer, self._progress), prepared=False)
        elif index and terms != keywords.terms_version():
            self.write(lambda writer: writer.catalog.refile(), prepared=False)

    def write(self, work: Callable[[Writer], T], *, prepared: bool = True) -> T:
        """Do something as the one writer."""
        from store.indexing import write_library
        from store.vector_ids import index_name

        if prepared:
            self._prepare()
        with write_library(self.locations, self.embedder, index_name(self.embedding)) as writer:
            if prepared:
                writer.sweep()
                writer.drop_old_folders()
            return work(writer)

    def embedder(self) -> Embedder:
        """Return the embedding model, loaded on first use."""
        from store.embedding import load_embedder

        with self._lock:
            if self._loaded is None:
                self._loaded = load_embedder(self.embedding)
            return self._loaded
