"""Library: open, add, remove, search, status, rebuild. What everything above `store` talks to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from store import keywords
from store.article import Article, Hit, Passage
from store.catalog import Catalog
from store.dates import as_of_day
from store.errors import LibraryDamagedError, storage_errors
from store.locations import Locations
from store.text import sanitise_line

if TYPE_CHECKING:
    from store.embedding import Embedder
    from store.indexing import AddReport, Progress, Writer
    from store.status import LibraryStatus
    from store.vectors import VectorStore

Vector = NDArray[np.float32]
T = TypeVar("T")

_RETRIES = 2
"""For a reader that meets a writer half-way: it opens Chroma anew, and only what stays wrong is damage."""


class Library:
    """A library in one folder. Any thread may ask it; one process at a time may change it."""

    def __init__(self, locations: Locations, catalog: Catalog, embedding: str | Embedder | None) -> None:
        """Use `Library.open`."""
        from store.embedding import Embedder, chosen_name

        self.locations = locations
        self._catalog = catalog
        self._lock = threading.RLock()
        self._vectors: VectorStore | None = None
        self._seen = (0, 0)
        self._loaded = embedding if isinstance(embedding, Embedder) else None
        self.embedding = embedding.name if isinstance(embedding, Embedder) else chosen_name(embedding)
        self._progress: Progress | None = None

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        embedding: str | Embedder | None = None,
        progress: Progress | None = None,
        seeds: bool = True,
    ) -> Library:
        """Open the library at `home` (else ``TUMEN_HOME``, else the user's data folder), made when it is not there.

        A library that never held an article takes in the seeds first, unless `seeds` is False; `progress` hears of it
        and of other long work that was not asked for: vectors made anew for another `embedding`.

        Raises:
            TumenError: one line for the user when that cannot be.
        """
        from store.adding import take_in_seeds

        locations = Locations.at(home)
        library = cls(locations, Catalog.open(locations.catalog), embedding)
        library._progress = progress
        try:
            if seeds and library._ask(lambda: library._catalog.fact("seeded")) is None:
                library._write(lambda writer: take_in_seeds(writer, progress))
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._vectors:
                self._vectors.close()
                self._vectors = None
            self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, sources: Iterable[str | Path], *, progress: Progress | None = None) -> AddReport:
        """Take in files and folders; ``seeds`` means the articles that come with the program.

        What cannot be read is skipped with its reason; each article is there for good as soon as it is done.

        Raises:
            LibraryLockedError: another process is changing the library.
        """
        from store.adding import add_sources

        return self._write(lambda writer: add_sources(writer, sources, progress))

    def add_articles(self, articles: Sequence[Article], *, progress: Progress | None = None) -> AddReport:
        """Take in articles that are already made; each gets the id that its text gives it."""
        from store.adding import add_articles

        return self._write(lambda writer: add_articles(writer, articles, progress))

    def remove(self, article_id: str) -> Article:
        """Remove the article of this id (or unique beginning of one), and return what it was."""

        def remove(writer: Writer) -> Article:
            article = writer.catalog.article(article_id)
            writer.remove(article)
            return article

        return self._write(remove)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make passages, keywords and vectors of every article anew, then swap; no article is lost."""
        self._write(lambda writer: writer.rebuild(progress), prepared=False)

    def search(self, question: str, k: int = 8, as_of: str | date | None = None) -> list[Hit]:
        """Return the `k` passages nearest to a question, best first; with `as_of`, of articles published by then."""
        from store.ranking import hybrid_search
        from store.words import query_terms

        question, until = sanitise_line(question), as_of_day(as_of)
        terms = query_terms(question)
        if k < 1 or not self.passage_count:
            return []
        query = self.embed_query(question)
        return self._ask_vectors(lambda vectors: hybrid_search(self._catalog, vectors, query, terms, k, until))

    def articles(self) -> list[Article]:
        """Return every article, the latest first, those of unknown date last."""
        return self._ask(lambda: self._catalog.articles())

    def article(self, article_id: str) -> Article:
        """Return the article of this id, or of a beginning of it that no other shares.

        Raises:
            ArticleNotFoundError: none, or more than one, has it.
        """
        return self._ask(lambda: self._catalog.article(article_id))

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article (id or unique beginning) in order."""
        return self._ask(lambda: self._catalog.passages_of(self._catalog.article(article_id).id))

    def sentence_vectors(self, passages: Sequence[Passage]) -> list[Vector]:
        """Return the stored unit vectors of each passage's sentences: one (sentences, dimension) matrix per passage."""
        from store.ranking import sentence_vectors

        return self._ask_vectors(lambda vectors: sentence_vectors(vectors, passages)) if passages else []

    def embed_query(self, text: str) -> Vector:
        """Return the unit vector of a question: (dimension,)."""
        return np.asarray(self.embed_queries([text])[0])

    def embed_queries(self, texts: Sequence[str]) -> Vector:
        """Return the unit vectors of questions or claims: (len(texts), dimension)."""
        return self._embedder().queries(texts)

    @property
    def passage_count(self) -> int:
        """How many passages the library holds."""
        return self._ask(lambda: self._catalog.counts()[1])

    def document_frequency(self, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each index term (`store.words.index_terms`) occurs."""
        return self._ask(lambda: keywords.document_frequency(self._catalog.connection, terms))

    def status(self) -> LibraryStatus:
        """Count what is there, and check that catalog, keywords and vectors agree; takes seconds."""
        from store.status import library_status

        return self._ask(lambda: library_status(self.locations, self._catalog, self.embedding))

    def _ask(self, question: Callable[[], T]) -> T:
        """Answer from one view of the catalog."""
        with self._lock, storage_errors(self.locations.home), self._catalog.reading():
            return question()

    def _ask_vectors(self, question: Callable[[VectorStore], T]) -> T:
        """Answer from one view of the catalog and the vectors that go with it."""
        self._prepare()
        for _ in range(_RETRIES):
            try:
                return self._ask(lambda: question(self._current_vectors()))
            except LibraryDamagedError as error:
                if error.certain:
                    raise
                self._seen = (0, 0)
                time.sleep(0.1)
        return self._ask(lambda: question(self._current_vectors()))

    def _current_vectors(self) -> VectorStore:
        """Return the vectors of the catalog's view, opened anew when another process has written since."""
        from store.indexing import index_name
        from store.vectors import VectorStore

        epoch, generation = int(self._catalog.fact("epoch") or 0), self._catalog.generation()
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
        from store.indexing import index_name

        index, terms = self._ask(lambda: (self._catalog.fact("index"), self._catalog.fact("terms")))
        if index and index != index_name(self.embedding):
            self.rebuild(self._progress)
        elif index and terms != keywords.terms_version():
            self._write(lambda writer: writer.catalog.refile(), prepared=False)

    def _write(self, work: Callable[[Writer], T], *, prepared: bool = True) -> T:
        """Do something as the one writer."""
        from store.indexing import index_name, write_library

        if prepared:
            self._prepare()
        with write_library(self.locations, self._embedder, index_name(self.embedding)) as writer:
            if prepared:
                writer.sweep()
                writer.drop_old_folders()
            return work(writer)

    def _embedder(self) -> Embedder:
        """Return the embedding model, loaded on first use."""
        from store.embedding import load_embedder

        with self._lock:
            if self._loaded is None:
                self._loaded = load_embedder(self.embedding)
            return self._loaded
