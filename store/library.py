"""Library: open, add, remove, search, status, rebuild. What everything above `store` talks to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from store import copies, keywords, versions
from store.access import Access
from store.article import Article, Hit, Passage
from store.catalog import Catalog
from store.connections import Connections
from store.dates import as_of_day
from store.errors import ArticleNotFoundError
from store.listing import Filter, MonthCount, Order, listing, monthly
from store.locations import Locations
from store.narrowing import Wanted, articles_of
from store.text import sanitise_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from store.copies import Copy
    from store.embedding import Embedder
    from store.indexing import Writer
    from store.reports import AddReport, Progress
    from store.sources import ReadOptions
    from store.status import LibraryStatus
    from store.vectors import VectorStore
    from store.versions import Version

Vector: TypeAlias = "NDArray[np.float32]"


class Library:
    """A library in one folder. Any thread may ask it; one process at a time may change it."""

    def __init__(self, access: Access) -> None:
        """Use `Library.open`."""
        self._access = access
        self.locations = access.locations
        self.embedding = access.embedding
        self.connections = access.connections

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        embedding: str | Embedder | None = None,
        connections: Connections | None = None,
        progress: Progress | None = None,
        seeds: bool = True,
    ) -> Library:
        """Open the library at `home` (else ``TUMEN_HOME``, else the user's data folder), made when it is not there.

        `connections` name the servers it may use, else the environment does (`store.connections`). A library that never
        held an article takes in the seeds first, unless `seeds` is False; `progress` hears of it
        and of other long work that was not asked for: vectors made anew for another `embedding`.

        Raises:
            TumenError: one line for the user when that cannot be.
        """
        locations = Locations.at(home)
        catalog = Catalog.open(locations.catalog)
        try:
            access = Access(locations, catalog, embedding, connections or Connections.from_environment(), progress)
        except BaseException:
            catalog.close()
            raise
        try:
            if access.place.name:
                access.join_server()
            if seeds and access.ask(lambda: access.catalog.fact("seeded")) is None:
                from store.adding import take_in_seeds

                access.write(lambda writer: take_in_seeds(writer, progress))
        except BaseException:
            access.close()
            raise
        return cls(access)

    def close(self) -> None:
        """Let go of the files."""
        self._access.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(
        self,
        sources: Iterable[str | Path],
        *,
        progress: Progress | None = None,
        options: ReadOptions | None = None,
        texts: bool = True,
    ) -> AddReport:
        """Take in files and folders; ``seeds`` means the articles that come with the program, ``-`` standard input.

        What cannot be read is skipped with its reason; each article is there for good as soon as it is done. Without
        `texts` the report's articles have an empty `text`, so that however many there are it takes little memory.

        Raises:
            LibraryLockedError: another process is changing the library.
        """
        from store.adding import add_sources

        return self._access.write(lambda writer: add_sources(writer, sources, progress, options, texts=texts))

    def add_articles(self, articles: Sequence[Article], *, progress: Progress | None = None) -> AddReport:
        """Take in articles that are already made; each gets the id that its text gives it."""
        from store.adding import add_articles

        return self._access.write(lambda writer: add_articles(writer, articles, progress))

    def remove(self, article_id: str) -> Article:
        """Remove the article of this id (or unique beginning of one) with its versions, and return what it was.

        Raises:
            ArticleNotFoundError: there is none, or it is an earlier version, which goes with its article only.
        """

        def remove(writer: Writer) -> Article:
            article = writer.catalog.article(article_id)
            if article.superseded_by:
                raise ArticleNotFoundError(
                    f"{article.id} is an earlier version of {article.superseded_by}: give that id to remove them all"
                )
            writer.remove(article)
            return article

        return self._access.write(remove)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make passages, keywords and vectors of every article anew, then swap; no article is lost."""
        from store.rebuilding import rebuild

        self._access.write(lambda writer: rebuild(writer, progress), prepared=False)

    def search(
        self, question: str, k: int = 8, as_of: str | date | None = None, *, publisher: str | None = None
    ) -> list[Hit]:
        """Return the `k` passages nearest to a question, best first.

        With `as_of` only of articles published by then; with `publisher`, a part of its name in any case, only of its.
        """
        from store.periods import periods
        from store.ranking import hybrid_search
        from store.sounds import sounding_like
        from store.terms import query_terms

        question, until = sanitise_line(question), as_of_day(as_of)
        terms = query_terms(question)
        if k < 1 or not self._access.ask(lambda: keywords.size(self._access.catalog.connection)[0]):
            return []
        query, catalog = self.embed_query(question), self._access.catalog

        def search(vectors: VectorStore) -> list[Hit]:
            articles = articles_of(catalog.connection, publisher) if publisher else None
            heard = sounding_like(catalog.connection, question)
            asked = list(dict.fromkeys([*terms, *heard]))
            return hybrid_search(catalog, vectors, query, asked, k, Wanted(until, articles), periods(question))

        return self._access.ask_vectors(search)

    def articles(self) -> list[Article]:
        """Return every article, the latest first, those of unknown date last."""
        return self._access.ask(lambda: self._access.catalog.articles())

    def listing(self, wanted: Filter, order: Order = "published") -> list[Article]:
        """Return the articles that pass, each with an empty `text`; see `store.listing`."""
        return self._access.ask(lambda: listing(self._access.catalog, wanted, order))

    def monthly(self) -> list[MonthCount]:
        """Count the articles by month and publisher."""
        return self._access.ask(lambda: monthly(self._access.catalog))

    def boilerplate(self) -> dict[str, list[str]]:
        """Return the lines that were learned as boilerplate and taken out of articles, folded, by outlet."""
        from store import learning

        return self._access.ask(lambda: learning.lines(self._access.catalog.connection))

    def article(self, article_id: str) -> Article:
        """Return the article of this id, or of a beginning of it that no other shares; also an earlier version.

        Raises:
            ArticleNotFoundError: none, or more than one, has it.
        """
        return self._access.ask(lambda: self._access.catalog.article(article_id))

    def versions(self, article_id: str) -> list[Version]:
        """Return the earlier versions of an article, the latest first; `article` gives the text of each."""
        return self._access.ask(lambda: versions.of(self._access.catalog.connection, article_id))

    def copies(self, article_id: str) -> list[Copy]:
        """Return the copies of an article that the library holds, the earliest first (`store.sameness`)."""
        return self._access.ask(lambda: copies.of(self._access.catalog.connection, article_id))

    def copied(self) -> dict[str, list[str]]:
        """Return every article that has copies with the ids of these, by id."""
        return self._access.ask(lambda: copies.linked(self._access.catalog.connection))

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article (id or unique beginning) in order."""
        return self._access.ask(lambda: self._access.catalog.passages_of(self._access.catalog.article(article_id).id))

    def sentence_vectors(self, passages: Sequence[Passage]) -> list[Vector]:
        """Return the stored unit vectors of each passage's sentences: one (sentences, dimension) matrix per passage."""
        from store.ranking import sentence_vectors

        return self._access.ask_vectors(lambda vectors: sentence_vectors(vectors, passages)) if passages else []

    def embed_query(self, text: str) -> Vector:
        """Return the unit vector of a question: (dimension,)."""
        vector: Vector = self.embed_queries([text])[0]
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vector:
        """Return the unit vectors of questions or claims: (len(texts), dimension)."""
        return self._access.embedder().queries(texts)

    def begin_embedding(self, texts: Sequence[str]) -> None:
        """Begin to embed questions or claims that will be asked for, beside whatever is done meanwhile."""
        self._access.embedder().begin(texts)

    @property
    def passage_count(self) -> int:
        """How many passages the library holds."""
        return self._access.ask(lambda: self._access.catalog.counts()[1])

    def document_frequency(self, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each index term (`store.terms.index_terms`) occurs."""
        return dict(self._access.ask(lambda: self._access.catalog.statistics(terms)).frequency)

    def status(self) -> LibraryStatus:
        """Count what is there, and check that catalog, keywords and vectors agree; takes seconds."""
        from store.status import library_status

        if self._access.place.name:
            self._access.prepare()
        return self._access.ask(
            lambda: library_status(self.locations, self._access.place, self._access.catalog, self.embedding)
        )
