"""Vectors in Chroma: one collection of passages, one of their sentences. Derived from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from store.article import Passage
from store.at_once import at_once
from store.held import Holder
from store.narrowing import Wanted
from store.nearest import nearest as _nearest
from store.vector_ids import KINDS, Kind, collection_name, ids_of, metadata_of

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

Matrix = NDArray[np.float32]
T = TypeVar("T")

HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}


class Chroma(Protocol):
    """A folder of Chroma's (`store.chroma.ChromaFolder`) or a server (`store.server.ChromaServer`)."""

    batch: int
    """Ids of one call."""
    far: bool
    """Whether it answers over a network."""

    def with_client(self, work: Callable[[Any], T]) -> T:
        """Do something with the client."""

    def with_collections(self, names: Sequence[str], work: Callable[[list[Collection]], T]) -> T:
        """Do something with some collections."""

    def reopen(self) -> None:
        """Forget what was read."""

    def close(self) -> None:
        """Let go."""


class VectorStore:
    """The two collections of one name. All methods raise what `Chroma` raises, mostly `VectorsUnreadableError`."""

    def __init__(self, chroma: Chroma, name: str, *, documents: bool = False) -> None:
        """`name` tells what made the vectors (embedding, chunker); with `documents` the passages carry their text."""
        self._chroma = chroma
        self._name = name
        self._documents = documents
        self._holder = Holder(self.ids, self._fetched)

    def close(self) -> None:
        """Let go of it."""
        self._holder.let_go()
        self._chroma.close()

    def reopen(self) -> None:
        """Read anew what another process has written."""
        self._holder.let_go()
        self._chroma.reopen()

    def create(self, dimension: int) -> None:
        """Make the collections; those that are there already stay."""

        def make(client: Any) -> None:
            for kind in KINDS:
                client.get_or_create_collection(
                    collection_name(kind, self._name),
                    configuration={"hnsw": HNSW},
                    metadata={"dimension": dimension},
                    embedding_function=None,
                )

        self._chroma.with_client(make)

    def write(self, kind: Kind, passages: Sequence[Passage], rows: Matrix) -> None:
        """Write the vectors of passages, or of all their sentences, in place of what is there.

        `rows` has the shape (number of passages or sentences, dimension).
        """
        if kind == "passages":
            metadatas = [metadata_of(p) for p in passages]
        else:
            metadatas = [metadata_of(p) for p in passages for _ in p.sentences]
        texts = [p.text for p in passages] if self._documents and kind == "passages" else None
        self.upsert(kind, ids_of(kind, passages), rows, metadatas, texts)

    def upsert(
        self,
        kind: Kind,
        ids: Sequence[str],
        rows: Matrix,
        metadatas: Sequence[Mapping[str, str | int]],
        texts: Sequence[str] | None = None,
    ) -> None:
        """Write vectors (n, dimension) under their ids, in place of what is there."""
        self._holder.let_go()

        def put(collection: Collection, part: slice) -> None:
            collection.upsert(
                ids=list(ids[part]),
                embeddings=rows[part],
                metadatas=[dict(m) for m in metadatas[part]],
                documents=list(texts[part]) if texts else None,
            )

        for part in self._batches(len(ids)):
            self.ask(kind, partial(put, part=part))

    def delete_revision(self, revision: str) -> None:
        """Delete the vectors of one text of one article, of both kinds."""
        for kind in KINDS:
            ids = self.ask(kind, lambda c: c.get(where={"revision": revision}, include=[])["ids"])
            self.delete(kind, ids)

    def delete(self, kind: Kind, ids: Sequence[str]) -> None:
        """Delete vectors by id; those that are not there need no deleting."""
        self._holder.let_go()
        for _ in self._each(kind, ids, lambda collection, some: collection.delete(ids=some)):
            pass

    def nearest(
        self, query: Matrix, most: tuple[int, int], wanted: Wanted
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Return the cosines by id of the passages and of the sentences nearest to a query, at `most` so many of each.

        `query` is a unit vector (dimension,). Only what is `wanted` is found, nearest first.
        """
        held = {} if self._chroma.far or wanted != Wanted() else self._holder.searching()
        if held:
            near, near_sentences = (held[kind].nearest(query, n) for kind, n in zip(KINDS, most, strict=True))
            return near, near_sentences
        return self._of_both(*(partial(_nearest, query=query, n=n, wanted=wanted) for n in most))

    def fetch(self, kind: Kind, ids: Sequence[str]) -> dict[str, Matrix]:
        """Return the stored unit vectors by id; ids without one are left out."""
        if held := self._holder.held():
            return held[kind].fetch(ids)
        return self._fetched(kind, ids)

    def fetch_both(
        self, passages: Sequence[str], sentences: Sequence[str]
    ) -> tuple[dict[str, Matrix], dict[str, Matrix]]:
        """Return what `fetch` does for some passages and some sentences, read at once."""
        if self._holder.held() or not passages or not sentences:
            return self.fetch("passages", passages), self.fetch("sentences", sentences)
        return self._of_both(partial(self._vectors_of, ids=passages), partial(self._vectors_of, ids=sentences))

    def _of_both(self, of_passages: Callable[[Collection], T], of_sentences: Callable[[Collection], T]) -> tuple[T, T]:
        """Ask both collections at once."""
        return self._chroma.with_collections(
            [collection_name(kind, self._name) for kind in KINDS],
            lambda both: at_once(partial(of_passages, both[0]), partial(of_sentences, both[1])),
        )

    def _fetched(self, kind: Kind, ids: Sequence[str]) -> dict[str, Matrix]:
        return self.ask(kind, partial(self._vectors_of, ids=ids)) if ids else {}

    def _vectors_of(self, collection: Collection, ids: Sequence[str]) -> dict[str, Matrix]:
        vectors: dict[str, Matrix] = {}
        for part in self._batches(len(ids)):
            found = collection.get(ids=list(ids[part]), include=["embeddings"])
            vectors.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return vectors

    def metadata(self, kind: Kind, ids: Sequence[str]) -> dict[str, Mapping[str, object]]:
        """Return what is kept beside the vectors, by id; ids without one are left out."""
        kept: dict[str, Mapping[str, object]] = {}
        for found in self._each(kind, ids, lambda c, some: c.get(ids=some, include=["metadatas"])):
            kept.update(zip(found["ids"], found["metadatas"] or [], strict=True))
        return kept

    def texts(self, revision: str) -> dict[str, str]:
        """Return the texts of the passages of one revision of an article by id, where `documents` are kept."""
        texts: dict[str, str] = {}
        while True:
            found = self.ask(
                "passages",
                lambda c: c.get(
                    where={"revision": revision}, limit=self._chroma.batch, offset=len(texts), include=["documents"]
                ),
            )
            texts.update(zip(found["ids"], found["documents"] or [], strict=True))
            if len(found["ids"]) < self._chroma.batch:
                return texts

    def ids(self, kind: Kind) -> set[str]:
        """Return all ids of a collection."""
        found: set[str] = set()

        def page(collection: Collection) -> list[str]:
            return collection.get(include=[], limit=self._chroma.batch, offset=len(found))["ids"]

        while some := self.ask(kind, page):
            found.update(some)
        return found

    def ask(self, kind: Kind, work: Callable[[Collection], T]) -> T:
        """Do something with one collection itself."""
        return self._chroma.with_collections([collection_name(kind, self._name)], lambda opened: work(opened[0]))

    def _each(self, kind: Kind, ids: Sequence[str], work: Callable[[Collection, list[str]], T]) -> Iterator[T]:
        """Do something with the ids, so many at a time as Chroma takes."""
        for part in self._batches(len(ids)):
            some = list(ids[part])
            yield self.ask(kind, partial(_with, work, some))

    def _batches(self, n: int) -> list[slice]:
        return [slice(at, at + self._chroma.batch) for at in range(0, n, self._chroma.batch)]


def _with(work: Callable[[Collection, list[str]], T], some: list[str], collection: Collection) -> T:
    return work(collection, some)
