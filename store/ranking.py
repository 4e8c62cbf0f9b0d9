"""Hybrid search: which passages a question may mean, and in which order.

Two grains of vectors and BM25 name the candidates; each candidate then gets its true value of all three, and the mix of
their z-scores orders them. Weights and numbers of candidates were tuned on XQuAD (``python -m tests.bench.retrieval``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from store import keywords
from store.article import Hit, Passage
from store.catalog import Catalog
from store.errors import MEND, LibraryDamagedError
from store.vector_ids import passage_id, sentence_id
from store.vectors import VectorStore

Scores = NDArray[np.float64]
Vector = NDArray[np.float32]

PASSAGE_WEIGHT, SENTENCE_WEIGHT, KEYWORD_WEIGHT = 0.5, 0.5, 0.25

_NEAREST = {"passages": 40, "sentences": 80}
_BEST_KEYWORDS = 40


def hybrid_search(
    catalog: Catalog, vectors: VectorStore, query: Vector, terms: Collection[str], k: int, until: int | None
) -> list[Hit]:
    """Return the `k` best passages for a question's unit vector and index terms, among those published by `until`."""
    near = vectors.nearest("passages", query, max(_NEAREST["passages"], 2 * k), until)
    near_sentences = vectors.nearest("sentences", query, max(_NEAREST["sentences"], 4 * k), until)
    bm25 = keywords.best(catalog.connection, terms, max(_BEST_KEYWORDS, 2 * k), until)
    wanted = near.keys() | {passage_id(i) for i in near_sentences}
    found = catalog.passages(wanted) | catalog.passages_by_key(bm25.keys())
    if not found:
        return []
    keys, passages = list(found), list(found.values())
    bm25 |= keywords.scores(catalog.connection, terms, found.keys() - bm25.keys())
    similarity = _passage_cosines(vectors, query, passages, near)
    best_sentence = _best_sentence_cosines(vectors, query, passages)
    matches = np.array([bm25.get(key, 0.0) for key in keys])
    mixed = mix(similarity, best_sentence, matches, keywords.coverage(catalog.connection, terms))
    order = np.argsort(-mixed, kind="stable")[:k]
    return [
        Hit(
            passage=passages[i],
            score=float(1 / (1 + np.exp(-mixed[i]))),
            similarity=float(similarity[i]),
            best_sentence=float(best_sentence[i]),
            bm25=float(matches[i]),
        )
        for i in order
    ]


def mix(similarity: Scores, best_sentence: Scores, bm25: Scores, coverage: float) -> Scores:
    """Return the score of each candidate: the weighted sum of the z-scores of its three values, each of shape (n,).

    BM25 weighs as much as the index knows of the question (`store.keywords.coverage`, 0 to 1): where only a name of it
    matches, that name says little about which passage answers.
    """
    meaning = PASSAGE_WEIGHT * z(similarity) + SENTENCE_WEIGHT * z(best_sentence)
    return np.asarray(meaning + KEYWORD_WEIGHT * coverage * z(bm25))


def z(values: Scores) -> Scores:
    """Return how many standard deviations each value is above the mean; 0 for all when they are equal."""
    spread = values.std()
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def sentence_vectors(vectors: VectorStore, passages: Sequence[Passage]) -> list[Vector]:
    """Return the stored vectors of each passage's sentences, (sentences, dimension) each, one read for all.

    Raises:
        LibraryDamagedError: Chroma lacks one.
    """
    ids = [[sentence_id(p, i) for i in range(len(p.sentences))] for p in passages]
    stored = vectors.fetch("sentences", [i for group in ids for i in group])
    return [np.stack([_stored(stored, i) for i in group]) for group in ids]


def _passage_cosines(
    vectors: VectorStore, query: Vector, passages: Sequence[Passage], known: Mapping[str, float]
) -> Scores:
    missing = [p.id for p in passages if p.id not in known]
    stored = vectors.fetch("passages", missing) if missing else {}
    return np.array([known[p.id] if p.id in known else float(_stored(stored, p.id) @ query) for p in passages])


def _best_sentence_cosines(vectors: VectorStore, query: Vector, passages: Sequence[Passage]) -> Scores:
    return np.array([float((rows @ query).max()) for rows in sentence_vectors(vectors, passages)])


def _stored(vectors: Mapping[str, Vector], vector_id: str) -> Vector:
    if vector_id not in vectors:
        raise LibraryDamagedError(f"the vectors lack {vector_id}, which the catalog has: {MEND}")
    return vectors[vector_id]
