"""One of Chroma's collections: vectors by id with what is kept beside them, written, read and searched in portions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from store.narrowing import Wanted
from store.nearest import nearest

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

    def with_client(self, work: Callable[[Any], T]) -> T:
        """Do something with the client."""

    def with_collection(self, name: str, work: Callable[[Collection], T]) -> T:
        """Do something with a collection."""

    def reopen(self) -> None:
        """Forget what was read."""

    def close(self) -> None:
        """Let go."""


class ChromaCollection:
    """A collection by its name. All methods raise what `Chroma` raises, mostly `VectorsUnreadableError`."""

    def __init__(self, chroma: Chroma, name: str) -> None:
        self._chroma = chroma
        self._name = name

    def create(self, dimension: int) -> None:
        """Make the collection; one that is there already stays."""
        self._chroma.with_client(
            lambda client: client.get_or_create_collection(
                self._name,
                configuration={"hnsw": HNSW},
                metadata={"dimension": dimension},
                embedding_function=None,
            )
        )

    def upsert(
        self,
        ids: Sequence[str],
        rows: Matrix,
        metadatas: Sequence[Mapping[str, str | int]],
        texts: Sequence[str] | None = None,
    ) -> None:
        """Write vectors (n, dimension) under their ids, in place of what is there."""

        def put(collection: Collection, part: slice) -> None:
            collection.upsert(
                ids=list(ids[part]),
                embeddings=rows[part],
                metadatas=[dict(m) for m in metadatas[part]],
                documents=list(texts[part]) if texts else None,
            )

        for part in self._batches(len(ids)):
            self.ask(partial(put, part=part))

    def delete_revision(self, revision: str) -> None:
        """Delete the vectors of one text of one article."""
        self.delete(self.ask(lambda c: c.get(where={"revision": revision}, include=[])["ids"]))

    def delete(self, ids: Sequence[str]) -> None:
        """Delete vectors by id; those that are not there need no deleting."""
        for _ in self._each(ids, lambda collection, some: collection.delete(ids=some)):
            pass

    def nearest(self, query: Matrix, n: int, wanted: Wanted) -> dict[str, float]:
        """Return the cosines by id of the `n` nearest to a unit vector (dimension,) among the wanted, nearest first."""
        return self.ask(partial(nearest, query=query, n=n, wanted=wanted))

    def fetch(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Return the stored unit vectors by id; ids without one are left out."""
        vectors: dict[str, Matrix] = {}
        for found in self._each(ids, lambda c, some: c.get(ids=some, include=["embeddings"])):
            vectors.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return vectors

    def metadata(self, ids: Sequence[str]) -> dict[str, Mapping[str, object]]:
        """Return what is kept beside the vectors, by id; ids without one are left out."""
        kept: dict[str, Mapping[str, object]] = {}
        for found in self._each(ids, lambda c, some: c.get(ids=some, include=["metadatas"])):
            kept.update(zip(found["ids"], found["metadatas"] or [], strict=True))
        return kept

    def texts(self, revision: str) -> dict[str, str]:
        """Return the documents of one revision of an article by id, where they are kept."""
        texts: dict[str, str] = {}
        while True:
            found = self.ask(
                lambda c: c.get(
                    where={"revision": revision}, limit=self._chroma.batch, offset=len(texts), include=["documents"]
                ),
            )
            texts.update(zip(found["ids"], found["documents"] or [], strict=True))
            if len(found["ids"]) < self._chroma.batch:
                return texts

    def ids(self) -> set[str]:
        """Return all ids."""
        found: set[str] = set()

        def page(collection: Collection) -> list[str]:
            return collection.get(include=[], limit=self._chroma.batch, offset=len(found))["ids"]

        while some := self.ask(page):
            found.update(some)
        return found

    def ask(self, work: Callable[[Collection], T]) -> T:
        """Do something with the collection itself."""
        return self._chroma.with_collection(self._name, work)

    def _each(self, ids: Sequence[str], work: Callable[[Collection, list[str]], T]) -> Iterator[T]:
        """Do something with the ids, so many at a time as Chroma takes."""
        for part in self._batches(len(ids)):
            yield self.ask(partial(_with, work, list(ids[part])))

    def _batches(self, n: int) -> list[slice]:
        return [slice(at, at + self._chroma.batch) for at in range(0, n, self._chroma.batch)]


def _with(work: Callable[[Collection, list[str]], T], some: list[str], collection: Collection) -> T:
    return work(collection, some)
