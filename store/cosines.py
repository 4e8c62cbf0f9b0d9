"""How near passages, and their best sentences, are to a question: what searches tell, and what is compared besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from store.catalog import Catalog
from store.narrowing import Wanted
from store.sentence_collection import SentenceCollection
from store.vectors import VectorStore

Vector = NDArray[np.float32]


@dataclass(slots=True)
class Cosines:
    """What is known of a question's nearness, by the id of the passage."""

    passages: dict[str, float] = field(default_factory=dict)
    """Cosine of the passage itself."""
    sentences: dict[str, float] = field(default_factory=dict)
    """Cosine of its nearest sentence."""
    nearest: dict[str, int] = field(default_factory=dict)
    """Which of its sentences that is."""

    @classmethod
    def searched(cls, vectors: VectorStore, query: Vector, most: tuple[int, int], wanted: Wanted) -> Cosines:
        """Search for what is nearest to a unit vector (dimension,): `most` so many passages, and so many sentences.

        Sentences can be searched only where they are far away.
        """
        found = cls(vectors.passages.nearest(query, most[0], wanted))
        if isinstance(vectors.rows, SentenceCollection):
            for name, (cosine, at) in vectors.rows.nearest(query, most[1], wanted).items():
                found.sentences[name], found.nearest[name] = cosine, at
        return found

    def compare(self, catalog: Catalog, vectors: VectorStore, query: Vector, ids: Mapping[int, str]) -> None:
        """Compare these passages (ids by key), as far as it is not known, and all their sentences."""
        missing = [key for key, name in ids.items() if name not in self.passages or name not in self.sentences]
        if not missing:
            return
        counts = {ids[key]: count for key, count in catalog.sentence_counts(missing).items()}
        for name, rows in vectors.fetch(counts).items():
            self.passages[name], *sentences = (rows @ query).tolist()
            self.sentences[name] = max(sentences)
            self.nearest[name] = sentences.index(self.sentences[name])

    def best(self, n: int) -> Cosines:
        """Return what is known of the `n` nearest of passages that have been compared."""
        names = sorted(self.passages, key=lambda name: -self.passages[name])[:n]
        return Cosines(
            {name: self.passages[name] for name in names},
            {name: self.sentences[name] for name in names},
            {name: self.nearest[name] for name in names},
        )

    def of(self, ids: Collection[str]) -> list[list[float]]:
        """Return the cosines of passages, and those of their nearest sentences.

        Where one is not known, it is the least that is known: a search has told all that are more.
        """
        told = (self.passages, self.sentences)
        least = [min(cosines.values(), default=0.0) for cosines in told]
        return [[cosines.get(name, least[at]) for name in ids] for at, cosines in enumerate(told)]
