"""Hybrid search: which passages a question may mean, and in which order.

The nearest passages and the best of BM25 are the candidates; the mix of the z-scores of passage, best sentence, BM25
and of keywords near each other orders them, those before others whose article came out when the question says
(`store.periods`) and that go on with the words of whom it names (`store.speakers`). Where sentences are far away
(`store.sentence_collection`), those near the question name candidates too, and only the first few get true values.
Weights and numbers of candidates were tuned on XQuAD (``python -m tests.bench.retrieval``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from store import keywords
from store.article import Hit, Passage
from store.at_once import at_once
from store.catalog import Catalog
from store.collapsing import collapse, named
from store.cosines import Cosines
from store.narrowing import Wanted, few_passages
from store.periods import Period, nearness, span
from store.sentence_collection import SentenceCollection
from store.speakers import spoken_by
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

_NEAREST, _NEAREST_SENTENCES, _MATCHING = 80, 80, 40
"""Candidates of each search at least. Of 40 nearest passages instead, two of XQuAD's Russian questions less find theirs
first."""

_EXACT = 3
"""Candidates, for each passage wanted, whose sentences are fetched where these are far away."""

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
    few = few_passages(catalog.connection, wanted, _FEW)
    nearest, matching = (max(_NEAREST, 2 * k), max(_NEAREST_SENTENCES, 4 * k)), max(_MATCHING, 2 * k)
    cosines, (statistics, best) = (
        at_once(
            lambda: Cosines.searched(vectors, query, nearest, wanted),
            lambda: _best_keywords(catalog, terms, matching, wanted, when),
        )
        if few is None
        else _best_of_few(catalog, vectors, query, terms, few, (nearest[0], matching))
    )
    ids = catalog.passage_ids(cosines.passages.keys() | cosines.sentences.keys(), best)
    if not ids:
        return []
    keys, coverage = list(ids), keywords.coverage(statistics)
    if not isinstance(vectors.rows, SentenceCollection):
        cosines.compare(catalog, vectors, query, ids)
    matches = keywords.scores(catalog.connection, statistics, keys)
    lexical = zip(*(matches.get(key, keywords.Match()) for key in keys), strict=True)
    values = np.array([*cosines.of(ids.values()), *lexical])
    prior = DAY_WEIGHT * _nearness(catalog, when, keys)
    first = np.argsort(-(mix(values, coverage) + prior), kind="stable")[: _EXACT * k]
    cosines.compare(catalog, vectors, query, {keys[row]: ids[keys[row]] for row in first})
    values[:2] = cosines.of(ids.values())
    spoken = spoken_by(catalog.connection, terms, [keys[row] for row in first])
    prior += SPEAKER_WEIGHT * np.array([key in spoken for key in keys])
    mixed = mix(values, coverage) + prior
    order = first[np.argsort(-mixed[first], kind="stable")]
    shown = list(collapse(catalog, {keys[row]: ids[keys[row]] for row in order}, cosines.nearest).items())[:k]
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
        LibraryDamagedError: one is not there.
    """
    stored = vectors.fetch({passage.id: len(passage.sentences) for passage in passages})
    return [stored[passage.id][1:] for passage in passages]


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
    few: Mapping[int, str],
    most: tuple[int, int],
) -> tuple[Cosines, tuple[keywords.Statistics, list[int]]]:
    """Return the best of few passages (`few_passages`) as the searches of all do: at `most` so many of each kind."""
    cosines = Cosines()
    cosines.compare(catalog, vectors, query, few)
    statistics = catalog.statistics(terms)
    matches = keywords.scores(catalog.connection, statistics, few.keys())
    best = sorted((key for key, match in matches.items() if match.bm25), key=lambda key: -matches[key].bm25)
    return cosines.best(most[0]), (statistics, best[: most[1]])
