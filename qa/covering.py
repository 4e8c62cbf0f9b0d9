"""How the words of a claim are covered by a span, noun by noun, clause by clause and side by side.

Words are compared by the table of meanings (`store.meanings`), names by what they are part of: "sailed" may stand for
"shipped", but a noun with nothing like it in the span is something that the source does not say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.facts.dates import dates
from qa.facts.lexicon import part_of_speech
from qa.facts.numbers import numbers
from qa.facts.script import same_name
from qa.facts.source import Source
from store.meanings import has_meaning, key_of, nearness, rarity
from store.names import mentions, wholes
from store.words import content_tokens, language_of

Array = NDArray[np.float64]
COVERING = ("noun_missing", "nouns_missing", "weakest_clause", "beside")
"""By how much the noun that the span misses most is missed, weighted by its rarity; share of the nouns that have no
equal in the span; coverage of the clause that is covered worst; how near each other the span has the words that stand
next to each other in the claim, on average."""
SYNONYM = 0.6
"""Words as near as this need not be compared as spellings of one name."""
NAMESAKE = 0.3
"""The most that two different names of the gazetteer count as near."""
BEFORE = 0.5
"""What a word counts that only stands before the span."""
REACH = 6.0
"""Words over which the nearness of two words of the span falls to 1/e."""
_CLAUSE = re.compile(
    r"[,;:—–()]\s|\s(?:but|and|while|whereas|although|because|that|which|who|after|before|when|where|но|а|и|что|"
    r"котор\w+|aber|und|dass|weil)\s"
)


class _Words:
    """The content words of a text: their keys, where they start, the entities they name, as written."""

    def __init__(self, text: str) -> None:
        self.language = language_of(text)
        found = content_tokens(text, self.language)
        known = mentions(text)
        self.keys = tuple(key_of(t.text, self.language) for _, t in found)
        self.starts = tuple(t.start for _, t in found)
        self.entities = tuple(next((m.entity for m in known if m.start <= t.start < m.end), None) for _, t in found)
        self.written = tuple(t.text for _, t in found)


@lru_cache(maxsize=4096)
def _words(text: str) -> _Words:
    return _Words(text)


@lru_cache(maxsize=4096)
def _near(claim: str, text: str) -> Array:
    """(words of the claim, words of the text): 1 for the same word or name, else what the meanings say."""
    mine, theirs = _words(claim), _words(text)
    near = np.maximum(nearness(mine.keys, theirs.keys), 0).astype(np.float64)
    near = near.reshape(len(mine.keys), len(theirs.keys))
    if not near.size:
        return near
    for i, entity in enumerate(mine.entities):
        for j, other in enumerate(theirs.entities):
            if entity and other and entity in wholes(other):
                near[i, j] = 1.0
            elif entity and other and mine.keys[i] != theirs.keys[j]:
                near[i, j] = min(near[i, j], NAMESAKE)
    for row in np.flatnonzero(near.max(axis=1) < SYNONYM):
        near[row, [same_name(mine.keys[row], other) for other in theirs.keys]] = 1.0
    return near


def covering(claim: str, source: Source) -> tuple[float, ...]:
    """The signals of `COVERING`. Numbers and dates, which are compared one by one, count neither way."""
    near = _near(claim, source.text)
    own = near.max(axis=1, initial=0.0)
    around = np.maximum.reduce([own, *(_near(claim, t).max(axis=1, initial=0.0) for t in _around(source))])
    covered = np.maximum(own, BEFORE * around)
    weights = _weights(claim, source, own)
    if not weights.any():
        return 0.0, 0.0, 1.0, 1.0
    return (*_nouns(claim, source, covered), _weakest_clause(claim, covered, weights), _beside(near, weights))


def _around(source: Source) -> list[str]:
    return [text for text in (source.title, *source.nearby) if text]


def _told_exactly(text: str) -> list[tuple[int, int]]:
    """Where numbers and dates stand, which are compared one by one."""
    return [*((n.start, n.end) for n in numbers(text)), *((d.start, d.end) for d in dates(text))]


def _weights(claim: str, source: Source, own: Array) -> Array:
    """Squared rarity of each word; none for numbers, and for words of another language whose meaning is not known."""
    words, same = _words(claim), language_of(claim) == language_of(source.text)
    taken = _told_exactly(claim)
    counts = [
        not any(a <= start < b for a, b in taken) and (same or bool(has) or has_meaning(key))
        for key, start, has in zip(words.keys, words.starts, own, strict=True)
    ]
    return np.array([rarity(key) ** 2 for key in words.keys]) * np.array(counts, dtype=np.float64)


def _nouns(claim: str, source: Source, covered: Array) -> tuple[float, float]:
    """How the span covers the claim's nouns, names and numbers aside; nothing is missed where they cannot be told."""
    words = _words(claim)
    if words.language != "en" or language_of(source.text) != "en":
        return 0.0, 0.0
    taken = _told_exactly(claim)
    missed = [
        (1 - covered[i]) * rarity(words.keys[i]) ** 2
        for i, start in enumerate(words.starts)
        if words.entities[i] is None
        and part_of_speech(words.written[i]) == "noun"
        and not any(a <= start < b for a, b in taken)
    ]
    return (max(missed), float(np.mean([m > 0.001 for m in missed]))) if missed else (0.0, 0.0)


def _weakest_clause(claim: str, covered: Array, weights: Array) -> float:
    ends = [m.end() for m in _CLAUSE.finditer(claim)]
    clause = np.array([sum(end <= start for end in ends) for start in _words(claim).starts])
    found = []
    for which in set(clause.tolist()):
        inside = clause == which
        if weights[inside].sum() > 0.3:
            found.append(float(covered[inside] @ weights[inside] / weights[inside].sum()))
    return min(found) if found else float(covered @ weights / weights.sum())


def _beside(near: Array, weights: Array) -> float:
    places = np.arange(near.shape[1])
    decay = np.exp(-np.abs(np.subtract.outer(places, places)) / REACH)
    np.fill_diagonal(decay, 0.5)  # one word of the span for two of the claim
    kept = np.flatnonzero(weights > 0)
    found = [float((np.outer(near[a], near[b]) * decay).max(initial=0.0)) for a, b in pairwise(kept)]
    return float(np.mean(found)) if found else float(near[kept[0]].max(initial=0.0))
