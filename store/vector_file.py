"""The vectors of passages and of their sentences in a file of SQLite's: read by passage, never searched.

Chroma holds all that it can search in memory, and all but one of a passage's vectors are those of its sentences, which
are only compared with a question once the passage is found. Here they take no memory and half the room, and those of a
hundred passages are read in a millisecond.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.chroma import VectorsUnreadableError
from store.errors import disk_full, home_error

Matrix = NDArray[np.float32]

NAME = "vectors.sqlite3"

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vectors"
    " (n INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE, sentences INTEGER NOT NULL, rows BLOB NOT NULL)"
)
_STORED = np.dtype("<f2")
"""Of a unit vector's numbers: a cosine is off by less than .0002."""

_PATIENCE = 20.0
"""Seconds for which another process may hold the file."""


class VectorFile:
    """The vectors of one index. Any thread may use it."""

    def __init__(self, path: Path) -> None:
        """`path` is made with the first `create`; where it is missing, everything raises."""
        self._path = path
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def create(self, dimension: int) -> None:
        """Make the file, if it is not there; `dimension` is that of each vector written, and needs no stating."""
        with self._asking(make=True) as connection:
            connection.execute(_SCHEMA)

    def write(self, rows: Mapping[str, Matrix], metadata: Mapping[str, Mapping[str, str | int]]) -> None:
        """Write the unit vectors (1 + sentences, dimension) by passage, its own first, in place of what is there."""
        values = [(name, len(own) - 1, own.astype(_STORED).tobytes()) for name, own in rows.items()]
        with self._asking() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors (passage, sentences, rows) VALUES (?, ?, ?)", values)

    def delete_revision(self, revision: str) -> None:
        """Delete those of the passages of one text of one article."""
        with self._asking() as connection:
            connection.execute(
                "DELETE FROM vectors WHERE passage > ? AND passage < ?", (f"{revision}-", f"{revision}.")
            )

    def delete(self, passages: Collection[str]) -> None:
        """Delete those of passages by id; what is not there needs no deleting."""
        with self._asking() as connection:
            connection.executemany("DELETE FROM vectors WHERE passage = ?", [(name,) for name in passages])

    def fetch(self, counts: Mapping[str, int]) -> dict[str, Matrix]:
        """Return the vectors (1 + sentences, dimension) of passages that have so many sentences, each one's own first.

        Those that are not there are left out.
        """
        query = "SELECT passage, sentences, rows FROM vectors WHERE passage IN (SELECT value FROM json_each(?))"
        with self._asking() as connection:
            found = connection.execute(query, (json.dumps(list(counts)),)).fetchall()
        found = [(name, count + 1, rows) for name, count, rows in found if count == counts[name]]
        if not found:
            return {}
        names, lengths, rows = zip(*found, strict=True)
        together = np.frombuffer(b"".join(rows), dtype=_STORED).astype(np.float32).reshape(sum(lengths), -1)
        starts = itertools.accumulate(lengths, initial=0)
        return {name: together[at : at + n] for name, n, at in zip(names, lengths, starts, strict=False)}

    def counts(self) -> dict[str, int]:
        """Return how many sentences of each passage have their vector."""
        with self._asking() as connection:
            return dict(connection.execute("SELECT passage, sentences FROM vectors").fetchall())

    def reopen(self) -> None:
        """Read anew what another process has written; SQLite does by itself, unless the file is another one."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            if self._connection:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _asking(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction.

        Raises:
            VectorsUnreadableError: SQLite cannot read the file, or it is missing.
            HomeError: the disk is full or read-only.
        """
        with self._turn:
            try:
                with self._opened(make=make) as connection:
                    yield connection
            except sqlite3.Error as error:
                self.close()
                raise self._error(error) from error

    def _opened(self, *, make: bool) -> sqlite3.Connection:
        if self._connection is None:
            mode = "rwc" if make else "rw"
            address = f"{self._path.absolute().as_uri()}?mode={mode}"
            self._connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, check_same_thread=False)
            # With a journal that is deleted, readers never write: a backup copies the file while they read.
            self._connection.execute("PRAGMA journal_mode = TRUNCATE")
        return self._connection

    def _error(self, error: sqlite3.Error) -> Exception:
        home, text = self._path.parent.parent, str(error)
        if full := disk_full(home):
            return full
        if self._path.exists() and any(sign in text for sign in ("readonly", "unable to open", "disk I/O error")):
            return home_error(PermissionError(13, text), home)
        return VectorsUnreadableError(self._path, text)
