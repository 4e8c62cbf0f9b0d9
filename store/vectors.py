"""Vectors in Chroma: one collection of passages, one of their sentences. Derived from the catalog."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
from numpy.typing import NDArray

from store.chroma import ChromaFolder

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.base_types import Where

Kind = Literal["passages", "sentences"]
KINDS: tuple[Kind, ...] = ("passages", "sentences")
Matrix = NDArray[np.float32]

_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}

_BATCH = 5000
"""Ids of one call; SQLite, below Chroma, bounds the variables of a statement (`Client.get_max_batch_size`: 5,461)."""


class VectorStore:
    """The two collections in one folder. All methods raise what `store.chroma.ChromaFolder.client` raises."""

    def __init__(self, folder: Path, gate: Path, name: str, *, probing: bool = False) -> None:
        """`name` tells what made the vectors (embedding, chunker); for the others see `ChromaFolder`."""
        self._name = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")
        self._chroma = ChromaFolder(folder, gate, self._name, probing=probing)

    def close(self) -> None:
        """Let go of the folder."""
        self._chroma.close()

    def reopen(self) -> None:
        """Read anew what another process has written."""
        self._chroma.reopen()

    def create(self, dimension: int) -> None:
        """Make the collections; those that are there already stay."""
        with self._chroma.client() as client:
            for kind in KINDS:
                client.get_or_create_collection(
                    self.collection_name(kind),
                    configuration={"hnsw": _HNSW},
                    metadata={"dimension": dimension},
                    embedding_function=None,
                )

    def collection_name(self, kind: Kind) -> str:
        """Return the name of a collection: what it holds and what made it."""
        return f"{kind}-{self._name}"

    def write(
        self, kind: Kind, ids: Sequence[str], vectors: Matrix, metadatas: Sequence[Mapping[str, str | int]]
    ) -> None:
        """Write vectors (n, dimension) under their ids, in place of what is there."""
        with self._chroma.collection(self.collection_name(kind)) as collection:
            for part in _batches(len(ids)):
                collection.upsert(
                    ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(m) for m in metadatas[part]]
                )

    def delete_revision(self, revision: str) -> None:
        """Delete the vectors of one text of one article, of both kinds."""
        for kind in KINDS:
            with self._chroma.collection(self.collection_name(kind)) as collection:
                ids = collection.get(where={"revision": revision}, include=[])["ids"]
            self.delete(kind, ids)

    def delete(self, kind: Kind, ids: Sequence[str]) -> None:
        """Delete vectors by id; those that are not there need no deleting."""
        with self._chroma.collection(self.collection_name(kind)) as collection:
            for part in _batches(len(ids)):
                collection.delete(ids=list(ids[part]))

    def nearest(self, kind: Kind, query: Matrix, n: int, until: int | None) -> dict[str, float]:
        """Return the cosine by id of the `n` nearest to a unit query (dimension,), published by `until` (YYYYMMDD)."""
        with self._chroma.collection(self.collection_name(kind)) as collection:
            found = collection.query(
                query_embeddings=[query.tolist()],
                n_results=n,
                where=None if until is None else cast("Where", {"published": {"$lte": until}}),
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return {i: 1.0 - float(distance) for i, distance in zip(found["ids"][0], distances, strict=True)}

    def fetch(self, kind: Kind, ids: Sequence[str]) -> dict[str, Matrix]:
        """Return the stored unit vectors by id; ids without one are left out."""
        vectors: dict[str, Matrix] = {}
        with self._chroma.collection(self.collection_name(kind)) as collection:
            for part in _batches(len(ids)):
                found = collection.get(ids=list(ids[part]), include=["embeddings"])
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                vectors.update(zip(found["ids"], rows, strict=True))
        return vectors

    def metadata(self, kind: Kind, ids: Sequence[str]) -> dict[str, Mapping[str, object]]:
        """Return what is kept beside the vectors, by id; ids without one are left out."""
        kept: dict[str, Mapping[str, object]] = {}
        with self._chroma.collection(self.collection_name(kind)) as collection:
            for part in _batches(len(ids)):
                found = collection.get(ids=list(ids[part]), include=["metadatas"])
                kept.update(zip(found["ids"], found["metadatas"] or [], strict=True))
        return kept

    def ids(self, kind: Kind) -> set[str]:
        """Return all ids of a collection."""
        found: set[str] = set()
        with self._chroma.collection(self.collection_name(kind)) as collection:
            for part in _batches(collection.count()):
                found.update(collection.get(limit=_BATCH, offset=part.start, include=[])["ids"])
        return found


def _batches(n: int) -> list[slice]:
    return [slice(at, at + _BATCH) for at in range(0, n, _BATCH)]
