"""The catalog and the vectors of a library, held together: any thread may ask, one process at a time may change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from store import keywords, sketching
from store.catalog import Catalog
from store.connections import Connections
from store.errors import LibraryDamagedError, LibraryLockedError, storage_errors
from store.locations import Locations

if TYPE_CHECKING:
    from store.embedding import Embedder
    from store.indexing import Writer
    from store.reports import Progress
    from store.vectors import VectorStore

T = TypeVar("T")

_REMEMBERED = 32_000
"""Kilobytes of the catalog kept in memory: a search reads a hundred passages from all over it."""

_RETRIES = 2
"""For a reader that meets a writer half-way: it opens Chroma anew, and only what stays wrong is damage."""


class Access:
    """Every question to what is stored, and every change of it, goes through here."""

    def __init__(
        self,
        locations: Locations,
        catalog: Catalog,
        embedding: str | Embedder | None,
        connections: Connections,
        progress: Progress | None,
    ) -> None:
        """`progress` hears of long work that was not asked for: vectors made anew for another `embedding`."""
        from store.embedding import chosen_name
        from store.places import place_of

        self.locations = locations
        self.catalog = catalog
        self.catalog.connection.execute(f"PRAGMA cache_size = -{_REMEMBERED}")
        self.place = place_of(locations, connections)
        self.connections = connections
        self._progress = progress
        self._lock = threading.RLock()
        self._vectors: VectorStore | None = None
        self._seen = (0, 0)
        self._loaded: Embedder | None = None
        if embedding is None or isinstance(embedding, str):
            self.embedding = chosen_name(embedding)
        else:
            self._loaded, self.embedding = embedding, embedding.name

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._vectors:
                self._vectors.close()
                self._vectors = None
            self.place.close()
            self.catalog.close()

    def ask(self, question: Callable[[], T]) -> T:
        """Answer from one view of the catalog."""
        with self._lock, storage_errors(self.locations.home), self.catalog.reading():
            return question()

    def ask_vectors(self, question: Callable[[VectorStore], T]) -> T:
        """Answer from one view of the catalog and the vectors that go with it."""
        self.prepare()
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

        facts = self.catalog.facts()
        epoch, generation = int(facts.get("epoch", 0)), int(facts.get("generation", 0))
        if self._vectors is None or self._seen[0] != epoch:
            if self._vectors:
                self._vectors.close()
            self._vectors = self.place.store(index_name(self.embedding), epoch)
            self._vectors.reopen()
        elif self._seen[1] != generation:
            self._vectors.reopen()
        self._seen = (epoch, generation)
        return self._vectors

    def prepare(self) -> None:
        """Make anew what was made with another embedding, way of cutting, or notion of words; learn what others share.

        Raises:
            VectorServerError: the server of a shared library does not answer.
        """
        from store.vector_ids import index_name, placed

        facts = self.ask(self.catalog.facts)
        index = facts.get("index")
        if facts.get("sketches") != sketching.VERSION:
            self.write(lambda writer: writer.link_copies(self._progress), prepared=False)
        if index != placed(index_name(self.embedding), self.place.name):
            from store.rebuilding import rebuild
            from store.syncing import join

            if self.place.name:
                self.write(lambda writer: join(writer, self._progress), prepared=False)
            elif index:
                self.write(lambda writer: rebuild(writer, self._progress, resume=True), prepared=False)
        elif facts.get("terms") != keywords.terms_version():
            self.write(lambda writer: writer.catalog.refile(), prepared=False)
        elif self.place.name:
            self._pull()
        elif self.place.has_earlier(int(facts.get("epoch", 0))):
            with suppress(LibraryLockedError):
                self.write(lambda writer: writer.place.drop_others(writer.index, writer.epoch), prepared=False)

    def join_server(self) -> None:
        """Learn what is on the server; without it the articles that are held can still be read."""
        from store.server import VectorServerError

        try:
            self.prepare()
        except VectorServerError:
            if not self.ask(lambda: self.catalog.counts()[0]):
                raise

    def _pull(self) -> None:
        """Learn what other machines have changed; while a process of this one writes, that is its business."""
        from store.syncing import pull
        from store.vector_ids import index_name

        shared = self.place.shared(index_name(self.embedding))
        state = shared.state() if shared else None
        known = self.ask(self.catalog.facts)
        if state is None or (known.get("epoch"), known.get("stamp")) != (str(state.epoch), state.stamp):
            with suppress(LibraryLockedError):
                self.write(pull, prepared=False)

    def write(self, work: Callable[[Writer], T], *, prepared: bool = True) -> T:
        """Do something as the one writer; what a killed one left behind is swept first, unless not `prepared`."""
        from store.indexing import write_library
        from store.syncing import pull
        from store.vector_ids import index_name

        if prepared:
            self.prepare()
        with write_library(self.locations, self.place, self.embedder, index_name(self.embedding)) as writer:
            if prepared:
                if writer.shared and writer.catalog.leftovers():
                    pull(writer)  # what was told to the others before it was cut off is to stay
                writer.sweep()
                if not writer.shared:
                    writer.place.drop_others(writer.index, writer.epoch)
            return work(writer)

    def embedder(self) -> Embedder:
        """Return the embedding model, loaded on first use."""
        from store.embedding import load_embedder

        with self._lock:
            if self._loaded is None:
                self._loaded = load_embedder(self.embedding, self.connections)
            return self._loaded
