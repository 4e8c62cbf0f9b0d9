"""How near the words of two texts come to each other: by name, by spelling, and by the table of meanings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.facts.script import same_name
from store.meanings import key_of, nearness
from store.names import mentions, wholes
from store.words import content_tokens, language_of

Array = NDArray[np.float64]
SYNONYM = 0.6
"""Words as near as this need not be compared as spellings of one name."""


@dataclass(frozen=True)
class Words:
    """The content words of a text: key in the table of meanings, first character, entity named, as written."""

    language: str
    keys: tuple[str, ...]
    starts: Array
    entities: tuple[str | None, ...]
    written: tuple[str, ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The content words of a text, in order."""
    language, known = language_of(text), mentions(text)
    found = content_tokens(text, language)
    return Words(
        language,
        tuple(key_of(t.text, language) for _, t in found),
        np.array([t.start for _, t in found], dtype=np.float64),
        tuple(next((m.entity for m in known if m.start <= t.start < m.end), None) for _, t in found),
        tuple(t.text for _, t in found),
    )


def alike(mine: Words, theirs: Words, *, namesake: float = 1.0) -> Array:
    """(words of one text, words of the other): 1 for the same word or name, else what the meanings say.

    A name counts as the same where the other is a part of what it names. Two different names of the gazetteer count
    `namesake` at the most.
    """
    near = np.maximum(nearness(mine.keys, theirs.keys), 0).astype(np.float64)
    near = near.reshape(len(mine.keys), len(theirs.keys))
    if not near.size:
        return near
    for i, entity in enumerate(mine.entities):
        for j, other in enumerate(theirs.entities):
            if entity and other and entity in wholes(other):
                near[i, j] = 1.0
            elif entity and other and mine.keys[i] != theirs.keys[j]:
                near[i, j] = min(near[i, j], namesake)
    for row in np.flatnonzero(near.max(axis=1) < SYNONYM):
        near[row, [same_name(mine.keys[row], other) for other in theirs.keys]] = 1.0
    return near
