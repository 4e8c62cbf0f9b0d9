"""Hybrid search: which passages a question may mean, and in which order.

Two grains of vectors and BM25 name the candidates; the mix of the z-scores of these and of keywords near each other
orders them, those before others whose article came out when the question says (`store.periods`) and that go on with the
words of whom it names (`store.speakers`). What a search did not tell of a candidate is at most the least it told; the
first few get their true values before the last ordering.
Weights and numbers of candidates were tuned on XQuAD (``python -m tests.bench.retrieval``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from store import keywords
from store.article import Hit, Passage
from store.at_once import at_once
from store.catalog import Catalog
from store.collapsing import collapse, named
from store.errors import MEND, LibraryDamagedError
from store.narrowing import Wanted, few_passages
from store.nearest import exact
from store.periods import Period, nearness, span
from store.speakers import spoken_by
from store.vector_ids import passage_id, sentence_ids
from store.vectors import VectorStore

Scores = NDArray[np.float64]
Vector = NDArray[np.float32]

DAY_WEIGHT = 3.0
"""What it counts, beside z-scores, that an article came out when the question says. Of 72 questions over 86 articles,
65 of which name a day, month or year, it brings the passage that answers first for 59 instead of 53, among the
first twelve for 71 instead of 67; from 2 to 4 about as many."""

SPEAKER_WEIGHT = 0.7
"""What it counts that a passage goes on with the words of somebody whom the question names (`store.speakers`): of these
questions two more have their passage first, and one more among the first twelve; from 0.5 to 1 about as many."""

PASSAGE_WEIGHT, SENTENCE_WEIGHT, BM25_WEIGHT, TOGETHER_WEIGHT = 0.45, 0.55, 0.2, 0.6
"""With .5, .5, .2, .5 two of XQuAD's 1,190 Russian questions less have their paragraph among the first five."""

_NEAREST_PASSAGES, _NEAREST_SENTENCES, _MATCHING = 40, 80, 40
"""Candidates of each search at least."""

_EXACT = 3
"""Candidates whose vectors are fetched where a search did not give their cosine, for each passage wanted."""

_FEW = 500
"""Passages that a search is narrowed to, up to which all are compared: Chroma's index would miss some of so few."""

_NO_SPREAD = 1e-9


def hybrid_search(
    catalog: Catalog,
    vectors: VectorStore,
    query: Vector,
    terms: Collection[str],
    k: int,
    wanted: Wanted,
    when: Sequence[Period] = (),
) -> list[Hit]:
    """Return the `k` best passages for a question's unit vector and index terms, among those `wanted`.

    Those of articles that came out near a period of `when`, which the question names, rank higher, and those spoken by
    somebody whom the terms name.
    """
    passages, sentences, matching = max(_NEAREST_PASSAGES, 2 * k), max(_NEAREST_SENTENCES, 4 * k), max(_MATCHING, 2 * k)
    few = few_passages(catalog.connection, wanted, _FEW)
    (near, near_sentences), (statistics, best) = (
        at_once(
            lambda: vectors.nearest(query, (passages, sentences), wanted),
            lambda: _best_keywords(catalog, terms, matching, wanted, when),
        )
        if few is None
        else _best_of_few(catalog, vectors, query, terms, few, (passages, sentences, matching))
    )
    found_by: dict[str, str] = {}
    for sentence in near_sentences:  # the nearest first
        found_by.setdefault(passage_id(sentence), sentence)
    best_of = {name: near_sentences[sentence] for name, sentence in found_by.items()}
    ids = catalog.passage_ids(near.keys() | best_of.keys(), best)
    if not ids:
        return []
    matches = keywords.scores(catalog.connection, statistics, ids.keys())
    keys, coverage = list(ids), keywords.coverage(statistics)
    lexical = zip(*(matches.get(key, keywords.Match()) for key in keys), strict=True)
    values = np.array([_known(near, ids.values()), _known(best_of, ids.values()), *lexical])
    prior = DAY_WEIGHT * _nearness(catalog, when, keys)
    mixed = mix(values, coverage) + prior
    first = np.argsort(-mixed, kind="stable")[: _EXACT * k]
    unknown = _unknown(catalog, {row: keys[row] for row in first}, ids, (near, best_of))
    _, spoken = at_once(
        lambda: _make_exact(vectors, query, *unknown, values),
        lambda: spoken_by(catalog.connection, terms, [keys[row] for row in first]),
    )
    prior += SPEAKER_WEIGHT * np.array([key in spoken for key in keys])
    mixed = mix(values, coverage) + prior
    order = first[np.argsort(-mixed[first], kind="stable")]
    shown = list(collapse(catalog, {keys[row]: ids[keys[row]] for row in order}, found_by).items())[:k]
    found = named(catalog, catalog.passages_by_key([key for key, _ in shown]), wanted.until)
    row_of = {key: row for row, key in enumerate(keys)}
    return [
        Hit(found[key], 1 / (1 + math.exp(-mixed[row_of[ranked]])), *values[:3, row_of[key]].tolist())
        for key, ranked in shown
    ]


def mix(values: Scores, coverage: float) -> Scores:
    """Return the score of n candidates: the weighted sum of the z-scores of their `values`, of shape (4, n).

    These are cosine, best sentence's cosine, and both of `store.keywords.Match`. These two weigh as much as the index
    knows of the question (`store.keywords.coverage`, 0 to 1): where only a name of it matches, that name says little
    about which passage answers. Values that are equal for all say nothing.
    """
    weights = np.array([PASSAGE_WEIGHT, SENTENCE_WEIGHT, BM25_WEIGHT * coverage, TOGETHER_WEIGHT * coverage])
    centred = values - values.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=1))
    return np.asarray((weights / np.where(spread > _NO_SPREAD, spread, np.inf)) @ centred)


def sentence_vectors(vectors: VectorStore, passages: Sequence[Passage]) -> list[Vector]:
    """Return the stored vectors of each passage's sentences, (sentences, dimension) each, one read for all.

    Raises:
        LibraryDamagedError: Chroma lacks one.
    """
    ids = [sentence_ids(p.id, len(p.sentences)) for p in passages]
    stored = vectors.fetch("sentences", [i for group in ids for i in group])
    return [np.stack([_stored(stored, i) for i in group]) for group in ids]


def _best_keywords(
    catalog: Catalog, terms: Collection[str], n: int, wanted: Wanted, when: Sequence[Period]
) -> tuple[keywords.Statistics, list[int]]:
    """Return the statistics of these terms and the keys of the best passages, of all and of the named periods."""
    statistics = catalog.statistics(terms)
    best = keywords.best(catalog.connection, statistics, n, wanted)
    if when:
        since, until = span(when)
        then = replace(wanted, since=since, until=min(until, wanted.until or until))
        best += keywords.best(catalog.connection, statistics, n, then)
    return statistics, best


def _nearness(catalog: Catalog, when: Sequence[Period], keys: Sequence[int]) -> Scores:
    """Return how near to the named periods each of these passages is, 0 to 1."""
    if not when:
        return np.zeros(len(keys))
    query = (
        "SELECT passages.key, passages.published, substr(text, start + 1, end - start)"
        " FROM passages JOIN articles ON articles.key = article WHERE passages.key IN (SELECT value FROM json_each(?))"
    )
    known = {key: (day, text) for key, day, text in catalog.connection.execute(query, (json.dumps(keys),))}
    return np.array(nearness(when, [known[key] for key in keys]))


def _best_of_few(
    catalog: Catalog,
    vectors: VectorStore,
    query: Vector,
    terms: Collection[str],
    few: Mapping[int, tuple[str, int]],
    most: tuple[int, int, int],
) -> tuple[tuple[dict[str, float], dict[str, float]], tuple[keywords.Statistics, list[int]]]:
    """Return the best of few passages (`few_passages`) as the searches of all do: at `most` so many of each kind."""
    statistics = catalog.statistics(terms)
    names = [name for name, _ in few.values()]
    stored = vectors.fetch_both(names, [i for name, count in few.values() for i in sentence_ids(name, count)])
    matches = keywords.scores(catalog.connection, statistics, few.keys())
    best = sorted((key for key, match in matches.items() if match.bm25), key=lambda key: -matches[key].bm25)
    return (exact(stored[0], query, most[0]), exact(stored[1], query, most[1])), (statistics, best[: most[2]])


def _known(cosines: Mapping[str, float], ids: Iterable[str]) -> list[float]:
    """Return the cosine of each id; the least that is known for one that was not among the nearest: it has no more."""
    least = min(cosines.values(), default=0.0)
    return [cosines.get(i, least) for i in ids]


def _unknown(
    catalog: Catalog,
    chosen: Mapping[int, int],
    ids: Mapping[int, str],
    known: tuple[Collection[str], Collection[str]],
) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Return of which chosen rows (their keys by row) a cosine is not `known`: passages, and sentences, by row."""
    missing = {row: ids[key] for row, key in chosen.items() if ids[key] not in known[0]}
    lacking = {row: key for row, key in chosen.items() if ids[key] not in known[1]}
    counts = catalog.sentence_counts(lacking.values()) if lacking else {}
    return missing, {row: sentence_ids(ids[key], counts[key]) for row, key in lacking.items()}


def _make_exact(
    vectors: VectorStore, query: Vector, missing: Mapping[int, str], groups: Mapping[int, Sequence[str]], values: Scores
) -> None:
    """Put the true cosines of these passages, and of the best of these sentences, into their rows."""
    passages, sentences = vectors.fetch_both(list(missing.values()), [i for group in groups.values() for i in group])
    for row, name in missing.items():
        values[0, row] = float(_stored(passages, name) @ query)
    for row, group in groups.items():
        values[1, row] = max(float(_stored(sentences, i) @ query) for i in group)


def _stored(vectors: Mapping[str, Vector], vector_id: str) -> Vector:
    if vector_id not in vectors:
        raise LibraryDamagedError(f"the vectors lack {vector_id}, which the catalog has: {MEND}")
    return vectors[vector_id]
