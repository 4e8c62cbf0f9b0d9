"""Vectors in Chroma: one collection of passages, one of their sentences. Derived from the catalog, can be made again.

Chroma takes one process at a time: even a reader writes, when it first asks a collection. So every process holds a gate
(a file lock) for the moment it touches Chroma's files, and opens them anew when the catalog says that they changed.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from store.errors import MEND, LibraryDamagedError, TumenError, storage_errors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
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

_clients: dict[Path, Client] = {}
_users: Counter[Path] = Counter()
_turn = threading.RLock()
"""One client per folder and process, shared by all its libraries; one thread at a time."""


class VectorStore:
    """The two collections in one folder."""

    def __init__(self, folder: Path, gate: Path, name: str) -> None:
        """`name` tells what made the vectors (embedding, chunker); `gate` is the lock file."""
        from filelock import FileLock

        self.folder = folder
        self._gate = FileLock(gate, thread_local=False)
        self._name = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")
        with _turn:
            _users[folder] += 1

    def close(self) -> None:
        """Let go of the folder; the client closes with its last user."""
        with _turn:
            _users[self.folder] -= 1
            if _users[self.folder] <= 0:
                self._close_client()

    def reopen(self) -> None:
        """Forget what this process read: another one has written."""
        with _turn:
            self._close_client()

    def create(self, dimension: int) -> None:
        """Make the collections; those that are there already stay."""
        with self._chroma() as client:
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
        with self._chroma() as client:
            collection = self._collection(client, kind)
            step = client.get_max_batch_size()
            for at in range(0, len(ids), step):
                part = slice(at, at + step)
                collection.upsert(
                    ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(m) for m in metadatas[part]]
                )

    def delete_revision(self, revision: str) -> None:
        """Delete the vectors of one text of one article, of both kinds."""
        with self._chroma() as client:
            step = client.get_max_batch_size()
            for kind in KINDS:
                collection = self._collection(client, kind)
                ids = collection.get(where={"revision": revision}, include=[])["ids"]
                for at in range(0, len(ids), step):
                    collection.delete(ids=ids[at : at + step])

    def nearest(self, kind: Kind, query: Matrix, n: int, until: int | None) -> dict[str, float]:
        """Return the cosine by id of the `n` nearest to a unit query (dimension,), published by `until` (YYYYMMDD)."""
        with self._chroma() as client:
            found = self._collection(client, kind).query(
                query_embeddings=[query.tolist()],
                n_results=n,
                where=_published_by(until),
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return {i: 1.0 - float(distance) for i, distance in zip(found["ids"][0], distances, strict=True)}

    def fetch(self, kind: Kind, ids: Sequence[str]) -> dict[str, Matrix]:
        """Return the stored unit vectors by id; ids without one are left out."""
        vectors: dict[str, Matrix] = {}
        with self._chroma() as client:
            collection = self._collection(client, kind)
            step = client.get_max_batch_size()
            for at in range(0, len(ids), step):
                found = collection.get(ids=list(ids[at : at + step]), include=["embeddings"])
                rows = np.asarray(found["embeddings"], dtype=np.float32)
                vectors.update(zip(found["ids"], rows, strict=True))
        return vectors

    def ids(self, kind: Kind) -> set[str]:
        """Return all ids of a collection."""
        found: set[str] = set()
        with self._chroma() as client:
            collection = self._collection(client, kind)
            step = client.get_max_batch_size()
            for offset in range(0, collection.count(), step):
                found.update(collection.get(limit=step, offset=offset, include=[])["ids"])
        return found

    def space(self, kind: Kind) -> str:
        """Return the distance a collection was made with; ours is ``cosine``."""
        with self._chroma() as client:
            return _space(client.get_collection(self.collection_name(kind), embedding_function=None))

    def _collection(self, client: Client, kind: Kind) -> Collection:
        collection = client.get_collection(self.collection_name(kind), embedding_function=None)
        if _space(collection) != "cosine":
            raise LibraryDamagedError(f"the vectors in {self.folder} do not use cosine distance: {MEND}")
        return collection

    @contextmanager
    def _chroma(self) -> Iterator[Client]:
        """Hold the gate and give the client; turn what Chroma raises into a line for the user."""
        with _turn, storage_errors(self.folder.parent), self._gate.acquire(poll_interval=0.01):
            try:
                yield self._client()
            except (OSError, TumenError):
                raise
            except BaseException as error:
                if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
                    raise
                raise _chroma_error(error, self.folder) from error  # a panic of Chroma's Rust core is no Exception

    def _client(self) -> Client:
        if self.folder not in _clients:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            _clients[self.folder] = cast("Client", chromadb.PersistentClient(path=str(self.folder), settings=settings))
        return _clients[self.folder]

    def _close_client(self) -> None:
        client = _clients.pop(self.folder, None)
        if client is not None:
            client.close()


def _published_by(until: int | None) -> Where | None:
    return None if until is None else cast("Where", {"published": {"$lte": until}})


def _space(collection: Collection) -> str:
    settings: Any = collection.configuration.get("hnsw") or {}
    return str(settings.get("space", "l2"))


def _chroma_error(error: BaseException, folder: Path) -> TumenError:
    text = " ".join(str(error).split())
    if "disk is full" in text or "No space left" in text or "code: 13" in text:
        return TumenError(f"no disk space left for the library in {folder.parent}: free some and run the command again")
    if "readonly" in text or "ermission denied" in text or "code: 14" in text:
        return TumenError(
            f"the library folder {folder.parent} cannot be written: change its permissions or set TUMEN_HOME"
        )
    return LibraryDamagedError(f"the vectors in {folder} cannot be read ({text[:120]}): {MEND}")
