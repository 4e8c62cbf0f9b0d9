"""All vectors of a small library held in memory, and the nearest among them.

A query of Chroma's takes milliseconds however few vectors there are; comparing all of these takes a fraction of one.
Reading them takes as long as some dozens of queries, so it is done beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from threading import Event

import numpy as np
from numpy.typing import NDArray

from store.at_once import in_background
from store.vector_ids import KINDS, Kind

Matrix = NDArray[np.float32]

MOST = 20_000
"""Vectors of a library that are held: 30 MB of those of the default embedding."""

_AT_A_TIME = 500
"""Vectors read at a time: others wait that long for Chroma, or for the interpreter, some 15 ms."""

_FROM = 2
"""The search from which on they are held: who asks once need not read them."""


class Held:
    """The vectors of one collection as they were when they were read."""

    def __init__(self, ids: Sequence[str], rows: Matrix) -> None:
        """`rows` are unit vectors (n, dimension) by row of `ids`."""
        self._ids = ids
        self._rows = rows
        self._row_of = {name: row for row, name in enumerate(ids)}

    def nearest(self, query: Matrix, n: int) -> dict[str, float]:
        """Return the cosines of the `n` nearest to a unit query (dimension,) by id, nearest first."""
        cosines = self._rows @ query
        best = np.argpartition(-cosines, n)[:n] if n < len(cosines) else np.arange(len(cosines))
        best = best[np.argsort(-cosines[best], kind="stable")]
        return dict(zip((self._ids[row] for row in best.tolist()), cosines[best].tolist(), strict=True))

    def fetch(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Return the vectors by id; ids without one are left out."""
        return {name: self._rows[self._row_of[name]] for name in ids if name in self._row_of}


class Holder:
    """Reads the vectors of a library that is searched again, if they are few, and holds them until something changes.

    What another process adds meanwhile may be missing, and what it deletes may be there: as in the view of the catalog
    that goes with them. Not thread-safe.
    """

    def __init__(
        self, ids: Callable[[Kind], set[str]], fetch: Callable[[Kind, Sequence[str]], Mapping[str, Matrix]]
    ) -> None:
        """`ids` gives those of a collection, `fetch` vectors by id; both are called from another thread."""
        self._ids = ids
        self._fetch = fetch
        self._searches = 0
        self._reading: Future[dict[Kind, Held]] | None = None
        self._stop = Event()

    def held(self) -> dict[Kind, Held]:
        """Return the vectors of both collections; empty when they are not held, or not yet, or could not be read.

        Of what keeps them from being read whoever searches hears from Chroma.
        """
        reading = self._reading
        return reading.result() if reading and reading.done() and not reading.exception() else {}

    def searching(self) -> dict[Kind, Held]:
        """Return `held`, of which a search is going to make use."""
        self._searches += 1
        if self._searches == _FROM:
            self._stop = Event()
            self._reading = in_background(partial(self._read, self._stop))
        return self.held()

    def let_go(self) -> None:
        """Forget what was read, and wait until nothing is being read."""
        self._stop.set()
        if self._reading:
            self._reading.exception()
        self._searches, self._reading = 0, None

    def _read(self, stop: Event) -> dict[Kind, Held]:
        ids = {kind: sorted(self._ids(kind)) for kind in KINDS}
        if not all(ids.values()) or sum(map(len, ids.values())) > MOST:
            return {}
        held: dict[Kind, Held] = {}
        for kind, names in ids.items():
            found: dict[str, Matrix] = {}
            for at in range(0, len(names), _AT_A_TIME):
                if stop.is_set():
                    return {}
                found |= self._fetch(kind, names[at : at + _AT_A_TIME])
            held[kind] = Held(list(found), np.stack(list(found.values())))
        return held
