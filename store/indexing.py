"""Articles into the catalog and Chroma, so that a crash at any moment loses nothing and leaves nothing twice.

The commit of the catalog is the moment at which an article is there. Its vectors are written before, under ids that
name the text (`store.chunking.revision`); a note in the catalog says so until it is committed, and stale vectors are
noted in the very commit that makes them stale. Whoever writes next sweeps what is noted and not in the catalog.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from store.article import Article, Passage
from store.catalog import Catalog
from store.chunking import CHUNKER_VERSION, revision, split_passages
from store.dates import last_day
from store.embedding import Embedder
from store.errors import storage_errors
from store.keywords import terms_version
from store.loading import article_id
from store.locations import Locations
from store.locking import writing
from store.vectors import VectorStore

_SLICE = 16
"""Passages embedded and written at a time: bounds the memory a long article takes."""


class Progress(Protocol):
    """Told how far a long work is: `done` of `total` characters or bytes, and what is being done."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear where the work stands; called from the thread that does it."""


@dataclass(slots=True)
class AddReport:
    """What an `add` did with each source."""

    added: list[Article] = field(default_factory=list)
    updated: list[Article] = field(default_factory=list)
    unchanged: list[Article] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """(source, reason) of what did not become an article."""


Outcome = Literal["added", "updated", "unchanged"]
Advance = Callable[[float], None]


def index_name(embedding: str) -> str:
    """Name what vectors and keywords are made with; another name means they are to be made anew."""
    return f"{embedding}-c{CHUNKER_VERSION}"


class Writer:
    """The one writer of a library, for the time it holds the lock (`write_library`)."""

    def __init__(self, locations: Locations, catalog: Catalog, embedder: Callable[[], Embedder], index: str) -> None:
        self.catalog = catalog
        self._locations = locations
        self._embedder = embedder
        self._index = index
        self._epoch = int(catalog.fact("epoch") or 0)
        self._vectors: VectorStore | None = None

    def put(self, article: Article, advance: Advance) -> tuple[Outcome, Article]:
        """Take an article in, as a new one or in place of the one from the same source; `advance` hears 0..1."""
        outcome, article = self._plan(article)
        if outcome == "unchanged":
            return outcome, article
        passages = split_passages(article)
        old = self.catalog.find("id", article.id)
        stale = revision(old) if old and revision(old) != revision(article) else None
        with self.catalog.writing(visible=False):
            self.catalog.note_leftover(revision(article))
        vectors = self._current_vectors()
        self._embed(vectors, passages, advance)
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
            if self._epoch and (article is None or revision(article) != name):
                self._current_vectors().delete_revision(name)
            with self.catalog.writing():
                self.catalog.forget_leftover(name)

    def rebuild(self, progress: Progress | None) -> None:
        """Make passages, keywords and vectors of all articles anew, beside the old ones, and swap.

        The old folder of Chroma is not opened: it may be damaged beyond opening.
        """
        articles = self.catalog.articles()
        total = sum(len(article.text) for article in articles)
        epoch = self._epoch + 1
        shutil.rmtree(self._locations.vectors(epoch), ignore_errors=True)
        vectors, dimension = self._new_vectors(epoch)
        try:
            done = 0
            for article in articles:
                advance = make_advance(progress, done, len(article.text), total, article.title)
                self._embed(vectors, split_passages(article), advance)
                done += len(article.text)
            with self.catalog.writing():
                for article in articles:
                    self.catalog.put(article, article_id(article.text), split_passages(article))
                for name in self.catalog.leftovers():
                    self.catalog.forget_leftover(name)
                self._state(epoch, dimension)
        finally:
            vectors.close()
        self._epoch = epoch
        self.drop_old_folders()

    def drop_old_folders(self) -> None:
        """Remove Chroma folders of other epochs: replaced ones, and those of a rebuild that was cut off."""
        for folder in self._locations.home.glob("chroma-*"):
            if folder != self._locations.vectors(self._epoch):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of Chroma and the catalog."""
        if self._vectors:
            self._vectors.close()
        self.catalog.close()

    def _plan(self, article: Article) -> tuple[Outcome, Article]:
        """Decide what an article is to the library, and under which id."""
        # Articles that come from no file (source "") are not one another's new versions
        known = (self.catalog.find("source", article.source) if article.source else None) or self._moved(article)
        if known:
            article = replace(article, id=known.id)
            return ("unchanged" if article == known else "updated"), article
        same = self.catalog.find("digest", article_id(article.text))
        if same:
            return "unchanged", same
        salt = 0
        while self.catalog.find("id", article_id(article.text, salt)):
            salt += 1
        return "added", replace(article, id=article_id(article.text, salt))

    def _moved(self, article: Article) -> Article | None:
        """Return the article of the same address whose file is gone: this one is its file now."""
        known = self.catalog.find("url", article.url) if article.url else None
        return known if known and not Path(known.source).exists() else None

    def _current_vectors(self) -> VectorStore:
        """Return the collections in use, made with the first article."""
        if self._vectors is None:
            if self._epoch:
                self._vectors = self._store(self._epoch)
                self._vectors.reopen()
            else:
                self._vectors, dimension = self._new_vectors(epoch=1)
                with self.catalog.writing():
                    self._state(1, dimension)
                self._epoch = 1
        return self._vectors

    def _new_vectors(self, epoch: int) -> tuple[VectorStore, int]:
        dimension = self._embedder().passages(["dimension"]).shape[1]
        store = self._store(epoch)
        try:
            store.create(dimension)
        except BaseException:
            store.close()
            raise
        return store, dimension

    def _store(self, epoch: int) -> VectorStore:
        return VectorStore(self._locations.vectors(epoch), self._locations.vectors_gate, self._index)

    def _state(self, epoch: int, dimension: int) -> None:
        self.catalog.set_fact("epoch", str(epoch))
        self.catalog.set_fact("index", self._index)
        self.catalog.set_fact("terms", terms_version())
        self.catalog.set_fact("dimension", str(dimension))

    def _embed(self, vectors: VectorStore, passages: Sequence[Passage], advance: Advance) -> None:
        """Embed passages and their sentences, and write them."""
        for at in range(0, len(passages), _SLICE):
            part = passages[at : at + _SLICE]
            ids = [sentence_id(p, i) for p in part for i in range(len(p.sentences))]
            rows = self._embedder().passages([p.text.strip() for p in part])
            vectors.write("passages", [p.id for p in part], rows, [_metadata(p) for p in part])
            rows = self._embedder().passages([s.text for p in part for s in p.sentences])
            vectors.write("sentences", ids, rows, [_metadata(p) for p in part for _ in p.sentences])
            advance((at + len(part)) / len(passages))


def sentence_id(passage: Passage, at: int) -> str:
    """Return the id under which a passage's sentence has its vector."""
    return f"{passage.id}.{at}"


def passage_id(sentence_id: str) -> str:
    """Return the id of the passage a sentence's vector belongs to."""
    return sentence_id.rpartition(".")[0]


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


def make_advance(progress: Progress | None, before: int, size: int, total: int, what: str) -> Advance:
    """Return what tells `progress` how far within one article (`size` of `total`, after `before`) the work is."""

    def advance(share: float) -> None:
        if progress:
            progress(before + int(share * size), total, what)

    return advance


def _metadata(passage: Passage) -> dict[str, str | int]:
    """Return what Chroma filters by; an unknown date has no key, so that no filter by date finds it."""
    published = last_day(passage.article.published)
    fields: dict[str, str | int] = {"revision": revision(passage.article), "article": passage.article.id}
    return fields if published is None else {**fields, "published": published}
