"""Hybrid search: which passages a question may mean, and in which order.

Two grains of vectors and BM25 name the candidates; the mix of the z-scores of all three orders them. What a search did
not tell of a candidate is at most the least it told; the first few get their true values before the last ordering.
Weights and numbers of candidates were tuned on XQuAD (``python -m tests.bench.retrieval``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from store import keywords
from store.article import Hit, Passage
from store.catalog import Catalog
from store.collapsing import collapse, named
from store.errors import MEND, LibraryDamagedError
from store.vector_ids import passage_id, sentence_ids
from store.vectors import VectorStore

Scores = NDArray[np.float64]
Vector = NDArray[np.float32]

PASSAGE_WEIGHT, SENTENCE_WEIGHT, KEYWORD_WEIGHT = 0.5, 0.5, 0.25

_NEAREST = {"passages": 40, "sentences": 80}
_BEST_KEYWORDS = 40
_EXACT = 3
"""Candidates whose vectors are fetched where a search did not give their cosine, for each passage wanted."""


def hybrid_search(
    catalog: Catalog, vectors: VectorStore, query: Vector, terms: Collection[str], k: int, until: int | None
) -> list[Hit]:
    """Return the `k` best passages for a question's unit vector and index terms, among those published by `until`."""
    near = vectors.nearest("passages", query, max(_NEAREST["passages"], 2 * k), until)
    near_sentences = vectors.nearest("sentences", query, max(_NEAREST["sentences"], 4 * k), until)
    best_of: dict[str, float] = {}
    found_by: dict[str, str] = {}
    for sentence, cosine in near_sentences.items():
        if cosine > best_of.get(name := passage_id(sentence), -1.0):
            best_of[name], found_by[name] = cosine, sentence
    frequency = catalog.document_frequency(terms)
    bm25 = keywords.best(catalog.connection, frequency, max(_BEST_KEYWORDS, 2 * k), until)
    found = catalog.outlines(near.keys() | best_of.keys(), bm25.keys())
    if not found:
        return []
    bm25 |= keywords.scores(catalog.connection, frequency, found.keys() - bm25.keys())
    keys, ids = list(found), [passage for passage, _ in found.values()]
    similarity, best_sentence = _known(near, ids), _known(best_of, ids)
    matches = np.array([bm25.get(key, 0.0) for key in keys])
    coverage = keywords.coverage(catalog.connection, frequency)
    first = np.argsort(-mix(similarity, best_sentence, matches, coverage), kind="stable")[: _EXACT * k]
    _make_exact(vectors, query, {i: found[keys[i]] for i in first}, (similarity, near), (best_sentence, best_of))
    mixed = mix(similarity, best_sentence, matches, coverage)
    order = first[np.argsort(-mixed[first], kind="stable")].tolist()
    shown = collapse(catalog, {keys[i]: ids[i] for i in order}, found_by)
    row_of = {key: i for i, key in enumerate(keys)}
    best = [(row_of[key], row_of[ranked]) for key, ranked in shown.items()][:k]
    passages = catalog.passages_by_key([keys[i] for i, _ in best])
    return [
        Hit(
            passage=named(catalog, passages[keys[i]], until),
            score=float(1 / (1 + np.exp(-mixed[rank]))),
            similarity=float(similarity[i]),
            best_sentence=float(best_sentence[i]),
            bm25=float(matches[i]),
        )
        for i, rank in best
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
    ids = [sentence_ids(p.id, len(p.sentences)) for p in passages]
    stored = vectors.fetch("sentences", [i for group in ids for i in group])
    return [np.stack([_stored(stored, i) for i in group]) for group in ids]


def _known(cosines: Mapping[str, float], ids: Sequence[str]) -> Scores:
    """Return the cosine of each id; the least that is known for one that was not among the nearest: it has no more."""
    least = min(cosines.values(), default=0.0)
    return np.array([cosines.get(i, least) for i in ids])


def _make_exact(
    vectors: VectorStore,
    query: Vector,
    chosen: Mapping[int, tuple[str, int]],
    passages: tuple[Scores, Mapping[str, float]],
    sentences: tuple[Scores, Mapping[str, float]],
) -> None:
    """Put the true cosines of the chosen rows (id and number of sentences by row) where they are not known yet."""
    (similarity, near), (best_sentence, best_of) = passages, sentences
    missing = {row: name for row, (name, _) in chosen.items() if name not in near}
    stored = vectors.fetch("passages", list(missing.values())) if missing else {}
    for row, name in missing.items():
        similarity[row] = float(_stored(stored, name) @ query)
    wanted = {row: sentence_ids(name, n) for row, (name, n) in chosen.items() if name not in best_of}
    stored = vectors.fetch("sentences", [i for group in wanted.values() for i in group]) if wanted else {}
    for row, group in wanted.items():
        best_sentence[row] = max(float(_stored(stored, i) @ query) for i in group)


def _stored(vectors: Mapping[str, Vector], vector_id: str) -> Vector:
    if vector_id not in vectors:
        raise LibraryDamagedError(f"the vectors lack {vector_id}, which the catalog has: {MEND}")
    return vectors[vector_id]
