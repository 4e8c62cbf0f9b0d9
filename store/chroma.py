"""A folder of Chroma's, shared with other processes and threads, and the guard against damage that kills.

Chroma takes one process at a time: even a reader writes, when it first asks a collection. So every process holds a gate
(a file lock) for the moment it touches Chroma's files, and opens them anew when told that another one has written.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from store.errors import MEND, HomeError, LibraryDamagedError, TumenError, disk_full, storage_errors
from store.gate import holding
from store.probing import vectors_unreadable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

T = TypeVar("T")


class VectorsUnreadableError(LibraryDamagedError):
    """Chroma's files cannot be read; `reason` says what Chroma says."""

    def __init__(self, place: Path | str, reason: str, *, certain: bool = False) -> None:
        super().__init__(f"the vectors in {place} cannot be read ({reason}): {MEND}")
        self.reason = reason
        self.certain = certain


@dataclass(slots=True)
class _Opened:
    """The one client that all libraries of this process have on a folder."""

    client: Client
    collections: dict[str, Collection] = field(default_factory=dict)


_opened: dict[Path, _Opened] = {}
_users: Counter[Path] = Counter()
_turn = threading.RLock()
"""One thread at a time."""


class ChromaFolder:
    """Access to one folder, which the first user makes."""

    batch = 5000
    """Ids of one call; SQLite bounds the variables of a statement (`Client.get_max_batch_size`: 5,461)."""

    def __init__(self, folder: Path, gate: Path, name: str, *, probing: bool = False) -> None:
        """`gate` is the lock file, `name` that of the vectors, for a probe (`store.probing`).

        `probing` opens the folder even if that killed the last process that tried.
        """
        self.folder = folder
        self._gate = gate
        self._name = name
        self._marker = gate.with_suffix(".opening")
        self._probing = probing
        with _turn:
            _users[folder] += 1

    def close(self) -> None:
        """Let go of the folder; the client closes with its last user."""
        with _turn:
            _users[self.folder] -= 1
            if _users[self.folder] <= 0:
                self.reopen()

    def reopen(self) -> None:
        """Forget what this process has read: another one has written."""
        with _turn:
            opened = _opened.pop(self.folder, None)
            if opened is not None:
                opened.client.close()

    def with_client(self, work: Callable[[Any], T]) -> T:
        """Do something with the client; see `client`."""
        with self.client() as client:
            return work(client)

    def with_collection(self, name: str, work: Callable[[Collection], T]) -> T:
        """Do something with a collection; see `collection`."""
        with self.collection(name) as opened:
            return work(opened)

    @contextmanager
    def client(self) -> Iterator[Client]:
        """Hold the gate and give the client, to make collections with.

        Raises:
            VectorsUnreadableError: Chroma raised in the block.
            HomeError: because the disk is full or read-only.
        """
        import chromadb  # noqa: F401 - takes most of a second; not while others wait at the gate

        with _turn, storage_errors(self.folder.parent), holding(self._gate):
            try:
                yield self._shared().client
            except (OSError, TumenError, KeyboardInterrupt, SystemExit, GeneratorExit):
                raise
            except BaseException as error:  # a panic of Chroma's Rust core is no Exception
                raise self._error(error) from error

    @contextmanager
    def collection(self, name: str) -> Iterator[Collection]:
        """Hold the gate and give a collection, checked to use cosine distance when first used; see `client`."""
        with _turn:
            known = _opened[self.folder].collections if self.folder in _opened else {}
            if name not in known and not self._probing:
                self._check_last_opening()
            with self.client() as client:
                if name in known:
                    yield known[name]
                    return
                self._marker.touch()
                try:
                    opened = self._checked(client, name)
                    yield opened
                finally:
                    self._marker.unlink(missing_ok=True)
                _opened[self.folder].collections[name] = opened

    def _checked(self, client: Client, name: str) -> Collection:
        collection = client.get_collection(name, embedding_function=None)
        if distance(collection) != "cosine":
            raise VectorsUnreadableError(self.folder, f"distance {distance(collection)} instead of cosine")
        return collection

    def _check_last_opening(self) -> None:
        """Have another process try first, when the last one that opened these files died over it."""
        with storage_errors(self.folder.parent):
            with holding(self._gate):
                died = self._marker.exists()
            if died:
                reason = vectors_unreadable(self.folder, self._gate, self._name)
                if reason:
                    raise VectorsUnreadableError(self.folder, reason, certain=True)
                self._marker.unlink(missing_ok=True)

    def _shared(self) -> _Opened:
        if self.folder not in _opened:
            import chromadb
            from chromadb.api.shared_system_client import SharedSystemClient
            from chromadb.config import Settings

            try:
                client = chromadb.PersistentClient(path=str(self.folder), settings=Settings(anonymized_telemetry=False))
            except BaseException:
                # Chroma would hand the half-made system of a failed start to the next client of this folder.
                SharedSystemClient._identifier_to_system.pop(str(self.folder), None)
                raise
            _opened[self.folder] = _Opened(cast("Client", client))
        return _opened[self.folder]

    def _error(self, error: BaseException) -> TumenError:
        home, text = self.folder.parent, " ".join(str(error).split())
        if full := disk_full(home):
            return full
        if any(sign in text for sign in ("readonly", "ermission denied", "(code: 14)")):
            return HomeError(f"the library folder {home} cannot be written: change its permissions or set TUMEN_HOME")
        return VectorsUnreadableError(self.folder, text[:120])


def distance(collection: Collection) -> str:
    """Return the distance a collection was made with."""
    settings: Any = collection.configuration.get("hnsw") or {}
    return str(settings.get("space", "l2"))
