"""The vectors of sentences on a Chroma server: machines share them, and the server tells which are near a question.

Over a network those of all passages found would take longer to come than the whole search: so the server searches them
too, and only those of the best passages are fetched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from store.collection import ChromaCollection
from store.narrowing import Wanted
from store.vector_ids import passage_id, sentence_ids

Matrix = NDArray[np.float32]


class SentenceCollection:
    """The vectors of the sentences of one index; with those of its passages it is what a `VectorFile` is."""

    def __init__(self, collection: ChromaCollection, passages: ChromaCollection) -> None:
        self.collection = collection
        self._passages = passages

    def create(self, dimension: int) -> None:
        """Make the collection, if it is not there."""
        self.collection.create(dimension)

    def write(self, rows: Mapping[str, Matrix], metadata: Mapping[str, Mapping[str, str | int]]) -> None:
        """Write the sentences' unit vectors by passage, all but the first row, with its metadata to filter by."""
        ids = [name for passage, own in rows.items() for name in sentence_ids(passage, len(own) - 1)]
        fields = [metadata[passage] for passage, own in rows.items() for _ in own[1:]]
        if ids:
            self.collection.upsert(ids, np.concatenate([own[1:] for own in rows.values()]), fields)

    def delete_revision(self, revision: str) -> None:
        """Delete those of the passages of one text of one article."""
        self.collection.delete_revision(revision)

    def delete(self, passages: Collection[str]) -> None:
        """Delete those of passages by id; what is not there needs no deleting."""
        if not passages:
            return  # else all ids would come over the network
        wanted = set(passages)
        self.collection.delete([name for name in sorted(self.collection.ids()) if passage_id(name) in wanted])

    def fetch(self, counts: Mapping[str, int]) -> dict[str, Matrix]:
        """Return the vectors (1 + sentences, dimension) of passages that have so many sentences, each one's own first.

        Those that are not there are left out.
        """
        ids = {passage: sentence_ids(passage, count) for passage, count in counts.items()}
        found = self.collection.fetch([name for own in ids.values() for name in own])
        own = self._passages.fetch(list(counts))
        whole = [passage for passage in own if all(name in found for name in ids[passage])]
        return {passage: np.stack([own[passage], *(found[name] for name in ids[passage])]) for passage in whole}

    def counts(self) -> dict[str, int]:
        """Return how many sentences of each passage have their vector."""
        counts: dict[str, int] = {}
        for name in self.collection.ids():
            counts[passage_id(name)] = counts.get(passage_id(name), 0) + 1
        return counts

    def nearest(self, query: Matrix, n: int, wanted: Wanted) -> dict[str, tuple[float, int]]:
        """Return of the passages of the `n` nearest sentences the cosine of the nearest and its number, by passage."""
        best: dict[str, tuple[float, int]] = {}
        for name, cosine in self.collection.nearest(query, n, wanted).items():  # the nearest first
            best.setdefault(passage_id(name), (cosine, int(name.rpartition(".")[2])))
        return best

    def reopen(self) -> None:
        """Nothing is remembered here."""

    def close(self) -> None:
        """The server's connection is not this one's."""
