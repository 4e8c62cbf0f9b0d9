"""Vectors of texts that were embedded before, by model and text: what is added or embedded again costs no embedding.

A file of its own beside the catalog, of bounded size, written by the one writer of a library. It is a convenience:
where it cannot be read or written, texts are embedded.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (n INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"
_MOST_BYTES = 256 * 2**20
"""Of vectors; those that came first go first."""


class EmbeddingCache:
    """The vectors in a file, which is made when there is something to keep."""

    def __init__(self, path: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._connection: sqlite3.Connection | None = None

    def embedded(self, model: str, texts: Sequence[str], embed: Callable[[Sequence[str]], Matrix]) -> Matrix:
        """Return the unit vectors of texts, (len(texts), dimension): those that are kept, the others from `embed`."""
        keys = [hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).digest() for text in texts]
        vectors = self._kept(set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
        if missing:
            made = dict(zip(missing, embed(list(missing.values())), strict=True))
            self._keep(made)
            vectors |= made
        if len({len(vector) for vector in vectors.values()}) > 1:  # the endpoint has another model of this name now
            return embed(texts)
        return np.stack([vectors[key] for key in keys]) if keys else np.empty((0, 0), dtype=np.float32)

    def clear(self) -> None:
        """Forget every vector."""
        self.close()
        with suppress(OSError):
            for path in self._path.parent.glob(f"{self._path.name}*"):
                path.unlink()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _kept(self, keys: set[bytes]) -> dict[bytes, Matrix]:
        if not self._path.exists():
            return {}
        marks = ", ".join("?" * len(keys))
        try:
            rows = self._opened().execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", tuple(keys))
            return {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
            return {}

    def _keep(self, vectors: Mapping[bytes, Matrix]) -> None:
        most = self._most_bytes // max(vector.nbytes for vector in vectors.values())
        try:
            with self._opened() as connection:
                rows = ((key, np.asarray(vector, dtype=np.float32).tobytes()) for key, vector in vectors.items())
                connection.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", rows)
                connection.execute("DELETE FROM vectors WHERE n <= (SELECT max(n) FROM vectors) - ?", (most,))
        except sqlite3.Error as error:
            self._give_up(error)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, timeout=1, check_same_thread=False)
            # A power cut may cost the last vectors, never the file: SQLite, "PRAGMA synchronous", NORMAL in WAL mode.
            self._connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}")
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """Do without; a file that is damaged goes, so that the next texts begin another."""
        if isinstance(error, sqlite3.OperationalError):  # a full disk, a lock
            self.close()
        else:
            self.clear()
